"""Whether the gap to others narrows or widens: the slope of the last years' gaps, and its test.

Two gaps a year apart say little, for rounding and chance move both ends. So it is worked out as
the long direction of a measure is (`direction/slope.py`): a straight line through the gaps of the
same period in up to 8 years, given where its slope differs from none at 95 % although gaps follow
each other (`direction/line_test.py`). Each gap is the
council's figure less that of the same whole, or of the same set's median; both as published.
"""

import numpy as np

from kpis.analysis.direction.line_test import QUARTERS_IN_A_YEAR, steady_lines
from kpis.analysis.direction.slope import FEWEST_YEARLY, YEARLY
from kpis.analysis.direction.slope_words import plain_amount
from kpis.analysis.figures.columns import Columns
from kpis.model import Direction, Measure, Polarity
from kpis.periods import ReportingPeriod
from kpis.rounding import round_half_up
from kpis.words.figures import difference
from kpis.words.lists import counted

YEARS = YEARLY


def gap_trends(gaps: np.ndarray, decimals: np.ndarray) -> Columns:
    """The line through each row's gaps.

    gaps: rows × YEARS, the latest first, NaN where there is none. decimals: of each row.
    Returns slope (a year), clear (steady, and it comes to something as shown), count (of gaps)
    and first (how many years back the earliest lies).
    """
    used = ~np.isnan(gaps)
    years = -np.arange(gaps.shape[1])[None, :].repeat(len(gaps), axis=0)
    slope, steady = steady_lines(
        years * QUARTERS_IN_A_YEAR,
        np.where(used, gaps, 0.0),
        used,
        step=np.full(len(gaps), QUARTERS_IN_A_YEAR),
        stock=np.full(len(gaps), False),
    )
    first = np.where(used, -years, 0.0).max(axis=1, initial=0.0).astype("int64")
    return {
        "slope": slope,
        "clear": steady & (round_half_up(slope * first, decimals) != 0),
        "count": used.sum(axis=1),
        "first": first,
    }


def trend_in_words(
    measure: Measure, period: ReportingPeriod, line: Columns, row: int
) -> tuple[str, str]:
    """The Direction of a gap and what the gap does; or "" and why there is none."""
    if measure.polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return "", "Neither more nor less of this is better"
    count = int(line["count"][row])
    if count < FEWEST_YEARLY:
        return "", f"{counted(count, 'comparable year')} so far; {FEWEST_YEARLY} are needed"
    since = period
    for _ in range(int(line["first"][row])):
        since = since.year_before()
    over = f"over {count} years since {since.label}"
    if not line["clear"][row]:
        return Direction.NO_CLEAR_CHANGE, f"No steady change {over}"
    slope = float(line["slope"][row])
    amount = plain_amount(difference(abs(slope), measure.unit, measure.decimals + 1))
    if (slope > 0) is (measure.polarity is Polarity.HIGHER):
        return Direction.IMPROVING, f"Gaining {amount} a year {over}"
    return Direction.WORSENING, f"Losing {amount} a year {over}"
