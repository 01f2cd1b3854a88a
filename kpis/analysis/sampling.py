"""How small a change a percentage can resolve: the two-proportion z-test.

A survey of 1,100 people that says 62 % one year and 64 % the next has said the same thing
twice. So has a service that helped 31 of 40 people and then 33 of 41. Two percentages are told
apart at 95 % (two-sided) when

    |p1 − p2| ≥ 1.96 √( p (1 − p) (1/n1 + 1/n2) )     with  p = (n1 p1 + n2 p2) / (n1 + n2)

Source: NIST/SEMATECH e-Handbook of Statistical Methods, section 7.3.3 (pooled variance).

For a survey p is the outturn, which may be weighted, and n the number of people asked: the
denominator returned, else the measure's usual sample size. For everything else p is numerator
over denominator and n the denominator. Surveys are taken as simple random samples; a clustered
or weighted one can tell a little less apart than this says. With few cases (fewer than about
five either way) the test is an approximation.

Counts, rates, averages and sums of money are not tested: for them only rounding decides.
"""

import numpy as np

from kpis.analysis.columns import Columns
from kpis.model import Unit

Z_AT_95_PERCENT = 1.959963984540054


def sampling(pairs: Columns) -> Columns:
    """What the test says about each pair of figures.

    pairs: outturn, numerator, denominator and before_outturn, before_numerator,
        before_denominator (float), unit, sample_size (0 when the measure is no survey).
    Returns within (True where the two are not told apart), margin (the smallest change told
        apart, in percentage points), survey (bool), n and before_n (people or cases behind each
        figure). NaN and False where the test does not apply: another unit, no denominators, a
        numerator above its denominator.
    """
    survey = pairs["sample_size"] > 0
    now, n = _proportion(pairs, "", survey)
    before, before_n = _proportion(pairs, "before_", survey)
    pooled = (now * n + before * before_n) / (n + before_n)
    margin = Z_AT_95_PERCENT * np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / before_n))
    return {
        "within": np.abs(now - before) < margin,
        "margin": margin * 100,
        "survey": survey,
        "n": n,
        "before_n": before_n,
    }


def describe_sampling(tested: Columns) -> str:
    """Why one change is within chance, in words. tested: a single row of `sampling`."""
    n, before_n = tested["n"], tested["before_n"]
    sizes = f"{n:,.0f}" if n == before_n else f"{before_n:,.0f} and {n:,.0f}"
    if not tested["survey"]:
        of_what = f"{sizes} cases"
    elif n == before_n:
        of_what = f"a survey of {sizes} people"
    else:
        of_what = f"surveys of {sizes} people"
    return f"Within what {of_what} can tell: ±{tested['margin']:.1f} points"


def _proportion(pairs: Columns, which: str, survey: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The proportion and the number it is of; both NaN where it is no proportion."""
    outturn, numerator, denominator = (
        pairs[f"{which}{name}"] for name in ("outturn", "numerator", "denominator")
    )
    n = np.where(survey & ~(denominator > 0), pairs["sample_size"], denominator)
    n = np.where(n > 0, n, np.nan)
    share = np.where(survey, outturn / 100, numerator / n)
    valid = (pairs["unit"] == Unit.PERCENT.value) & ~np.isnan(outturn)
    valid &= (share >= 0) & (share <= 1)
    return np.where(valid, share, np.nan), np.where(valid, n, np.nan)
