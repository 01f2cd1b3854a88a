"""How often chance alone is told as news: slopes and control charts, before and after.

Series in which nothing changes are made by the thousand: independent figures, figures that follow
each other (first-order autoregressions), a random walk, a season, counts of rare events. What is
told of them is a false alarm. Beside it: how often a real change is found. "Before" is least
squares with a t-test of 8 figures, and an XmR chart whatever the series.

`make bench` prints it; `python -m tests.benchmarks.false_alarms` writes docs/false_alarms.md.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm, t

from docs.scripts.markdown import table

PAGE = Path(__file__).parents[2] / "docs/false_alarms.md"
SERIES = 4_000
SEED = 20190401
SEASON_SD = 2.0
Draw = Callable[[np.random.Generator, int, int], np.ndarray]


def following(correlation: float, *, season: float = 0.0) -> Draw:
    """Figures of variance 1 that follow each other; with a season of so many of their sds."""

    def draw(chance: np.random.Generator, count: int, length: int) -> np.ndarray:
        news = chance.normal(size=(count, length))
        figures = news.copy()
        for place in range(1, length):
            figures[:, place] = (
                correlation * figures[:, place - 1] + np.sqrt(1 - correlation**2) * news[:, place]
            )
        phase = chance.uniform(0, 2 * np.pi, (count, 1))
        yearly = np.sqrt(2) * np.sin(np.arange(length) * np.pi / 2 + phase)
        return figures + season * yearly

    return draw


def wandering(chance: np.random.Generator, count: int, length: int) -> np.ndarray:
    """A random walk: every figure is the one before and something new."""
    return chance.normal(size=(count, length)).cumsum(axis=1)


def rare(mean: float) -> Draw:
    return lambda chance, count, length: chance.poisson(mean, (count, length)).astype(float)


def with_rise(draw: Draw, over_two_years: float) -> Draw:
    """The same with a steady rise of so many sds over eight quarters."""

    def drawn(chance: np.random.Generator, count: int, length: int) -> np.ndarray:
        return draw(chance, count, length) + over_two_years * np.arange(length) / 7

    return drawn


STILL: Mapping[str, Draw] = {
    "independent": following(0.0),
    "follow each other at 0.3": following(0.3),
    "follow each other at 0.5": following(0.5),
    "follow each other at 0.7": following(0.7),
    "random walk": wandering,
    "season of 2 sd": following(0.0, season=SEASON_SD),
    "season of 2 sd, and 0.5": following(0.5, season=SEASON_SD),
}
RISING: Mapping[str, Draw] = {
    "rise of 2 sd in 8 quarters, independent": with_rise(following(0.0), 2),
    "rise of 4 sd in 8 quarters, independent": with_rise(following(0.0), 4),
    "rise of 4 sd in 8 quarters, at 0.5": with_rise(following(0.5), 4),
    "rise of 4 sd in 8 quarters, season of 2 sd": with_rise(following(0.0, season=SEASON_SD), 4),
}


def least_squares(figures: np.ndarray) -> np.ndarray:
    """As it was before: the t-test of the least-squares slope."""
    length = figures.shape[1]
    years = np.arange(length) - (length - 1) / 2
    slope = figures @ years / (years**2).sum()
    left = figures - figures.mean(axis=1, keepdims=True) - slope[:, None] * years
    error = np.sqrt((left**2).sum(axis=1) / (length - 2) / (years**2).sum())
    return np.abs(slope) > t.ppf(0.975, length - 2) * error


def mann_kendall(figures: np.ndarray, *, seasons: int = 1) -> np.ndarray:
    """The Mann-Kendall test, of each season by itself where there are several (Hirsch 1982)."""
    length = figures.shape[1]
    score, variance = np.zeros(len(figures)), 0.0
    for season in range(seasons):
        own = figures[:, season::seasons]
        n = own.shape[1]
        variance += n * (n - 1) * (2 * n + 5) / 18
        for gap in range(1, n):
            score += np.sign(own[:, gap:] - own[:, :-gap]).sum(axis=1)
    assert length >= 2 * seasons
    return np.abs(score) - 1 > norm.ppf(0.975) * np.sqrt(variance)


def steady(figures: np.ndarray, *, stock: bool = False) -> np.ndarray:
    """As it is now."""
    from kpis.analysis.direction.line_test import steady_lines

    count, length = figures.shape
    quarters = np.broadcast_to(np.arange(length), figures.shape)
    return steady_lines(
        quarters,
        figures,
        np.full(figures.shape, True),
        step=np.ones(count, dtype="int64"),
        stock=np.full(count, stock),
    )[1]


SLOPES: Mapping[str, tuple[int, Callable[[np.ndarray], np.ndarray]]] = {
    "before: least squares, 8 quarters": (8, least_squares),
    "Mann-Kendall, 8 quarters": (8, mann_kendall),
    "seasonal Mann-Kendall, 12 quarters": (12, lambda y: mann_kendall(y, seasons=4)),
    "now, 8 quarters": (8, steady),
    "now, 12 quarters": (12, steady),
    "now, 12 quarters of a stock": (12, lambda y: steady(y, stock=True)),
}


def slopes(count: int = SERIES, only: str = "") -> pd.DataFrame:
    """Shares of series called steady: a row per kind of series, a column per test."""
    kinds = STILL | RISING
    return pd.DataFrame(
        {
            name: {
                kind: float(test(draw(np.random.default_rng(SEED), count, length)).mean())
                for kind, draw in kinds.items()
            }
            for name, (length, test) in SLOPES.items()
            if only in name
        }
    )


POINTS, FEW = 40, 14
SHIFT = 30  # the point from which a changed level holds


def by_month(chance: np.random.Generator, count: int, length: int) -> np.ndarray:
    """Months with a season of twelve, of SEASON_SD sds."""
    phase = chance.uniform(0, 2 * np.pi, (count, 1))
    yearly = np.sqrt(2) * np.sin(np.arange(length) * np.pi / 6 + phase)
    return chance.normal(size=(count, length)) + SEASON_SD * yearly


CHARTED: Mapping[str, tuple[Draw, str]] = {
    "independent": (following(0.0), "average"),
    "follow each other at 0.3": (following(0.3), "average"),
    "follow each other at 0.6": (following(0.6), "average"),
    "follow each other at 0.8": (following(0.8), "average"),
    "season of 2 sd": (following(0.0, season=SEASON_SD), "average"),
    "season of 2 sd, and 0.6": (following(0.6, season=SEASON_SD), "average"),
    "months with a season of 2 sd": (by_month, "average"),
    "counts of 0.3 a month": (rare(0.3), "count"),
    "counts of 1 a month": (rare(1.0), "count"),
    "counts of 30 a month": (rare(30.0), "count"),
}


def far_off(draw: Draw, by: float) -> Draw:
    """The same with a last figure that lies so many sds above."""

    def drawn(chance: np.random.Generator, count: int, length: int) -> np.ndarray:
        figures = draw(chance, count, length)
        figures[:, -1] += by
        return figures

    return drawn


def busier(mean: float, later: float) -> Draw:
    """Counts of one mean that lately have another."""

    def drawn(chance: np.random.Generator, count: int, length: int) -> np.ndarray:
        means = np.where(np.arange(length) < SHIFT, mean, later)
        return chance.poisson(means, (count, length)).astype(float)

    return drawn


CHANGED: Mapping[str, tuple[Draw, str]] = {
    "last one 5 sd off, independent": (far_off(following(0.0), 5), "average"),
    "last one 5 sd off, at 0.6": (far_off(following(0.6), 5), "average"),
    "last one 5 sd off, season of 2 sd": (
        far_off(following(0.0, season=SEASON_SD), 5),
        "average",
    ),
    "counts of 0.3 a month, then 2": (busier(0.3, 2.0), "count"),
}


def latest_by_xmr(figures: np.ndarray, unit: str, often: str = "QS") -> np.ndarray:
    """As it was before: whether the latest point of an XmR chart is news."""
    from kpis.analysis.spc import xmr

    count, length = figures.shape
    names = np.arange(count).astype(str)
    points = pd.DataFrame(
        {
            "series": np.repeat(names, length),
            "date": np.tile(pd.date_range("2010-04-01", periods=length, freq=often), count),
            "value": figures.ravel(),
        }
    )
    options = pd.DataFrame({"series": names, "screen_outliers": False})
    flags = xmr(points, options, "making_data_count")["special_cause_flag"].to_numpy()
    return flags.reshape(figures.shape)[:, -1] == 1


def latest_by_fitting(figures: np.ndarray, unit: str, often: str = "QS") -> np.ndarray:
    """As it is now: the same of the chart that fits."""
    from kpis.analysis.spc.fitting import fitted_charts
    from kpis.analysis.spc.points import sorted_points

    count, length = figures.shape
    series = np.repeat(np.arange(count), length)
    dates = np.tile(pd.date_range("2010-04-01", periods=length, freq=often), count)
    frame = pd.DataFrame({"series": series.astype(str), "date": dates, "value": figures.ravel()})
    nothing = np.full(len(series), np.nan)
    about = {
        "outturn": figures.ravel(),
        "numerator": nothing,
        "denominator": nothing,
        "unit": np.full(len(series), unit, dtype=object),
        "sample_size": np.zeros(len(series), dtype="int64"),
        "not_by_chance": np.full(len(series), "", dtype=object),
        "decimals": np.full(len(series), 3),
        "stock": np.full(len(series), False),
        "direction": np.zeros(len(series), dtype="int64"),
    }
    nobody = np.array([], dtype="int64")
    grouped = sorted_points(frame).grouped(nobody, np.array([], dtype="datetime64[us]"))
    charted = fitted_charts(grouped, about)
    told = charted["row"][charted["special_cause_flag"] == 1]
    news = np.full(len(series), False)
    news[told] = True
    return news.reshape(figures.shape)[:, -1]


CHARTS = {"before: XmR": latest_by_xmr, "now: the chart that fits": latest_by_fitting}


def charts(count: int = SERIES, points: int = POINTS) -> pd.DataFrame:
    """Shares of series whose latest point is news: a row per kind of series, a column per way."""
    return pd.DataFrame(
        {
            name: {
                kind: float(way(draw(np.random.default_rng(SEED), count, points), unit).mean())
                for kind, (draw, unit) in (CHARTED | (CHANGED if points > SHIFT else {})).items()
            }
            for name, way in CHARTS.items()
        }
    )


INTRODUCTION = """\
# False alarms

