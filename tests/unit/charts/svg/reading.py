"""Pictures read back as they are seen: shapes by where they are, words with the room they take.

Nothing here is taken from what draws them but the widths of letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from kpis.charts.svg.widths import text_width

SVG = "{http://www.w3.org/2000/svg}"
LINE = 1.2  # of the size of the type: what a line of letters takes from top to foot


@dataclass(frozen=True)
class Words:
    """A run of letters, and the box they take in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool

    def meets(self, other: "Words") -> bool:
        across = self.left < other.right - 0.5 and other.left < self.right - 0.5
        return across and self.top < other.bottom - 0.5 and other.top < self.bottom - 0.5


class Read:
    """A picture that was read back."""

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        *_, wide, high = map(float, self.root.attrib["viewBox"].split())
        self.width, self.height = wide, high
        self.title = self.root.findtext(f"{SVG}title") or ""
        self.described = self.root.findtext(f"{SVG}desc") or ""
        self.words = list(_words_in(self.root, {}))

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.words)

    def dots(self, within: str = f".//{SVG}circle") -> list[tuple[float, float]]:
        """The middles of circles."""
        return [
            (float(circle.attrib["cx"]), float(circle.attrib["cy"]))
            for circle in self.root.iterfind(within)
        ]

    def strokes(self) -> list[ElementTree.Element]:
        """Paths that are drawn as lines."""
        return [path for path in self.root.iter(f"{SVG}path") if "stroke" in path.attrib]

    def meetings(self) -> list[tuple[str, str]]:
        """Words that lie over each other: none should."""
        return [
            (one.text, other.text)
            for place, one in enumerate(self.words)
            for other in self.words[place + 1 :]
            if one.meets(other)
        ]

    def cut(self) -> list[str]:
        """Words that reach beyond the picture."""
        return [
            run.text
            for run in self.words
            if run.left < -0.5
            or run.right > self.width + 0.5
            or run.top < -0.5
            or run.bottom > self.height + 0.5
        ]


def corners(path: ElementTree.Element) -> list[tuple[float, float]]:
    """The points of a path of straight lines."""
    found = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.attrib["d"])
    return [(float(x), float(y)) for x, y in found]


def _words_in(node: ElementTree.Element, handed_down: dict[str, str]) -> Iterator[Words]:
    looks = handed_down | node.attrib
    if node.tag == f"{SVG}text":
        yield from _runs(node, looks.get("text-anchor", "start"), float(looks["font-size"]))
    else:
        for child in node:
            yield from _words_in(child, looks)


def _runs(text: ElementTree.Element, anchor: str, size: float) -> list[Words]:
    """The runs of a <text>: each begins where it says, or where the one before ends."""
    chunks: list[list[ElementTree.Element]] = []
    for span in text.iter():
        if span.text is None:
            continue
        if "x" in span.attrib or not chunks:
            chunks.append([])
        chunks[-1].append(span)
    runs = []
    for chunk in chunks:
        at, foot = float(chunk[0].attrib["x"]), float(chunk[0].attrib["y"])
        wide = [_width(span, size) for span in chunk]
        at -= {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * sum(wide)
        for span, width in zip(chunk, wide, strict=True):
            bold = span.attrib.get("font-weight") == "700"
            top = foot - 0.34 * size - LINE * size / 2
            words = Words(span.text or "", at, top, at + width, top + LINE * size, bold)
            runs.append(words)
            at += width
    return runs


def _width(span: ElementTree.Element, size: float) -> float:
    return text_width(span.text or "", size, bold=span.attrib.get("font-weight") == "700")
