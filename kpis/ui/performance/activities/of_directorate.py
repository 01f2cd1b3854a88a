"""The activities of one directorate, where the plan says whose they are."""

from kpis.model import Whose
from kpis.narrative.activities import activity_sentence
from kpis.ui.kit.addresses import activities_address, link
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import section, show
from kpis.ui.performance.activities.choice import activities_of, says_whose
from kpis.ui.performance.activities.summary import activity_small_print, illustrative_activities
from kpis.ui.performance.activities.table import activity_table
from kpis.ui.state import cache
from kpis.ui.state.publication import Shown


def draw_activities_of(shown: Shown, whose: Whose) -> None:
    """The section with its activities in a table; a sentence where the plan names none."""
    plan, quarter = shown.plan, shown.quarter
    section("Activities")
    rows = activities_of(plan, cache.activities(shown.figures, quarter), whose)
    if not rows:
        why = (
            f"The plan names no activities of this {'post' if whose.owner else 'directorate'}. "
            if says_whose(plan)
            else "The plan does not say which directorates its activities belong to. "
        )
        every = link(activities_address(quarter_id=shown.in_links), "All activities")
        show(element("p", why, every, class_="k-quiet"))
        return
    show(illustrative_activities(rows))
    show(element("p", activity_sentence(rows, quarter.label)))
    show(activity_table(plan, rows, shown.in_links, quarter.label))
    show(activity_small_print())
