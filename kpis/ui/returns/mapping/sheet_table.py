"""The top left corner of somebody's sheet as they know it: row numbers, column letters, texts."""

from collections.abc import Sequence

from kpis.cell_addresses import letters_of
from kpis.readers.mapping.preview import SheetPreview
from kpis.ui.kit.html import Html
from kpis.ui.kit.marks import hidden
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.words.lists import cut

ROWS = 12  # shown below the header
LONGEST = 60  # characters of a cell


def columns_used(sheet: SheetPreview) -> list[int]:
    """Numbers of the columns in which anything stands, from 1."""
    return [
        number + 1
        for number in range(max((len(texts) for texts in sheet.rows), default=0))
        if any(texts[number].strip() for texts in sheet.rows if number < len(texts))
    ]


def sheet_table(
    sheet: SheetPreview, used: Sequence[int], header_row: int, header_rows: int
) -> Html:
    """These columns of the rows down to ROWS below the header, which stands out."""
    last = min(len(sheet.rows), header_row + header_rows - 1 + ROWS)
    head = row(
        column(hidden("Row"), class_="k-sheet-row"), [column(letters_of(each)) for each in used]
    )
    header = range(header_row, header_row + header_rows)
    lines = [
        row(
            row_header(str(number), class_="k-sheet-row"),
            [cell(_short(text)) for text in _texts(sheet, number, used)],
            class_="k-sheet-header" if number in header else None,
        )
        for number in range(1, last + 1)
    ]
    name = f"sheet {sheet.name}" if sheet.name else "the file"
    return scrolling(
        table(hidden(f"The first rows of {name}"), head, lines, class_="k-sheet"),
        f"The first rows of {name}",
    )


def row_label(sheet: SheetPreview, number: int) -> str:
    """ "Row 5: Measure, Period, Outturn": to choose the header row by."""
    texts = [text for text in sheet.rows[number - 1] if text.strip()]
    return f"Row {number}: {_short(', '.join(texts))}" if texts else f"Row {number}: empty"


def _texts(sheet: SheetPreview, number: int, used: Sequence[int]) -> list[str]:
    texts = sheet.rows[number - 1]
    return [texts[each - 1] if each <= len(texts) else "" for each in used]


def _short(text: str) -> str:
    return cut(" ".join(text.split()), LONGEST)
