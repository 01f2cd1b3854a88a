"""Columns of figures below a header that is struck through, in whichever row of it."""

from kpis.cell_addresses import Place, letters_of
from kpis.readers.files.grid import Grid
from kpis.readers.tables.found_table import Table


def struck_headers(grid: Grid, table: Table) -> frozenset[str]:
    """The addresses in the last row of the header, of the outturns below what is struck through.

    A year over its quarters stands in the first of their columns.
    """
    if not grid.struck:
        return frozenset()
    found = set()
    for number in range(table.top(), table.header_row + 1):
        filled = list(grid.row_with_merged(number))
        for column in table.outturns():
            over = max((each for each in filled if each <= column), default=0)
            exact = over == column or number < table.header_row
            if exact and Place(number, over) in grid.struck:
                found.add(f"{letters_of(column)}{table.header_row}")
    return frozenset(found)
