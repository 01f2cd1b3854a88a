"""How every activity of the plan stands in a quarter: returned, overdue, slipped, its colour.

An activity that was not returned for a quarter is shown as it was last returned, and says so: what
was on track in July may not be by December, but it has not gone away either. Dates returned
before still hold where a later return leaves them empty; a percentage and a comment do not.

The colour is worked out, never returned. Completed and on track are green, at risk is amber,
delayed is red; whatever is overdue is red. An activity that has not started or was stopped is not
rated, unless it should have been completed by then. Overdue: expected (or, where the date was
revised, expected then) before the last day of the quarter, and neither completed nor stopped.
"""

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import select
from kpis.frames import ACTIVITIES, ACTIVITY_COUNTS, ACTIVITY_PERFORMANCE
from kpis.model import NO_OUTCOME, ActivityStatus, Plan, RagStatus
from kpis.periods import ReportingPeriod

GREEN, AMBER, RED = RagStatus.GREEN.value, RagStatus.AMBER.value, RagStatus.RED.value
RAG_OF_STATUS = {
    ActivityStatus.COMPLETED: GREEN,
    ActivityStatus.ON_TRACK: GREEN,
    ActivityStatus.AT_RISK: AMBER,
    ActivityStatus.DELAYED: RED,
    ActivityStatus.NOT_STARTED: "",
    ActivityStatus.STOPPED: "",
}
ENDED = (ActivityStatus.COMPLETED.value, ActivityStatus.STOPPED.value)
RULE = (
    "Green: completed or on track. Amber: at risk. Red: delayed, or overdue whatever its status. "
    "An activity is overdue when it was expected before the last day of the quarter and is neither "
    "completed nor stopped. Its revised date counts, where it has one. Activities that have not "
    "started or were stopped are not rated, unless they are overdue."
)
_DAY = np.timedelta64(1, "D")
_DATES = ["expected_on", "revised_on"]  # which hold until others are returned


def activity_performance(
    plan: Plan, activities: pd.DataFrame, quarter: ReportingPeriod, *, commitments: bool = False
) -> pd.DataFrame:
    """ACTIVITY_PERFORMANCE of a quarter: every activity of the plan, in plan order.

    commitments: those of the partnership in their place, whose outcome is NO_OUTCOME.

    activities: ACTIVITIES as they stood at the time of the report; those of later quarters and
        of activities the plan does not have are passed over.
    Raises FrameError when `activities` breaks its contract.
    """
    latest = _latest(ACTIVITIES.check(activities), quarter)
    listed = [each for each in plan.tracked if (each.outcome == NO_OUTCOME) is commitments]
    own = pd.DataFrame(
        {
            "activity_code": [each.code for each in listed],
            "outcome": [each.outcome for each in listed],
            "title": [each.title for each in listed],
        }
    ).astype({"activity_code": "str", "outcome": "int64", "title": "str"})
    frame = own.merge(latest, on="activity_code", how="left", sort=False)
    texts = ["status", "told_in", "comment", "provenance", "submission_id"]
    frame[texts] = frame[texts].fillna("")
    due = frame["revised_on"].fillna(frame["expected_on"])
    was_returned = frame["status"] != ""
    overdue = was_returned & ~frame["status"].isin(ENDED) & (due < pd.Timestamp(quarter.end))
    colour = frame["status"].map(RAG_OF_STATUS).fillna("").where(~overdue, RED)
    return ACTIVITY_PERFORMANCE.conform(
        frame.assign(
            quarter_id=quarter.id,
            carried=was_returned & (frame["told_in"] != quarter.id),
            due_on=due,
            slipped_days=(frame["revised_on"] - frame["expected_on"]).to_numpy() / _DAY,
            overdue=overdue,
            rag=colour,
            rag_reason=_reasons(frame["status"].to_numpy(dtype=object), overdue.to_numpy()),
        )
    )


def count_activities(performance: pd.DataFrame, *, by_outcome: bool = False) -> pd.DataFrame:
    """ACTIVITY_COUNTS of one quarter's ACTIVITY_PERFORMANCE: one row, or one for each outcome.

    Outcomes stand in the order in which they first come; one without activities has no row.
    """
    ACTIVITY_PERFORMANCE.check(performance)
    marked = pd.DataFrame(
        {
            "group": performance["outcome"].astype("str") if by_outcome else "all",
            "activities": 1,
            **{name: performance["rag"] == name for name in (GREEN, AMBER, RED)},
            "not_rated": performance["rag"] == "",
            "overdue": performance["overdue"],
            "carried": performance["carried"],
            "never_told": performance["status"] == "",
        },
        index=performance.index,
    )
    counts = marked.groupby("group", sort=False).sum().reset_index()
    if counts.empty and not by_outcome:
        counts = pd.DataFrame([{"group": "all"}]).reindex(columns=marked.columns, fill_value=0)
    return ACTIVITY_COUNTS.conform(counts)


def _latest(activities: pd.DataFrame, quarter: ReportingPeriod) -> pd.DataFrame:
    """What was last returned of each activity up to a quarter, with the dates that still hold."""
    # Ids of quarters sort as the quarters do.
    returned = activities[activities["quarter_id"] <= quarter.id].sort_values("quarter_id")
    returned[_DATES] = returned.groupby("activity_code")[_DATES].ffill()
    latest = returned.drop_duplicates("activity_code", keep="last")
    return latest.drop(columns=["sheet", "cell"]).rename(columns={"quarter_id": "told_in"})


def _reasons(status: np.ndarray, overdue: np.ndarray) -> np.ndarray:
    return select(
        [status == "", overdue, *(status == each.value for each in ActivityStatus)],
        [
            "Nothing has been returned for it yet.",
            "It was expected before the last day of the quarter and is not completed.",
            "It has not started, and its date has not come.",
            "It is on track.",
            "It is at risk.",
            "It is delayed.",
            "It is completed.",
            "It was stopped.",
        ],
        "",
    )
