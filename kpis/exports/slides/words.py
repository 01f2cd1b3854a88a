"""Texts set into boxes so that they fit: in the largest size that does, or shortened."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kpis.exports.office.text_size import LINE, lines_of
from kpis.exports.office.texts import from_the_right, shortened, sound

SIZES = (18, 16, 14, 12)
_SAFETY = 0.95  # of the width: programs break lines a little differently
_AFTER = 0.4  # of a line, between paragraphs


class Words(NamedTuple):
    """A paragraph. lead: words before it that are set off."""

    text: str
    lead: str = ""
    strong: bool = False

    @property
    def whole(self) -> str:
        return f"{self.lead} {self.text}".strip()


def height_of(words: Sequence[Words], size: float, width: float) -> float:
    """How high paragraphs stand in a box of a width, in points."""
    lines = sum(
        lines_of(each.whole, size, width * _SAFETY, bold=each.strong or bool(each.lead))
        for each in words
    )
    return (lines + _AFTER * len(words)) * size * LINE


def fitted(
    words: Sequence[Words], width: float, height: float, sizes: Sequence[int] = SIZES
) -> tuple[list[Words], int, bool]:
    """Paragraphs that fit a box, their size, and whether all is there."""
    for size in sizes:
        if height_of(words, size, width) <= height:
            return list(words), size, True
    kept: list[Words] = []
    for each in words:
        if height_of([*kept, each], sizes[-1], width) <= height:
            kept.append(each)
            continue
        cut = _cut(each, kept, width, height, sizes[-1])
        return ([*kept, cut] if cut else kept), sizes[-1], False
    return kept, sizes[-1], True


def _cut(words: Words, kept: list[Words], width: float, height: float, size: int) -> Words | None:
    """As much of a paragraph as still fits; None where not a few words do."""
    low, high = 0, len(words.text)
    while low < high:
        middle = (low + high + 1) // 2
        short = words._replace(text=shortened(words.text, middle))
        if height_of([*kept, short], size, width) <= height:
            low = middle
        else:
            high = middle - 1
    return words._replace(text=shortened(words.text, low)) if low > 20 else None


def set_words(frame: Any, words: Sequence[Words], size: float, language: str) -> None:
    """Fill a text frame with paragraphs."""
    from pptx.util import Pt

    frame.word_wrap = True
    for number, each in enumerate(words):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(round(_AFTER * size * LINE, 1))
        paragraph.space_before = Pt(0)
        plain(paragraph)
        if each.lead:
            add_run(paragraph, f"{each.lead} ", size, language, bold=True)
        add_run(paragraph, each.text, size, language, bold=each.strong)


def plain(paragraph: Any) -> None:
    """A paragraph without the bullet its template may give it, and from the side it is read."""
    from lxml import etree

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    if properties.find(f"{drawing}buNone") is None:
        etree.SubElement(properties, f"{drawing}buNone")


def add_run(paragraph: Any, text: str, size: float, language: str, *, bold: bool = False) -> Any:
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = sound(text).replace("\n", " ").replace("\v", " ")
    run.font.size = Pt(size)
    run.font.bold = bold
    run._r.get_or_add_rPr().set("lang", language)
    if from_the_right(text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")
    return run
