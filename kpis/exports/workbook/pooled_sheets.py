"""Sheets of parts of one kind, of outcomes or measures: a line or some lines for each of them.

A sheet for each would make a hundred of them, and nobody could compare one measure with the next.
"""

from collections.abc import Iterable, Mapping, Sequence

from kpis.exports.office.texts import titled
from kpis.exports.workbook.columns import as_lines, flat, flat_columns
from kpis.exports.workbook.notes import notes_of
from kpis.exports.workbook.sheets import Sheet, text_place
from kpis.exports.workbook.told import said_of
from kpis.reports.blocks import Cell, Document, Facts, Section, Table

_NAMES = {"outcome": "Outcomes", "measure": "Measures"}
_TITLES = {
    ("outcome", "Measure"): "Measures by outcome",
    ("outcome", "Activity"): "Activities by outcome",
    ("measure", "Period"): "Figures by period",
}


def kind_of(section: Section) -> str:
    """Of which kind a part is, "measure", by the key that links reach it by; "" for none."""
    kind, colon, _ = section.key.partition(":")
    return kind if colon else ""


def pooled_sheets(document: Document) -> list[Sheet]:
    """The sheets of all kinds, in the order in which the kinds come first."""
    by_kind: dict[str, list[Section]] = {}
    for section in document.walk():
        if kind := kind_of(section):
            by_kind.setdefault(kind, []).append(section)
    others, notes = _rows_elsewhere(document), notes_of(document)
    return [
        sheet
        for kind, sections in by_kind.items()
        for sheet in (_said(kind, sections, notes), *_tables(kind, sections, others))
        if sheet.has_table
    ]


def _said(kind: str, sections: Sequence[Section], notes: Mapping[str, str]) -> Sheet:
    """A line for each section: what is said of it, and its facts."""
    rows = []
    for section in sections:
        facts = [
            item for block in section.blocks if isinstance(block, Facts) for item in block.items
        ]
        noted = {"Notes": Cell(text=notes[section.key])} if section.key in notes else {}
        rows.append(said_of(section) | dict(facts) | noted)
    names = [text_place(titled(each.code, each.title)) for each in sections]
    titles = _in_order(rows)
    name = _NAMES.get(kind, f"{kind.capitalize()}s")
    columns = [(kind.capitalize(), names), *flat_columns(titles, rows)]
    return Sheet(name, f"{name}: what is said of each", (), *as_lines(columns))


def _in_order(rows: Iterable[dict[str, Cell]]) -> list[str]:
    """Titles of all rows, so that each stands behind those it stands behind in its row."""
    order: list[str] = []
    for row in rows:
        at = 0
        for title in row:
            if title in order:
                at = order.index(title) + 1
            else:
                order.insert(at, title)
                at += 1
    return order


def _tables(kind: str, sections: Sequence[Section], others: set[object]) -> Iterable[Sheet]:
    """Their tables, those that list the same things as one; not what stands elsewhere in full."""
    by_title: dict[str, list[tuple[str, Table]]] = {}
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table):
                of = block.columns[0].title if block.columns else block.name
                named = (titled(section.code, section.title), block)
                by_title.setdefault(of, []).append(named)
    for of, tables in by_title.items():
        rows = {row.cells for _, table in tables for row in table.rows if not row.is_group}
        if not rows <= others:
            title = _TITLES.get((kind, of), f"{of} by {kind}")
            yield Sheet(title, title, (), *flat(tables, whose=kind.capitalize()))


def _rows_elsewhere(document: Document) -> set[object]:
    """The rows of tables that belong to no outcome and no measure."""
    return {
        row.cells
        for section in document.walk()
        if not kind_of(section)
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
    }
