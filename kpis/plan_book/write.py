"""The workbook of a plan: a sheet for each kind of thing in its files, and one that explains them.

Written as templates are: text is text, whatever it begins with. Nothing is locked, for rows are
added and removed; drop-downs and messages say what belongs in a column, and reading it back
(`read.py`) says what does not.
"""

from collections.abc import Mapping, Sequence
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
from kpis.plan_book.layout import (
    FIRST_ROW,
    HEADER_ROW,
    KEY_WIDTHS,
    MEANING_ROW,
    dress_columns,
    keep_in_sight,
    look_of,
    set_up,
    width_of,
    write_top,
)
from kpis.plan_book.naming import Titles, titles_of
from kpis.plan_book.offers import LISTS, Offer, Offers
from kpis.plan_book.sheets import SHEETS, Beside, Column, Entry, Sheet, Where, entries
from kpis.plan_book.values import Kind, to_cell, too_long
from kpis.plan_book.write_guide import mark_of, write_guide
from kpis.template import styles
from kpis.template.postprocess import finished
from kpis.template.styles import Pen
from kpis.words.lists import cut

ROWS_WITH_RULES = 1_000  # below the last: a drop-down in each
MOST_CELLS = 750_000  # a little less than is read back
_LONGEST_PROMPT, _LONGEST_ERROR = 255, 225  # beyond these Excel takes the workbook for damaged
_IN_USE_WIDTH = 34.0


def plan_workbook(tables: Mapping[str, Table]) -> bytes:
    """The workbook of a plan's files, as `PlanFiles.tables` has them, as .xlsx.

    Raises UsageError where a text is too long for any cell, or all of it too much for a workbook
    that is to be read back.
    """
    plan = tables[PLAN]
    workbook = Workbook()
    written = _Written(tables)
    workbook.properties.title = written.plan
    workbook.properties.creator = plan.get("council", written.plan)
    guide: Worksheet = workbook.active  # type: ignore[assignment] # made with a sheet
    write_guide(guide, written.pen, written.plan, state_of(tables))
    for sheet in SHEETS:
        written.write(workbook.create_sheet(sheet.name), sheet)
    written.write_lists(workbook.create_sheet(LISTS))
    file = BytesIO()
    workbook.save(file)
    return finished(file.getvalue())


def header_of(column: Column | Beside) -> str:
    """Its header, with a star where it must be filled in."""
    starred = isinstance(column, Column) and column.required
    return f"{column.header} *" if starred else column.header


