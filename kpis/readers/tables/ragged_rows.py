"""Rows of a CSV with more or fewer cells than its header: what stands where is not sure there.

A comma inside a number or a text that was not put in quotation marks makes two cells of one, and
all that follow it stand under the wrong header. Blank cells at the end of a row say nothing.
"""

from collections.abc import Iterable, Sequence

from kpis.cell_addresses import letters_of
from kpis.readers.raw import RaggedRow


def ragged_rows(
    records: Sequence[Sequence[str]], header_rows: Iterable[int], rows: Iterable[int]
) -> tuple[RaggedRow, ...]:
    """Those of these rows whose cells do not match the header, in order.

    records: of the whole file; header_rows: the numbers of the rows of its header, from 1.
    """
    width = max(map(_filled, (records[number - 1] for number in header_rows)))
    found = []
    for number in dict.fromkeys(rows):
        record = records[number - 1]
        cells = max(_filled(record), min(len(record), width))
        if cells != width:
            place = f"{letters_of(min(cells, width) + 1)}{number}"
            text = ", ".join(cell.strip() for cell in record)
            found.append(RaggedRow(number, cells, width, place, text))
    return tuple(found)


def _filled(record: Sequence[str]) -> int:
    """How many cells there are up to the last one that is not blank."""
    return max((place for place, cell in enumerate(record, 1) if cell.strip()), default=0)
