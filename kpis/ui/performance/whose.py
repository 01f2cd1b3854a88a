"""Who answers for what the plan names, as far as it says: post, team, service, directorate.

Each is a link to what is theirs, wherever it stands.
"""

from collections.abc import Iterable

from kpis.model import Activity, Measure, Outcome, Plan, Whose
from kpis.plan.partnership.partners import partners_in_words
from kpis.ui.kit.addresses import directorate_address, link, whose_address
from kpis.ui.kit.html import Html, element, join


def within_directorate(measure: Measure, quarter_id: str = "") -> Html:
    """ "Head of Waste, Bins, Street Care": post, team and service, without what is not said."""
    of = measure.directorate
    named = [
        link(whose_address(Whose(directorate=of, owner=measure.owner), quarter_id), measure.owner)
    ]
    if measure.team:
        team = Whose(directorate=of, service=measure.service, team=measure.team)
        named.append(link(whose_address(team, quarter_id), measure.team))
    if measure.service:
        service = Whose(directorate=of, service=measure.service)
        named.append(link(whose_address(service, quarter_id), measure.service))
    return _one_after_the_other(named)


def whose_measure(measure: Measure, quarter_id: str = "") -> Html:
    """The same and the directorate. quarter_id: named in the links, "" to leave it out."""
    return join(
        within_directorate(measure, quarter_id),
        ", ",
        _directorate(measure.directorate, quarter_id),
    )


def whose_activity(plan: Plan, activity: Activity, quarter_id: str = "") -> Html | None:
    """Its post, directorate and partners, as far as they are said; None for none of them."""
    named = []
    if activity.owner:
        whose = Whose(directorate=activity.directorate, owner=activity.owner)
        named.append(link(whose_address(whose, quarter_id), activity.owner))
    if activity.directorate:
        named.append(_directorate(activity.directorate, quarter_id))
    lines = [element("span", _one_after_the_other(named), class_="k-sub")] if named else []
    if partners := partners_in_words(plan, activity):
        lines.append(element("span", partners, class_="k-sub"))
    return join(*lines) if lines else None


def whose_outcome(outcome: Outcome, quarter_id: str = "") -> Html | None:
    """ "Answered for by Director of Housing and Cabinet Member for Housing."; None for neither."""
    named = [
        link(whose_address(Whose(owner=post), quarter_id), post)
        for post in (outcome.director, outcome.cabinet_member)
        if post
    ]
    if not named:
        return None
    both = join(named[0], " and " if named[1:] else "", *named[1:])
    return element("p", "Answered for by ", both, ".", class_="k-quiet k-line")


def _one_after_the_other(named: Iterable[Html]) -> Html:
    first, *others = named
    return join(first, *((", ", each) for each in others))


def _directorate(name: str, quarter_id: str) -> Html:
    return link(directorate_address(name, quarter_id), name)
