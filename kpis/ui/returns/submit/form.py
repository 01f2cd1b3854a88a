"""What a checked file asks of the officer before it can be stored, and the button that stores it.

The fields are no form: what is typed in them counts at once for the list of files at the top.
"""

import streamlit as st

from kpis.model import Change, Plan
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.post.field import MAIN_ACTION, post
from kpis.ui.returns import uploads
from kpis.ui.returns.submit.activity_changes import activities
from kpis.ui.returns.submit.change_table import counts
from kpis.ui.returns.submit.checks import Checked
from kpis.ui.returns.submit.issue_table import figures, returned
from kpis.ui.returns.submit.said import LONGEST_NOTE, Field, said_about, unsaid
from kpis.ui.returns.submit.submit import refusals, submit_files
from kpis.use_cases.check import ReturnCheck
from kpis.use_cases.seen_store import SeenStore
from kpis.words.lists import listed


def submit_form(plan: Plan, store: SeenStore, file: uploads.Waiting, checked: Checked) -> None:
    """The reason where figures are restated, a note, and the button."""
    check = checked.check
    if check is None:
        return
    with st.container(border=True, key=f"submit_form_{file.key}"):
        if question := _why_restated(check):
            _text(file, Field.REASON, question)
        _text(file, Field.NOTE, "Note for the history (optional)")
        _button(plan, store, file, returned(check.checked), unsaid(checked, said_about(file)))
    if why := refusals().get(file.name):
        st.error(markdown_text(why), title="Nothing was stored")


def _button(
    plan: Plan, store: SeenStore, file: uploads.Waiting, contents: str, missing: list[str]
) -> None:
    """The button, and beside it what is still to be said."""
    if not post():
        missing.append("your post, at the top of the page")
    asked = st.button(f"Submit {contents}", key=f"{MAIN_ACTION}submit_{file.key}")
    if missing and asked:
        st.error(f"Still to say: {listed(missing)}.", title="Nothing was stored yet")
    elif missing:
        show(element("p", f"Still to say: {listed(missing)}.", class_="k-foot"))
    elif asked:
        submit_files(plan, store, [file])


def _why_restated(check: ReturnCheck) -> str:
    """ "Why are 2 figures and 1 activity restated?"; "" where nothing is."""
    of_figures = counts(check.changes)[Change.RESTATED]
    of_activities = counts(check.activity_changes)[Change.RESTATED]
    parts = [figures(of_figures)] if of_figures else []
    parts += [activities(of_activities)] if of_activities else []
    verb = "are" if of_figures + of_activities > 1 else "is"
    return f"Why {verb} {' and '.join(parts)} restated?" if parts else ""


def _text(file: uploads.Waiting, field: Field, label: str) -> None:
    st.text_input(label, max_chars=LONGEST_NOTE, key=field.key(file), persist_state="session")
