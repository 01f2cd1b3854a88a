"""Texts as an Office file can hold them."""

import re
import unicodedata

from kpis.reports.blocks import Cell, Mark
from kpis.words.statuses import STATUS_SIGNS, STATUS_WORDS

# What XML 1.0 cannot hold. A library that is given one of them ends with an error or a faulty file.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MORE = "…"


def sound(text: str) -> str:
    """The text without what XML cannot hold: a sign stands where a character was lost.

    Lines end as they do everywhere else, for office programs write out other ends of lines.
    """
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words where that loses little, ending in "…"."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most * 0.6 else cut).rstrip(" ,;:") + _MORE


def mark_words(mark: Mark) -> str:
    """What a mark says, for who does not see it: "Red", "Green, last measured earlier"."""
    if mark.said:
        return mark.said
    return STATUS_WORDS[mark.status] + (", last measured earlier" if mark.carried else "")


def mark_sign(mark: Mark) -> str:
    """Its letter; in brackets where it was made in an earlier quarter: "R", "(R)"."""
    sign = STATUS_SIGNS[mark.status]
    return f"({sign})" if mark.carried and sign else sign


def titled(code: str, title: str) -> str:
    """ "5.2 Recycling rate"."""
    return f"{code} {title}".strip()


def cell_words(cell: Cell) -> str:
    """All a cell says, on one line."""
    text = cell.text or (mark_words(cell.mark) if cell.mark else "")
    return f"{text} ({cell.note})" if cell.note and text else text or cell.note


def from_the_right(text: str) -> bool:
    """Whether the first letter of a text is of a script that is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
