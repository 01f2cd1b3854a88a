"""A return's rows beside the figures that are stored, under common numbers for key and series."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from kpis.frames import OUTTURN_KEY
from kpis.model import Basis, Measure, Provenance, Unit
from kpis.periods import YEAR_STARTS_IN, ReportingPeriod, period_of_id
from kpis.validation.groups import TextColumn, combine
from kpis.validation.table import ReturnTable

_GROWS_WITH_THE_YEAR = (Unit.COUNT, Unit.POUNDS, Unit.TONNES, Unit.DAYS)

_USED = [*OUTTURN_KEY, "outturn", "marker", "provenance"]


class _Facts(NamedTuple):
    """What places a period within its measure's series."""

    month: int  # its first month, counted
    months: int
    breaks: int  # how many breaks of the series come before it
    elapsed: float  # of a year-to-date figure, the periods it covers; else 1
    counts: bool


_NOWHERE = _Facts(month=0, months=0, breaks=0, elapsed=1.0, counts=False)


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """The rows that are sound in themselves, to be judged in company.

    accepted: one bool per row of the table.
    """

    table: ReturnTable
    accepted: np.ndarray

    @cached_property
    def stored(self) -> dict[str, Any]:
        """Arrays by column of OUTTURNS, of the measures and areas of this return only."""
        table, stored = self.table, self.table.context.stored
        numbers = np.unique(table.measure[self.accepted]).tolist()
        measures = {table.plan.measures[number].id for number in numbers}
        near = TextColumn.of(stored["measure_id"].array).where(measures.__contains__)
        near &= TextColumn.of(stored["area"].array).where(set(table.area.distinct).__contains__)
        at = np.flatnonzero(near)
        return {name: stored[name].array.take(at) for name in _USED}

    @cached_property
    def series(self) -> np.ndarray:
        """A number for each series of comparable figures: rows of the table, then the stored."""
        numbers, _ = combine(
            np.concatenate([self.table.measure, self._stored_measures]),
            self._facts["breaks"],
            self._facts["months"],
            *(
                np.concatenate([own.codes, own.numbers_of(self.stored[name])])
                for name, own in (
                    ("area", self.table.area),
                    ("breakdown", self.table.texts["breakdown"]),
                    ("category", self.table.texts["category"]),
                )
            ),
        )
        return numbers

    @cached_property
    def month(self) -> np.ndarray:
        """The first month of each period, counted: rows of the table, then the stored."""
        return self._facts["month"]

    @cached_property
    def elapsed(self) -> np.ndarray:
        """How many periods a figure covers: more than 1 for year-to-date figures that grow."""
        return self._facts["elapsed"]

    @cached_property
    def outturn(self) -> np.ndarray:
        return np.concatenate([self.table.outturn.figures, self.stored["outturn"]])

    @cached_property
    def counts(self) -> np.ndarray:
        """Whether a figure counts whole things: rows of the table, then the stored."""
        return self._facts["counts"]

    @cached_property
    def match(self) -> np.ndarray:
        """For each row, the position in `stored` of the figure under its key; -1 for none."""
        keys, first = combine(self.series, self.month)
        of_key = np.full(len(first), -1)
        of_key[keys[len(self.table) :]] = np.arange(len(self._stored_measures))
        return np.where(self.accepted, of_key[keys[: len(self.table)]], -1)

    @cached_property
    def illustrative(self) -> np.ndarray:
        """Which stored figures are made up: they stand in for figures nobody has returned yet."""
        return TextColumn.of(self.stored["provenance"]).where(Provenance.ILLUSTRATIVE.__eq__)

    def period_at(self, position: int) -> ReportingPeriod:
        """The period of a row of the table or, beyond these, of a stored figure."""
        if position < len(self.table):
            return self.table.period.period_at(position)
        return period_of_id(self.stored["period_id"][position - len(self.table)])

    @cached_property
    def _stored_measures(self) -> np.ndarray:
        numbers = {measure.id: at for at, measure in enumerate(self.table.plan.measures)}
        return TextColumn.of(self.stored["measure_id"]).meaning(numbers.__getitem__, "int64")

    @cached_property
    def _facts(self) -> dict[str, np.ndarray]:
        pairs, plan = self.table.pairs, self.table.plan
        own = [
            *(_facts_of(pair.measure, pair.period) for pair in pairs),
            _Facts(0, 0, 0, 1.0, False),
        ]
        which, first = combine(self._stored_measures, TextColumn.of(self.stored["period_id"]).codes)
        theirs = [
            _facts_of(plan.measures[measure], period_of_id(period_id))
            for measure, period_id in zip(
                self._stored_measures[first], self.stored["period_id"].take(first), strict=True
            )
        ]
        return {
            name: np.concatenate(
                [
                    np.array([getattr(facts, name) for facts in own])[self.table.pair],
                    np.array([getattr(facts, name) for facts in theirs], dtype=kind)[which],
                ]
            )
            for name, kind in _Facts.__annotations__.items()
        }


def _facts_of(measure: Measure, period: ReportingPeriod) -> _Facts:
    breaks = 0
    if measure.breaks:
        breaks = sum(period_of_id(each.period).start <= period.start for each in measure.breaks)
    elapsed = 1.0
    if measure.basis is Basis.YEAR_TO_DATE and measure.unit in _GROWS_WITH_THE_YEAR:
        elapsed = ((period.end.month - YEAR_STARTS_IN) % 12 + 1) / period.months
    return _Facts(
        month=period.start.year * 12 + period.start.month - 1,
        months=period.months,
        breaks=breaks,
        elapsed=elapsed,
        counts=measure.unit is Unit.COUNT,
    )
