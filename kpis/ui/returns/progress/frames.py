"""Progress, completeness and findings, worked out once for each state of the store and day."""

import numpy as np
import pandas as pd
import streamlit as st

from kpis.analysis.quality import data_quality
from kpis.analysis.report.first_quarter import quarters_of_plan
from kpis.analysis.report.progress import completeness, progress
from kpis.clock import utc_now
from kpis.periods import ReportingPeriod, period_of_id
from kpis.ui.kit.figure_text import Row
from kpis.ui.state.cache import Figures

LENGTH = 8  # quarters whose completeness and timeliness are shown


def progress_of(shown: Figures, quarter: ReportingPeriod) -> pd.DataFrame:
    """PROGRESS of a quarter."""
    return _progress(shown.key, quarter.id, shown)


def completeness_until(
    shown: Figures, quarter: ReportingPeriod, directorate: str = ""
) -> tuple[Row, ...]:
    """COMPLETENESS of the last quarters up to this one, earliest first; of one directorate.

    Quarters before the plan's years are left out where nothing came: nobody was asked then.
    """
    return _completeness(shown.key, quarter.id, directorate, shown)


def findings(shown: Figures) -> pd.DataFrame:
    """QUALITY of the store as it stands."""
    return _findings(shown.key, shown)


# The key of the figures holds the day, so what is late today is worked out anew tomorrow.


@st.cache_resource(max_entries=64, show_spinner=False)
def _progress(key: str, quarter_id: str, _shown: Figures) -> pd.DataFrame:  # noqa: ARG001
    return progress(_shown.plan, _shown.outturns, period_of_id(quarter_id), utc_now())


@st.cache_resource(max_entries=64, show_spinner=False)
def _completeness(
    key: str,  # noqa: ARG001
    quarter_id: str,
    directorate: str,
    _shown: Figures,
) -> tuple[Row, ...]:
    last = period_of_id(quarter_id)
    quarters = [last.shift(-back) for back in reversed(range(LENGTH))]
    frame = completeness(_shown.plan, _shown.outturns, quarters, utc_now(), directorate=directorate)
    begins = quarters_of_plan(_shown.plan)[0]
    in_plan = np.array([quarter >= begins for quarter in quarters])
    kept = ((frame["returned"] > 0) | in_plan).cummax()
    return tuple(frame[kept].itertuples(index=False))


@st.cache_resource(max_entries=4, show_spinner=False)
def _findings(key: str, _shown: Figures) -> pd.DataFrame:  # noqa: ARG001
    return data_quality(_shown.plan, _shown.outturns, utc_now())
