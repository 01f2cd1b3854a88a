"""Rules about the unit: what a header or a unit column says is that of the measure."""

import math
from collections.abc import Iterator

from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation.issues.base import quoted
from kpis.validation.issues.question import HeaderMeaning, UnitDiffers
from kpis.validation.return_table import ReturnTable, RowIssue, name_of
from kpis.validation.rules.asking import storable_rows
from kpis.validation.unit.compare import scaled, unit_in_words
from kpis.validation.unit.said import UnitSaid
from kpis.validation.values import grouped
from kpis.words.lists import and_more

_LEAVE_OUT = Choice(answer=LEAVE_OUT, label="It is another figure: leave out")


def units_that_differ(table: ReturnTable) -> Iterator[RowIssue]:
    """A unit that is not the measure's is asked about, once for the words and the unit."""
    for said in table.units:
        yield _to_date(table, said) if said.to_date else _differs(table, said)


def _differs(table: ReturnTable, said: UnitSaid) -> RowIssue:
    unit = unit_in_words(said.measure)
    choices = [Choice(answer=TAKE, label=f"Already in {unit}", stores=_stores(table, said))]
    if answer := said.answer_scaled:
        places = said.compared.places
        times = f"{scaled(1, places):,.12g}"
        stores = _stores(table, said, places)
        choices.append(Choice(answer=answer, label=f"Times {times}", stores=stores))
    made = UnitDiffers(
        **_place(table, said),
        found=said.said,
        about=said.about,
        unit=unit,
        header=said.header,
        around=said.around,
        choices=(*choices, _LEAVE_OUT),
    )
    return RowIssue(made, tuple(said.positions.tolist()))


def _to_date(table: ReturnTable, said: UnitSaid) -> RowIssue:
    measure = said.measure
    made = HeaderMeaning(
        **_place(table, said),
        found=said.header,
        about=f"{said.header} for figures of one period",
        told=(
            f"{quoted(said.header)} may be the year so far, and {measure.code} "
            f"{name_of(measure)} is of each period alone."
        ),
        choices=(
            Choice(answer=TAKE, label="It is of the period alone", stores=_stores(table, said)),
            _LEAVE_OUT,
        ),
    )
    return RowIssue(made, tuple(said.positions.tolist()))


def _place(table: ReturnTable, said: UnitSaid) -> dict[str, str]:
    sheet, cell = table.place(int(said.positions[0]), "unit")
    return {
        "sheet": sheet,
        "cell": said.cell or ("" if said.around else cell),
        "measure": said.measure.code,
        "title": name_of(said.measure),
    }


def _stores(table: ReturnTable, said: UnitSaid, places: int = 0) -> str:
    """ "12,000 for Q2 2019/20 and 3 more", in figures as they are typed."""
    storable = storable_rows(table, said.positions.tolist())
    if not storable:
        return ""
    position = storable[0]
    typed = table.typed(position, "outturn")
    figure = table.outturn_as_typed[position]
    shown = typed if math.isnan(figure) else grouped(scaled(figure, places))
    return and_more(f"{shown} for {table.typed(position, 'period')}", len(storable))
