"""What all sheets of the template share: how they are locked, frozen and printed."""

from collections.abc import Sequence

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kpis.cell_addresses import letters_of
from kpis.template.columns import Heading, TemplateColumn
from kpis.words.lists import cut

_A4 = 9
_FOOTER = 8  # points
_ZOOM = 90  # per cent: more of a wide sheet in sight, and still read with ease
_LONGEST_FOOTER = 75  # of the 255 characters that all three parts may have together


def set_widths(sheet: Worksheet, columns: Sequence[TemplateColumn | float]) -> None:
    for place, column in enumerate(columns, 1):
        width = column.width if isinstance(column, TemplateColumn) else column
        sheet.column_dimensions[letters_of(place)].width = width
    sheet.sheet_view.showGridLines = False  # the lines there are say what is a table


def protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in, without a password: against slips, not against people."""
    sheet.protection.sheet = True
    # False allows: people may make a column wider or a row higher.
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def freeze(sheet: Worksheet, first_row: int, first_column: int, enter_at: int) -> None:
    """Keep headers and titles in sight; the cursor begins in the first cell to fill in."""
    sheet.freeze_panes = f"{letters_of(first_column)}{first_row}"
    sheet.sheet_view.zoomScale = _ZOOM
    entry = f"{letters_of(enter_at)}{first_row}"
    for selection in sheet.sheet_view.selection:
        if selection.pane == "bottomRight":
            selection.activeCell = selection.sqref = entry


def set_up_print(sheet: Worksheet, heading: Heading, header_row: int | None = None) -> None:
    """A4 across, as wide as the paper, headers on every page, and what page of what it is."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
    if header_row is not None:
        sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(_literally(heading.plan), size=_FOOTER),
        center=_HeaderFooterPart(_literally(f"Return for {heading.subject}"), size=_FOOTER),
        right=_HeaderFooterPart("Page &P of &N", size=_FOOTER),
    )


def _literally(text: str) -> str:
    """Text in which no "&" is an instruction to the printer."""
    shown = cut(text, _LONGEST_FOOTER)
    return shown.replace("&", "&&")
