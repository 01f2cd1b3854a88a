"""A slide of a measure: the finding as its title, trend, facts, and the figures beneath."""

from dataclasses import replace
from typing import TypeVar

from kpis.exports.office.native_chart import has_native_form
from kpis.exports.office.texts import cell_words, titled
from kpis.exports.slides.charts import add_chart
from kpis.exports.slides.deck import Deck, Slide
from kpis.exports.slides.table_rows import Line, Piece, SetCell, headers_of, lines_of_table, pieces
from kpis.exports.slides.tables import add_table, lined_slides, table_slides
from kpis.exports.slides.template import Box
from kpis.exports.slides.words import Words
from kpis.reports.blocks import Bullets, Cell, Chart, Facts, Paragraph, Section, Table, Tone

B = TypeVar("B", Chart, Facts, Table)
_FACTS = ("Fact", "Value")
_GAP = 12
_FACTS_SHARE = 0.34  # of the width
_LEAST_CHART = 150  # points high


def measure_slides(deck: Deck, section: Section) -> Section | None:
    """The slide, and another for figures that have no room on it.

    Returns what is left of the section: blocks of kinds of which the slide has one already.
    """
    name = titled(section.code, section.title)
    slide = deck.free_slide(_finding(section, name))
    place = deck.content
    table = _block(section, Table)
    turned = _turned(table, place) if table else None
    beneath = sum(turned.heights) + _GAP if turned else 0
    if place.height - beneath < _LEAST_CHART:
        turned, beneath = None, 0
    above = place._replace(height=place.height - beneath)
    _trend(slide, section, above)
    if turned is not None:
        box = Box(place.left, place.top + above.height + _GAP, place.width, beneath - _GAP)
        add_table(slide, turned, box, table.caption if table else name)
    slide.note(name, *_told(section))
    if table is not None and turned is None:
        table_slides(deck, f"{name}: figures", table)
    shown = [table, _block(section, Chart), _block(section, Facts)]
    said = (Paragraph, Bullets)
    rest = [each for each in section.blocks if not isinstance(each, said) and each not in shown]
    return replace(section, blocks=tuple(rest)) if rest else None


def _finding(section: Section, name: str) -> str:
    """Its name and what is found of it."""
    found = [
        block.text
        for block in section.blocks
        if isinstance(block, Paragraph) and block.tone is Tone.LEAD
    ]
    return f"{name}: {found[0]}" if found else name


def _told(section: Section) -> list[str]:
    """All that is said of it, for the notes."""
    told = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            told.append(f"{block.lead} {block.text}".strip())
        elif isinstance(block, Bullets):
            told += block.items
        elif isinstance(block, Chart):
            told += [block.alt, *block.notes]
        elif isinstance(block, Table):
            told.append(block.caption)
    return told


def _trend(slide: Slide, section: Section, place: Box) -> None:
    """The chart with the facts beside it; words in its place where there is no chart."""
    chart, facts = _block(section, Chart), _block(section, Facts)
    wide = place.width * (1 - _FACTS_SHARE) - _GAP if facts else place.width
    left = place._replace(width=wide)
    if chart is not None and has_native_form(chart):
        add_chart(slide, chart, left)
    else:
        words = [
            Words(block.text, block.lead)
            for block in section.blocks
            if isinstance(block, Paragraph) and block.tone is not Tone.LEAD
        ]
        if words:
            slide.words(words, left, name="What is said")
    if facts is not None:
        right = place.width * _FACTS_SHARE
        box = Box(place.left + place.width - right, place.top, right, place.height)
        lines = [_fact(name, cell_words(cell), cell) for name, cell in facts.items]
        name = titled(section.code, section.title)
        first, *others = pieces(_FACTS, lines, right, place.height)
        add_table(slide, first, box, f"Facts of {name}")
        if others:
            lined_slides(
                slide.deck, f"{name}: further facts", _FACTS, lines[len(first.lines) :], ()
            )


def _fact(name: str, words: str, cell: Cell) -> Line:
    return (SetCell(name, name), SetCell(words, words, cell.mark))


def _turned(table: Table, place: Box) -> Piece | None:
    """A table of periods with a column for each, the oldest first, as the chart above has them;
    None where it has other rows or too many."""
    rows = lines_of_table(table)[::-1]
    if not rows or len(rows) > 12 or rows[0][0].is_heading:
        return None
    headers = headers_of(table.columns)
    lines = [
        (SetCell(header, header, is_strong=True), *(line[number] for line in rows))
        for number, header in enumerate(headers)
    ]
    top, *rest = lines
    made = pieces([cell.shown for cell in top], rest, place.width, place.height)
    return made[0] if len(made) == 1 else None


def _block(section: Section, kind: type[B]) -> B | None:
    return next((block for block in section.blocks if isinstance(block, kind)), None)
