"""Quarters as whole numbers, so that whole columns of periods can be placed in them at once.

Quarters follow each other without a gap from the year 0 on; only differences and order matter.
"""

from functools import lru_cache

import numpy as np

from kpis.periods import MONTHS_IN_A_YEAR, ReportingPeriod, month_number, quarter

LATER_THAN_ANY = 100_000  # a step wider than all quarters: measure × this + quarter is one key


def quarter_number(period: ReportingPeriod) -> int:
    """The number of the quarter a period's last day lies in."""
    return month_number(period.end) // 3


def quarter_numbers(days: np.ndarray) -> np.ndarray:
    """The numbers of the quarters these days (datetime64) lie in; int64."""
    return month_numbers(days) // 3


def month_numbers(days: np.ndarray) -> np.ndarray:
    """The numbers of the months these days (datetime64) lie in, as `periods.month_number`; int64.

    Financial years begin with the month whose number is 3 over a whole dozen.
    """
    since_1970 = days.astype("datetime64[M]").astype("int64")
    return since_1970 + 1970 * MONTHS_IN_A_YEAR


@lru_cache(maxsize=4096)
def quarter_id(number: int) -> str:
    """The id of the quarter with this number: "2019-20-Q2"."""
    # The year 0 began with its fourth financial quarter, January to March.
    year_start, index = divmod(number - 1, 4)
    return quarter(year_start, index + 1).id
