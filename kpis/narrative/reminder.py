"""The text that reminds a post of the figures it still has to return, ready to be copied.

Plain text, because it goes into an e-mail: what is missing and for which period, when it was
due, what to do, and what closing means. It names posts and never persons.
"""

from datetime import timedelta

import pandas as pd

from kpis.frames import PROGRESS
from kpis.model import MISSING_STATES, Plan, ReturnState
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import dates_of
from kpis.words.days import day_in_words, how_long


def reminder(plan: Plan, quarter: ReportingPeriod, owner: str, progress: pd.DataFrame) -> str:
    """The reminder for one post; "" when it owes nothing and has nothing to confirm.

    progress: PROGRESS of the quarter. Figures returned as provisional are named too, for the post
    to confirm or replace.
    """
    PROGRESS.check(progress)
    own = progress[progress["owner"] == owner]
    missing = own[own["state"].isin(MISSING_STATES)]
    provisional = own[own["state"] == ReturnState.PROVISIONAL.value]
    if missing.empty and provisional.empty:
        return ""
    paragraphs = [_subject(plan, quarter, missing), f"To: {owner}"]
    if not missing.empty:
        paragraphs += [_asked(plan, quarter, missing), _list(missing, "missing"), _HOW]
    if not provisional.empty:
        paragraphs += [_TO_CONFIRM, _list(provisional, "period_label")]
    paragraphs.append(_closing(plan, quarter, missing))
    return "\n\n".join(paragraphs)


_HOW = (
    "Please fill in the attached template and send it back. Where there is no figure yet, type "
    "[x] in its place and say why in the commentary; a first estimate is marked [p]."
)
_TO_CONFIRM = "Returned as provisional, to be confirmed or replaced:"


def _subject(plan: Plan, quarter: ReportingPeriod, missing: pd.DataFrame) -> str:
    due = day_in_words(dates_of(plan, quarter).due)
    if missing.empty:
        return f"Subject: Provisional figures for {quarter.label}"
    late = (missing["state"] == ReturnState.LATE.value).any()
    returns = "Overdue returns" if late else "Returns"
    return f"Subject: {returns} for {quarter.label}, due on {due}"


def _asked(plan: Plan, quarter: ReportingPeriod, missing: pd.DataFrame) -> str:
    due = day_in_words(dates_of(plan, quarter).due)
    single = len(missing) == 1
    subject = "This figure has" if single else f"These {len(missing)} figures have"
    asked = f"{subject} not been returned for {quarter.label}"
    days = int(missing["days_late"].max())
    verb = "is" if single else "are"
    if not days:
        return f"{asked} yet. {'It' if single else 'They'} {verb} due on {due}:"
    past = "was" if single else "were"
    return (
        f"{asked}. {'It' if single else 'They'} {past} due on {due} and {verb} "
        f"{how_long(days)} late:"
    )


def _list(rows: pd.DataFrame, periods: str) -> str:
    listed = zip(rows["code"], rows["title"], rows[periods], strict=True)
    return "\n".join(f"- {code} {title}: {period}" for code, title, period in listed)


def _closing(plan: Plan, quarter: ReportingPeriod, missing: pd.DataFrame) -> str:
    dates = dates_of(plan, quarter)
    today = dates.due + timedelta(days=int(missing["days_late"].max() if len(missing) else 0))
    closes = day_in_words(dates.closes)
    if today > dates.closes:
        return (
            f"{quarter.label} closed on {closes}. It can still be returned; a figure that changes "
            "now is a restatement, and the reason is asked for."
        )
    return (
        f"{quarter.label} closes on {closes}. A figure that changes after that day is a "
        "restatement, and the reason is asked for."
    )
