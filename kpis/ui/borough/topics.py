"""The topics of the page on the borough: facts on one side, official figures on the other."""

from collections.abc import Sequence

from kpis.analysis.series.official import OfficialFigures
from kpis.model import Fact, Topic
from kpis.reports.parts.borough import facts_by_topic
from kpis.ui.borough.facts import fact_list
from kpis.ui.borough.official import official_list, official_of_topic
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.state.publication import Shown

_OF_OFFICIAL = (
    "Each has its own period; a figure of another area is of the same one, unless it says another. "
    "Which topic they stand beside was added by those who wrote the plan’s files."
)


def draw_topics(shown: Shown) -> None:
    """A section for each topic that has a fact or an official figure, and what these are."""
    plan = shown.plan
    some = False
    for topic in plan.borough.topics:
        facts = facts_by_topic(plan)[topic.title]
        official = official_of_topic(shown.figures, plan, topic, facts)
        if facts or official:
            section(topic.title)
            show(_topic(shown, topic, facts, official))
        some = some or bool(official)
    if some:
        known = f"Official figures are the latest known at {shown.quarter.label}."
        show(element("p", f"{known} {_OF_OFFICIAL}", class_="k-foot"))


def _topic(
    shown: Shown, topic: Topic, facts: Sequence[Fact], official: Sequence[OfficialFigures]
) -> Html:
    left = fact_list(facts, shown.plan, shown.in_links) if facts else None
    if not official:
        return element("div", left, class_="k-borough k-borough-alone")
    title = f"Official figures: {topic.title.lower()}" if facts else "Official figures"
    right = element(
        "div",
        element("h3", title, class_="k-subhead"),
        official_list(official, shown.in_links),
        class_="k-borough-side",
    )
    return element("div", left, right, class_="k-borough")
