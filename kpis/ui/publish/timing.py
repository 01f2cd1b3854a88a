"""When a release is to be published, and who may read it before: asked before it is looked through.

What is not yet due now may be late by the time it is published, so the checklist is of that time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import streamlit as st

from kpis.clock import utc_now
from kpis.model import EARLY_HOURS, MOST_EARLY_HOURS
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.words.days import from_uk_time, uk_date, uk_time

AT_ONCE, AT_A_TIME = "At once", "At a time"
USUAL_TIME = time(9, 30)  # when official statistics come out
_WHEN, _DAY, _CLOCK = "release_when", "release_day", "release_clock"
_READERS, _HOURS = "release_readers", "release_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """due_at: UTC; None for at once. problem: why it cannot be then, "" where it can."""

    due_at: datetime | None = None
    early_readers: tuple[str, ...] = ()
    early_hours: int = EARLY_HOURS
    problem: str = ""


def choose_when(now: Callable[[], datetime] = utc_now) -> Timing:
    """Draw the fields; returns what stands in them."""
    when = st.radio("When it is published", [AT_ONCE, AT_A_TIME], key=_WHEN, horizontal=True)
    if when == AT_ONCE:
        return Timing()
    day_box, clock_box, hours_box = st.columns(3)
    with day_box:
        day = st.date_input(
            "Day", value=uk_date(now()) + timedelta(days=1), key=_DAY, format="DD/MM/YYYY"
        )
    with clock_box:
        clock = st.time_input("Time in the UK", value=USUAL_TIME, key=_CLOCK, step=900)
    with hours_box:
        hours = st.number_input(
            "Read before, hours", 1, MOST_EARLY_HOURS, value=EARLY_HOURS, key=_HOURS
        )
    typed = st.text_area(
        "Pre-release readers: posts, one a line (optional)",
        key=_READERS,
        height=80,
        help="Posts, not names. They read this release alone, and are public with it.",
    )
    readers = tuple(filter(None, (line.strip() for line in typed.splitlines())))
    try:
        due = from_uk_time(datetime.combine(day, clock))
    except ValueError as error:
        return _told(Timing(problem=str(error)))
    problem = "" if due > now() else f"{uk_time(due)} has passed."
    return _told(Timing(due_at=due, early_readers=readers, early_hours=int(hours), problem=problem))


def _told(timing: Timing) -> Timing:
    if timing.problem:
        st.error(markdown_text(timing.problem))
    elif timing.due_at is not None:
        due = uk_time(timing.due_at)
        words = f"What it shows is frozen when you approve it, and public from {due} on."
        show(element("p", words, class_="k-quiet"))
    return timing
