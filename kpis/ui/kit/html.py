"""The one way HTML is made: elements from arguments, every text escaped.

Commentary, titles and file names are text that people typed. Because a plain `str` is always
escaped and only `Html` made here passes as it is, no page can let typed text become markup,
even by accident. `st.html` sanitises once more in the browser.
"""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias


class Html(str):
    """Text that is markup already. Made by `element` and `join` only."""

    __slots__ = ()


Child: TypeAlias = Html | str | Iterable["Child"] | None

_VOID = frozenset({"br", "hr", "img", "col"})


def element(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """One element: element("td", "23%", class_="k-figure") → <td class="k-figure">23%</td>.

    children: Html as it is, str escaped, an iterable of either one after the other, None
    nothing. attributes: a trailing "_" is dropped and "_" becomes "-"; None and False leave the
    attribute out, True writes it bare. Values are escaped and quoted.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    """Children one after the other, escaped where they are plain text."""
    return Html("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return escape(child)
    return "".join(_child(part) for part in child)


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def markdown_text(text: str) -> str:
    """Text for Streamlit's Markdown (titles, messages) that is to be shown just as it is."""
    return "".join(f"\\{sign}" if sign in _MARKDOWN_SIGNS else sign for sign in text)


_MARKDOWN_SIGNS = frozenset("\\`*_{}[]<>#$~|:")
