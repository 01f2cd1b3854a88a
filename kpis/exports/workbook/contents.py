"""All sheets of a workbook in their order: cover, contents, notes, then what the document says."""

from dataclasses import replace

from kpis.exports.office.texts import sound
from kpis.exports.plain_workbook import LONGEST_NAME, sheet_names
from kpis.exports.workbook.chart_sheets import chart_sheets
from kpis.exports.workbook.columns import as_lines
from kpis.exports.workbook.notes import notes_sheet
from kpis.exports.workbook.own_sheets import own_sheets
from kpis.exports.workbook.pooled_sheets import kind_of, pooled_sheets
from kpis.exports.workbook.sheets import Place, Sheet, text_place
from kpis.exports.workbook.told import NOTE, said_of, sentences
from kpis.reports.blocks import Document, Section, Table
from kpis.reports.parts.keys import METHOD

_CONTENTS = "Contents"
EMPTY_CELLS = "An empty cell has nothing to show: there is no such figure, aim, marker or word."
_HOW = (
    "Each sheet says in its first cell what it holds, and has at most one table, which begins in "
    "column A. Headers stand in one row. No cells are merged, and nothing is hidden or filtered.",
    "Figures are numbers, rounded as they are published. A percentage is the figure itself: 23.4 "
    "stands for 23.4%.",
    "Markers in square brackets stand in a column of their own, beside the figure they are of; "
    "where there is no figure they stand in its place. The notes say what they mean.",
    "Ratings are words. A colour behind one says the same again.",
)


def sheets_of(document: Document) -> list[Sheet]:
    """Every sheet, the cover first."""
    notes = notes_sheet(document)
    wanted = [*([notes] if notes.has_table else []), *_said(document)]
    cover = _cover(document)
    names = sheet_names([_tab(each.name) for each in wanted], taken=(cover.name, _CONTENTS))
    sheets = [replace(each, name=name) for each, name in zip(wanted, names, strict=True)]
    return [cover, _contents(sheets), *sheets]


def _tab(name: str) -> str:
    """As many whole words of a name as a tab can hold."""
    name = sound(name)
    whole = len(name) <= LONGEST_NAME or " " not in name[:LONGEST_NAME]
    return name if whole else name[: LONGEST_NAME + 1].rpartition(" ")[0]


def _said(document: Document) -> list[Sheet]:
    """The sheets of the document's parts; those of outcomes and measures where the first stands."""
    pooled = [*pooled_sheets(document), *chart_sheets(document)]
    sheets: list[Sheet] = []
    for section in document.walk():
        if kind_of(section):
            sheets += pooled
            pooled = []
        elif section.key == METHOD:
            sheets += [sheet for sheet in own_sheets(_without_notes(section)) if sheet.has_table]
        else:
            sheets += own_sheets(section)
    return sheets


def _without_notes(section: Section) -> Section:
    """Its tables: what else it says stands among the notes."""
    return replace(
        section, blocks=tuple(each for each in section.blocks if isinstance(each, Table))
    )


def _cover(document: Document) -> Sheet:
    noted = [
        cell.text
        for section in document.sections[:1]
        for title, cell in said_of(section).items()
        if title == NOTE
    ]
    told = (document.subtitle, *noted, *sentences(document.opening), *_HOW, EMPTY_CELLS)
    names = [text_place(name) for name, _ in document.about]
    values = [text_place(value) for _, value in document.about]
    return Sheet(
        "Cover", document.title, told, *as_lines([("About this report", names), ("Words", values)])
    )


def _contents(sheets: list[Sheet]) -> Sheet:
    return Sheet(
        _CONTENTS,
        _CONTENTS,
        (),
        *as_lines(
            [
                ("Sheet", [Place(sheet.name, to=sheet.name) for sheet in sheets]),
                ("What it holds", [text_place(_holds(sheet)) for sheet in sheets]),
            ]
        ),
    )


def _holds(sheet: Sheet) -> str:
    charts = f", {len(sheet.drawings)} charts" if len(sheet.drawings) > 1 else ""
    rows = f"{len(sheet.lines):,} rows" if len(sheet.lines) != 1 else "1 row"
    return f"{sheet.title} ({rows}{charts})" if sheet.has_table else sheet.title
