"""How far a quarter's collection has come, in a sentence, four tiles and three dates."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kpis.analysis.report.progress import is_closed
from kpis.clock import utc_now
from kpis.frames import ProgressRow
from kpis.model import MISSING_STATES, CalendarEntry, Plan, Provenance, ReturnState
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import dates_of
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.illustrative_note import illustrative_note
from kpis.ui.kit.layout import show
from kpis.ui.kit.tile import in_a_row, tile
from kpis.ui.returns.progress.state_marks import state_mark
from kpis.words.days import day_in_words, how_long
from kpis.words.illustrative import Share
from kpis.words.lists import counted, listed
from kpis.words.statuses import RETURN_STATE_WORDS

NEAR = 60  # days within which a date is also told by its distance from today


def draw_summary(
    plan: Plan, quarter: ReportingPeriod, rows: Sequence[ProgressRow], whose: str
) -> None:
    """All that is said of a quarter's collection as a whole. rows, whose: as `headline`."""
    today, calendar = utc_now(), dates_of(plan, quarter)
    show(note_on_sources(rows))
    show(element("p", headline(rows, quarter, whose), class_="k-lead"))
    show(tiles(rows))
    show(dates(calendar, today.date()))
    if is_closed(plan, quarter, today):
        show(closed_note(quarter, calendar))


def headline(rows: Sequence[ProgressRow], quarter: ReportingPeriod, whose: str) -> str:
    """ "29 of 30 due measures have been returned for Q2 2019/20; 1 is late."

    rows: of PROGRESS. whose: directorate or post, "" for all.
    """
    from_whom = f" from {whose}" if whose else ""
    if not rows:
        return f"Nothing is due{from_whom} for {quarter.label}."
    states = Counter(row.state for row in rows)
    missing = [
        f"{count} {'is' if count == 1 else 'are'} {RETURN_STATE_WORDS[state].lower()}"
        for state in MISSING_STATES
        if (count := states[state])
    ]
    returned = len(rows) - sum(states[state] for state in MISSING_STATES)
    due = counted(len(rows), "due measure")
    if not missing:
        have = "The one due measure has" if len(rows) == 1 else f"All {due} have"
        return f"{have} been returned{from_whom} for {quarter.label}."
    have = "has" if len(rows) == 1 else "have"
    return (
        f"{returned or 'None'} of {due} {have} been returned{from_whom} for {quarter.label}; "
        f"{listed(missing)}."
    )


def note_on_sources(rows: Sequence[ProgressRow]) -> Html | None:
    """Which of the returns are none: illustrative figures and official statistics."""
    kinds = Counter(row.provenance for row in rows if row.state not in MISSING_STATES)
    official = kinds[Provenance.PUBLISHED]
    returned = Share(kinds[Provenance.ILLUSTRATIVE], sum(kinds.values()), "return")
    taken = "was" if official == 1 else "were"
    words = (
        f"{counted(official, 'figure')} {taken} taken from official statistics. Nobody had to "
        "return them, and they are never late."
        if official
        else ""
    )
    note = illustrative_note([returned], f" {words}" if words else "", where="counted here")
    return note or (element("p", words, class_="k-note") if words else None)


def tiles(rows: Sequence[ProgressRow]) -> Html:
    """Four tiles: returned (provisional ones too), provisional, late, awaited."""
    states = Counter(row.state for row in rows)
    came = [row for row in rows if row.state not in MISSING_STATES]
    late = sum(row.days_late > 0 for row in came)
    in_time = f"{len(came) - late} in time, {late} after the due date" if late else "all in time"
    longest = max((row.days_late for row in rows if row.state == ReturnState.LATE), default=0)
    overdue = f"by {how_long(longest)} so far" if longest else "none is past its due date"
    meanings = {
        ReturnState.RETURNED: (len(came), in_time if came else "nothing has come yet"),
        ReturnState.PROVISIONAL: (
            states[ReturnState.PROVISIONAL],
            "of those returned, to be confirmed or replaced",
        ),
        ReturnState.LATE: (states[ReturnState.LATE], f"not returned, {overdue}"),
        ReturnState.AWAITED: (
            states[ReturnState.AWAITED],
            "not returned, and the due date has not passed",
        ),
    }
    return in_a_row(
        tile(count, RETURN_STATE_WORDS[state], meaning, state_mark(state))
        for state, (count, meaning) in meanings.items()
    )


def dates(entry: CalendarEntry, today: date) -> Html:
    """The quarter's three dates, what each means, and how far away it is."""
    meanings = (
        ("Returns due", entry.due, "A return counts as in time until the end of this day."),
        ("Quarter closes", entry.closes, "From the day after, a change is a restatement."),
        ("Figures published", entry.published, "A figure still provisional then is asked about."),
    )
    facts = [
        element(
            "div",
            element("dt", name),
            element(
                "dd",
                day_in_words(day),
                element("span", away, class_="k-sub") if (away := distance(day, today)) else None,
                element("span", meaning, class_="k-sub"),
            ),
            class_="k-fact",
        )
        for name, day, meaning in meanings
    ]
    return element("dl", facts, class_="k-facts k-dates")


def distance(day: date, today: date) -> str:
    """ "today", "in 5 days", "12 days ago"; "" for a day more than two months away."""
    days = (day - today).days
    if abs(days) > NEAR:
        return ""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def closed_note(quarter: ReportingPeriod, entry: CalendarEntry) -> Html:
    """Said once the quarter has closed."""
    return element(
        "p",
        element("strong", f"{quarter.label} closed on {day_in_words(entry.closes)}."),
        " What is missing can still be returned. A figure that changes is a restatement now: the "
        "reason is asked for, and both figures stay in the history.",
        class_="k-note",
    )
