"""What a series does that an XmR chart does not reckon with: it follows itself, or has a season.

- *Lag-1 autocorrelation* r₁ = Σ dᵢ dᵢ₋₁ / Σ dᵢ², d being how far a figure lies from the mean. Of
  n independent figures it is about −1/n, give or take 1/√n. A series is taken to follow itself
  where r₁ lies above that by 1.28/√n: at 10 % and one-sided, for the chart of a series wrongly
  thought independent cries wolf, and that of one wrongly thought not so only says a little less.
  The autocorrelation itself is then (n r₁ + 1) / (n − 4), which makes good what the estimate lacks
  in short series (Marriott and Pope 1954, Biometrika 41, 390-402, who give the bias −(1 + 4φ)/n).
- *Season*: the F-test at 1 % of a regression on the parts of the year beside one on time alone,
  where every part of the year has come three times at least (Hyndman and Athanasopoulos,
  Forecasting: Principles and Practice, section 7.4).
"""

from functools import lru_cache

import numpy as np

from kpis.analysis.spc.points import Points

HIGHEST = 0.95  # autocorrelation reckoned with: beyond, a series has no level at all
_FEWEST_YEARS = 3
_FOLLOWS_AT = 1.2815515655446004  # the normal quantile at 90 %
_SEASON_AT = 0.01
_TOO_FEW_FOR_IT = 4


def lag_one(points: Points, figures: np.ndarray) -> np.ndarray:
    """r₁ of each group; 0 where all its figures are alike. figures: one for each point."""
    off = figures - points.spread(np.add.reduceat(figures, points.starts) / points.lengths)
    before = np.where(points.before > 0, np.roll(off, 1), 0.0)
    spread = np.add.reduceat(off**2, points.starts)
    together = np.add.reduceat(off * before, points.starts)
    some = spread > np.finfo(float).eps * np.add.reduceat(figures**2, points.starts)
    return np.where(some, together, 0.0) / np.where(some, spread, 1.0)


def follows_itself(lag: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Whether groups of so many points with this r₁ follow themselves."""
    return (lag + 1 / lengths) * np.sqrt(lengths) > _FOLLOWS_AT


def autocorrelation(lag: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The autocorrelation behind r₁, from 0 to HIGHEST."""
    free = np.maximum(lengths - _TOO_FEW_FOR_IT, 1)
    return np.clip((lengths * lag + 1) / free, 0.0, HIGHEST)


def seasons(points: Points, months: np.ndarray) -> np.ndarray:
    """How far each point's time of the year lies above or below the others; 0 without a season.

    months: of each point the number of the month in which its period ends.
    """
    effects = np.zeros(len(points.figures))
    for start, length in zip(points.starts, points.lengths, strict=True):
        own = slice(start, start + length)
        effects[own] = _season(points.figures[own], months[own])
    return effects


def _season(figures: np.ndarray, months: np.ndarray) -> np.ndarray:
    none = np.zeros(len(figures))
    _, part, times = np.unique(months % 12, return_inverse=True, return_counts=True)
    if len(times) < 2 or times.min() < _FEWEST_YEARS or not np.ptp(figures):
        return none
    parts = np.eye(len(times))[part.ravel()]
    time = (months - months.mean())[:, None]
    left_by_time = _left(np.column_stack([np.ones(len(figures)), time]), figures)
    design = np.column_stack([parts, time])
    left = _left(design, figures)
    free = len(figures) - design.shape[1]
    more = len(times) - 1
    if (left_by_time - left) / more * free <= _fisher(more, free) * left:
        return none
    effects = np.linalg.lstsq(design, figures, rcond=None)[0][:-1][part.ravel()]
    return effects - effects.mean()


def _left(design: np.ndarray, figures: np.ndarray) -> float:
    """The squares that a regression leaves."""
    fitted = design @ np.linalg.lstsq(design, figures, rcond=None)[0]
    return float(((figures - fitted) ** 2).sum())


@lru_cache(maxsize=64)
def _fisher(more: int, free: int) -> float:
    from scipy.special import fdtri

    return float(fdtri(more, free, 1 - _SEASON_AT))
