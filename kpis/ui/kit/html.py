"""The one way HTML is made: elements from arguments, every text escaped.

Commentary, titles and file names are text that people typed. Because a plain `str` is always
escaped and only `Html` made here passes as it is, no page can let typed text become markup,
even by accident: not by adding or formatting either, which MarkupSafe's type escapes as well.
`st.html` sanitises once more in the browser.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from markupsafe import Markup, escape

Html: TypeAlias = Markup  # text that is markup already: made by `element` and `join` only
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
    return Html(f"<{name}{written}>{_inner(children)}</{name}>")


def join(*children: Child) -> Html:
    """Children one after the other, escaped where they are plain text."""
    return Html(_inner(children))


def _inner(children: Iterable[Child]) -> str:
    return "".join([_child(child) for child in children if child is not None])


def _child(child: Html | str | Iterable[Child]) -> str:
    if isinstance(child, Html):
        return child
    return escape(child) if isinstance(child, str) else _inner(child)


# Most are classes and roles, which a page writes thousands of times. Typed, for 1 equals True.
@lru_cache(maxsize=4096, typed=True)
def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    return "".join((" ", name, '="', escape(str(value)), '"'))  # faster than to format Markup


def markdown_text(text: str) -> str:
    """Text for Streamlit's Markdown (titles, messages) that is to be shown just as it is.

    What looks like an address would become a live link, escaped or not. A mark that is not seen
    (U+2060) keeps it apart, so that no address bar and no file name puts a link into our words.
    """
    escaped = "".join(f"\\{sign}" if sign in _MARKDOWN_SIGNS else sign for sign in text)
    return _BEGINS_A_LINK.sub("\\g<0>\u2060", escaped)


_BEGINS_A_LINK = re.compile(r"https?\\:(?=//)|www(?=\.)|@", re.IGNORECASE)
_MARKDOWN_SIGNS = frozenset("\\`*_{}[]<>#$~|:")
