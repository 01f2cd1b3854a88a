"""What the page of activities begins with: how many are green, amber, red and unrated, and why."""

from collections import Counter
from collections.abc import Sequence

from kpis.analysis.report.activities import RULE
from kpis.frames import ActivityPerformanceRow
from kpis.model import RATED, Provenance, RagStatus
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.illustrative_note import illustrative_note
from kpis.ui.kit.marks import mark
from kpis.ui.kit.tile import in_a_row, tile
from kpis.words.illustrative import Share
from kpis.words.lists import listed
from kpis.words.statuses import ACTIVITY_STATUS_WORDS, STATUS_WORDS


def activity_tiles(rows: Sequence[ActivityPerformanceRow]) -> Html:
    """Four tiles side by side, as those of measures."""
    colours = Counter(row.rag for row in rows)
    overdue = sum(row.overdue for row in rows)
    meanings = {
        RagStatus.GREEN: "completed or on track",
        RagStatus.AMBER: "at risk",
        RagStatus.RED: f"delayed or overdue; {overdue} overdue"
        if overdue
        else "delayed or overdue",
    }
    rated = [
        tile(colours[status], STATUS_WORDS[status], meanings[status], mark(status, spoken=False))
        for status in RATED
    ]
    unrated = [row for row in rows if not row.rag]
    states = Counter(row.status for row in unrated)
    reasons = [
        f"{states[status.value]} {words.lower()}"
        for status, words in ACTIVITY_STATUS_WORDS.items()
        if states[status.value]
    ]
    reasons += [f"{states['']} not returned"] if states[""] else []
    last = tile(len(unrated), "Not rated", listed(reasons) or "every activity is rated", None)
    return in_a_row([*rated, last])


def illustrative_activities(rows: Sequence[ActivityPerformanceRow]) -> Html | None:
    """Said before any status: how many of them are made up. None when none is."""
    returned = [row for row in rows if row.status]
    illustrative = sum(row.provenance == Provenance.ILLUSTRATIVE for row in returned)
    return illustrative_note(
        [Share(illustrative, len(returned), "status", "statuses")],
        " Those without a mark were returned by services." if illustrative < len(returned) else "",
    )


def activity_small_print() -> Html:
    """The rule of ratings, and what the dates mean."""
    dates = (
        "Slip is how far the revised date lies from the expected one. A date holds until a service "
        "gives another."
    )
    return element(
        "div",
        element("p", element("strong", "Ratings. "), RULE),
        element("p", element("strong", "Dates. "), dates),
        class_="k-foot",
    )
