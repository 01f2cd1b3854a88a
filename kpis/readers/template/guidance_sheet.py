"""The sheet of the template that says what belongs in the other one."""

from collections.abc import Sequence

from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from kpis.model import Marker, Measure
from kpis.readers.template import columns as the
from kpis.readers.template.columns import Heading
from kpis.readers.template.return_sheet import TITLE, TOP, day_in_words, write_header

_SUBTITLE = Font(size=13, bold=True)
_WIDTHS = (18, 46, 52, 40, 40, 36)
_COLUMNS = (
    (
        the.OUTTURN.header,
        "The figure for the reporting period, alone: 23.4 for 23.4%, 1234 for 1,234, no words and "
        "no unit. Where the unit says since April, the total from 1 April to the end of the "
        "period. Where there is no figure, leave the cell empty and choose a marker.",
    ),
    (
        f"{the.NUMERATOR.header}, {the.DENOMINATOR.header}",
        "For a measure that is a share of something: the two counts it comes from. They are used "
        "to check the outturn. Cells shaded grey are not asked for.",
    ),
    (the.MARKER.header, "One of the markers below, where it applies."),
    (
        the.COMMENTARY.header,
        "Why the figure is what it is and what is being done about it. Needed where the minimum "
        "expectation is missed, and where there is no figure.",
    ),
)
_MARKERS = {
    Marker.PROVISIONAL: "Provisional: the figure is expected to change.",
    Marker.REVISED: "Revised: it replaces a figure that was returned before.",
    Marker.CONFIDENTIAL: "Confidential: there is a figure, and it cannot be given.",
    Marker.NOT_AVAILABLE: "Not available: there is no figure for this period, or not yet.",
    Marker.NOT_APPLICABLE: "Not applicable: there can be no figure for this period.",
}
_ABOUT_MEASURES = ("Code", "Measure", "Definition", "Numerator", "Denominator", "Source")


def write_guidance(sheet: Worksheet, heading: Heading, measures: Sequence[Measure]) -> None:
    sheet.title = "Guidance"
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"] = f"How to fill in the return for {heading.quarter}"
    sheet["A1"].font = TITLE
    sheet["A2"] = (
        f"Send the workbook back by {day_in_words(heading.due)}. Leave the headers and the grey "
        "and white cells as they are. To correct a figure of an earlier period, add a row below "
        "the last one with its code and period, after unprotecting the sheet (Review, Unprotect "
        "Sheet; there is no password)."
    )
    row = _section(sheet, 4, "What belongs in each column", ("Column", "What to type"), _COLUMNS)
    markers = [(f"[{marker}]", meaning) for marker, meaning in _MARKERS.items()]
    row = _section(sheet, row, "Markers", ("Marker", "What it means"), markers)
    about = {
        measure.id: (
            *(measure.code, measure.title, measure.definition),
            *(measure.numerator, measure.denominator, measure.source),
        )
        for measure in measures
    }
    _section(sheet, row, "What each measure counts", _ABOUT_MEASURES, list(about.values()))
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _section(
    sheet: Worksheet,
    row: int,
    title: str,
    headers: Sequence[str],
    lines: Sequence[Sequence[str]],
) -> int:
    """Write a title and a table below it; the row after it and a blank one comes back."""
    sheet.cell(row, 1, title).font = _SUBTITLE
    write_header(sheet, row + 1, headers)
    for number, line in enumerate(lines, row + 2):
        for column, text in enumerate(line, 1):
            sheet.cell(number, column, text).alignment = TOP
    return row + len(lines) + 3
