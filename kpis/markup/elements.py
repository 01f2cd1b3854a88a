"""The one way HTML is made: elements from arguments, every text escaped.

Commentary, titles and file names are text that people typed. Because a plain `str` is always
escaped and only `Html` made here passes as it is, no page can let typed text become markup,
even by accident: not by adding or formatting either, which MarkupSafe's type escapes as well.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias
from unicodedata import category

from markupsafe import Markup, escape

from kpis.words.written_out import FOR_PAGES

Html: TypeAlias = Markup  # text that is markup already: made by `element` and `join` only
Child: TypeAlias = Html | str | Iterable["Child"] | None

_VOID = frozenset({"br", "hr", "img", "col", "link", "meta", "input"})


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


def text_alone(text: str) -> Html:
    """Text for an element that holds no other: in a <title> a <bdi> or <wbr> would be read out."""
    return Html(escape(isolated(text)))


def join(*children: Child) -> Html:
    """Children one after the other, escaped where they are plain text."""
    return Html(_inner(children))


def term_list(terms: Iterable[tuple[str, Child]]) -> Html:
    """Terms and their descriptions; those without a description are left out."""
    return element(
        "dl",
        [
            element("div", element("dt", term), element("dd", words), class_="k-term")
            for term, words in terms
            if words
        ],
        class_="k-terms",
    )


def _inner(children: Iterable[Child]) -> str:
    return "".join([_child(child) for child in children if child is not None])


def _child(child: Html | str | Iterable[Child]) -> str:
    if isinstance(child, Html):
        return child
    return _text(child) if isinstance(child, str) else _inner(child)


def _text(text: str) -> str:
    """Escaped, and kept from acting on what stands beside it.

    What would turn text round or is obeyed instead of seen is written out. A text with letters
    that are written from right to left is a part by itself: its direction ends where it does.
    """
    if not (text.isascii() and text.isprintable()):  # as nearly all of them are
        text = plain_text(text)
    shown = _breakable(text) if _LONG_WORD.search(text) else escape(text)
    return f"<bdi>{shown}</bdi>" if _RIGHT_TO_LEFT.search(text) else shown


_LONG_WORD = re.compile(r"\S{31,}")  # as wide as a narrow screen
_MAY_BREAK_AFTER = 10  # characters of it


def _breakable(text: str) -> str:
    """Escaped, with places in words that are too long for a line where it may go on in the next.

    A style would let tables break all words, wherever they are crowded.
    """
    cut = _LONG_WORD.sub(lambda found: "\0".join(_pieces(found[0])), text)
    return "<wbr>".join(map(escape, cut.split("\0")))


def _pieces(word: str) -> Iterator[str]:
    """What is drawn as one, a letter with its accents or a face of several, stays together."""
    begin = 0
    for end in range(1, len(word)):
        joined = word[end - 1] == "\u200d" or category(word[end]) in ("Mn", "Mc", "Me", "Cf", "Sk")
        if end - begin >= _MAY_BREAK_AFTER and not joined:
            yield word[begin:end]
            begin = end
    yield word[begin:]


def plain_text(text: str) -> str:
    """Text for a place that takes plain text alone, with nothing in it that acts unseen."""
    return text.translate(FOR_PAGES)


# Letters and marks of the scripts that are written so: Hebrew, Arabic and their like.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ISOLATED = "\u2068{}\u2069"  # what <bdi> is where there are no elements


def isolated(text: str) -> str:
    """The same for a place that takes text alone."""
    return _ISOLATED.format(plain_text(text)) if _RIGHT_TO_LEFT.search(text) else plain_text(text)


# Most are classes and roles, which a page writes thousands of times. Typed, for 1 equals True.
# Parts are joined, for that is faster than to format Markup.
@lru_cache(maxsize=4096, typed=True)
def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    return "".join((" ", name, '="', escape(isolated(str(value))), '"'))
