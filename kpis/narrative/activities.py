"""How activities stand, in words: their states, dates and counts, for every page and output."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from kpis.frames import ActivityPerformanceRow
from kpis.model import RATED, ActivityStatus, RagStatus
from kpis.words.lists import counted
from kpis.words.report.shown import NONE
from kpis.words.statuses import ACTIVITY_STATUS_WORDS

OVERDUE, NOT_RETURNED = "overdue", "not_returned"
ACTIVITIES, COMMITMENTS = ("activity", "activities"), ("commitment", "commitments")
STATE_WORDS = (
    {OVERDUE: "Overdue"}
    | {status.value: words for status, words in ACTIVITY_STATUS_WORDS.items()}
    | {NOT_RETURNED: "Not returned"}
)
_WORST_FIRST = {RagStatus.RED.value: 0, RagStatus.AMBER.value: 1}
_REST = 2


def state_of(row: ActivityPerformanceRow) -> str:
    """What an activity is shown as: overdue before all else, then its status."""
    if row.overdue:
        return OVERDUE
    return str(row.status) or NOT_RETURNED


def day(moment: datetime) -> str:
    """ "31 Mar 2020", "–" where there is none."""
    return NONE if moment != moment else f"{moment.day} {moment:%b %Y}"


def slip(row: ActivityPerformanceRow) -> str:
    """ "92 days later", "on the same day"; "–" where no date was revised."""
    if math.isnan(row.slipped_days):
        return NONE
    days = int(row.slipped_days)
    if not days:
        return "same day"
    return f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {'later' if days > 0 else 'earlier'}"


def activity_sentence(
    rows: Sequence[ActivityPerformanceRow], label: str, kind: tuple[str, str] = ACTIVITIES
) -> str:
    """How the activities stand, in words. kind: what one of them is called, and several."""
    if not rows:
        return f"The plan names no {kind[1]} here."
    total = counted(len(rows), *kind)
    returned = [row for row in rows if row.status]
    if not returned:
        which = f"any of {total}" if len(rows) > 1 else f"the one {kind[0]}"
        return f"Nothing has been returned for {which} up to {label}."
    if len(rows) == 1:
        return f"The one {kind[0]} here in {label} is {STATE_WORDS[state_of(rows[0])].lower()}."
    colours = Counter(row.rag for row in returned)
    ended = sum(row.status == ActivityStatus.COMPLETED for row in returned)
    overdue = sum(row.overdue for row in returned)
    delayed = colours[RagStatus.RED] - overdue
    return (
        f"Of {total} in {label}, {ended or 'none'} {'is' if ended == 1 else 'are'} completed and "
        f"{_going_well(returned)} on track; {colours[RagStatus.AMBER] or 'none'} at risk, "
        f"{delayed or 'none'} delayed and {overdue or 'none'} overdue."
    )


def carried_sentence(
    rows: Sequence[ActivityPerformanceRow], label: str, kind: tuple[str, str] = ACTIVITIES
) -> str:
    """How many were not returned for the quarter; "" when all were, or none was ever returned."""
    carried = sum(row.carried for row in rows)
    never = sum(not row.status for row in rows)
    if never == len(rows):
        return ""
    parts = []
    if carried:
        words = "was not returned" if carried == 1 else "were not returned"
        shown = "is shown as it was" if carried == 1 else "are shown as they were"
        parts.append(f"{carried} {words} for {label} and {shown} last returned.")
    if never:
        parts.append(f"Nothing was ever returned for {counted(never, *kind)}.")
    return " ".join(parts)


def _going_well(returned: Sequence[ActivityPerformanceRow]) -> int | str:
    on_track = sum(row.status == ActivityStatus.ON_TRACK and not row.overdue for row in returned)
    return on_track or "none"


def activity_urgency(activity: ActivityPerformanceRow) -> tuple[bool, int]:
    """Overdue first, then red, amber and the rest, each in plan order."""
    return not activity.overdue, _WORST_FIRST.get(activity.rag, _REST)


def activities_in_words(own: Sequence[ActivityPerformanceRow]) -> str:
    """ "8 activities: 1 red, 2 amber, 4 green, 1 not rated; 1 overdue"."""
    colours = [each.rag for each in own]
    counts = [
        (colours.count(RagStatus.RED), "red"),
        (colours.count(RagStatus.AMBER), "amber"),
        (colours.count(RagStatus.GREEN), "green"),
        (sum(colour not in RATED for colour in colours), "not rated"),
    ]
    words = ", ".join(f"{count} {name}" for count, name in counts if count)
    overdue = sum(each.overdue for each in own)
    late = f"; {overdue} overdue" if overdue else ""
    return f"{counted(len(own), 'activity', 'activities')}: {words}{late}"
