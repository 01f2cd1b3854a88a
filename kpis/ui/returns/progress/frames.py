"""Progress, completeness and findings, worked out once for each state of the store and day."""

import numpy as np
import pandas as pd

from kpis.analysis.quality import data_quality
from kpis.analysis.report.progress import completeness_of, progress
from kpis.clock import utc_now
from kpis.frames import COMPLETENESS, PROGRESS, CompletenessRow, ProgressRow
from kpis.periods import ReportingPeriod
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state

LENGTH = 8  # quarters whose completeness and timeliness are shown
Own = tuple[str, ...] | None  # ids of the measures whose returns may be read; None for all


# The key of the figures holds the day, so what is late today is worked out anew tomorrow.


def progress_of(shown: Figures, quarter: ReportingPeriod, own: Own = None) -> pd.DataFrame:
    """PROGRESS of a quarter, of these measures."""
    of_quarter = _progress(shown, quarter)
    return of_quarter if own is None else of_quarter[of_quarter["measure_id"].isin(own)]


def progress_rows(
    shown: Figures, quarter: ReportingPeriod, own: Own = None
) -> tuple[ProgressRow, ...]:
    """The same as rows."""
    return PROGRESS.rows(progress_of(shown, quarter, own))


@kept_per_state(max_entries=64)
def _progress(shown: Figures, quarter: ReportingPeriod) -> pd.DataFrame:
    return progress(shown.plan, shown.outturns, quarter, utc_now())


@kept_per_state(max_entries=64)
def completeness_until(
    shown: Figures, quarter: ReportingPeriod, own: Own = None
) -> tuple[CompletenessRow, ...]:
    """COMPLETENESS of the last quarters up to this one, earliest first; of these measures.

    Quarters before the plan's years are left out where nothing came: nobody was asked then.
    """
    quarters = [quarter.shift(-back) for back in reversed(range(LENGTH))]
    chain, known = shown.state.chain, shown.plan.measures_by_id
    ids = None if own is None else {i for each in own for i in (each, *known[each].earlier_ids)}
    frame = completeness_of(chain, shown.state.stored, quarters, utc_now(), measure_ids=ids)
    begins = chain.begins[0]
    in_plan = np.array([each >= begins for each in quarters])
    kept = ((frame["returned"] > 0) | in_plan).cummax()
    return COMPLETENESS.rows(frame[kept])


def findings(shown: Figures, own: Own = None) -> pd.DataFrame:
    """QUALITY of the store as it stands; of these measures."""
    quality = _findings(shown)
    return quality if own is None else quality[quality["measure_id"].isin(own)]


@kept_per_state(max_entries=4)
def _findings(shown: Figures) -> pd.DataFrame:
    return data_quality(shown.plan, shown.outturns, utc_now())
