"""The group that leads the partnership: what it is for, who is in it, what it took on itself."""

from collections.abc import Mapping, Sequence

from kpis.frames import ActivityPerformanceRow
from kpis.model import NO_OUTCOME, Activity, Commitment, Executive, Measure, Partner, Plan
from kpis.ui.kit.addresses import activities_address, link, measure_address
from kpis.ui.kit.html import Html, element, join
from kpis.ui.performance.activities.list import listed_activities


def executive_words(executive: Executive) -> Html:
    """What the group is for, in its document's words, with its chair and the document's name."""
    lines = [
        element("p", f"“{words}”", class_="k-line")
        for words in (executive.about, executive.delivery)
        if words
    ]
    facts = [f"Chair: {executive.chair}."] if executive.chair else []
    facts += [f"Source: {executive.source}."] if executive.source else []
    if facts:
        lines.append(element("p", " ".join(facts), class_="k-foot"))
    return element("div", *lines)


def commitment_list(
    plan: Plan,
    commitments: Sequence[Commitment],
    by_code: Mapping[str, ActivityPerformanceRow],
    quarter_id: str,
) -> Html:
    """Each with how it stands, what it comes to and in which documents it stands."""
    tracked = {each.code: each for each in plan.tracked}
    notes = {each.code: _note(each, by_code[each.code]) for each in commitments}
    listed_here = [tracked[each.code] for each in commitments]
    return listed_activities(plan, listed_here, by_code, notes, quarter_id)


def _note(commitment: Commitment, row: ActivityPerformanceRow) -> Html:
    said = [f"“{commitment.about}”"] if commitment.about else []
    said += [f"Comment: {row.comment}"] if row.comment else []
    said.append(f"In: {'; '.join(commitment.sources)}.")
    return join(element("span", words, class_="k-sub") for words in said)


def partner_list(
    partners: Sequence[Partner], things: Sequence[Measure | Activity], quarter_id: str
) -> Html:
    """Partners in a list, each with those of some measures and activities that name it."""
    return element(
        "ul",
        [_partner(each, things, quarter_id) for each in partners],
        class_="k-items k-in-two",
    )


def _partner(partner: Partner, things: Sequence[Measure | Activity], quarter_id: str) -> Html:
    facts: list[Html | str] = []
    for each in things:
        if partner.id in each.partners:
            facts += [", " if facts else "Named in ", _named(each, quarter_id)]
    body = element(
        "div",
        element("div", partner.title, class_="k-item-title"),
        element("div", facts, ".", class_="k-item-facts") if facts else None,
    )
    return element("li", body, class_="k-item k-item-plain")


def _named(thing: Measure | Activity, quarter_id: str) -> Html:
    """Its code, a link to where it stands; not so of a commitment."""
    if isinstance(thing, Measure):
        return link(measure_address(thing.id, quarter_id), thing.code, title=thing.title)
    if thing.outcome == NO_OUTCOME:
        return element("span", thing.code, title=thing.title)
    address = activities_address(outcome=thing.outcome, quarter_id=quarter_id)
    return link(address, thing.code, title=thing.title)
