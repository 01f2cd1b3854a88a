"""Rows and sheets that are no figures: totals, notes, sources, guidance, the header once more.

People add them for people. Taken for figures they would be faulty ones, thirty errors about a
footnote; so they are passed over, with a note of their row numbers. Only plain words count: what
might be the name of a measure or of an area is left for validation to ask about.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from kpis.cell_addresses import letters_of, runs_of
from kpis.readers.files.grid import LAST_COLUMN, Grid, TextSheet
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.headers import plain
from kpis.words.lists import cut, listed

_TOTALS = frozenset(
    ("total", "totals", "grand total", "sub total", "subtotal", "overall total", "total all")
)
_SUBTOTAL = re.compile(r"(?:sub ?total|grand total|overall total)\b.*|.+ sub ?total")
_MOST_ROWS = 1000  # that are looked at for what stands below no header
_LONGEST = 30  # characters of a text that is quoted
_TOTAL_OF = re.compile(r"total\b.*|.+ total")
# Sheets nobody expects a table in.
_GUIDANCE = frozenset(
    {"guidance", "guide", "instructions", "notes", "read me", "readme", "help"}
    | {"issues"}  # of a marked copy that is sent again
)
# "Notes:", "Source - the register", "* estimated", "1. Households counted once", "[p] provisional".
_OPENS_A_NOTE = re.compile(
    r"(?:foot)?notes?\b(?:\s*\d+)?\s*(?:[:.)\-–]|$)|(?:data )?sources?\s*(?:[:\-–]|$)|key\s*(?::|$)"
    r"|n\.?b\.?\s*(?:[:.\-–]|$)|\*+\s*\D|\(?\d{1,2}\s*[.)]\s+\D|\[[a-z]\]\W*[a-z]|[a-z]\s*=\s",
    re.IGNORECASE,
)


def is_total(text: str) -> bool:
    """Whether the first cell of a row says that it adds up the others."""
    words = plain(text)
    return words in _TOTALS or _SUBTOTAL.fullmatch(words) is not None


def is_total_of(text: str, period: str) -> bool:
    """The same of "Total housing", which may be a measure's name, in a row that has no period."""
    return not period and _TOTAL_OF.fullmatch(plain(text)) is not None


def is_guidance(sheet: str) -> bool:
    """Whether a sheet of that name is there to be read by people."""
    return plain(sheet) in _GUIDANCE


def opens_a_note(text: str) -> bool:
    """Whether a text is the beginning of a note and cannot be a measure's name or code."""
    return _OPENS_A_NOTE.match(text) is not None


def headless_columns(grid: Grid, table: Table, rows: Iterable[int]) -> dict[int, tuple[int, str]]:
    """The columns in which something stands below no header, with the first of it: row and text."""
    headed = {
        column
        for number in range(table.top(), table.header_row + 1)
        for column in grid.row_with_merged(number)
    }
    # Of a CSV, cells behind the last header are an error of their own.
    last = max(headed) if isinstance(grid, TextSheet) else LAST_COLUMN
    first: dict[int, tuple[int, str]] = {}
    for number in sorted(set(rows))[:_MOST_ROWS]:
        for column, cell in grid.row(number).items():
            if column not in headed and column not in first and column <= last:
                first[column] = (number, cell.text)
    return dict(sorted(first.items()))


def notes_on_headless_columns(
    grid: Grid, columns: Mapping[int, tuple[int, str]]
) -> tuple[str, ...]:
    """The note on such columns; none where there are none."""
    names = [
        f"{letters_of(column)} ({cut(' '.join(text.split()), _LONGEST)!r} in row {number})"
        for column, (number, text) in columns.items()
    ]
    if not names:
        return ()
    where = f"Sheet {grid.name!r}: column" if grid.name else "Column"
    return (f"{where}{'s' if len(names) > 1 else ''} {listed(names)} without a header: not read.",)


def rows_in_words(rows: Iterable[int]) -> str:
    """[4, 5, 6, 9] is "Rows 4 to 6 and 9"; [4] is "Row 4"."""
    runs = runs_of(rows)
    words = listed([str(first) if first == last else f"{first} to {last}" for first, last in runs])
    return f"{'Row' if words.isdigit() else 'Rows'} {words}"


def note_on_rows(rows: Sequence[int], description: str) -> tuple[str, ...]:
    """The note on rows that were passed over; none where there are none."""
    return (f"{rows_in_words(rows)} {description}.",) if rows else ()
