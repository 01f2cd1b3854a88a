"""Control charts of what is left of a figure, less its season, the one before or its size.

All of them take each figure as a level of its own plus a score at a scale of its own,

    figure = level + scale × score,

draw limits for the scores, and give them back in the figure's unit. So the reader sees the
figures themselves, within limits that move with them.

- *Seasonal XmR*: the level is what its time of the year adds to the mean; the scale is 1.
- *Residual chart*: the level is what the figure before led to expect, m + φᵏ (x₋₁ − m), with φ the
  autocorrelation and k how many periods lie between the two; the scale makes good that more can
  happen in a longer time, √((1 − φ²ᵏ) / (1 − φ²)). Limits are those of the forecast errors,
  around 0 (Alwan and Roberts 1988, Journal of Business and Economic Statistics 6, 87-95: their
  special-cause chart; the levels are their common-cause chart).
- *p′ chart* of shares and *u′ chart* of rates: the level is the share of all cases together, p̄, the
  scale what chance alone would spread a figure of so many cases, √(p̄ (1 − p̄) / n), of a rate
  √(ū / n). Limits are p̄ ± 3 σ σ_z, with σ_z the moving range of the scores by 1.128 (Laney 2002,
  Quality Engineering 14, 531-537). σ_z is never taken as less than 1: limits narrower than chance
  makes them would call every figure news that varies as chance has it.
"""

import numpy as np

from kpis.analysis.figures.columns import Columns
from kpis.analysis.spc.points import Points


def residuals(
    points: Points, figures: np.ndarray, correlation: np.ndarray, months: np.ndarray
) -> Columns:
    """level and scale of each point of a residual chart.

    figures: less their season where there is one. correlation: of each group. months: in which
    each point's period ends; the shortest step of a group is its period.
    """
    mean = points.spread(np.add.reduceat(figures, points.starts) / points.lengths)
    first = points.before == 0
    step = np.where(first, np.iinfo("int64").max, np.diff(months, prepend=0)).astype("int64")
    shortest = np.maximum(np.minimum.reduceat(step, points.starts), 1)
    apart = np.where(first, np.inf, step / points.spread(shortest))
    phi = points.spread(correlation)
    with np.errstate(divide="ignore"):
        power = np.where(phi > 0, phi ** np.where(first, 0.0, apart), 0.0)
    power = np.where(first, 0.0, power)
    before = np.where(first, 0.0, np.roll(figures - mean, 1))
    return {
        "level": mean + power * before,
        "scale": np.sqrt((1 - power**2) / (1 - phi**2)),
    }


def by_size(points: Points, cases: Columns) -> Columns:
    """level and scale of each point of a p′ or u′ chart, in the figure's unit.

    cases: of each point, found (cases that are so) and number (of all), per (what one more case of
    one adds to the figure) and is_share. Scale 0 where chance could not move the figures at all.
    """
    found, number = (
        points.spread(np.add.reduceat(cases[name], points.starts)) for name in ("found", "number")
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        together = found / number
        spread = np.where(cases["is_share"], together * (1 - together), together)
        scale = np.sqrt(spread / cases["number"])
    return {
        "level": together * cases["per"],
        "scale": np.nan_to_num(scale * cases["per"]),
    }
