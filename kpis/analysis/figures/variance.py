"""How far figures lie from their targets, as shown."""

import numpy as np

from kpis.analysis.figures.report_columns import Read
from kpis.model import RATED, Polarity
from kpis.rounding import round_half_up


def variances(columns: Read) -> np.ndarray:
    """Outturn less target, both rounded; for a range the distance to the bound it lies beyond.

    columns: outturn, target, target_upper, decimals, polarity, rag. In the measure's unit; NaN
    where there is no rating.
    """
    decimals = columns["decimals"]
    outturn = round_half_up(columns["outturn"], decimals)
    target = round_half_up(columns["target"], decimals)
    upper = round_half_up(columns["target_upper"], decimals)
    below, above = np.fmin(outturn - target, 0.0), np.fmax(outturn - upper, 0.0)
    ranged = columns["polarity"] == Polarity.RANGE.value
    variance = np.where(ranged, below + above, outturn - target)
    rated = np.isin(columns["rag"], [status.value for status in RATED])
    return round_half_up(np.where(rated, variance, np.nan), decimals)
