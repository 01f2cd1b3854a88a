"""Understand what people write for a reporting period: "Q2 2019/20", "Jul-Sep 2019", "Sep-19".

A text that could mean two periods is refused with what to write instead; nothing is guessed.
"""

from datetime import date, datetime

from kpis.model import Frequency
from kpis.period_text.context import Context, not_understood
from kpis.period_text.days import (
    FIRST_DAY,
    FIRST_YEAR,
    LAST_YEAR,
    begins,
    ends,
    not_an_end,
    period_of_day,
)
from kpis.period_text.doubt import DayWithinPeriod, PeriodInDoubt, Reading
from kpis.period_text.forms import may_be_period, parse_text
from kpis.period_text.in_doubt import LONGER_PERIOD, MONTH_NUMBER, YEAR_NAMED_ONCE, longer
from kpis.period_text.rhythm import Rhythm
from kpis.period_text.year_so_far import without_so_far
from kpis.periods import ReportingPeriod

__all__ = [
    "FIRST_DAY",
    "LONGER_PERIOD",
    "MONTH_NUMBER",
    "YEAR_NAMED_ONCE",
    "DayWithinPeriod",
    "PeriodInDoubt",
    "Reading",
    "Rhythm",
    "begins",
    "ends",
    "longer",
    "may_be_period",
    "not_an_end",
    "parse_period",
    "without_so_far",
]

_LONGEST = 200  # characters of a text that is looked at


def parse_period(
    text: str | date,
    frequency: Frequency | None = None,
    *,
    wave_start_month: int = 0,
    wave_months: int = 0,
    heading: str = "",
) -> ReportingPeriod:
    """Understand what people write for a reporting period, or an Excel date.

    A day stands for the period that ends with it; see `days`.

    frequency: what the measure is returned in. It settles what "2018/19" means (a financial
        year, an academic year, a survey wave); a text that plainly names another kind is
        returned as that kind, for the caller to refuse. Without it "2018/19" is a financial
        year and "2019" a calendar year.
    wave_start_month, wave_months: the measure's survey wave, when frequency is SURVEY_WAVE.
    heading: the header of its column, which may say that days below it are first or last days.
    Raises PeriodError, with what to write instead, when the text is no period or could be
    two ("Q2 2019": of the calendar year or the financial year?); PeriodInDoubt where the meaning
    of its column would settle which.
    """
    rhythm = Rhythm(frequency, wave_start_month, wave_months)
    try:
        if isinstance(text, date):
            day = text.date() if isinstance(text, datetime) else text
            period = period_of_day(day, rhythm, text=f"{day:%d/%m/%Y}", heading=heading)
        elif len(text) > _LONGEST:
            raise not_understood(Context(text, rhythm, heading))
        else:
            period = parse_text(" ".join(text.split()), rhythm, heading)
    except ValueError:  # a year that no calendar has: 0000, or the end of 9999
        raise not_understood(Context(str(text), rhythm, heading)) from None
    if not FIRST_YEAR <= period.start.year <= LAST_YEAR:
        raise not_understood(Context(str(text), rhythm, heading))
    return period