class _Written:
    """The workbook of one plan while it is written."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.pen = Pen()
        plan = tables[PLAN]
        called = ": ".join(plan[key] for key in ("council", "title") if key in plan)
        self.plan = called or "A new plan"
        self._tables = tables
        self._titles: Titles = titles_of(tables)
        self._offers = Offers(tables, FIRST_ROW, ROWS_WITH_RULES)
        self._mark = mark_of(state_of(tables))
        self._cells = 0

    def write(self, page: Worksheet, sheet: Sheet) -> None:
        """The sheet of one kind of thing."""
        found = list(entries(sheet, self._tables))
        if sheet.where is Where.KEYS:
            self._write_keys(page, sheet, found[0])
        else:
            self._write_rows(page, sheet, found)

    def write_lists(self, page: Worksheet) -> None:
        """What is in use, for drop-downs: a column for each list."""
        write_top(
            page,
            self.pen,
            LISTS,
            "What drop-downs of the other sheets offer: years, posts, directorates and the like "
            "that the plan has. Nothing on this sheet is read.",
            "Something new is typed where it is needed, and stands here when the plan is exported "
            "again.",
        )
        lists = self._offers.lists
        for place in range(1, len(lists) + 1):
            page.column_dimensions[letters_of(place)].width = _IN_USE_WIDTH
        self.pen.write_header(page, HEADER_ROW, list(lists))
        for place, found in enumerate(lists.values(), 1):
            for row, each in enumerate(found, FIRST_ROW):
                self._put(page, row, place, each, styles.PREFILLED)
        page.freeze_panes = f"A{FIRST_ROW}"
        set_up(page, self.plan, [_IN_USE_WIDTH] * len(lists))

    def _write_keys(self, page: Worksheet, sheet: Sheet, entry: Entry) -> None:
        """A row for each key: its name, its value, what it is for."""
        for place, width in enumerate(KEY_WIDTHS, 1):
            page.column_dimensions[letters_of(place)].width = width
        write_top(page, self.pen, sheet.name, sheet.about, sheet.how)
        self.pen.write(page, 1, len(KEY_WIDTHS), self._mark, styles.MARK)
        self.pen.write_header(page, HEADER_ROW, ("Key", "Value", "Meaning"))
        for row, column in enumerate(sheet.columns, FIRST_ROW):
            look = replace(look_of(column), horizontal="left")
            self._put(page, row, 1, header_of(column), styles.WORD)
            self._put(page, row, 2, _held(entry, column), look, even_empty=True)
            self._put(page, row, 3, column.meaning, styles.PREFILLED)
            page.add_data_validation(_rule(column, f"B{row}", self._offers.of(column)))
        page.freeze_panes = f"B{FIRST_ROW}"
        set_up(page, self.plan, KEY_WIDTHS)

    def _write_rows(self, page: Worksheet, sheet: Sheet, found: Sequence[Entry]) -> None:
        columns = sheet.written
        dress_columns(page, columns)
        write_top(page, self.pen, sheet.name, sheet.about, sheet.how)
        self.pen.write(page, 1, len(columns), self._mark, styles.MARK)
        for place, column in enumerate(columns, 1):
            self.pen.write(page, MEANING_ROW, place, column.meaning, styles.SMALL)
        self.pen.write_header(page, HEADER_ROW, [header_of(column) for column in columns])
        for row, entry in enumerate(found, FIRST_ROW):
            for place, column in enumerate(columns, 1):
                self._put(page, row, place, self._shown(sheet, entry, column), look_of(column))
        last = FIRST_ROW - 1 + len(found) + ROWS_WITH_RULES
        for place, column in enumerate(columns, 1):
            if isinstance(column, Column):
                letters = letters_of(place)
                cells = f"{letters}{FIRST_ROW}:{letters}{last}"
                page.add_data_validation(_rule(column, cells, self._offers.of(column)))
        keep_in_sight(page, sheet)
        set_up(page, self.plan, [width_of(column) for column in columns], lead_of(sheet))

    def _shown(self, sheet: Sheet, entry: Entry, column: Column | Beside) -> object:
        """What stands in a cell: of a key what it holds, of a lead what the row belongs to, beside
        an id its title."""
        if isinstance(column, Beside):
            of = column.column
            named = self._shown(sheet, entry, of)
            return self._titles[of.names].get(str(named)) if of.names else None
        if column.path:
            return _held(entry, column)
        return entry.lead[sheet.lead.index(column)]

    def _put(
        self,
        page: Worksheet,
        row: int,
        place: int,
        value: object,
        look: styles.Look,
        *,
        even_empty: bool = False,
    ) -> None:
        if value is None and not even_empty:
            return
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise UsageError(
                f"The plan fills more than {MOST_CELLS:,} cells, and a workbook of so many could "
                "not be read back. Change its files themselves."
            )
        self.pen.write(page, row, place, value, look)


def lead_of(sheet: Sheet) -> int:
    """How many columns say what a row belongs to, those for reading only among them."""
    return sum(2 if column.is_titled else 1 for column in sheet.lead) or 1


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


def _rule(column: Column, cells: str, offer: Offer | None) -> DataValidation:
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
    elif offer is not None:
        rule.type, rule.formula1 = "list", offer.formula
        rule.errorStyle = "warning"
        rule.error = f"This stands nowhere on the sheet {offer.sheet}. Add it there first."
        rule.showErrorMessage = bool(offer.sheet)
    elif column.kind in (Kind.WHOLE, Kind.NUMBER):
        rule.type = "whole" if column.kind is Kind.WHOLE else "decimal"
        rule.operator, rule.formula1, rule.formula2 = "between", "-1000000000000", "1000000000000"
        rule.error = f"A {column.kind}, without a unit."
    elif column.kind is Kind.DAY:
        rule.type, rule.operator, rule.formula1 = "date", "greaterThan", "1"
        rule.error = "A day, such as 2026-04-01."
    return rule
