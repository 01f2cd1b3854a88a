"""Which figure an outlook is of: the one the year ends with, or the next of a yearly measure.

Totals to date end with the total of their year. Monthly, quarterly and half-yearly measures end
with the last of their periods that is reported in the financial year; a monthly one with the
quarter its months make, for that is what is held against the target. A yearly figure or survey
is foreseen until it comes, and then the next.
"""

from dataclasses import dataclass

from kpis.analysis.figures.states import as_sentence
from kpis.analysis.outlook.known_figures import KnownFigures
from kpis.model import Basis, Frequency, Measure
from kpis.periods import (
    ReportingPeriod,
    period_containing,
    quarters_of_year,
    reporting_quarter,
    through,
)
from kpis.plan.calendar import is_collected, periods_reported_in, suspension_in

WITHIN_A_YEAR = (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)
QUARTERS_AHEAD = 8  # in which a yearly figure is looked for: it may be suspended for a year


@dataclass(frozen=True, slots=True)
class Due:
    """The figure to come: its periods (three months, or one), or why there is none."""

    periods: tuple[ReportingPeriod, ...] = ()
    reason: str = ""

    @property
    def period(self) -> ReportingPeriod:
        """The period it is shown and rated under."""
        last = self.periods[-1]
        if last.frequency is Frequency.MONTH:
            return period_containing(last.end, Frequency.QUARTER)
        return last


def due(measure: Measure, quarter: ReportingPeriod, figures: KnownFigures) -> Due:
    """What an outlook seen from a quarter's report is of."""
    if (suspension := suspension_in(measure, quarter)) is not None:
        return Due(reason=f"Collection is suspended: {as_sentence(suspension.reason)}")
    if measure.frequency in WITHIN_A_YEAR:
        return _end_of_year(measure, quarter, figures)
    return _next_due(measure, quarter, figures)


def _end_of_year(measure: Measure, quarter: ReportingPeriod, figures: KnownFigures) -> Due:
    ahead = [q for q in quarters_of_year(quarter.financial_year) if q >= quarter]
    if measure.basis is Basis.YEAR_TO_DATE:
        ahead = _until_its_year_ends(measure, quarter)
    for later in reversed(ahead):
        if not is_collected(measure, later) or suspension_in(measure, later) is not None:
            continue
        periods = periods_reported_in(measure, later)
        if not periods:
            continue
        year_end = Due(periods)
        needed = periods[-1:] if measure.basis is Basis.YEAR_TO_DATE else periods
        if all(period in figures for period in needed):
            return Due(
                reason=f"The figure of {year_end.period.label} is in: nothing is left to come."
            )
        return year_end
    return Due(reason="No further figure is due this year.")


def _until_its_year_ends(measure: Measure, quarter: ReportingPeriod) -> list[ReportingPeriod]:
    """The quarters from this one to the one that reports the total of the measure's year."""
    year = quarter.shift(-measure.arrears).financial_year
    last = reporting_quarter(quarters_of_year(year)[-1], measure.arrears)
    return list(through(quarter, last))


def _next_due(measure: Measure, quarter: ReportingPeriod, figures: KnownFigures) -> Due:
    for later in (quarter.shift(ahead) for ahead in range(QUARTERS_AHEAD)):
        if not is_collected(measure, later) or suspension_in(measure, later) is not None:
            continue
        periods = periods_reported_in(measure, later)
        if periods and periods[-1] not in figures:
            return Due(periods)
    return Due(reason="No further figure is due.")
