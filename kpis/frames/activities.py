"""Frames of activities, by themselves: figures and activities never stand in one frame."""

import pandas as pd

from kpis.frames.contract import frame_of_rows


class ActivityReturnRow:
    """Rows of an activities return that passed every check, in file order."""

    activity_code: str  # "A1.2", of a commitment "P1"
    quarter_id: str
    status: str  # model.ActivityStatus
    percent_done: float
    expected_on: pd.Timestamp  # NaT where none is given
    revised_on: pd.Timestamp
    comment: str
    sheet: str  # "" in a CSV
    cell: str  # where its first cell stands


ACTIVITY_ROWS = frame_of_rows("activity rows", ActivityReturnRow)


class ActivityRow(ActivityReturnRow):
    """How activities stand: one row per activity and quarter, the revision that is shown."""

    submission_id: str
    provenance: str
    known_at: pd.Timestamp


ACTIVITIES = frame_of_rows("activities", ActivityRow)


class ActivityChangeRow(ActivityReturnRow):
    """What submitting an activities return would change: one row per accepted row, in file
    order.
    """

    change: str  # new | restated | unchanged; restated when anything said is other
    before_status: str  # model.ActivityStatus now stored, "" when new
    after_status: str


ACTIVITY_CHANGES = frame_of_rows("activity changes", ActivityChangeRow)


class ActivityPerformanceRow:
    """Every activity or commitment as it stands in a quarter's report, in plan order."""

    quarter_id: str  # the quarter of the report
    activity_code: str
    outcome: int  # NO_OUTCOME for a commitment of the partnership
    title: str
    status: str  # model.ActivityStatus as last returned up to the quarter; "" = never
    told_in: str  # id of the quarter it was returned for; "" = never
    carried: bool  # returned for an earlier quarter and not for this one
    percent_done: float
    expected_on: pd.Timestamp  # the last one returned, also where a later return left it empty
    revised_on: pd.Timestamp
    due_on: pd.Timestamp  # the revised date or else the expected one; NaT when neither was returned
    slipped_days: float  # revised less expected; NaN without both
    overdue: bool  # due before the quarter's last day, neither completed nor stopped
    rag: str  # green | amber | red, "" when not rated
    rag_reason: str  # a sentence, for rated and unrated alike
    comment: str
    provenance: str  # model.Provenance, "" = never returned
    submission_id: str
    known_at: pd.Timestamp


ACTIVITY_PERFORMANCE = frame_of_rows("activity performance", ActivityPerformanceRow)


class ActivityCountRow:
    """Activities of one report counted: one row per group."""

    group: str  # "all", or the outcome number as text
    activities: int  # green + amber + red + not_rated
    green: int
    amber: int
    red: int
    not_rated: int
    overdue: int
    carried: int
    never_told: int


ACTIVITY_COUNTS = frame_of_rows("activity counts", ActivityCountRow)
