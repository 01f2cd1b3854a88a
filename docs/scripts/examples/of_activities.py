"""Examples of issues about activities."""

from typing import Any

from kpis.validation import Issue
from kpis.validation.issues import activity

_QUARTER = "Q2 2019/20"

ACTIVITIES: dict[type[Issue], dict[str, Any]] = {
    activity.UnknownActivity: {"cell": "A14", "found": "A1.22", "nearest": "A1.2"},
    activity.ActivityContradiction: {"found": "A1.2", "other": "A1.3 Close the old shop"},
    activity.ActivityQuarterMissing: {"cell": "A3"},
    activity.ActivityQuarterInvalid: {
        "cell": "B14",
        "found": "2019/20",
        "reason": "it is a year.",
    },
    activity.ActivityStatusMissing: {"advice": "Type one of those the template lists."},
    activity.UnknownActivityStatus: {"found": "fine", "advice": "Type On track if that is meant."},
    activity.PercentDoneInvalid: {"found": "120", "advice": "Type a number from 0 to 100."},
    activity.CompletedBelowAll: {"percent": 80.0},
    activity.AllDoneNotCompleted: {"status": "on track"},
    activity.ActivityDateInvalid: {
        "found": "soon",
        "column": "expected",
        "advice": "Type a day, as in 30/09/2020.",
    },
    activity.ActivityDateAmbiguous: {
        "found": "01/02/20",
        "column": "expected",
        "advice": "Type the year in full.",
    },
    activity.ActivityOverdue: {"found": "31/08/2019", "status": "on track", "quarter": _QUARTER},
    activity.ActivityWithoutComment: {"cell": "G14", "status": "delayed"},
    activity.DuplicateActivity: {
        "found": "On track",
        "quarter": _QUARTER,
        "first_place": "Activities!C9",
    },
    activity.RepeatedActivity: {"quarter": _QUARTER, "first_place": "Activities!C9"},
}
