"""The plan as a workbook: download it, hand the edited one in, see what it changes, write it."""

from functools import partial

import streamlit as st

from kpis.clock import utc_now
from kpis.errors import KpisError
from kpis.plan_book.faults import BookFault
from kpis.ui.kit.download import XLSX, download
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.plan.act_form import say_done
from kpis.ui.plan.changes_table import changes_table
from kpis.ui.plan.hand_out import hand_out
from kpis.ui.plan.opened import Opened
from kpis.ui.post.field import MAIN_ACTION, post_field, remember_post
from kpis.ui.state.acting import acting
from kpis.use_cases.plans.changing import change_plan_by_workbook, look_at_workbook, may_write
from kpis.use_cases.plans.workbook import PlanProposed, export_plan
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_date
from kpis.words.lists import counted

SHOWN = 100  # faults
_TYPES = ["xlsx", "xlsm", "ods", "xls", "xlsb"]  # what people save it as
_ROUND, _PROBLEM = "plan_book_round", "plan_book_problem"


def draw_workbook(opened: Opened, store: SeenStore) -> None:
    words = (
        "All of the plan in one Excel file: a sheet for each kind of thing, with drop-downs and "
        "what each column means. Change it, save it and hand it in here. Nothing is written before "
        "you have seen what would change."
    )
    show(element("p", words, class_="k-line"))
    download(
        "Download the plan as a workbook",
        partial(export_plan, opened.folder),
        f"{opened.plan.id}.xlsx",
        key="plan_book",
        kind=XLSX,
    )
    number = st.session_state.get(_ROUND, 0)
    file = st.file_uploader("The edited workbook", type=_TYPES, key=f"plan_book_{number}")
    if file is None:
        st.session_state.pop(_PROBLEM, None)
        return
    content = file.getvalue()
    try:
        found = look_at_workbook(
            store, content, opened.folder, actor=acting(), today=uk_date(utc_now())
        )
    except KpisError as error:
        st.error(markdown_text(sentence_of(error)))
        return
    _draw_found(opened, store, content, found)


def _draw_found(opened: Opened, store: SeenStore, content: bytes, found: PlanProposed) -> None:
    if found.faults:
        st.error(
            f"{counted(len(found.faults), 'fault')} in the workbook, so nothing can be written. "
            "Put them right in Excel and hand the file in again."
        )
        show(_faults_table(found.faults))
        return
    if not found.changes:
        st.info("The workbook says just what the plan says: nothing would change.")
        return
    if found.stale:
        st.warning(
            "The plan was changed after this workbook was made. What is listed may take back what "
            "was written since: look at it closely."
        )
    show(changes_table(opened.plan, found.changes))
    if not may_write(opened.folder):
        hand_out(opened.folder, found, "plan_book_files")
        return
    post_field("plan_book_by")
    if problem := st.session_state.get(_PROBLEM):
        st.error(markdown_text(problem))
    st.button(
        "Write this into the plan",
        key=f"{MAIN_ACTION}plan_book",
        on_click=_write,
        args=(opened, store, content, found),
    )


def _write(opened: Opened, store: SeenStore, content: bytes, seen: PlanProposed) -> None:
    post = st.session_state["plan_book_by"]
    try:
        done = change_plan_by_workbook(
            store,
            content,
            opened.folder,
            seen=seen,
            actor=acting(post),
            today=uk_date(utc_now()),
        )
    except KpisError as error:
        st.session_state[_PROBLEM] = sentence_of(error)
        return
    remember_post(post)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    say_done(f"The plan is changed by its workbook, {counted(len(done.changes), 'change')}.")


def _faults_table(faults: tuple[BookFault, ...]) -> Html:
    head = row(column("Where"), column("Column"), column("What to put right"))
    lines = [
        row(
            row_header(", ".join(filter(None, (each.sheet, each.cell)))),
            cell(each.key or "–", label="Column"),
            cell(f"{each.message[:1].upper()}{each.message[1:]}", label="What to put right"),
        )
        for each in faults[:SHOWN]
    ]
    more = f" The first {SHOWN} are shown." if len(faults) > SHOWN else ""
    caption = f"{counted(len(faults), 'fault')} by sheet and cell.{more}"
    return table(caption, head, lines, class_="k-plan-changes")
