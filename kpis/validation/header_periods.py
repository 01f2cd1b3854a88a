"""Whether the header of outturns names the period of the rows below it.

"Outturn Q1" stands for a quarter, "Outturn (Apr-Sep)" for a half-year, "Yearly actual" for any
twelve months. A row's period may be written in another way, or be a day, so what is compared is
where both begin and end. A header that names no period agrees with every row.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from kpis.errors import PeriodError
from kpis.model import Basis, Frequency
from kpis.period_text import Rhythm, parse_period
from kpis.periods import YEAR_STARTS_IN, ReportingPeriod, slashed
from kpis.readers.tables.outturn_words import what_it_says

_NAMES_A_YEAR = re.compile(r"\d{2}")
_A_YEAR = 12  # months


@lru_cache(maxsize=4096)
def agrees(header: str, period: ReportingPeriod, rhythm: Rhythm, basis: Basis) -> bool:
    """Whether a header names a row's period, or none. rhythm, basis: of the row's measure.

    Totals of the year so far are of the months since April too, and a survey is a yearly one
    however long its fieldwork is.
    """
    says = what_it_says(header)
    lengths, spans = {period.months}, {(period.start, period.end)}
    if basis is Basis.YEAR_TO_DATE:
        lengths.add(period.months_into_year)
        spans.add((date(period.year_start, YEAR_STARTS_IN, 1), period.end))
    if period.frequency is Frequency.SURVEY_WAVE:
        lengths.add(_A_YEAR)
    if says.months and says.months not in lengths:
        return False
    return all(not spans.isdisjoint(_named(each, period, rhythm)) for each in says.periods)


@lru_cache(maxsize=4096)
def leaves_out_the_year_so_far(header: str, period: ReportingPeriod, basis: Basis) -> bool:
    """Whether a header may be of a period alone where its measure counts from April on.

    "Outturn this quarter" is, but for the first quarter: there both are the same.
    """
    if basis is not Basis.YEAR_TO_DATE or period.months_into_year == period.months:
        return False
    says = what_it_says(header)
    return not says.to_date and (says.alone or says.months == period.months)


def _named(text: str, period: ReportingPeriod, rhythm: Rhythm) -> Iterator[tuple[date, date]]:
    """Where the period of a header begins and ends; without its year, in those of a row's."""
    years = [""]
    if not _NAMES_A_YEAR.search(text):
        last = period.end.year
        years = [slashed(last), slashed(last - 1), str(last), str(last - 1)]
    for year in years:
        try:
            named = parse_period(
                f"{text} {year}".strip(),
                rhythm.frequency,
                wave_start_month=rhythm.wave_start_month,
                wave_months=rhythm.wave_months,
            )
        except PeriodError:
            continue
        yield named.start, named.end
