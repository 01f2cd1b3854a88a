"""The titles of a table: texts above its header, and alone in a row between its rows.

They may say what no column says, such as whose figures these are; validation reads them.
"""

from collections.abc import Collection

from kpis.cell_addresses import letters_of
from kpis.readers.files.grid import Grid
from kpis.readers.raw import Title
from kpis.readers.tables.found_table import Table

_ROWS_ABOVE = 10
_MOST_CELLS = 4  # "Quarter:", "1", "Year:", "2019/20"; a row with more is no title
_MOST_BETWEEN = 500


def titles_of(grid: Grid, table: Table, rows: Collection[int]) -> tuple[Title, ...]:
    """From the top down. rows: those of the sheet that are read as figures."""
    top, header = table.top(), table.header_row
    numbers = grid.rows()
    above = [number for number in numbers if top - _ROWS_ABOVE <= number < top]
    last = table.last_row or max(rows, default=0)
    between = {number for number in numbers if header < number <= last}.difference(rows)
    found = []
    for number in (*above, *sorted(between)[:_MOST_BETWEEN]):
        row = grid.row(number)
        if 0 < len(row) <= (_MOST_CELLS if number < top else 1):
            text = " ".join(cell.text for cell in row.values())
            found.append(Title(number, f"{letters_of(min(row))}{number}", text))
    return tuple(found)
