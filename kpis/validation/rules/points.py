"""The rule about points before three digits, which may be decimal points or divide thousands."""

from collections.abc import Iterator, Sequence

import numpy as np

from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation.as_meant.points import THOUSANDS
from kpis.validation.issues.question import TakenAsAnswered
from kpis.validation.issues.shown import PointOrThousands
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.unit.said import answers_of, asked_alike
from kpis.validation.values import grouped
from kpis.words.lists import and_more


def points_or_thousands(table: ReturnTable) -> Iterator[RowIssue]:
    """A point before three digits is plainly a decimal one, or it is asked about.

    Below "(000s)" such figures are usual, and nothing but the unit is asked.
    """
    scaled = _scaled(table)
    for each in table.points:
        alike = [position for position in each.positions if position not in scaled]
        if not alike:
            continue
        first = alike[0]
        figure = float(getattr(table, each.name).figures[first])
        if each.taken:
            label = and_more("its point divides thousands", len(each.positions))
            yield table.issue(TakenAsAnswered, first, each.name, found=each.found, label=label)
            continue
        instead = grouped(round(1000 * figure))
        choices = [
            Choice(
                answer=THOUSANDS,
                label="It divides thousands",
                stores=_stores(table, instead, alike),
            ),
            Choice(answer=LEAVE_OUT, label="Leave it out" if len(alike) == 1 else "Leave them out"),
        ]
        if not each.whole:
            stores = _stores(table, grouped(figure), alike)
            choices.insert(0, Choice(answer=TAKE, label="It is a decimal point", stores=stores))
        yield table.issue(
            PointOrThousands,
            first,
            each.name,
            left_out=alike,
            about=each.about,
            column=each.name,
            instead=instead,
            more=len(alike) - 1,
            choices=tuple(choices),
        )


def waiting_counts(table: ReturnTable) -> np.ndarray:
    """Which rows wait for an answer after which a count of theirs may be whole."""
    waiting = np.zeros(len(table), dtype=bool)
    scaled = _scaled(table)
    for each in table.points:
        if each.whole and not each.taken:
            waiting[[position for position in each.positions if position not in scaled]] = True
    for group in asked_alike(table.units):
        if group[0].compared.places > 0 and not group[0].to_date:
            answers = answers_of(group, table.context.answers)
            for said in (said for said, answer in zip(group, answers, strict=True) if not answer):
                waiting[said.positions] = True
    return waiting


def _scaled(table: ReturnTable) -> set[int]:
    """Rows of which something says that their figures are in thousands or the like."""
    return {int(p) for said in table.units if said.compared.places for p in said.positions}


def _stores(table: ReturnTable, figure: str, alike: Sequence[int]) -> str:
    return and_more(f"{figure} for {table.typed(alike[0], 'period')}", len(alike))
