"""Process limits as they are shown: none where no figure of the unit can be.

Limits are worked out from how far neighbouring points lie apart, which knows nothing of units, so
that a count of homes may have a lower limit below 0. As NHS England's Making Data Count does, such
a limit is shown at 0, and one of a percentage above 100 at 100. Every chart, table and sentence
shows these; the limits as worked out stand beside them, and no point changes its kind by it, for
no point can lie between the two.
"""

import numpy as np

from kpis.analysis.figures.columns import Columns
from kpis.model import MAY_BE_BELOW_ZERO, Plan, Unit

_WHOLE = 100.0


def shown_limits(plan: Plan, measure: np.ndarray, value: np.ndarray, limits: Columns) -> Columns:
    """The limits (lpl, upl) moved to where figures can be, as lpl_shown and upl_shown.

    One element per point. measure: positions in the plan, those of one measure together. Money and
    scores may be below 0. Where figures of a measure lie beyond a bound after all it bounds
    nothing. NaN stays NaN.
    """
    first = np.flatnonzero(np.diff(measure, prepend=-1))
    count = np.diff(np.append(first, len(measure)))
    units = [plan.measures[position].unit for position in measure[first]]
    bounded = np.array([unit not in MAY_BE_BELOW_ZERO for unit in units], dtype=bool)
    percent = np.array([unit is Unit.PERCENT for unit in units], dtype=bool)
    low = np.where(bounded & (np.minimum.reduceat(value, first) >= 0), 0.0, -np.inf)
    high = np.where(percent & (np.maximum.reduceat(value, first) <= _WHOLE), _WHOLE, np.inf)
    low, high = np.repeat(low, count), np.repeat(high, count)
    return {f"{name}_shown": np.clip(limits[name], low, high) for name in ("lpl", "upl")}
