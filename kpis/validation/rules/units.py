"""Rules about the unit: what a header or a unit column says is that of the measure."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation.issues.base import quoted
from kpis.validation.issues.question import HeaderMeaning, Question, UnitDiffers
from kpis.validation.return_table import ReturnTable, RowIssue, name_of
from kpis.validation.rules.asking import Item, about_all, asked_together, rows_of, storable_rows
from kpis.validation.unit.compare import scaled, unit_in_words
from kpis.validation.unit.said import UnitSaid, asked_alike
from kpis.validation.values import grouped
from kpis.words.lists import and_more, counted

_LEAVE_OUT = Choice(answer=LEAVE_OUT, label="It is another figure: leave out")


def units_that_differ(table: ReturnTable) -> Iterator[RowIssue]:
    """A unit that is not the measures' is asked about, once for the words and their unit.

    An answer is kept for each measure, so that it holds for none that nobody was asked about.
    """
    for group in asked_alike(table.units):
        if not group[0].to_date:
            yield from _differs(table, group)
        elif differing := _not_first_of_year(table, group):
            yield from _to_date(table, differing)


def _not_first_of_year(table: ReturnTable, group: Sequence[UnitSaid]) -> list[UnitSaid]:
    """Those whose period does not begin the year; of one that does, the year so far is the same.

    Nor is it asked of rows whose period is asked about.
    """
    asked = ~table.begins_the_year & ((table.pair >= 0) | ~table.period.in_doubt)
    rest = [replace(said, positions=said.positions[asked[said.positions]]) for said in group]
    return [said for said in rest if len(said.positions)]


def _differs(table: ReturnTable, group: Sequence[UnitSaid]) -> Iterator[RowIssue]:
    said = group[0]
    units = {unit_in_words(each.measure) for each in group}
    unit = units.pop() if len(units) == 1 and not said.column else "single units"
    choices = [Choice(answer=TAKE, label=f"Already in {unit}", stores=_stores(table, group))]
    if answer := said.answer_scaled:
        places = said.compared.places
        times = f"{scaled(1, places):,.12g}"
        stores = _stores(table, group, places)
        counts = ", and the counts behind them" if any(each.counts for each in group) else ""
        choices.append(Choice(answer=answer, label=f"Times {times}{counts}", stores=stores))
    elif with_counts := [each for each in group if each.answer_counts]:
        times = f"{scaled(1, with_counts[0].counts):,.12g}"
        label = f"Already in {unit}, and the counts behind them times {times}"
        if said.column:
            label = f"{said.column.capitalize()}s times {times}"
        stores = _stores(table, group)
        choices.append(Choice(answer=with_counts[0].answer_counts, label=label, stores=stores))
    more = {"unit": unit, "header": said.header, "around": said.around, "count": len(group)}
    more |= {"counts": said.column}
    yield from _asked(table, UnitDiffers, group, said.said, (*choices, _LEAVE_OUT), more)


def _to_date(table: ReturnTable, group: Sequence[UnitSaid]) -> Iterator[RowIssue]:
    said, measure = group[0], group[0].measure
    others = f" and {counted(len(group) - 1, 'more measure')}" if len(group) > 1 else ""
    are = "are" if others else "is"
    told = (
        f"{quoted(said.header)} may be the year so far, and {measure.code} {name_of(measure)}"
        f"{others} {are} of each period alone."
    )
    take = Choice(answer=TAKE, label="It is of the period alone", stores=_stores(table, group))
    yield from _asked(table, HeaderMeaning, group, said.header, (take, _LEAVE_OUT), {"told": told})


def _asked(
    table: ReturnTable,
    kind: type[Question],
    group: Sequence[UnitSaid],
    found: str,
    choices: Sequence[Choice],
    more: Mapping[str, Any],
) -> Iterator[RowIssue]:
    """The question about those of a group that nobody has answered, in the place of the first."""
    by_about = {said.about: said for said in group}
    items = [Item(said.about, found, tuple(said.positions.tolist())) for said in group]

    def ask(asked: Sequence[Item]) -> RowIssue:
        made = kind(
            **_place(table, by_about[asked[0].about]),
            found=found,
            about=about_all(asked),
            choices=tuple(choices),
            **more,
        )
        return RowIssue(made, tuple(rows_of(asked)))

    for row_issue in asked_together(table, kind, "unit", items, ask, choices):
        place = _place(table, group[0])
        issue = row_issue.issue
        yield row_issue._replace(issue=issue if issue.cell else replace(issue, **place))


def _place(table: ReturnTable, said: UnitSaid) -> dict[str, str]:
    sheet, cell = table.place(int(said.positions[0]), "unit")
    return {
        "sheet": sheet,
        "cell": said.cell or ("" if said.around else cell),
        "measure": said.measure.code,
        "title": name_of(said.measure),
    }


def _stores(table: ReturnTable, group: Sequence[UnitSaid], places: int = 0) -> str:
    """ "12,000 for Q2 2019/20 and 3 more", in figures as they are typed."""
    storable = storable_rows(table, [row for said in group for row in said.positions.tolist()])
    if not storable:
        return ""
    position = storable[0]
    typed = table.typed(position, "outturn")
    figure = table.outturn_as_typed[position]
    shown = typed if math.isnan(figure) else grouped(scaled(figure, places))
    return and_more(f"{shown} for {table.typed(position, 'period')}", len(storable))
