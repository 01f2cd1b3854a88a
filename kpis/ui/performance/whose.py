"""Who answers for what the plan names, as far as it says: post, team, service, directorate."""

from kpis.model import Activity, Measure, Outcome
from kpis.ui.kit.addresses import directorate_address, link
from kpis.ui.kit.html import Html, element, join
from kpis.words.lists import listed


def within_directorate(measure: Measure) -> str:
    """ "Head of Waste, Bins, Street Care": post, team and service, without what is not said."""
    return ", ".join(filter(None, (measure.owner, measure.team, measure.service)))


def whose_measure(measure: Measure, quarter_id: str = "") -> Html:
    """The same and the directorate, a link to its page. quarter_id: named in it, "" to leave it."""
    return join(f"{within_directorate(measure)}, ", _directorate(measure.directorate, quarter_id))


def whose_activity(activity: Activity, quarter_id: str = "") -> Html | None:
    """Its post and directorate, as far as they are said; None for neither."""
    if not activity.directorate:
        return element("span", activity.owner, class_="k-sub") if activity.owner else None
    post = f"{activity.owner}, " if activity.owner else ""
    return element("span", post, _directorate(activity.directorate, quarter_id), class_="k-sub")


def whose_outcome(outcome: Outcome) -> Html | None:
    """ "Answered for by Director of Housing and Cabinet Member for Housing."; None for neither."""
    named = listed([*filter(None, (outcome.director, outcome.cabinet_member))])
    return element("p", f"Answered for by {named}.", class_="k-quiet k-line") if named else None


def _directorate(name: str, quarter_id: str) -> Html:
    return link(directorate_address(name, quarter_id), name)
