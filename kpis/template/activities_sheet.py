"""The sheet of the template on which services say how the activities of the plan stand.

The quarter stands once, in the heading, where the reader of this sheet looks for it. What was
said last stands beside the empty cells and never in them: a status is returned only by somebody
who has typed it for this quarter.
"""

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from kpis.template import columns, styles
from kpis.template.columns import ACTIVITY_COLUMNS, ActivityRow, Heading, place_of_column
from kpis.template.input_rules import entries_of_activities
from kpis.template.page_setup import freeze, protect, set_up_print, set_widths
from kpis.template.styles import Pen

HEADER_ROW = 4
FIRST_ROW = HEADER_ROW + 1
_DAY = replace(styles.FILL_IN, number_format="d mmm yyyy", horizontal="right")


def write_activities(
    sheet: Worksheet, pen: Pen, heading: Heading, rows: Sequence[ActivityRow]
) -> None:
    sheet.title = "Activities"
    set_widths(sheet, ACTIVITY_COLUMNS)
    pen.write(sheet, 1, 1, f"{heading.council}: {heading.plan}", styles.TITLE)
    pen.write(sheet, 2, 1, f"Activities, {heading.subject}", styles.SUBTITLE)
    pen.write(
        sheet,
        3,
        1,
        "Fill in the activities you carry out, as they stand at the end of the quarter, and leave "
        "the rows of others empty.",
    )
    pen.write_header(sheet, HEADER_ROW, ACTIVITY_COLUMNS)
    for number, row in enumerate(rows, FIRST_ROW):
        cells = {
            columns.ACTIVITY: (row.activity.code, styles.PREFILLED),
            columns.TITLE: (row.activity.title, styles.PREFILLED),
            columns.OUTCOME: (row.outcome, styles.PREFILLED),
            columns.LAST_RETURN: (row.last_return or None, styles.PREFILLED),
            columns.STATUS: (None, styles.FILL_IN),
            columns.PERCENT_DONE: (
                None,
                replace(styles.FILL_IN, number_format="0", horizontal="right"),
            ),
            columns.EXPECTED: (row.expected, _DAY),
            columns.REVISED: (None, _DAY),
            columns.COMMENT: (None, styles.FILL_IN),
        }
        for place, column in enumerate(ACTIVITY_COLUMNS, 1):
            pen.write(sheet, number, place, *cells[column])
    for rule in entries_of_activities(range(FIRST_ROW, FIRST_ROW + len(rows))):
        sheet.add_data_validation(rule)
    protect(sheet)
    freeze(
        sheet,
        FIRST_ROW,
        place_of_column(columns.OUTCOME, ACTIVITY_COLUMNS),
        enter_at=place_of_column(columns.STATUS, ACTIVITY_COLUMNS),
    )
    set_up_print(sheet, heading, HEADER_ROW)
