"""The workbook of a plan: a sheet for each kind of thing in its files, and one that explains them.

Written as templates are: text is text, whatever it begins with. Nothing is locked, for rows are
added and removed; drop-downs and messages say what belongs in a column, and reading it back
(`read.py`) says what does not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kpis.cell_addresses import letters_of
from kpis.errors import UsageError
from kpis.plan.faults import fault, in_words
from kpis.plan.files import PLAN, Table
from kpis.plan_book.building import state_of
from kpis.plan_book.sheets import GUIDE, SHEETS, STATE, Column, Entry, Sheet, Where, entries
from kpis.plan_book.values import Kind, to_cell, too_long
from kpis.template import styles
from kpis.template.postprocess import finished
from kpis.template.styles import Look, Pen
from kpis.words.lists import cut

MEANING_ROW, HEADER_ROW = 3, 4
FIRST_ROW = HEADER_ROW + 1
SPARE_ROWS = 20  # empty ones below the last that look as if they wait for something
ROWS_WITH_RULES = 1_000  # below the last: a drop-down in each
_ZOOM = 90
_LONGEST_PROMPT, _LONGEST_ERROR = 255, 225  # beyond these Excel takes the workbook for damaged
_WIDTHS = {
    Kind.TEXT: 26.0,
    Kind.WHOLE: 11.0,
    Kind.NUMBER: 13.0,
    Kind.YES_NO: 11.0,
    Kind.DAY: 14.0,
    Kind.TEXTS: 36.0,
    Kind.WHOLES: 14.0,
    Kind.NUMBERS: 24.0,
}
_LONG_TEXTS = frozenset({"title", "definition", "rationale", "reason", "why_it_matters", "source"})
_LONG, _SHORT = 52.0, 16.0
_TEXT = replace(styles.FILL_IN, number_format="@")  # what is typed stays as it is typed
_LOOKS = {
    Kind.WHOLE: replace(styles.FILL_IN, horizontal="right"),
    Kind.NUMBER: replace(styles.FILL_IN, horizontal="right"),
    Kind.DAY: replace(styles.FILL_IN, number_format="yyyy-mm-dd", horizontal="right"),
    Kind.YES_NO: styles.FILL_IN,
}
_HOW = (
    "Every sheet after this one is a part of the plan's files. Change the yellow cells, add rows "
    "below the last, delete rows that no longer hold.",
    "Leave the names of the sheets and the headers as they are. Columns may be moved, rows sorted: "
    "measures are known by their ids, years by their names.",
    "A cell that is left empty says nothing, and what the meaning above its header tells of that "
    "holds.",
    "Columns whose header has a star must be filled in.",
    "What comes back is checked as a whole, every fault is told with its sheet and cell, and "
    "nothing is written while there is one.",
)


def plan_workbook(tables: Mapping[str, Table]) -> bytes:
    """The workbook of a plan's files, as `PlanFiles.tables` has them, as .xlsx.

    Raises UsageError where a text is too long for any cell.
    """
    plan = tables[PLAN]
    title = ": ".join(plan[key] for key in ("council", "title") if key in plan) or "A new plan"
    workbook, pen = Workbook(), Pen()
    workbook.properties.title = title
    workbook.properties.creator = plan.get("council", title)
    guide: Worksheet = workbook.active  # type: ignore[assignment] # made with a sheet
    _write_guide(guide, pen, title, state_of(tables))
    for sheet in SHEETS:
        page = workbook.create_sheet(sheet.name)
        pen.write(page, 1, 1, sheet.name, styles.TITLE)
        pen.write(page, 2, 1, sheet.about)
        found = list(entries(sheet, tables))
        if sheet.where is Where.KEYS:
            _write_keys(page, pen, sheet, found[0])
        else:
            _write_rows(page, pen, sheet, found)
        page.sheet_view.showGridLines = False
        page.sheet_view.zoomScale = _ZOOM
    file = BytesIO()
    workbook.save(file)
    return finished(file.getvalue())


def header_of(column: Column) -> str:
    """Its header, with a star where it must be filled in."""
    return f"{column.header} *" if column.required else column.header


def _write_guide(page: Worksheet, pen: Pen, title: str, state: str) -> None:
    page.title = GUIDE
    page.sheet_view.showGridLines = False
    for place, width in enumerate((24.0, 110.0), 1):
        page.column_dimensions[letters_of(place)].width = width
    pen.write(page, 1, 1, title, styles.TITLE)
    for row, sentence in enumerate(_HOW, 2):
        pen.write(page, row, 1, sentence)
    row = len(_HOW) + 2
    pen.write(page, row, 1, STATE, styles.SMALL)
    pen.write(page, row, 2, f"{state} (by it the program knows what it was made of)", styles.SMALL)
    row += 2
    pen.write_header(page, row, ("Sheet", "What stands on it"))
    for number, sheet in enumerate(SHEETS, row + 1):
        pen.write(page, number, 1, sheet.name, styles.WORD)
        pen.write(page, number, 2, sheet.about, styles.PREFILLED)


def _write_keys(page: Worksheet, pen: Pen, sheet: Sheet, entry: Entry) -> None:
    """A row for each key: its name, its value, what it is for."""
    for place, width in enumerate((30.0, 70.0, 80.0), 1):
        page.column_dimensions[letters_of(place)].width = width
    pen.write_header(page, HEADER_ROW, ("Key", "Value", "Meaning"))
    for row, column in enumerate(sheet.columns, FIRST_ROW):
        pen.write(page, row, 1, header_of(column), styles.WORD)
        pen.write(page, row, 2, _held(entry, column), replace(_look(column), horizontal="left"))
        pen.write(page, row, 3, column.meaning, styles.PREFILLED)
        for rule in _rules(column, f"B{row}"):
            page.add_data_validation(rule)
    page.freeze_panes = f"B{FIRST_ROW}"


def _write_rows(page: Worksheet, pen: Pen, sheet: Sheet, found: Sequence[Entry]) -> None:
    columns = sheet.columns
    for place, column in enumerate(columns, 1):
        page.column_dimensions[letters_of(place)].width = _width(column)
    for place, column in enumerate(columns, 1):
        pen.write(page, MEANING_ROW, place, column.meaning, styles.SMALL)
    pen.write_header(page, HEADER_ROW, [header_of(column) for column in columns])
    row = FIRST_ROW
    for row, entry in enumerate(found, FIRST_ROW):
        for place, column in enumerate(columns, 1):
            value = entry.lead[place - 1] if not column.path else _held(entry, column)
            pen.write(page, row, place, value, _look(column))
    for spare in range(row + 1, row + SPARE_ROWS + 1):
        for place, column in enumerate(columns, 1):
            pen.write(page, spare, place, None, _look(column))
    for place, column in enumerate(columns, 1):
        letters = letters_of(place)
        for rule in _rules(column, f"{letters}{FIRST_ROW}:{letters}{row + ROWS_WITH_RULES}"):
            page.add_data_validation(rule)
    page.freeze_panes = f"{letters_of(len(sheet.lead) + 1)}{FIRST_ROW}"


def _held(entry: Entry, column: Column) -> object:
    """What stands in the cell of a key. Raises UsageError where no cell has room for it."""
    value: object = entry.table
    for step in column.path:
        value = value.get(str(step)) if isinstance(value, Mapping) else None
    cell: object = to_cell(value, column.kind)
    if too_long(cell):
        place = fault(entry.file, in_words((*entry.path, *column.path)), "")
        raise UsageError(f"{place}It is too long for a cell of a workbook. Shorten it.")
    return cell


def _look(column: Column) -> Look:
    return _LOOKS.get(column.kind, _TEXT)


def _width(column: Column) -> float:
    if column.kind is not Kind.TEXT:
        return _WIDTHS[column.kind]
    if column.path and column.path[-1] in _LONG_TEXTS:
        return _LONG
    return _SHORT if column.choices else _WIDTHS[Kind.TEXT]


def _rules(column: Column, cells: str) -> Iterator[DataValidation]:
    """What the cells of a column take, and the words beside them."""
    prompt = column.meaning[:1].upper() + column.meaning[1:]
    rule = DataValidation(
        sqref=cells,
        allow_blank=True,
        promptTitle=cut(column.header, 32),
        prompt=cut(f"{prompt}.", _LONGEST_PROMPT),
        showInputMessage=True,
        errorTitle=cut(column.header, 32),
        showErrorMessage=True,
    )
    if column.choices:
        rule.type, rule.formula1 = "list", f'"{",".join(column.choices)}"'
        rule.error = cut(f"Choose one of the list: {', '.join(column.choices)}.", _LONGEST_ERROR)
    elif column.kind in (Kind.WHOLE, Kind.NUMBER):
        rule.type = "whole" if column.kind is Kind.WHOLE else "decimal"
        rule.operator, rule.formula1, rule.formula2 = "between", "-1000000000000", "1000000000000"
        rule.error = f"A {column.kind}, without a unit."
    elif column.kind is Kind.DAY:
        rule.type, rule.operator, rule.formula1 = "date", "greaterThan", "1"
        rule.error = "A day, such as 2026-04-01."
    yield rule
