"""How an activity stands as a badge: shape, sign and colour, and a word beside them.

The shapes are those of measures: a circle is green, a diamond amber, a triangle red. The sign in
it tells the two kinds of green and of red apart, and needs no colour to be read.
"""

from kpis.frames import ActivityPerformanceRow
from kpis.model import ActivityStatus, Provenance
from kpis.narrative.activities import NOT_RETURNED, OVERDUE, STATE_WORDS, state_of
from kpis.periods import period_of_id
from kpis.ui.kit.html import Html, element
from kpis.words.statuses import ACTIVITY_STATUS_WORDS

_SIGNS = {
    OVERDUE: "!",
    ActivityStatus.COMPLETED: "✓",
    ActivityStatus.ON_TRACK: "G",
    ActivityStatus.AT_RISK: "A",
    ActivityStatus.DELAYED: "R",
    ActivityStatus.STOPPED: "×",
    ActivityStatus.NOT_STARTED: "–",
    NOT_RETURNED: "·",
}
# Which of the measures' marks an unrated activity borrows: an open square, or the sign alone.
_OPEN, _BARE = "data_only", "not_due"


def activity_mark(row: ActivityPerformanceRow) -> Html:
    """The mark alone, for where the word stands in a sentence beside it."""
    sign = element("span", _SIGNS[state_of(row)], class_="k-mark-sign", aria_hidden="true")
    return element("span", sign, class_=f"k-mark k-mark-{_shape(row)}", title=row.rag_reason)


def activity_badge(row: ActivityPerformanceRow) -> Html:
    """Mark and word: "Overdue", "On track", "Not returned"."""
    return element(
        "span",
        activity_mark(row),
        element("span", STATE_WORDS[state_of(row)], class_="k-badge-word"),
        class_=f"k-badge k-badge-{_shape(row)}",
    )


def _shape(row: ActivityPerformanceRow) -> str:
    return row.rag or (_BARE if state_of(row) == NOT_RETURNED else _OPEN)


def beneath_badge(row: ActivityPerformanceRow) -> list[Html]:
    """What a reader must know of a status: returned as what, when, and whether it is made up."""
    lines = []
    if row.overdue:
        words = ACTIVITY_STATUS_WORDS[ActivityStatus(row.status)]
        lines.append(element("span", f"returned as {words.lower()}", class_="k-sub"))
    if row.carried:
        quarter = period_of_id(row.told_in).label
        lines.append(element("span", f"as of {quarter}", class_="k-sub"))
    if made_up := illustrative_status(row):
        lines.append(made_up)
    return lines


def illustrative_status(row: ActivityPerformanceRow) -> Html | None:
    """The word beside a status that is made up; None for one that a service returned."""
    if row.provenance != Provenance.ILLUSTRATIVE:
        return None
    return element("span", "illustrative", class_="k-sub k-illustrative")
