"""Control charts of 10,000 series of 40 points, and of one alone, beside the R package's times.

Written in R, NHSRplotthedots 0.2.2 takes 48 ms for a series alone and 3.4 ms per series in one
call for many, as measured on two cores of the machine where this was built.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

SERIES, POINTS = 10_000, 40
R_ALONE, R_TOGETHER = 0.048, 0.0034  # seconds per series


def many() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Points in no order, and options of which each series has some."""
    chance = np.random.default_rng(20190401)
    names = np.array([f"series {number:05}" for number in range(SERIES)], dtype=object)
    months = pd.date_range("2016-04-01", periods=POINTS, freq="MS")
    points = pd.DataFrame(
        {
            "series": np.repeat(names, POINTS),
            "date": np.tile(months, SERIES),
            "value": chance.normal(100, 10, SERIES * POINTS).round(1),
        }
    )
    options = pd.DataFrame(
        {
            "series": names,
            "improvement_direction": chance.choice(["increase", "decrease", "neutral"], SERIES),
            "target": chance.normal(100, 20, SERIES),
            "rebase": [[months[20]] if number % 3 == 0 else [] for number in range(SERIES)],
            "fix_after_n_points": np.where(np.arange(SERIES) % 5 == 0, 15, np.nan),
            "screen_outliers": np.arange(SERIES) % 2 == 0,
        }
    )
    return points.sample(frac=1, random_state=7, ignore_index=True), options


def report(
    say: Callable[[str, float, float], None],
    median_of: Callable[[int, Callable[[int], object]], float],
) -> None:
    from kpis.analysis.spc import xmr, xmr_summary

    points, options = many()
    together = median_of(7, lambda _: xmr(points, options))
    say(f"control charts of {SERIES:,} series of {POINTS} points", 1.0, together)
    charted = xmr(points, options)
    summed = median_of(7, lambda _: xmr_summary(charted, options))
    print(f"  what each says as a whole: {summed * 1000:,.0f} ms more")
    one = points[points["series"] == points["series"][0]]
    alone = median_of(30, lambda _: xmr(one))
    print(
        f"  times faster than the R package: {R_TOGETHER * SERIES / together:,.0f} per series in "
        f"one call, {R_ALONE / alone:,.0f} for a series alone ({alone * 1000:.1f} ms)"
    )
