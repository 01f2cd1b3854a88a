"""From when on a trend is drawn: the last three years first, everything a click away.

The choice stands in the address (`?since=all`), so a link leads to the same chart.
"""

import pandas as pd
import streamlit as st

from kpis.analysis.series.window import window_start
from kpis.model import Measure
from kpis.periods import ReportingPeriod

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
    key = f"since_{measure.id}"
    st.session_state[key] = ALL if st.query_params.get(PARAMETER) == ALL else RECENT
    chosen = st.segmented_control(
        "From when on the trend is drawn",
        list(words),
        format_func=words.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_picked,
        args=(key,),
    )
    return "" if chosen == ALL else str(begins.date())


def _picked(key: str) -> None:
    if st.session_state[key] == ALL:
        st.query_params[PARAMETER] = ALL
    else:
        st.query_params.pop(PARAMETER, None)
