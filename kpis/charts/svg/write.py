"""Elements of a picture as text, with everything in them made harmless where it is written."""

import re
from collections.abc import Iterable
from html import escape

from kpis.words.written_out import FOR_PAGES

# What XML cannot hold at all, however it is written: half characters, and two that are none.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text_of(words: str) -> str:
    """Words that people typed, as the content of an element or the value of an attribute.

    Control characters are written out, so that they are seen and do nothing; what XML cannot hold
    becomes the sign for a character that is not known.
    """
    return escape(_NO_XML.sub("\ufffd", words.translate(FOR_PAGES)))


def element(
    name: str, content: str | Iterable[str] = "", /, **attributes: str | float | None
) -> str:
    """An element. content: markup already. attributes: None for those it has not.

    An underscore in an attribute's name stands for a hyphen; numbers have one decimal at most.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = content if isinstance(content, str) else "".join(content)
    return f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>"


def number(value: float) -> str:
    """At most one decimal, and no more signs than it takes: "12.5", "3", "0"."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def fine(value: float) -> str:
    """At most two decimals: what is thinner than a pixel, and how much shows through."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """The path from point to point, as what stands in `d`."""
    steps = [f"{number(x)} {number(y)}" for x, y in points]
    return f"M{'L'.join(steps)}" if steps else ""


def _value(value: str | float) -> str:
    return text_of(value) if isinstance(value, str) else number(value)
