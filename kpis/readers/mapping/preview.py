"""The top left corner of each sheet, for a person to point at the header row and its columns.

Only so much is opened: a national workbook of twenty sheets and half a million cells, which is
too large to be read in full, is shown in a moment.
"""

from dataclasses import dataclass

from kpis.readers.files.grid import Grid
from kpis.readers.files.opened_file import OpenedFile, Part, opened_file
from kpis.readers.tables.find_table import headers_recognised

ROWS_SHOWN, COLUMNS_SHOWN = 40, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPreview:
    """name: "" in a CSV.

    rows: texts by row and column, both from the first, "" where empty; all as wide as the widest.
    """

    name: str
    rows: list[list[str]]


def sheet_cells(
    file_name: str,  # noqa: ARG001  # names decide nothing; callers have one for every file
    content: bytes | OpenedFile,
    *,
    rows: int = ROWS_SHOWN,
    columns: int = COLUMNS_SHOWN,
) -> list[SheetPreview]:
    """The first rows and columns of every visible sheet, blank ones too.

    Numbers are shown in full, as "0.234", and dates as "2019-09-30". Raises UnreadableReturn where
    the file cannot be opened, or not safely.
    """
    opened = opened_file(content).sheets(Part(rows=rows), promise=headers_recognised)
    return [preview_of(sheet, rows, columns) for sheet in opened.sheets]


def preview_of(sheet: Grid, rows: int, columns: int) -> SheetPreview:
    shown = {number: sheet.row(number) for number in sheet.rows() if number <= rows}
    widest = max((column for row in shown.values() for column in row), default=0)
    texts = [[""] * min(widest, columns) for _ in range(max(shown, default=0))]
    for number, row in shown.items():
        for column, cell in row.items():
            if column <= columns:
                texts[number - 1][column - 1] = cell.text
    return SheetPreview(name=sheet.name, rows=texts)
