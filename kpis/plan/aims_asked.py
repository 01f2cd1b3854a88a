"""Which aim a figure is held against: that of its own period, or of the year it is reported in.

A figure is judged by what was asked of its own period: the recycling rate of 2018/19 by the target
for 2018/19, though it is reported in December 2019. A council that sets its targets for the year
of the report says so in the measure's file (`aims_of = "reporting_year"`). Everything that shows,
rates or foretells a figure asks here, so that no two surfaces can name different targets for it.
"""

from kpis.model import Aim, AimsOf, Measure
from kpis.periods import ReportingPeriod, reporting_quarter


def aim_quarter(measure: Measure, reported: ReportingPeriod) -> ReportingPeriod:
    """The quarter whose financial year has the aim of what is reported in a quarter.

    It is also the place in that year's profile. A period that does not follow the financial year
    (academic, calendar, a survey) belongs to the financial year in which it ends.
    """
    if measure.aims_of is AimsOf.REPORTING_YEAR:
        return reported
    return reported.shift(-measure.arrears)


def aim_of(measure: Measure, period: ReportingPeriod) -> Aim | None:
    """What is asked of a period's figure; None where its year has no aim."""
    reported = reporting_quarter(period, measure.arrears)
    return aim_in(measure, aim_quarter(measure, reported).financial_year)


def aim_in(measure: Measure, year: str) -> Aim | None:
    """What a year asks of a measure: nothing, None, by an aim that is proposed and not agreed."""
    aim = measure.aims.get(year)
    return None if aim is None or aim.proposed else aim


def is_proposed(measure: Measure, year: str) -> bool:
    """Whether a year's aim is there and not agreed."""
    return year in measure.aims and measure.aims[year].proposed


def year_asked(measure: Measure, reported: ReportingPeriod) -> str:
    """What is said after "the target for": "2018/19", or "figures reported in 2019/20"."""
    year = aim_quarter(measure, reported).financial_year
    return f"figures reported in {year}" if measure.aims_of is AimsOf.REPORTING_YEAR else year
