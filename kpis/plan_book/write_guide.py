"""The first sheet of a plan's workbook: how to fill in the others, and what they were made of."""

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from kpis.cell_addresses import letters_of
from kpis.plan_book.layout import set_up
from kpis.plan_book.sheets import GUIDE, SHEETS, STATE
from kpis.template import styles
from kpis.template.styles import Pen

_WIDTHS = (26.0, 60.0, 74.0)
_HOW = (
    "Every sheet after this one is a part of the plan's files. Change the yellow cells, add rows "
    "below the last, delete whole rows that no longer hold. Grey cells are for reading.",
    "Leave the names of the sheets and the headers as they are, and merge no cells. Columns may be "
    "moved, rows sorted: measures are known by their ids, years by their names.",
    "A cell that is left empty says nothing, and what the meaning above its header tells of that "
    "holds. Columns whose header has a star must be filled in.",
    "Drop-downs offer what the plan has. A new post or directorate is simply typed; a new outcome, "
    "theme or measure is added on its own sheet first.",
    "What comes back is checked as a whole, every fault is told with its sheet and cell, and "
    "nothing is written while there is one.",
    "Comments on cells, colours and sheets of your own are not kept: the plan's files have no "
    "place for them.",
)


def mark_of(state: str) -> str:
    """By which a sheet is known to be of the same export as the others."""
    return f"files {state}"


def write_guide(page: Worksheet, pen: Pen, plan: str, state: str) -> None:
    """plan: what it is called. state: see `kpis.plan_book.building.state_of`."""
    page.title = GUIDE
    for place, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[letters_of(place)].width = width
    pen.write(page, 1, 1, plan, styles.TITLE)
    for row, sentence in enumerate(_HOW, 2):
        pen.write(page, row, 1, sentence)
    row = len(_HOW) + 2
    pen.write(page, row, 1, STATE, styles.SMALL)
    pen.write(page, row, 2, f"{state} (by it the program knows what it was made of)", styles.SMALL)
    row += 2
    pen.write_header(page, row, ("Sheet", "What stands on it", "How to change it"))
    for number, sheet in enumerate(SHEETS, row + 1):
        pen.write(page, number, 1, sheet.name, styles.WORD)
        page.cell(number, 1).hyperlink = Hyperlink(
            ref=f"A{number}", location=f"'{sheet.name}'!A1", display=sheet.name
        )
        pen.write(page, number, 2, sheet.about, styles.PREFILLED)
        pen.write(page, number, 3, sheet.how or None, styles.PREFILLED)
    set_up(page, plan, _WIDTHS)
    page.print_title_rows = f"{row}:{row}"
