"""Which control chart a stretch of figures suits, told by what its measure is and what the data do.

The first that holds:

1. events so rare that they are told one by one: a G chart (`rare_events.py`);
2. a season (`diagnosis.py`): it is taken out, and what is left is held to the rest;
3. a state of the same cases, or figures that follow each other: a residual chart;
4. shares and rates of which the cases are known, all of them: a p′ or u′ chart;
5. else XmR, which is for single figures that vary around one level, one independent of the other.

Fewer than 13 figures show nothing, whatever they are (Making Data Count).
"""

from dataclasses import dataclass

import numpy as np

from kpis.analysis.figures.columns import Columns
from kpis.analysis.spc.diagnosis import autocorrelation, follows_itself, lag_one, seasons
from kpis.analysis.spc.points import Points
from kpis.analysis.spc.rare_events import RARE
from kpis.analysis.spc.rules import FEWEST_POINTS
from kpis.model import ChartKind


@dataclass(frozen=True)
class Choice:
    """The chart of each group of points, and what it was chosen by."""

    kind: np.ndarray  # of each group a ChartKind's value, "" with too few points
    season: np.ndarray  # of each point, what its time of the year adds
    correlation: np.ndarray  # of each group, behind r₁ of what is left without the season


def chosen(points: Points, cases: Columns, stock: np.ndarray, counts: np.ndarray) -> Choice:
    """cases: as `adjustments.by_size` takes them; number NaN where they are not known. stock: of
    each point, whether it is a state of the same cases. counts: whether it is a whole number of
    events."""
    lengths = points.lengths
    months = month_of(points)
    season = seasons(points, months)
    has_season = np.add.reduceat(np.abs(season), points.starts) > 0
    lag = lag_one(points, points.figures - season)
    all_known, all_counts, of_stock, is_share = (
        np.logical_and.reduceat(each, points.starts)
        for each in (cases["number"] > 0, counts, stock, cases["is_share"])
    )
    mean = np.add.reduceat(points.figures, points.starts) / lengths
    rare = all_counts & ~of_stock & (mean < RARE)
    follows = of_stock | follows_itself(lag, lengths)
    kind = np.select(
        [
            lengths < FEWEST_POINTS,
            rare,
            has_season & follows,
            has_season,
            follows,
            all_known & is_share,
            all_known,
        ],
        [
            "",
            ChartKind.G.value,
            ChartKind.SEASONAL_RESIDUAL.value,
            ChartKind.SEASONAL.value,
            ChartKind.RESIDUAL.value,
            ChartKind.P_PRIME.value,
            ChartKind.U_PRIME.value,
        ],
        ChartKind.XMR.value,
    ).astype(object)
    return Choice(kind, season, autocorrelation(lag, lengths))


def month_of(points: Points) -> np.ndarray:
    """The month of each point's date, as a number."""
    return points.dates.astype("datetime64[M]").astype("int64")