<!-- Written by `python -m tests.benchmarks.false_alarms`. -->

What is told of series in which nothing changes is a false alarm. Thousands of such series are made
by chance and held to the dashboard's own tests; beside them series with a real change, to see how
often it is found. Every share is of 4,000 series, in per cent.
"""
OF_SLOPES = """\
## The long direction

A slope of a service's figures may be told as better or worse. "Before" is the common way: least
squares through 8 figures and a t-test that takes them as independent. Figures of one service follow
each other, so of every hundred quiet services it called up to twenty better or worse. The test now
in use allows for that and for seasons (`kpis/analysis/direction/line_test.py`); it takes up to
12 quarters, because with 8 nearly nothing can be known. Mann-Kendall tests, with and without
seasons, were tried beside it.
"""
OF_CHARTS = """\
## Control charts

A point of a control chart may be told as more than chance. "Before" an XmR chart was drawn of every
series. Now the data are tested first, and the chart is drawn that fits: less the season, of what
the figure before does not foretell, or of the time between rare events
(`kpis/analysis/spc/choice.py`). This is how often the latest of 40 points was told, then of 14.
"""


def page(count: int = SERIES) -> str:
    """docs/false_alarms.md."""
    head = "Figures that"
    parts = [
        *(INTRODUCTION, OF_SLOPES, in_markdown(slopes(count), head)),
        *(OF_CHARTS, in_markdown(charts(count), head), in_markdown(charts(count, FEW), head)),
    ]
    return "\n".join(parts).rstrip() + "\n"


def in_markdown(shares: pd.DataFrame, head: str) -> str:
    """Shares in per cent as a table."""
    rows = [
        (str(kind), *(f"{100 * share:.1f}" for share in shares.loc[kind])) for kind in shares.index
    ]
    return table((head, *map(str, shares.columns)), rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
