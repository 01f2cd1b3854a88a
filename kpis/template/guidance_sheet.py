"""The sheet of the template that says what belongs in the others."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from kpis.model import Marker, Measure
from kpis.template import columns, styles
from kpis.template.columns import Heading
from kpis.template.page_setup import protect, set_up_print, set_widths
from kpis.template.styles import Pen
from kpis.words.days import day_in_words

_WIDTHS = (14, 36, 60, 32, 32, 30, 24)
_COLUMNS = (
    (
        columns.OUTTURN.header,
        "The figure for the period, alone: 23.4 for 23.4%, 1234 for 1,234. Where the unit says "
        "since April, the total from 1 April. Where there is none, leave it empty and choose a "
        "marker.",
    ),
    (
        f"{columns.NUMERATOR.header}, {columns.DENOMINATOR.header}",
        "For a measure that is a share of something: the two figures it comes from. They are used "
        "to check the outturn. Hatched cells are not asked for.",
    ),
    (columns.MARKER.header, "One of the markers below, where it applies."),
    (
        columns.COMMENTARY.header,
        "Why the figure is what it is and what is being done about it, by when. Needed for a red "
        "figure (the cell is orange until it is written, where a minimum expectation is missed) "
        "and where there is none.",
    ),
)
_ACTIVITIES = (
    (
        columns.STATUS.header,
        "How the activity stands at the end of the quarter, from the list. Rows in which nothing "
        "is filled in are not returned; all others need a status.",
    ),
    (columns.PERCENT_DONE.header, "How much is done, from 0 to 100."),
    (
        f"{columns.EXPECTED.header}, {columns.REVISED.header}",
        "The day it was planned to be completed, and the day it is expected now where that has "
        "changed.",
    ),
    (columns.COMMENT.header, "What was done, and why it is late where it is."),
)
_MARKERS = {
    Marker.PROVISIONAL: "Provisional: the figure is expected to change.",
    Marker.REVISED: "Revised: it replaces a figure that was returned before.",
    Marker.CONFIDENTIAL: "Confidential: there is a figure, and it cannot be given.",
    Marker.NOT_AVAILABLE: "Not available: there is no figure for this period, or not yet.",
    Marker.NOT_APPLICABLE: "Not applicable: there can be no figure for this period.",
}
_OF_SURVEY = (
    "Type once, above the denominators, how many people answered in this wave. It counts for every "
    f"question whose denominator says: {columns.ALL_ASKED}.",
    "Where a question was put to some of them only, type how many over it: margins are worked out "
    "from it. Weighted or not, the denominator is the number of people.",
)
_ABOUT_MEASURES = (
    *("Code", "Measure", "Definition", "Numerator", "Denominator", "Source"),
    columns.OWNER.header,
)


def write_guidance(
    sheet: Worksheet,
    pen: Pen,
    heading: Heading,
    measures: Sequence[Measure],
    *,
    with_activities: bool,
) -> None:
    sheet.title = "Guidance"
    set_widths(sheet, _WIDTHS)
    pen.write(sheet, 1, 1, f"How to fill in the return for {heading.subject}", styles.TITLE)
    steps: tuple[str, ...] = (
        f"Send the workbook back by {day_in_words(heading.due)}.",
        "Fill in the yellow cells. Leave the headers and all other cells as they are; rows that "
        "are left empty are not returned.",
        "To correct a figure of an earlier period, use the rows below the last measure.",
        "The sheets are protected against slips, without a password: Review, Unprotect Sheet.",
    )
    steps += _OF_SURVEY if heading.of_survey else ()
    for number, step in enumerate(steps, 2):
        pen.write(sheet, number, 1, step)
    row = _explain(sheet, pen, len(steps) + 3, "What belongs in each column", _COLUMNS)
    markers = [(f"[{marker}]", meaning) for marker, meaning in _MARKERS.items()]
    row = _explain(sheet, pen, row, "Markers", markers)
    if with_activities:
        row = _explain(sheet, pen, row, "The sheet Activities", _ACTIVITIES)
    about = {
        measure.id: (
            *(measure.code, measure.title, measure.definition),
            *(measure.numerator, measure.denominator, measure.source, measure.owner),
        )
        for measure in measures
    }
    pen.write(sheet, row, 1, "What each measure counts", styles.SUBTITLE)
    pen.write_header(sheet, row + 1, _ABOUT_MEASURES)
    for number, line in enumerate(about.values(), row + 2):
        for column, text in enumerate(line, 1):
            pen.write(sheet, number, column, text, styles.PREFILLED)
    protect(sheet)
    set_up_print(sheet, heading)


def _explain(
    sheet: Worksheet, pen: Pen, row: int, title: str, lines: Sequence[tuple[str, str]]
) -> int:
    """Write a title and a word with its meaning in each row below it; the row for the next.

    A meaning is one line that reaches over the empty cells beside it: merged cells would not fit
    their height to it, and are read out badly.
    """
    pen.write(sheet, row, 1, title, styles.SUBTITLE)
    for number, (word, meaning) in enumerate(lines, row + 1):
        pen.write(sheet, number, 1, word, styles.WORD)
        for column in range(2, len(_WIDTHS) + 1):
            pen.write(sheet, number, column, meaning if column == 2 else None, styles.MEANING)
    return row + len(lines) + 2
