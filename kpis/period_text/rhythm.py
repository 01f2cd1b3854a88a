"""How often a measure is returned: what settles which period a text means."""

from datetime import date
from typing import NamedTuple

from kpis.model import Frequency
from kpis.periods import ReportingPeriod, example_of, period_containing, survey_wave

_OF_ANY_MEASURE = "Q2 2019/20, Sep 2019 or 2019/20"
_PARTS_OF_A_YEAR = (None, Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)


class Rhythm(NamedTuple):
    """What settles which period a text means: how often a measure is returned.

    frequency: None while the measure is unknown. The wave is that of a survey. to_date: whether
    its figures count from April on.
    """

    frequency: Frequency | None
    wave_start_month: int = 0
    wave_months: int = 0
    to_date: bool = False

    def containing(self, day: date) -> ReportingPeriod | None:
        """The period a day lies in; of a survey, the last wave begun by then."""
        if self.frequency is None:
            return None
        return period_containing(
            day,
            self.frequency,
            wave_start_month=self.wave_start_month or 1,
            wave_months=self.wave_months or 12,
        )

    def last_of(self, period: ReportingPeriod) -> ReportingPeriod | None:
        """The period of this rhythm that a longer one ends with; None where it ends with none."""
        if self.frequency not in _PARTS_OF_A_YEAR or self.frequency is None:
            return None
        last = self.containing(period.end)
        return last if last and last.end == period.end and last.start > period.start else None

    @property
    def example(self) -> str:
        """How a period is written: of a survey, one of its waves; several kinds where unknown."""
        if self.frequency is None:
            return _OF_ANY_MEASURE
        if self.frequency is Frequency.SURVEY_WAVE and self.wave_months:
            return survey_wave(date(2019, self.wave_start_month, 1), self.wave_months).label
        return example_of(self.frequency)

    def example_near(self, day: date) -> str:
        """The same near a day, but of measures returned several times a year: which it would be
        of these is not for us to say."""
        near = None if self.frequency in _PARTS_OF_A_YEAR else self.containing(day)
        return near.label if near else self.example
