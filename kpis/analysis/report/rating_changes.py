"""Which measures changed colour since they were last rated, and from what.

Most measures are not rated every quarter: a yearly one compared with "last quarter" alone would
never seem to move. So each rating is held against the measure's own last one, however long ago
that was, and the quarter it comes from is named.
"""

import pandas as pd

from kpis.frames import PERFORMANCE
from kpis.model import RATED

_SEVERITY = {status.value: severity for severity, status in enumerate(RATED)}


def rating_changes(performance: pd.DataFrame, quarter_id: str) -> pd.DataFrame:
    """Ratings of one quarter beside the last rating before it.

    performance: PERFORMANCE of this quarter and as many before it as are to be searched.
    Returns RATING_CHANGES of `quarter_id`, in the order of its report. No rows when nothing is
        rated in that quarter.
    """
    PERFORMANCE.check(performance)
    rated = performance[performance["rag"].isin(list(_SEVERITY))]
    rated = rated[rated["quarter_id"] <= quarter_id]  # ids sort as the quarters do
    rated = rated.sort_values(["measure_id", "quarter_id"], kind="stable")
    before = rated.groupby("measure_id")[
        ["rag", "quarter_id", "period_label", "outturn", "target"]
    ].shift(1)
    moved = rated.assign(
        rag_before=before["rag"].fillna(""),
        quarter_before=before["quarter_id"].fillna(""),
        period_before=before["period_label"].fillna(""),
        outturn_before=before["outturn"],
        target_before=before["target"],
    )
    step = _severity(moved["rag"]) - _severity(moved["rag_before"])
    moved["moved"] = "same"
    moved.loc[step > 0, "moved"] = "worse"
    moved.loc[step < 0, "moved"] = "better"
    moved.loc[step.isna(), "moved"] = "first"
    return moved[moved["quarter_id"] == quarter_id].sort_index()


def _severity(rag: pd.Series) -> pd.Series:
    return rag.map(_SEVERITY).astype("float64")
