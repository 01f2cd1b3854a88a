"""The period column understood: each distinct text once for each kind of measure it stands by."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kpis.errors import PeriodError
from kpis.model import Frequency, Measure
from kpis.period_text import parse_period
from kpis.periods import ReportingPeriod
from kpis.readers.raw import CellKind
from kpis.validation.text_column import TextColumn, combine

# Of different texts, from where on the rest is not looked at: a check ends after fewer issues.
MOST_REFUSED = 20_000
MOST_BESIDE_UNKNOWN = 1_000  # beside measures that are unknown, which is an error already


class Rhythm(NamedTuple):
    """What settles which period a text means: how often a measure is returned."""

    frequency: Frequency
    wave_start_month: int
    wave_months: int


class PeriodRead(NamedTuple):
    """A text understood: a period, or the error that says what to write; neither where the
    measure is unknown and the text could be the period of some."""

    period: ReportingPeriod | None
    error: PeriodError | None
    fits: bool  # the period is of the measure's own frequency


_NOTHING = PeriodRead(None, None, False)


@dataclass(frozen=True, kw_only=True)
class PeriodColumn:
    """read_numbers: each row's position in `reads`. number: in `periods`, -1 for none."""

    read_numbers: np.ndarray
    reads: tuple[PeriodRead, ...]
    number: np.ndarray
    periods: tuple[ReportingPeriod, ...]

    @cached_property
    def fits(self) -> np.ndarray:
        return np.array([read.fits for read in self.reads], dtype=bool)[self.read_numbers]

    @cached_property
    def failed(self) -> np.ndarray:
        return np.array([read.error is not None for read in self.reads], dtype=bool)[
            self.read_numbers
        ]

    def period_at(self, position: int) -> ReportingPeriod:
        return self.periods[self.number[position]]


def read_periods(
    texts: TextColumn, kinds: TextColumn, measure: np.ndarray, measures: tuple[Measure, ...]
) -> PeriodColumn:
    """Understand a period column. measure: each row's position in `measures`, -1 for unknown."""
    of_measures = [rhythm_of(each) for each in measures]
    rhythms = list(dict.fromkeys(of_measures))
    rhythm_numbers = np.array([*(rhythms.index(each) for each in of_measures), -1])[measure]
    read_numbers, first = combine(texts.codes, kinds.codes, rhythm_numbers)
    read = _Reader(rhythms)
    reads = tuple(
        read(texts[position], kinds[position], rhythm_numbers[position])
        for position in first.tolist()
    )
    periods = tuple(dict.fromkeys(read.period for read in reads if read.period is not None))
    positions = {period: number for number, period in enumerate(periods)}
    numbers = np.array(
        [positions[read.period] if read.period else -1 for read in reads], dtype="int64"
    )
    return PeriodColumn(
        read_numbers=read_numbers, reads=reads, number=numbers[read_numbers], periods=periods
    )


def rhythm_of(measure: Measure) -> Rhythm:
    return Rhythm(measure.frequency, measure.wave_start_month, measure.wave_months)


def understand(text: str, kind: str, rhythm: Rhythm) -> ReportingPeriod:
    """The period a cell means for a measure of that rhythm. Raises PeriodError."""
    return parse_period(
        date.fromisoformat(text[:10]) if kind == CellKind.DATE else text,
        rhythm.frequency,
        wave_start_month=rhythm.wave_start_month,
        wave_months=rhythm.wave_months,
    )


class _Reader:
    """Understands one text after the other, until so many were refused that none matters."""

    def __init__(self, rhythms: list[Rhythm]) -> None:
        self._rhythms = rhythms
        self._refused = self._beside_unknown = 0

    def __call__(self, text: str, kind: str, number: int) -> PeriodRead:
        if kind in (CellKind.ERROR, CellKind.NO_VALUE):
            return _NOTHING
        if number < 0:
            return self._beside_an_unknown_measure(text, kind)
        if self._refused > MOST_REFUSED:
            return PeriodRead(None, PeriodError("It was not looked at."), False)
        rhythm = self._rhythms[number]
        try:
            period = understand(text, kind, rhythm)
        except PeriodError as error:
            self._refused += 1
            return PeriodRead(None, error, False)
        return PeriodRead(period, None, period.frequency is rhythm.frequency)

    def _beside_an_unknown_measure(self, text: str, kind: str) -> PeriodRead:
        """Only a text that is no period of any measure is surely wrong."""
        self._beside_unknown += 1
        if self._beside_unknown > MOST_BESIDE_UNKNOWN:
            return _NOTHING
        refusals: list[PeriodError] = []
        for rhythm in self._rhythms:
            try:
                understand(text, kind, rhythm)
            except PeriodError as error:
                refusals.append(error)
        surely_wrong = len(refusals) == len(self._rhythms)
        return PeriodRead(None, refusals[0] if surely_wrong else None, False)
