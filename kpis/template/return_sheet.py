"""The sheet of the template that is filled in with figures: one row for each that is due.

What is known already is written and locked. What is asked for is yellow in dark lines, and each
cell says what belongs in it. Below the last row there is room for figures of earlier periods that
have changed, so that nobody has to unlock the sheet for them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from kpis.cell_addresses import letters_of
from kpis.model import Measure
from kpis.template import columns, styles
from kpis.template.columns import (
    COLUMNS,
    EARLIER,
    Heading,
    TemplateColumn,
    TemplateRow,
    place_of_column,
)
from kpis.template.commentary_needed import commentaries_needed
from kpis.template.input_rules import entries_of_return, is_share, number_asked, unit_of
from kpis.template.page_setup import freeze, protect, set_up_print, set_widths
from kpis.template.styles import Look, Pen
from kpis.words.aims import aims_of_note
from kpis.words.days import day_in_words

HEADER_ROW = 5
FIRST_ROW = HEADER_ROW + 1
CORRECTIONS = 6  # rows
_NUMBER_ASKED_ROW = 2
_BANDS = {
    EARLIER[0]: "Last four outturns, oldest first",
    columns.TARGET: "What the plan asks",
    columns.OUTTURN: "Please fill in",
    columns.DEFINITION: "For reference",
}
_FILLED_IN_BELOW = (
    columns.CODE,
    columns.PERIOD,
)  # for a correction, besides what is filled in above


def write_return(sheet: Worksheet, pen: Pen, heading: Heading, rows: Sequence[TemplateRow]) -> None:
    sheet.title = "Return"
    set_widths(sheet, COLUMNS)
    _write_heading(sheet, pen, heading, rows)
    for number, row in enumerate(rows, FIRST_ROW):
        _write_row(sheet, pen, number, row)
    below = FIRST_ROW + len(rows) + 1
    corrections = range(below + 1, below + 1 + CORRECTIONS)
    _write_corrections(sheet, pen, below, corrections)
    measures = {number: row.measure for number, row in enumerate(rows, FIRST_ROW)}
    for rule in entries_of_return(measures, corrections, of_survey=heading.of_survey):
        sheet.add_data_validation(rule)
    for cells, needed in commentaries_needed(rows, FIRST_ROW):
        sheet.conditional_formatting.add(cells, needed)
    protect(sheet)
    freeze(
        sheet, FIRST_ROW, place_of_column(columns.PERIOD), enter_at=place_of_column(columns.OUTTURN)
    )
    set_up_print(sheet, heading, HEADER_ROW)
    # Definitions and owners are printed with the guidance: beside everything else they would
    # make the print too small to read.
    last = letters_of(place_of_column(columns.COMMENTARY))
    sheet.print_area = f"A1:{last}{corrections[-1]}"


def _write_heading(
    sheet: Worksheet, pen: Pen, heading: Heading, rows: Sequence[TemplateRow]
) -> None:
    pen.write(sheet, 1, 1, f"{heading.council}: {heading.plan}", styles.TITLE)
    pen.write(sheet, 2, 1, f"Return for {heading.subject}", styles.SUBTITLE)
    illustrative = any(
        row.illustrative or any(figure.illustrative for figure in row.earlier) for row in rows
    )
    if heading.of_survey:
        _write_number_asked(sheet, pen, heading)
    note = " Figures in italics are illustrative: made up to show the plan." if illustrative else ""
    pen.write(
        sheet,
        3,
        1,
        f"Please send it back by {day_in_words(heading.due)}. Fill in the yellow cells only; "
        f"choose one to see what belongs in it, or see the sheet Guidance.{note}",
    )
    for column, words in _BANDS.items():
        pen.write(sheet, HEADER_ROW - 1, place_of_column(column), words, styles.BAND)
    pen.write_header(sheet, HEADER_ROW, COLUMNS)


def _write_number_asked(sheet: Worksheet, pen: Pen, heading: Heading) -> None:
    """How many answered, once for all questions that were put to all of them."""
    label = place_of_column(columns.OUTTURN)
    pen.write(sheet, _NUMBER_ASKED_ROW, label, columns.NUMBER_ASKED, styles.BAND)
    look = replace(styles.FILL_IN, horizontal="right", number_format="#,##0")
    entry = place_of_column(columns.DENOMINATOR)
    pen.write(sheet, _NUMBER_ASKED_ROW, entry, heading.interviews or None, look)
    sheet.add_data_validation(number_asked(f"{letters_of(entry)}{_NUMBER_ASKED_ROW}"))


def _write_row(sheet: Worksheet, pen: Pen, number: int, row: TemplateRow) -> None:
    measure = row.measure
    aim = replace(styles.FIGURE, number_format=_format(measure), italic=row.illustrative)
    cells: dict[TemplateColumn, tuple[Any, Look]] = {
        columns.CODE: (measure.code, styles.PREFILLED),
        columns.MEASURE: (measure.title, styles.PREFILLED),
        columns.PERIOD: (row.period.label, styles.PREFILLED),
        columns.UNIT: (unit_of(measure), styles.PREFILLED),
        columns.TARGET: (row.target, aim),
        columns.MINIMUM: (row.minimum_expectation, aim),
        columns.DEFINITION: (
            f"{_asked(measure)}{measure.definition} {aims_of_note(measure)}".strip(),
            styles.SMALL,
        ),
        columns.OWNER: (
            "\n".join(filter(None, (measure.owner, row.partners))),
            styles.SMALL,
        ),
    }
    for column in EARLIER:
        cells[column] = (None, styles.EARLIER_FIGURE)
    for column, figure in zip(reversed(EARLIER), reversed(row.earlier), strict=False):
        shown = replace(styles.EARLIER_FIGURE, italic=figure.illustrative)
        cells[column] = (figure.text, shown)
    cells |= {column: (None, entry) for column, entry in _entries(measure).items()}
    if row.of_all_asked is not None:
        base = replace(styles.FILL_IN, horizontal="right", number_format="#,##0.##")
        cells[columns.DENOMINATOR] = (columns.ALL_ASKED if row.of_all_asked else None, base)
    for place, column in enumerate(COLUMNS, 1):
        pen.write(sheet, number, place, *cells[column])


def _asked(measure: Measure) -> str:
    return f"“{measure.question}” " if measure.question else ""


def _entries(measure: Measure) -> dict[TemplateColumn, Look]:
    figure = replace(styles.FILL_IN, horizontal="right")
    count = replace(figure, number_format="#,##0.##") if is_share(measure) else styles.NOT_NEEDED
    return {
        columns.OUTTURN: replace(figure, number_format=_format(measure)),
        columns.NUMERATOR: count,
        columns.DENOMINATOR: count,
        columns.MARKER: replace(styles.FILL_IN, number_format="@", horizontal="center"),
        columns.COMMENTARY: styles.FILL_IN,
    }


def _write_corrections(sheet: Worksheet, pen: Pen, above: int, rows: Sequence[int]) -> None:
    words = (
        "To correct a figure of an earlier period, give its code and its period here, and the "
        "figure as it should be."
    )
    pen.write(sheet, above, 1, words, styles.BAND)
    written = replace(styles.FILL_IN, number_format="@")
    looks = {
        columns.OUTTURN: replace(styles.FILL_IN, horizontal="right"),
        columns.NUMERATOR: replace(styles.FILL_IN, horizontal="right"),
        columns.DENOMINATOR: replace(styles.FILL_IN, horizontal="right"),
        columns.MARKER: replace(written, horizontal="center"),
        columns.COMMENTARY: styles.FILL_IN,
    } | dict.fromkeys(_FILLED_IN_BELOW, written)
    for number in rows:
        for place, column in enumerate(COLUMNS[: place_of_column(columns.COMMENTARY)], 1):
            pen.write(sheet, number, place, None, looks.get(column, styles.PREFILLED))


def _format(measure: Measure) -> str:
    return f"#,##0.{'0' * measure.decimals}" if measure.decimals else "#,##0"
