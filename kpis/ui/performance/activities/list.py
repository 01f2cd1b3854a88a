"""The activities of an outcome: what the council said it would do, and how that stands."""

from collections.abc import Mapping, Sequence

from kpis.frames import ActivityPerformanceRow
from kpis.model import EVERYBODY, NO_OUTCOME, Activity, Outcome, Plan, ThemeBasis, Whose
from kpis.narrative.activities import day
from kpis.ui.kit.addresses import (
    activities_address,
    link,
    outcome_address,
    partnership_address,
)
from kpis.ui.kit.html import Html, element, join
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.told_of import told_of
from kpis.ui.performance.activities.badges import activity_badge, beneath_badge
from kpis.ui.performance.activities.choice import says_whose
from kpis.ui.performance.whose import whose_activity
from kpis.ui.state import cache
from kpis.ui.state.publication import Shown
from kpis.words.lists import listed
from kpis.words.statuses import BASIS_WORDS

ByCode = Mapping[str, ActivityPerformanceRow]  # rows of ACTIVITY_PERFORMANCE by code of activity


def draw_activities(shown: Shown, outcome: Outcome) -> None:
    """The outcome's own activities, and a section for those of others where there are any."""
    by_code = tracked_by_code(shown)
    section("Activities")
    whose, why_all = whose_activities(shown)
    show(why_all)
    show(activity_list(shown.plan, outcome, by_code, shown.in_links, whose))
    address = activities_address(outcome=outcome.number, quarter_id=shown.in_links)
    more = link(address, "Dates and comments")
    show(element("p", more, " of these activities.", class_="k-foot"))
    others = supporting(shown.plan, outcome, by_code, shown.in_links, whose)
    if others:
        section("What else supports this outcome")
        show(others)


def whose_activities(shown: Shown) -> tuple[Whose, Html | None]:
    """Whose activities a page shows, and why all of them where the plan does not say whose."""
    if not shown.whose.said or says_whose(shown.plan):
        return shown.whose, None
    words = "The plan does not say whose an activity is, so all of them are shown."
    return EVERYBODY, element("p", words, class_="k-foot")


def tracked_by_code(shown: Shown) -> ByCode:
    """How activities and commitments stand in the quarter, by code."""
    figures, quarter = shown.figures, shown.quarter
    rows = (*cache.activities(figures, quarter), *cache.commitments(figures, quarter))
    return {row.activity_code: row for row in rows}


def activity_list(
    plan: Plan,
    outcome: Outcome,
    by_code: ByCode,
    quarter_id: str = "",
    whose: Whose = EVERYBODY,
) -> Html:
    """The outcome's own activities, of those who are asked for; a sentence when it has none.

    quarter_id: named in the links, "" to leave it out.
    """
    own = [each for each in whose.of(plan.activities) if each.outcome == outcome.number]
    if not own:
        sentence = told_of(whose, "The plan names no activities for this outcome.")
        return element("p", sentence, class_="k-quiet")
    notes = {each.code: _supports(each) for each in own}
    return listed_activities(plan, own, by_code, notes, quarter_id)


def supporting(
    plan: Plan,
    outcome: Outcome,
    by_code: ByCode,
    quarter_id: str = "",
    whose: Whose = EVERYBODY,
) -> Html | None:
    """What also supports this outcome: activities of others, and commitments; None for nothing."""
    activities = [each for each in whose.of(plan.tracked) if outcome.number in each.also_supports]
    if not activities:
        return None
    notes = {each.code: _belongs(plan, each, quarter_id) for each in activities}
    return listed_activities(plan, activities, by_code, notes, quarter_id)


def listed_activities(
    plan: Plan,
    activities: Sequence[Activity],
    by_code: ByCode,
    notes: Mapping[str, Html | None],
    quarter_id: str,
) -> Html:
    """Activities or commitments, each with how it stands. notes: beside titles, by code."""
    return element(
        "ol",
        [
            _item(plan, each, notes.get(each.code), by_code[each.code], quarter_id)
            for each in activities
        ],
        class_="k-activities",
    )


def _item(
    plan: Plan,
    activity: Activity,
    note: Html | None,
    stands: ActivityPerformanceRow,
    quarter_id: str,
) -> Html:
    return element(
        "li",
        element("span", activity.code, class_="k-code"),
        element(
            "span",
            element("span", activity.title),
            " " if note else None,
            note,
            whose_activity(plan, activity, quarter_id),
        ),
        _state(stands),
    )


def _state(row: ActivityPerformanceRow) -> Html:
    """Badge, what must be known of it, and the day it is expected."""
    expected = element("span", f"expected {day(row.due_on)}", class_="k-sub")
    return element(
        "span",
        activity_badge(row),
        expected if row.due_on == row.due_on else None,
        beneath_badge(row),
        class_="k-act-state",
    )


def _supports(activity: Activity) -> Html | None:
    if not activity.also_supports:
        return None
    numbers = [str(number) for number in activity.also_supports]
    word = "outcome" if len(numbers) == 1 else "outcomes"
    return element("span", f"Also supports {word} {listed(numbers)}.", class_="k-quiet")


def _belongs(plan: Plan, activity: Activity, quarter_id: str) -> Html:
    """Where it is at home; of a commitment also why it supports the outcome."""
    if activity.outcome == NO_OUTCOME:
        home = link(partnership_address(quarter_id), "Commitment of the partnership")
        return join(home, _why_it_supports(plan, activity))
    return link(outcome_address(activity.outcome, quarter_id), f"Outcome {activity.outcome}")


def _why_it_supports(plan: Plan, activity: Activity) -> Html | None:
    known = plan.partnership.commitments if plan.partnership else ()
    reason = next((each.reason for each in known if each.code == activity.code), "")
    if not reason:
        return None
    words = f"{BASIS_WORDS[ThemeBasis.ASSIGNED]}: {reason.removesuffix('.')}."
    return element("span", words, class_="k-sub")
