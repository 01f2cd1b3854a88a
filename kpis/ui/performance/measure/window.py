"""From when on a trend is drawn: the last three years first, everything a click away.

The choice stands in the address (`?since=all`), so a link leads to the same chart.
"""

import pandas as pd

from kpis.analysis.series.window import window_start
from kpis.model import Measure
from kpis.periods import ReportingPeriod
from kpis.ui.state import query_params

PARAMETER, ALL, RECENT = "since", "all", "recent"


def choose_window(series: pd.DataFrame, measure: Measure, quarter: ReportingPeriod) -> str:
    """Draw the choice and return the first day to be drawn; "" for all of the series.

    series: SERIES with some rows, the plan's own area first. Nothing is drawn where there is
    nothing to leave out.
    """
    begins = window_start(series, quarter)
    own = series[series["area"] == series["area"].iloc[0]]
    if begins <= own["period_start"].min():
        return ""
    recent = own[own["period_start"] >= begins]
    words = {
        RECENT: f"Since {recent['period_label'].iloc[0]}",
        ALL: f"All since {own['period_label'].iloc[0]}",
    }
    label = "From when on the trend is drawn"
    chosen = query_params.choose_beside(PARAMETER, label, words, f"since_{measure.id}")
    return "" if chosen == ALL else str(begins.date())
