"""Addresses of pages by stable ids: what can be mailed, and what links inside the pages use.

Addresses are relative, so they hold wherever the dashboard is served from. A quarter is only
named when it is not the one shown first anyway.
"""

from urllib.parse import urlencode

from kpis.model import Whose
from kpis.ui.kit.html import Child, Html, element

GUIDE = "how_to_read"


def outcome_address(number: int, quarter_id: str = "") -> str:
    return _address("outcome", outcome=str(number), period=quarter_id)


def measure_address(measure_id: str, quarter_id: str = "") -> str:
    return _address("measure", measure=measure_id, period=quarter_id)


def theme_address(theme_id: str, quarter_id: str = "") -> str:
    return _address("theme", theme=theme_id, period=quarter_id)


def board_address(board_id: str = "", quarter_id: str = "") -> str:
    """A board of the partnership; all of them for ""."""
    return _address("board", board=board_id, period=quarter_id)


def partnership_address(quarter_id: str = "") -> str:
    """The group that leads the partnership, with what it took on itself."""
    return _address("partnership", period=quarter_id)


def directorate_address(directorate: str, quarter_id: str = "") -> str:
    return _address("directorate", directorate=directorate, period=quarter_id)


def whose_address(whose: Whose, quarter_id: str = "") -> str:
    """What belongs to a post, a team, a service: a part of its directorate's page, or to one."""
    return narrowed_address("directorate", whose, quarter_id)


def narrowed_address(page: str, whose: Whose, quarter_id: str = "") -> str:
    """A page narrowed to what belongs to somebody."""
    return _address(page, **whose.said, period=quarter_id)


def survey_address(survey_id: str, quarter_id: str = "") -> str:
    return _address("survey", survey=survey_id, period=quarter_id)


def activities_address(status: str = "", outcome: int = 0, quarter_id: str = "") -> str:
    """All activities; or those of a status, those of an outcome."""
    of_outcome = str(outcome) if outcome else ""
    return _address("activities", status=status, outcome=of_outcome, period=quarter_id)


def submission_address(submission_id: str = "") -> str:
    """The history of submissions, or of the one with this id."""
    return _address("history", find=submission_id)


def figure_history_address(measure_id: str, period_id: str) -> str:
    """How the figure of one period came to be what it is."""
    return _address("history", measure=measure_id, period=period_id)


def release_address(number: int, quarter_id: str) -> str:
    """The overview of a quarter with the figures a release showed."""
    return _address("./", release=str(number), period=quarter_id)


def release_changes_address(number: int) -> str:
    """What a release changed, on the page of releases."""
    return _address("releases", changes=str(number))


def approval_address() -> str:
    """Where submissions wait for approval."""
    return _address("releases")


def roles_address() -> str:
    """Who has which role."""
    return _address("roles")


def audit_address(*, post: str = "", state: str = "") -> str:
    """Who did what; or only what a post did, only what was refused."""
    return _address("audit", post=post, state=state)


def link(address: str, *children: Child, class_: str = "k-link", title: str | None = None) -> Html:
    """A link to a page of the dashboard, in the same tab."""
    return element("a", *children, href=address, class_=class_, title=title)


def _address(page: str, **parameters: str) -> str:
    named = {key: value for key, value in parameters.items() if value}
    return f"{page}?{urlencode(named)}" if named else page
