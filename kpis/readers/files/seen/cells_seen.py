"""What a file says of its cells that its reader does not tell: formats, errors, what is hidden.

calamine gives the values of .ods, .xls and .xlsb files and nothing else. What a person sees in
their cells is found by a second look at the file itself (`ods_seen.py`, `xls_seen.py`,
`xlsb_seen.py`), and laid over the values here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpis.cell_addresses import Place
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.grid import Cell, Row
from kpis.readers.files.seen.number_formats import NOTHING_SHOWN

NOUGHTS = (Cell("0", CellKind.NUMBER), Cell("0", CellKind.PERCENT))


@dataclass(slots=True)
class CellsSeen:
    """Of one sheet. texts: cells with raised digits, as they look. formulas: those without result.

    percent: where a number is shown as a percentage. months: where a date is shown as its month
    and year alone, years: as its year alone. shown, comments, struck: see `Grid`.
    """

    percent: set[Place] = field(default_factory=set)
    months: set[Place] = field(default_factory=set)
    years: set[Place] = field(default_factory=set)
    shown: dict[Place, str] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hides_noughts: bool = False  # cells that hold 0 show nothing, by a setting of the sheet


def noughts_in(cells: Mapping[int, Row]) -> dict[Place, str]:
    """What the noughts of a sheet show that hides them."""
    return {
        Place(row, column): NOTHING_SHOWN
        for row, of_row in cells.items()
        for column, cell in of_row.items()
        if cell in NOUGHTS
    }


def as_seen(cells: Mapping[int, Row], seen: CellsSeen) -> dict[int, Row]:
    """The cells, in order, with what was seen of them."""
    of_dates = seen.months or seen.years
    if not (seen.percent or of_dates or seen.errors or seen.texts or seen.formulas):
        return dict(cells)
    laid = {number: dict(row) for number, row in cells.items()}
    for places, held, looks in (
        (seen.percent, CellKind.NUMBER, CellKind.PERCENT),
        (seen.months, CellKind.DATE, CellKind.MONTH),
    ):
        for place in places:
            cell = laid.get(place.row, {}).get(place.column)
            if cell and cell.kind == held:
                laid[place.row][place.column] = Cell(cell.text, looks)
    for place in seen.years:
        cell = laid.get(place.row, {}).get(place.column)
        if cell and cell.kind == CellKind.DATE:
            laid[place.row][place.column] = Cell(cell.text[:4], CellKind.TEXT)
    for kind, texts in (
        (CellKind.TEXT, seen.texts),
        (CellKind.ERROR, seen.errors),
        (CellKind.NO_VALUE, seen.formulas),
    ):
        for place, text in texts.items():
            laid.setdefault(place.row, {})[place.column] = Cell(text, kind)
    return {number: dict(sorted(laid[number].items())) for number in sorted(laid)}
