"""A return's rows beside the figures that are stored, under common numbers for key and series."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from kpis.frames import OUTTURN_KEY
from kpis.model import Basis, Measure, Provenance, Unit
from kpis.periods import ReportingPeriod, month_number, period_of_id
from kpis.validation.return_table import ReturnTable
from kpis.validation.text_column import TextColumn, combine

_GROWS_WITH_THE_YEAR = (Unit.COUNT, Unit.POUNDS, Unit.TONNES, Unit.DAYS)

_USED = [*OUTTURN_KEY, "outturn", "marker", "provenance"]


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """The rows that are sound in themselves, to be judged by the cross-row rules.

    accepted: one bool per row of the table. joined: those that were sound at first, with what is
    stored; shared by all candidates of a check, so that nothing in it is worked out twice.
    """

    joined: "Joined"
    accepted: np.ndarray

    @staticmethod
    def of(table: ReturnTable, accepted: np.ndarray) -> "Candidates":
        return Candidates(joined=Joined(table=table, sound=accepted), accepted=accepted)

    @property
    def table(self) -> ReturnTable:
        return self.joined.table

    def without(self, positions: Sequence[int]) -> "Candidates":
        """The same but for these rows, which have turned out to be faulty.

        What was worked out so far is kept: it holds for the rows that stay.
        """
        if not positions:
            return self
        accepted = self.accepted.copy()
        accepted[list(positions)] = False
        return replace(self, accepted=accepted)

    @property
    def match(self) -> np.ndarray:
        """For each row, the position in `joined.stored` of the figure under its key; -1 for none,
        and for a row that is not accepted."""
        return np.where(self.accepted, self.joined.match, -1)


@dataclass(frozen=True, kw_only=True)
class Joined:
    """The rows of a return and the stored figures of the same measures and areas.

    Arrays over both have the rows of the table first, then the stored figures.
    sound: one bool per row of the table; only measures of these rows are looked for.
    """

    table: ReturnTable
    sound: np.ndarray

    @cached_property
    def stored(self) -> dict[str, Any]:
        """Arrays by column of OUTTURNS, of the measures and areas of this return only."""
        table, stored = self.table, self.table.context.stored
        numbers = np.unique(table.measure[self.sound]).tolist()
        measures = {table.plan.measures[number].id for number in numbers}
        near = TextColumn.of(stored["measure_id"].array).where(measures.__contains__)
        near &= TextColumn.of(stored["area"].array).where(set(table.area.distinct).__contains__)
        at = np.flatnonzero(near)
        return {name: stored[name].array.take(at) for name in _USED}

    @cached_property
    def series(self) -> np.ndarray:
        """A number for each series of comparable figures: rows of the table, then the stored."""
        texts = (
            (self.table.area, "area"),
            (self.table.texts["breakdown"], "breakdown"),
            (self.table.texts["category"], "category"),
        )
        numbers, _ = combine(
            self.fact("segment"),
            *(np.append(own.codes, own.numbers_of(self.stored[name])) for own, name in texts),
        )
        return numbers

    def fact(self, name: str, positions: np.ndarray | slice = slice(None)) -> np.ndarray:
        """A property of the periods at these positions: rows of the table, then the stored."""
        values = np.array([getattr(facts, name) for facts in self._facts])
        return values[self._fact_numbers[positions]]

    @cached_property
    def outturn(self) -> np.ndarray:
        return np.append(self.table.outturn.figures, self.stored["outturn"].to_numpy())

    @cached_property
    def match(self) -> np.ndarray:
        """For each row, the position in `stored` of the figure under its key; -1 for none."""
        if not len(self._stored_measures):
            return np.full(len(self.table), -1)
        keys, first = combine(self.series, self.fact("month"))
        of_key = np.full(len(first), -1)
        of_key[keys[len(self.table) :]] = np.arange(len(self._stored_measures))
        return of_key[keys[: len(self.table)]]

    @cached_property
    def illustrative(self) -> np.ndarray:
        """Which stored figures stand in for figures that nobody has returned yet."""
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
    def _fact_numbers(self) -> np.ndarray:
        """Positions in `_facts`."""
        own, (theirs, _) = self.table.pair, self._stored_pairs
        return np.append(own, len(self.table.pairs) + theirs)

    @cached_property
    def _facts(self) -> list["_Facts"]:
        """Of each measure and period: those of the table, those stored, and last that of -1."""
        segments: dict[tuple[object, ...], int] = {}
        pairs = [(pair.measure, pair.period) for pair in self.table.pairs]
        pairs += [
            (self.table.plan.measures[measure], period_of_id(period_id))
            for measure, period_id in zip(
                self._stored_measures[self._stored_pairs[1]],
                self.stored["period_id"].take(self._stored_pairs[1]),
                strict=True,
            )
        ]
        return [*(_facts_of(*pair, segments) for pair in pairs), _NOWHERE]

    @cached_property
    def _stored_pairs(self) -> tuple[np.ndarray, np.ndarray]:
        periods = TextColumn.of(self.stored["period_id"])
        return combine(self._stored_measures, periods.codes)


class _Facts(NamedTuple):
    """What places a figure of a measure and period in its series.

    segment: a number for what compares: one measure, periods of one length, no break between.
    month: the first of the period, counted. elapsed: the periods of the year a year-to-date
    figure that grows covers; else 1.
    """

    segment: int
    month: int
    elapsed: float
    counts: bool


_NOWHERE = _Facts(segment=-1, month=0, elapsed=1.0, counts=False)


def _facts_of(
    measure: Measure, period: ReportingPeriod, segments: dict[tuple[object, ...], int]
) -> _Facts:
    breaks = 0
    if measure.breaks:
        breaks = sum(period_of_id(each.period).start <= period.start for each in measure.breaks)
    elapsed = 1.0
    if measure.basis is Basis.YEAR_TO_DATE and measure.unit in _GROWS_WITH_THE_YEAR:
        elapsed = period.months_into_year / period.months
    return _Facts(
        segment=segments.setdefault((measure.id, period.months, breaks), len(segments)),
        month=month_number(period.start),
        elapsed=elapsed,
        counts=measure.unit is Unit.COUNT,
    )
