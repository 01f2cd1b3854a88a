"""The titles of a table: texts above its header, and alone in a row between its rows.

They may say what no column says, such as whose figures these are; validation reads them. So may
notes that say it in a sentence, "Figures are for London only", above the table or below it.
"""

import re
from collections.abc import Collection, Iterator

from kpis.cell_addresses import letters_of
from kpis.readers.files.grid import Grid
from kpis.readers.raw import Title
from kpis.readers.tables.found_table import Table

_ROWS_ABOVE = 10
_MOST_CELLS = 4  # "Quarter:", "1", "Year:", "2019/20"; a row with more is no title
_MOST_BETWEEN = 500
_ROWS_BELOW = 20
_LONGEST = 200  # characters of a note
_SAYS_OF = re.compile(
    r"^\W*(?:(?:please\s)?note(?:\sthat)?|n\.?b\.?)?\W*(?:(?:all|these|the|above)\s)*"
    r"(?:figures?|values?|numbers?|data|outturns?|actuals?|results?)(?:\s(?:above|shown|given|here))*"
    r"\s(?:(?:is|are)\s(?:only\s)?(?:for|of|from)|relates?\s(?:only\s)?to|refers?\s(?:only\s)?to"
    r"|covers?(?:\sonly)?)\s(?:the\s)?(?P<of>.+?)(?:\s(?:only|alone))?\W*$",
    re.IGNORECASE,
)


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
            place = f"{letters_of(min(row))}{number}"
            found.append(Title(number, place, text, of_what(text)))
    return (*found, *_notes_below(grid, table, max(rows, default=0)))


def of_what(note: str) -> str:
    """What a note says that figures are of; "" where it is none: "Figures are for London"."""
    found = _SAYS_OF.match(" ".join(note.split())) if len(note) <= _LONGEST else None
    return found["of"] if found else ""


def _notes_below(grid: Grid, table: Table, last_read: int) -> Iterator[Title]:
    """Those below the last row that is read, up to the next table. last_read: 0 without rows."""
    below = [n for n in grid.rows() if n > last_read and n <= (table.last_row or n)]
    for number in below[:_ROWS_BELOW] if last_read else ():
        row = grid.row(number)
        for column, cell in row.items() if len(row) <= _MOST_CELLS else ():
            if of := of_what(cell.text):
                yield Title(0, f"{letters_of(column)}{number}", cell.text, of)
