"""Activities in a table by outcome, what is overdue first, with the comment underneath.

Beneath a width where columns would squeeze it becomes cards, as the table of measures does.
"""

from collections.abc import Sequence

from kpis.frames import ActivityPerformanceRow
from kpis.model import Plan
from kpis.narrative.activities import activities_in_words, activity_urgency, day, slip
from kpis.ui.kit.addresses import link, outcome_address
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.table import cell, column, group_header, row, row_header, table
from kpis.ui.performance.activities.badges import activity_badge, beneath_badge
from kpis.ui.performance.whose import whose_activity
from kpis.words.report.shown import NONE

COLUMNS = {
    "Status": None,
    "Done": "k-figure",
    "Expected": "k-day",
    "Revised": "k-day",
    "Slip": "k-day",
}


def activity_table(
    plan: Plan, rows: Sequence[ActivityPerformanceRow], quarter_id: str, label: str
) -> Html | None:
    """The table; None when there are no rows.

    rows: of ACTIVITY_PERFORMANCE, in plan order. quarter_id: named in the links, "" to leave it
    out; label: of the quarter, for the caption.
    """
    if not rows:
        return None
    by_code = {each.code: each for each in plan.activities}
    bodies = []
    for outcome in plan.outcomes:
        own = sorted(
            (each for each in rows if each.outcome == outcome.number), key=activity_urgency
        )
        if not own:
            continue
        title = group_header(
            element("span", str(outcome.number), class_="k-code"),
            link(outcome_address(outcome.number, quarter_id), outcome.title),
            element("span", activities_in_words(own), class_="k-sub"),
            columns=len(COLUMNS) + 1,
        )
        bodies.append(
            [
                title,
                *(
                    line
                    for each in own
                    for line in _lines(
                        each, whose_activity(plan, by_code[each.activity_code], quarter_id)
                    )
                ),
            ]
        )
    head = row(column("Activity"), [column(name, class_=kind) for name, kind in COLUMNS.items()])
    caption = f"Activities as returned for {label}, by outcome; what is overdue stands first."
    return table(caption, head, *bodies, class_="k-measures k-acts")


def _lines(activity: ActivityPerformanceRow, whose: Html | None) -> list[Html]:
    """The row of an activity, and the row of its comment when there is one."""
    name = row_header(
        element("span", activity.activity_code, class_="k-code"),
        element("span", activity.title),
        whose,
    )
    if not activity.comment:
        return [row(name, _cells(activity))]
    words = element("p", activity.comment, class_="k-commentary")
    return [
        row(name, _cells(activity), class_="k-with-comment"),
        row(cell(words, columns=len(COLUMNS) + 1), class_="k-comment"),
    ]


def _cells(activity: ActivityPerformanceRow) -> list[Html]:
    done = activity.percent_done
    values: dict[str, Child] = {
        "Status": [activity_badge(activity), *beneath_badge(activity)],
        "Done": NONE if done != done else f"{done:g}%",
        "Expected": day(activity.expected_on),
        "Revised": day(activity.revised_on),
        "Slip": slip(activity),
    }
    return [cell(value, class_=_class(name, value), label=name) for name, value in values.items()]


def _class(name: str, value: Child) -> str | None:
    """What is not there takes no room where rows become cards."""
    return f"{COLUMNS[name]} k-absent" if value == NONE else COLUMNS[name]
