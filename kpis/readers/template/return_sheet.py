"""The sheet of the template that is filled in: what it looks like, what it accepts, how it prints.

What is known already is written and locked, without a password: it protects from slips, not from
people. What is asked for is yellow, and each cell says what belongs in it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kpis.model import Basis, Marker, Measure, Unit
from kpis.readers.addresses import letters_of
from kpis.readers.template import columns as the
from kpis.readers.template.columns import COLUMNS, Heading, TemplateColumn, TemplateRow

HEADER_ROW = 5
FIRST_ROW = HEADER_ROW + 1
LONGEST_COMMENTARY = 5_000
MARKERS = tuple(f"[{marker}]" for marker in Marker)

# Dark blue, pale yellow and greys that keep their contrast on a grey printer.
_DARK, _YELLOW, _GREY, _LINE = "12436D", "FFF8D6", "E6E6E6", "B1B4B6"
TITLE = Font(size=16, bold=True, color=_DARK)
HEADER = Font(bold=True, color="FFFFFF")
HEADER_FILL = PatternFill("solid", fgColor=_DARK)
TOP = Alignment(vertical="top", wrap_text=True)
_FILL_IN = PatternFill("solid", fgColor=_YELLOW)
_NOT_ASKED = PatternFill("solid", fgColor=_GREY)
_BOX = Border(*(Side("thin", color=_LINE) for _ in range(4)))
_A4 = 9


def write_return(sheet: Worksheet, heading: Heading, rows: Sequence[TemplateRow]) -> None:
    sheet.title = "Return"
    _write_heading(sheet, heading)
    for number, row in enumerate(rows, FIRST_ROW):
        _write_row(sheet, number, row)
    for validation in _validations([row.measure for row in rows]):
        sheet.add_data_validation(validation)
    _protect(sheet)
    _set_up(sheet, heading)


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def write_header(sheet: Worksheet, row: int, headers: Iterable[str]) -> None:
    for column, header in enumerate(headers, 1):
        cell = sheet.cell(row, column, header)
        cell.font, cell.fill = HEADER, HEADER_FILL
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def _write_heading(sheet: Worksheet, heading: Heading) -> None:
    sheet["A1"] = f"{heading.council}: {heading.plan}"
    sheet["A1"].font = TITLE
    sheet["A2"] = f"Return for {heading.quarter}" + (
        f", {heading.directorate}" if heading.directorate else ""
    )
    sheet["A2"].font = Font(size=13, bold=True)
    sheet["A3"] = (
        f"Please send it back by {day_in_words(heading.due)}. Fill in the yellow cells only; "
        "the sheet Guidance says what belongs in them."
    )
    first, last = _letters(the.EARLIER[0]), _letters(the.EARLIER[-1])
    sheet[f"{first}4"] = "Last four outturns, oldest first"
    sheet[f"{first}4"].font = Font(italic=True)
    sheet.merge_cells(f"{first}4:{last}4")
    write_header(sheet, HEADER_ROW, (column.header for column in COLUMNS))


def _write_row(sheet: Worksheet, number: int, row: TemplateRow) -> None:
    measure = row.measure
    decimals = f".{'0' * measure.decimals}" if measure.decimals else ""
    figure = f"#,##0{decimals}"
    known: dict[TemplateColumn, Any] = {
        the.CODE: measure.code,
        the.MEASURE: measure.title,
        the.PERIOD: row.period.label,
        the.UNIT: _unit(measure),
        the.TARGET: row.target,
        the.MINIMUM: row.minimum_expectation,
    }
    known |= dict(zip(reversed(the.EARLIER), reversed(row.earlier), strict=False))
    formats = dict.fromkeys((the.TARGET, the.MINIMUM, the.OUTTURN), figure)
    formats |= {the.NUMERATOR: "#,##0", the.DENOMINATOR: "#,##0", the.MARKER: "@"}
    is_ratio = bool(measure.numerator and measure.denominator)
    for place, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(number, place, known.get(column))
        cell.alignment, cell.border = TOP, _BOX
        cell.number_format = formats.get(column, "General")
        asked = column.filled_in and (is_ratio or column not in (the.NUMERATOR, the.DENOMINATOR))
        if asked:
            cell.fill, cell.protection = _FILL_IN, Protection(locked=False)
        elif column.filled_in:
            cell.fill = _NOT_ASKED


def _validations(measures: Sequence[Measure]) -> Iterable[DataValidation]:
    """Rules of the cells that are filled in, one for all rows that share it."""
    ranges: dict[tuple[float | None, float | None, str], list[str]] = {}
    for number, measure in enumerate(measures, FIRST_ROW):
        rule = (*_bounds(measure), _outturn_prompt(measure))
        ranges.setdefault(rule, []).append(f"{_letters(the.OUTTURN)}{number}")
    for (least, most, prompt), cells in ranges.items():
        yield _number_between(least, most, the.OUTTURN, prompt, " ".join(cells))
    rows = f"{FIRST_ROW}:{{0}}{FIRST_ROW + len(measures) - 1}"
    for column in (the.NUMERATOR, the.DENOMINATOR):
        letters = _letters(column)
        prompt = "The count alone, for a measure that is a share of something (yellow cells)."
        yield _number_between(0, None, column, prompt, letters + rows.format(letters))
    letters = _letters(the.MARKER)
    yield DataValidation(
        type="list",
        formula1=f'"{",".join(MARKERS)}"',
        allow_blank=True,
        sqref=letters + rows.format(letters),
        **_message(the.MARKER, "Only where one applies: see the sheet Guidance."),
    )
    letters = _letters(the.COMMENTARY)
    yield DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1=str(LONGEST_COMMENTARY),
        allow_blank=True,
        sqref=letters + rows.format(letters),
        **_message(
            the.COMMENTARY,
            "Why the figure is what it is and what is being done. Needed where the minimum "
            f"expectation is missed. Up to {LONGEST_COMMENTARY:,} characters.",
        ),
    )


def _bounds(measure: Measure) -> tuple[float | None, float | None]:
    if measure.unit is Unit.INDEX:
        return None, measure.maximum
    most = 100.0 if measure.unit is Unit.PERCENT else None
    return 0.0, measure.maximum if measure.maximum is not None else most


def _unit(measure: Measure) -> str:
    to_date = measure.basis is Basis.YEAR_TO_DATE
    return f"{measure.unit_label}, since April" if to_date else measure.unit_label


def _outturn_prompt(measure: Measure) -> str:
    example = f"{23.4:.{measure.decimals}f}"
    if measure.unit is Unit.PERCENT:
        return f"The percentage as a figure alone: {example} for {example}%."
    return f"The figure alone ({_unit(measure)}), without a unit."


def _number_between(
    least: float | None, most: float | None, column: TemplateColumn, prompt: str, cells: str
) -> DataValidation:
    """A rule for any number where there are no bounds: words are still refused."""
    return DataValidation(
        type="decimal",
        operator="between",
        formula1=_number(-1e12 if least is None else least),
        formula2=_number(1e12 if most is None else most),
        allow_blank=True,
        sqref=cells,
        **_message(column, f"{prompt} If there is none, leave it empty and choose a marker."),
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else repr(value)


def _message(column: TemplateColumn, text: str) -> dict[str, Any]:
    return {
        "promptTitle": column.header,
        "prompt": text,
        "showInputMessage": True,
        "errorTitle": column.header,
        "error": text,
        "showErrorMessage": True,
    }


def _protect(sheet: Worksheet) -> None:
    sheet.protection.sheet = True
    # False allows: people may make a column wider or a row higher.
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _set_up(sheet: Worksheet, heading: Heading) -> None:
    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[letters_of(place)].width = column.width
    sheet.freeze_panes = f"{_letters(the.PERIOD)}{FIRST_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.oddFooter.left.text = f"{heading.council}, return for {heading.quarter}"
    sheet.oddFooter.right.text = "Page &P of &N"


def _letters(column: TemplateColumn) -> str:
    return letters_of(COLUMNS.index(column) + 1)
