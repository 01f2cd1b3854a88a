"""The stretch of a series that its chart shows first: the last three years, or twelve figures.

A chart of everything since 1991 says little of the quarter a board asks about. Three years of
quarters hold every season three times; of a yearly measure they would be three figures, so there
are never fewer than twelve.
"""

import pandas as pd

from kpis.frames import SERIES
from kpis.periods import ReportingPeriod

QUARTERS, FEWEST = 12, 12
TOO_FEW_TO_LEAVE_OUT = 4  # earlier figures: rather shown than kept behind a choice


def window_start(series: pd.DataFrame, quarter: ReportingPeriod) -> pd.Timestamp:
    """The first day of the stretch: twelve quarters up to this one, or twelve of its figures.

    series: SERIES with some rows, the plan's own area first. The first day of the whole series
    where nearly all of it lies in the stretch.
    """
    rows = SERIES.check(series)
    own = rows[rows["area"] == rows["area"].iloc[0]]
    until = own[own["period_end"] <= pd.Timestamp(quarter.end)]
    first = own["period_start"].min()
    if len(until) <= FEWEST:
        return first
    begins = min(
        pd.Timestamp(quarter.shift(1 - QUARTERS).start), until["period_start"].iloc[-FEWEST]
    )
    left_out = int((own["period_start"] < begins).sum())
    return begins if left_out >= TOO_FEW_TO_LEAVE_OUT else first
