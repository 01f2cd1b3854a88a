"""How the sheets of a plan's workbook look and print: widths, colours, what stays in sight.

What may be typed into is yellow down to the last row, in whole columns: a row that is added below
has the same format as those above it, so a text stays a text (2019-10 is no date) however far down
it is typed. An empty cell takes no place in the file.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kpis.cell_addresses import letters_of
from kpis.plan_book.sheets import Beside, Column, Sheet, Where
from kpis.plan_book.values import Kind
from kpis.template import styles
from kpis.template.styles import Look, Pen
from kpis.words.lists import cut

ABOUT_ROW, HOW_ROW, MEANING_ROW, HEADER_ROW = 2, 3, 4, 5
FIRST_ROW = HEADER_ROW + 1
KEY_WIDTHS = (30.0, 70.0, 80.0)  # of a sheet that stands upright
_ZOOM = 90
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
_LONG_TEXTS = frozenset(
    {"title", "definition", "rationale", "reason", "why_it_matters", "source", "text"}
)
_LONG, _SHORT, _BESIDE = 52.0, 16.0, 46.0
_MEANING_LINES, _WIDEST_FOR_MEANING = 6, 34.0
_LETTERS_PER_WIDTH = 1.15  # of the small letters of meanings
_TEXT = replace(styles.FILL_IN, number_format="@")  # what is typed stays as it is typed
_LOOKS = {
    Kind.WHOLE: replace(styles.FILL_IN, horizontal="center"),
    Kind.NUMBER: replace(styles.FILL_IN, horizontal="right"),
    Kind.DAY: replace(styles.FILL_IN, number_format="yyyy-mm-dd", horizontal="right"),
    Kind.YES_NO: styles.FILL_IN,
}
_TITLE_BESIDE = replace(styles.PREFILLED, ink=styles.QUIET, wrap=False)
_A4, _A3, _FOOTER, _LONGEST_FOOTER = 9, 8, 8, 75
_ON_ONE_PAGE = 200.0  # widths of columns side by side on paper that can still be read


def look_of(column: Column | Beside) -> Look:
    """What its cells look like: yellow where something is typed, grey beside it."""
    if isinstance(column, Beside):
        return _TITLE_BESIDE
    return _LOOKS.get(column.kind, _TEXT)


def width_of(column: Column | Beside) -> float:
    """Wide enough for what it holds, and for its meaning above it in a few lines."""
    if isinstance(column, Beside):
        return _BESIDE
    width = _SHORT if column.choices else _WIDTHS[column.kind]
    if column.kind is Kind.TEXT and column.path and column.path[-1] in _LONG_TEXTS:
        width = _LONG
    for_meaning = ceil(len(column.meaning) / _MEANING_LINES / _LETTERS_PER_WIDTH) + 2.0
    return max(width, min(for_meaning, _WIDEST_FOR_MEANING))


def dress_columns(page: Worksheet, columns: Sequence[Column | Beside]) -> None:
    """Give whole columns the look of their cells, and the rows above the headers none."""
    for place, column in enumerate(columns, 1):
        dimension = page.column_dimensions[letters_of(place)]
        dimension.width = width_of(column)
        styles.dress(dimension, look_of(column))
    for row in range(1, MEANING_ROW):
        styles.dress(page.row_dimensions[row], styles.PLAIN)


def keep_in_sight(page: Worksheet, sheet: Sheet) -> None:
    """Headers, and the columns that say what a row is about, stay where they are."""
    lead = [each for each in sheet.written if _is_lead(each)]
    titled = sheet.where is Where.FILES and sheet.written[len(lead)].header == "Title"
    page.freeze_panes = f"{letters_of(len(lead) + titled + 1)}{FIRST_ROW}"


def set_up(page: Worksheet, plan: str, widths: Sequence[float], lead: int = 1) -> None:
    """What all sheets share on the screen and on paper: across, headers on every page, and what
    page of what it is.

    plan: what the plan is called. lead: how many of the first columns stand on every page.
    """
    page.sheet_view.showGridLines = False
    page.sheet_view.zoomScale = _ZOOM
    page.page_setup.orientation = "landscape"
    pages = ceil(sum(widths) / _ON_ONE_PAGE)
    page.page_setup.paperSize = _A4 if pages == 1 else _A3
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth = pages
    page.page_setup.fitToHeight = 0
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    if pages > 1:
        page.print_title_cols = f"A:{letters_of(lead)}"
    margins = page.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
    page.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(_literally(plan), size=_FOOTER),
        center=_HeaderFooterPart(_literally(page.title), size=_FOOTER),
        right=_HeaderFooterPart("Page &P of &N", size=_FOOTER),
    )


def write_top(page: Worksheet, pen: Pen, title: str, about: str, how: str = "") -> None:
    """What stands above a table: its name, what it is about, how rows are changed."""
    pen.write(page, 1, 1, title, styles.TITLE)
    pen.write(page, ABOUT_ROW, 1, about)
    pen.write(page, HOW_ROW, 1, how or None)


def _is_lead(each: Column | Beside) -> bool:
    column = each.column if isinstance(each, Beside) else each
    return not column.path


def _literally(text: str) -> str:
    """Text in which no "&" is an instruction to the printer."""
    return cut(text, _LONGEST_FOOTER).replace("&", "&&")
