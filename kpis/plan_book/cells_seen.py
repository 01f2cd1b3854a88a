"""What is wrong with cells as a person sees them, whatever they hold.

A row that is struck through looks as if it were gone, a cell that is merged with others looks as if
it held for all of them, and what stands below no header looks as if it were read. None of it is:
so each is a fault.
"""

from collections.abc import Collection, Iterator, Mapping

from kpis.cell_addresses import Place, letters_of
from kpis.plan_book.faults import BookFault, Row
from kpis.plan_book.sheets import Sheet
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.grid import Cell, Grid
from kpis.readers.files.seen.number_formats import NOTHING_SHOWN


def of_row(row: Row, grid: Grid) -> Iterator[BookFault]:
    """Faults of the cells that a row, or a sheet that stands upright, is read from."""
    if row.upright:
        places = {Place(number, 2): column for column, number in row.places.items()}
    else:
        places = {Place(row.number, place): column for column, place in row.places.items()}
    struck = [place for place in places if place in grid.struck]
    if struck:
        yield _fault(
            row.sheet,
            struck[0].address,
            places[struck[0]].header,
            "is struck through. Delete the row, or the text, if it no longer holds; else take the "
            "line away.",
        )
    for place in places:
        shown = grid.shown.get(place)
        cell = grid.row(place.row).get(place.column)
        if shown is not None and cell is not None and cell.kind != CellKind.PERCENT:
            yield _fault(row.sheet, place.address, places[place].header, _otherwise(cell, shown))


def merged(sheet: Sheet, grid: Grid, header_row: int) -> Iterator[BookFault]:
    """Blocks of cells below the headers that are merged."""
    for first, _, column in grid.merged:
        if first > header_row:
            yield _fault(
                sheet,
                f"{letters_of(column)}{first}",
                "",
                "The cell is merged with others. Unmerge them, and fill in each.",
            )


def without_header(
    sheet: Sheet, grid: Grid, header_row: int, read: Collection[int]
) -> Iterator[BookFault]:
    """Columns in which something stands below a header that is empty. read: those that have one."""
    first: dict[int, int] = {}
    for number in grid.rows():
        if number > header_row:
            for column in grid.row(number):
                if column not in read:
                    first.setdefault(column, number)
    for column, number in first.items():
        yield _fault(
            sheet,
            f"{letters_of(column)}{number}",
            "",
            f"{_quoted(grid.row(number), column)} stands in a column without a header, and would "
            "not be read. Give the column its header, or clear it.",
        )


def _otherwise(cell: Cell, shown: str) -> str:
    if shown == NOTHING_SHOWN:
        return f"holds {_short(cell.text)}, which its format or colour hides. Show it, or clear it."
    return f"shows {shown} and holds {_short(cell.text)}. Type what is meant."


def _quoted(cells: Mapping[int, Cell], column: int) -> str:
    return f'"{_short(cells[column].text)}"'


def _short(text: str) -> str:
    from kpis.words.lists import cut

    return cut(" ".join(text.split()), 60)


def _fault(sheet: Sheet, cell: str, key: str, message: str) -> BookFault:
    return BookFault(sheet=sheet.name, cell=cell, key=key, message=message)
