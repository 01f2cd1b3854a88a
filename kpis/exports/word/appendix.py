"""The whole report as appendix: the document's parts in their order, under headings."""

from kpis.exports.office.native_chart import has_native_form
from kpis.exports.office.texts import cell_words, mark_words, titled
from kpis.exports.word.charts import add_chart
from kpis.exports.word.paper import Paper
from kpis.exports.word.styles import LEAD, NOTE, QUIET, QUOTE
from kpis.exports.word.tables import Written, lines_xml, table_xml
from kpis.model import RATED, RagStatus
from kpis.reports.blocks import (
    Block,
    Bullets,
    Chart,
    Document,
    Entries,
    Entry,
    Facts,
    Mark,
    Paragraph,
    Section,
    Table,
    Tiles,
    Tone,
)

_CHART_HEIGHT = 185  # points
_STYLES = {
    Tone.LEAD: LEAD,
    Tone.PLAIN: "Normal",
    Tone.QUIET: QUIET,
    Tone.NOTE: NOTE,
    Tone.QUOTE: QUOTE,
}


def write_appendix(paper: Paper, document: Document) -> None:
    """What it holds, as links, then every part of it, one level further down than it has itself."""
    paper.contents([(titled(each.code, each.title), each.key) for each in document.sections])
    for block in document.opening:
        write_block(paper, block, level=2)
    for section in document.sections:
        _section(paper, section, level=2)


def _section(paper: Paper, section: Section, level: int) -> None:
    turned = paper.turn(is_side=section.on_side)
    new_page = section.is_page and not turned
    paper.heading(titled(section.code, section.title), level, section.key, on_new_page=new_page)
    for block in section.blocks:
        write_block(paper, block, level)
    for part in section.sections:
        _section(paper, part, level + 1)


def write_block(paper: Paper, block: Block, level: int) -> None:
    """A block beneath a heading of this level."""
    match block:
        case Paragraph():
            paper.paragraph(block.text, _STYLES[block.tone], block.lead)
        case Bullets():
            for item in block.items:
                paper.paragraph(item, "List Bullet")
        case Tiles():
            _tiles(paper, block)
        case Entries():
            _entries(paper, block, level + 1)
        case Table():
            paper.paragraph(block.caption, "Caption")
            paper.table(table_xml(block, paper.width, paper.keys))
        case Chart():
            _chart(paper, block)
        case Facts():
            _facts(paper, block)


def _tiles(paper: Paper, block: Tiles) -> None:
    paper.paragraph(block.title, "Caption")
    lines = [
        [
            Written(tile.name, _rating(tile.mark), is_strong=True),
            Written(f"{tile.number:,}", is_figure=True),
            Written(tile.meaning),
            Written(tile.change),
        ]
        for tile in block.tiles
    ]
    headers = ("Count of", "Number", "Meaning", "Change")
    paper.table(lines_xml(headers, lines, paper.width, block.title))


def _entries(paper: Paper, block: Entries, level: int) -> None:
    if not block.items:
        paper.paragraph(block.nothing)
    for entry in block.items:
        _entry(paper, entry, level)


def _entry(paper: Paper, entry: Entry, level: int) -> None:
    paper.heading(titled(entry.code, entry.title), level)
    if entry.marks:
        paper.paragraph(", ".join(map(mark_words, entry.marks)), lead="Rating:")
    if entry.facts:
        paper.paragraph(entry.facts)
    for label, text in entry.told:
        paper.paragraph(text, lead=f"{label}:" if label else "")


def _chart(paper: Paper, chart: Chart) -> None:
    """The chart with its title, and what it has no room for; where it has no native form, what it
    shows in words."""
    paper.paragraph(chart.title, "Caption")
    if has_native_form(chart):
        add_chart(paper, chart, _CHART_HEIGHT)
    else:
        paper.paragraph(chart.alt)
    for note in chart.notes:
        paper.paragraph(note, QUIET)


def _facts(paper: Paper, block: Facts) -> None:
    lines = [
        [Written(name, is_strong=True), Written(cell_words(cell), _rating(cell.mark))]
        for name, cell in block.items
    ]
    paper.table(lines_xml(("Fact", "Value"), lines, paper.width, "The facts in short"))


def _rating(mark: Mark | None) -> RagStatus | None:
    return mark.status if mark and not mark.carried and mark.status in RATED else None
