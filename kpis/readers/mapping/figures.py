"""One figure of a mapped table: what stands for each field, and in which cell.

A field stands in a column, in a header or in no cell at all because the mapping gives it. Where
it stands in none, its address is that of the figure, as everywhere in a return.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext

from kpis.cell_addresses import letters_of
from kpis.readers.files.grid import Cell, Column
from kpis.readers.mapping.column_mapping import (
    MEASURE,
    PERIOD,
    PERIOD_OF_HEADER,
    ColumnMapping,
    Outturns,
)
from kpis.readers.raw import CellKind
from kpis.readers.tables.headers import plain
from kpis.readers.tables.period_headers import PeriodColumn
from kpis.readers.tables.period_words import marker_for
from kpis.readers.tables.year_and_part import joined

_NOTHING = Cell("", CellKind.EMPTY)
_SHARE_OF_NOTHING = Cell("[z]", CellKind.TEXT)
_PLAIN = re.compile(r"-?(?:(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]{1,15})")
# A number with a marker or a footnote's raised digit beside it.
_MARKED = re.compile(
    r"(?P<before>\[[^\[\]]*\]\s*)?\+?(?P<number>-?[0-9.,]+)(?P<after>\s*(?:\[[^\[\]]*\]|[⁰¹²³⁴-⁹]*))"
)
_PLACES = 15  # as many digits as a float keeps


@dataclass(frozen=True, slots=True)
class MappedCells:
    """rows: numbers of the rows that are wanted. places: the column of each field that has one.

    fields, figures: their cells, by field and by column.

    headed: the periods that columns of figures have in their headers.
    """

    mapping: ColumnMapping
    rows: list[int]
    places: dict[str, int]
    fields: dict[str, Column]
    figures: dict[int, Column]
    headed: dict[int, PeriodColumn]

    def figure(self, position: int, column: int) -> dict[str, str]:
        """The fields of RAW_ROWS, but for sheet and row, of the figure in a column of a row."""
        held = self.mapping.columns[column]
        address = f"{letters_of(column)}{self.rows[position]}"
        fields = {
            name: self.text(name, position)
            for name in ("measure", "area", "breakdown", "category", "marker", "commentary")
        }
        if held.startswith(MEASURE):
            fields["measure"] = held.removeprefix(MEASURE)
        period, period_cell = self._period(position, column)
        figures = self._figures(position, column)
        for name, cell in (*figures.items(), ("period", period)):
            fields |= {name: cell.text, f"{name}_kind": cell.kind}
        if held == PERIOD_OF_HEADER and not fields["marker"]:
            fields["marker"] = marker_for(fields["outturn"], self.headed[column].marker)
        return fields | {"outturn_cell": address, "period_cell": period_cell or address}

    def text(self, name: str, position: int) -> str:
        """What a field holds in a row, or for the whole table."""
        if name in self.fields:
            return self.fields[name].texts[position]
        return self.mapping.fixed.get(name, "")

    def _cell(self, name: str, position: int) -> Cell:
        column = self.fields.get(name)
        return Cell(column.texts[position], column.kinds[position]) if column else _NOTHING

    def _period(self, position: int, column: int) -> tuple[Cell, str]:
        """The period of a figure and where it stands, "" where in no cell."""
        held = self.mapping.columns[column]
        if held == PERIOD_OF_HEADER:
            headed = self.headed[column]
            return Cell(headed.text, headed.kind), headed.cell
        if held.startswith(PERIOD):
            return Cell(held.removeprefix(PERIOD), CellKind.TEXT), ""
        year = self.text("year", position)
        for name in ("period", "quarter", "month", "year"):
            if where := self.places.get(name):
                cell = self._cell(name, position)
                if name in ("quarter", "month"):
                    cell = Cell(joined(cell.text, year, name, self._year_word), CellKind.TEXT)
                return cell, f"{letters_of(where)}{self.rows[position]}"
        return Cell(self.text("period", position) or year, CellKind.TEXT), ""

    @property
    def _year_word(self) -> str:
        """The header of the column of years: whether they are financial ones."""
        headers = dict(zip(self.mapping.watched, self.mapping.headers, strict=True))
        return plain(headers.get(self.places.get("year", 0), ""))

    def _figures(self, position: int, column: int) -> dict[str, Cell]:
        parts = {name: self._cell(name, position) for name in ("numerator", "denominator")}
        if self.mapping.outturns is not Outturns.FROM_PARTS:
            outturn = Cell(*(each[position] for each in self.figures[column]))
            if self.mapping.outturns is Outturns.SHARES:
                outturn = as_percentage(outturn)
            return {"outturn": self._understood(outturn)} | parts
        signs = [sign for each in parts.values() if (sign := self.mapping.mark(each.text))]
        if signs:
            without_marks = {
                name: _NOTHING if self.mapping.mark(cell.text) else cell
                for name, cell in parts.items()
            }
            return {"outturn": Cell(signs[0], CellKind.TEXT)} | without_marks
        return {"outturn": worked_out(parts["numerator"], parts["denominator"])} | parts

    def _understood(self, cell: Cell) -> Cell:
        """A sign in place of a figure as the marker that it stands for."""
        marker = self.mapping.mark(cell.text)
        return Cell(marker, CellKind.TEXT) if marker else cell


def as_percentage(share: Cell) -> Cell:
    """0.56 as 56 %, "0.56 [p]" as "56% [p]"; a cell that is no number, or says itself that it is a
    percentage, as it is."""
    number = _number(share)
    if number is not None:
        return Cell(format(number, "f"), CellKind.PERCENT)
    marked = _MARKED.fullmatch(share.text)
    inner = _number(Cell(marked["number"], share.kind)) if marked else None
    if marked is None or inner is None:
        return share
    percentage = format(inner.scaleb(2), "f")
    return Cell(f"{marked['before'] or ''}{percentage}%{marked['after']}", share.kind)


def worked_out(numerator: Cell, denominator: Cell) -> Cell:
    """Numerator as a percentage of denominator, "[z]" of nothing, empty where either is no number.

    To as many digits as can be kept: rounding is for whoever shows it.
    """
    above, below = _number(numerator), _number(denominator)
    if above is None or below is None:
        return _NOTHING
    with localcontext() as context:
        context.prec = _PLACES
        try:
            share = 100 * above / below
        except (DivisionByZero, InvalidOperation):
            return _SHARE_OF_NOTHING
    return Cell(format(share.normalize(), "f"), CellKind.NUMBER)


def _number(cell: Cell) -> Decimal | None:
    """A number that can be read in one way only, as 1,234.5; None for anything else."""
    if cell.kind not in (CellKind.NUMBER, CellKind.TEXT) or not _PLAIN.fullmatch(cell.text):
        return None
    return Decimal(cell.text.replace(",", ""))
