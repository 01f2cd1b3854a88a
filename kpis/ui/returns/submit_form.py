"""The form that submits a checked file, and what the officer must say first."""

import pandas as pd
import streamlit as st

from kpis.charts.words import counted
from kpis.errors import KpisError
from kpis.model import Plan
from kpis.periods import period_of_id, reporting_quarter
from kpis.returns import ReturnCheck, Submitted, submit_return
from kpis.store import Store
from kpis.ui.html import markdown_text
from kpis.ui.returns import desk
from kpis.ui.returns.issue_table import figures
from kpis.ui.returns.post_field import MAIN_ACTION, POST_MISSING, post_field

LONGEST_NOTE = 500


def submit_form(plan: Plan, store: Store, file: desk.Waiting, check: ReturnCheck) -> None:
    """Post, note, the tick under warnings, and the button. The file is checked once more."""
    warnings = len(check.checked.warnings)
    with st.form(f"form_{file.key}", enter_to_submit=False):
        who, what = st.columns([2, 3])
        with who:
            post = post_field(f"post_{file.key}")
        with what:
            note = st.text_input(
                "Note for the history (optional)",
                max_chars=LONGEST_NOTE,
                key=f"note_{file.key}",
                help="For instance why figures are restated.",
            )
        looked = not warnings or st.checkbox(
            f"I have looked at the {counted(warnings, 'warning')}"
            if warnings > 1
            else "I have looked at the warning",
            key=f"looked_{file.key}",
        )
        asked = st.form_submit_button(
            f"Submit {figures(len(check.checked.rows))}", key=f"{MAIN_ACTION}submit_{file.key}"
        )
        if not asked:
            return
        missing = [] if post.strip() else [POST_MISSING]
        if not looked:
            missing.append("Look at the warnings and tick the box: they may point at mistakes.")
        if missing:
            st.error(" ".join(missing))
            return
        _submit(plan, store, file, post, note)


def _submit(plan: Plan, store: Store, file: desk.Waiting, post: str, note: str) -> None:
    """Submit it and draw the page anew, or say why not and keep the file."""
    desk.remember_post(post)
    try:
        with st.spinner("Storing the figures"):
            done = submit_return(store, plan, file.name, file.content, by=post, note=note)
    except KpisError as error:
        st.error(markdown_text(str(error)), title="Nothing was stored")
        return
    desk.hand_in(
        file,
        desk.Receipt(
            submission=done.submission, repeated=done.repeated, touched=_touched(plan, done)
        ),
    )
    st.rerun()


def _touched(plan: Plan, done: Submitted) -> tuple[tuple[str, str], ...]:
    """Each measure with the quarter its latest new or restated figure is reported in."""
    changed = done.changes[done.changes["change"] != "unchanged"]
    pairs: pd.DataFrame = changed[["measure_id", "period_id"]].drop_duplicates()
    latest: dict[str, str] = {}
    for measure_id, period_id in pairs.itertuples(index=False):
        arrears = plan.measures_by_id[measure_id].arrears
        quarter = reporting_quarter(period_of_id(period_id), arrears).id
        latest[measure_id] = max(quarter, latest.get(measure_id, ""))
    return tuple(latest.items())
