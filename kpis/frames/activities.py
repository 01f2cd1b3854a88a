"""Frames of activities, by themselves: figures and activities never stand in one frame."""

from kpis.frames.contract import FIGURE, TEXT, TIME, WHOLE, YES_NO, Frame
from kpis.frames.figure import PLACE_COLUMNS

# Rows of an activities return that passed every check, in file order.
ACTIVITY_ROWS = Frame(
    "activity rows",
    {
        "activity_code": TEXT,  # "A1.2"
        "quarter_id": TEXT,
        "status": TEXT,  # model.ActivityStatus
        "percent_done": FIGURE,
        "expected_on": TIME,  # NaT where none is given
        "revised_on": TIME,
        "comment": TEXT,
    }
    | PLACE_COLUMNS,
)

# How activities stand: one row per activity and quarter, the revision that is shown.
ACTIVITIES = Frame(
    "activities",
    ACTIVITY_ROWS.columns | {"submission_id": TEXT, "provenance": TEXT, "known_at": TIME},
)

# What submitting an activities return would change: one row per accepted row, in file order.
ACTIVITY_CHANGES = Frame(
    "activity changes",
    ACTIVITY_ROWS.columns
    | {
        "change": TEXT,  # new | restated | unchanged; restated when anything said is other
        "before_status": TEXT,  # model.ActivityStatus now stored, "" when new
        "after_status": TEXT,
    },
)

# Every activity of the plan as it stands in a quarter's report, in plan order.
ACTIVITY_PERFORMANCE = Frame(
    "activity performance",
    {
        "quarter_id": TEXT,  # the quarter of the report
        "activity_code": TEXT,
        "outcome": WHOLE,
        "title": TEXT,
        "status": TEXT,  # model.ActivityStatus as last told up to the quarter; "" = never told
        "told_in": TEXT,  # id of the quarter it was told for; "" = never
        "carried": YES_NO,  # told for an earlier quarter and not for this one
        "percent_done": FIGURE,
        "expected_on": TIME,  # the last one told, also where a later return left it empty
        "revised_on": TIME,
        "due_on": TIME,  # the revised date or else the expected one; NaT when neither was told
        "slipped_days": FIGURE,  # revised less expected; NaN without both
        "overdue": YES_NO,  # due before the quarter's last day, neither completed nor stopped
        "rag": TEXT,  # green | amber | red, "" when not rated
        "rag_reason": TEXT,  # a sentence, for rated and unrated alike
        "comment": TEXT,
        "provenance": TEXT,  # model.Provenance, "" = never told
        "submission_id": TEXT,
        "known_at": TIME,
    },
)

# Activities of one report counted: one row per group.
ACTIVITY_COUNTS = Frame(
    "activity counts",
    {
        "group": TEXT,  # "all", or the outcome number as text
        "activities": WHOLE,  # green + amber + red + not_rated
        "green": WHOLE,
        "amber": WHOLE,
        "red": WHOLE,
        "not_rated": WHOLE,
        "overdue": WHOLE,
        "carried": WHOLE,
        "never_told": WHOLE,
    },
)
