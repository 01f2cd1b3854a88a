"""A reminder for each post that still owes a return, to copy into an e-mail, and its template."""

from collections import Counter
from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from kpis.model import MISSING_STATES, Plan, ReturnState
from kpis.narrative.reminder import reminder
from kpis.periods import ReportingPeriod
from kpis.template import template_name
from kpis.ui.kit.download import TEXT, XLSX, ZIP, download
from kpis.ui.kit.html import element, markdown_text, plain_text
from kpis.ui.kit.layout import show
from kpis.ui.state import seen
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.templates import template_for, template_pack_for
from kpis.words.lists import listed

_POST = "reminder_post"
_HOW_TO_COPY = (
    "Point at the text and the button in its corner copies it. Attach the template to the message."
)
_BETWEEN = f"\n\n{'-' * 72}\n\n"  # reminders in the file of all of them


def draw_reminders(plan: Plan, quarter: ReportingPeriod, progress: pd.DataFrame) -> None:
    """Choose a post, copy its reminder, take its template. progress: PROGRESS, as filtered.

    The post that owes most stands first. Posts with provisional figures alone stand last.
    """
    owing = posts_owing(progress)
    if not owing:
        show(element("p", f"Nothing is missing for {quarter.label}.", class_="k-quiet"))
        return
    if st.session_state.get(_POST) not in owing:
        st.session_state[_POST] = next(iter(owing))
    choose, text = st.columns([2, 3], gap="large")
    with choose:
        post = st.selectbox(
            f"Posts with something to return or confirm ({len(owing)})",
            list(owing),
            format_func=lambda name: f"{name}: {owing[name]}",
            key=_POST,
        )
        download(
            "Download their template",
            seen.when_asked(plan, partial(_template, plan, quarter, post)),
            template_name(quarter, post),
            key="reminder_template",
            kind=XLSX,
            help=f"The workbook with what {markdown_text(post)} has to return, for the reminder.",
        )
        _draw_all(plan, quarter, progress, owing)
        show(element("p", _HOW_TO_COPY, class_="k-foot"))
    with text:
        st.code(plain_text(reminder(plan, quarter, post, progress)), language=None, wrap_lines=True)


def posts_owing(progress: pd.DataFrame) -> Mapping[str, str]:
    """What each post owes in words, by post: "2 late, 1 to confirm". Most missing first."""
    states = {
        str(owner): Counter(rows["state"])
        for owner, rows in progress.groupby("owner")
        if set(rows["state"]) - {ReturnState.RETURNED.value}
    }
    ranked = sorted(
        states, key=lambda owner: (-sum(states[owner][s] for s in MISSING_STATES), owner)
    )
    words = {"late": "late", "awaited": "awaited", "provisional": "to confirm"}
    return {
        owner: listed(
            [
                f"{states[owner][state]} {word}"
                for state, word in words.items()
                if states[owner][state]
            ]
        )
        for owner in ranked
    }


def _draw_all(
    plan: Plan,
    quarter: ReportingPeriod,
    progress: pd.DataFrame,
    owing: Mapping[str, str],
) -> None:
    """Everything at once: for those who send one message after the other."""
    if len(owing) == 1:
        return
    download(
        f"All {len(owing)} reminders as text",
        partial(_all_reminders, plan, quarter, tuple(owing), progress),
        f"reminders-{quarter.id}.txt",
        key="reminder_all",
        kind=TEXT,
    )
    download(
        "The templates of all posts (.zip)",
        seen.when_asked(plan, partial(_templates, plan, quarter)),
        f"returns-{quarter.id}.zip",
        key="reminder_pack",
        kind=ZIP,
        help=f"A workbook for each post that has something due for {quarter.label}.",
    )


def _template(plan: Plan, quarter: ReportingPeriod, post: str, store: SeenStore) -> bytes:
    return template_for(store, plan, quarter, owner=post, actor=store.actor)


def _templates(plan: Plan, quarter: ReportingPeriod, store: SeenStore) -> bytes:
    return template_pack_for(store, plan, quarter, "owner", actor=store.actor)


def _all_reminders(
    plan: Plan, quarter: ReportingPeriod, posts: tuple[str, ...], progress: pd.DataFrame
) -> bytes:
    texts = [reminder(plan, quarter, post, progress) for post in posts]
    return _BETWEEN.join(texts).encode("utf-8-sig")
