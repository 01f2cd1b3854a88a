"""Choosing files, and each chosen file from its check to its submission."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpis.exports.csv_files import changes_csv
from kpis.model import Act, Actor, Change, Plan, Provenance, Submission
from kpis.ui.kit.download import ANY, download
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.returns import uploads
from kpis.ui.returns.downloads import issues_bytes, marked_bytes, marked_name
from kpis.ui.returns.submit.activity_changes import (
    activity_changes_sentence,
    activity_changes_table,
)
from kpis.ui.returns.submit.change_table import (
    SHOWN,
    change_table,
    changes_sentence,
    counts,
    no_longer_present_note,
    no_longer_present_table,
    restatement_note,
)
from kpis.ui.returns.submit.checks import Checked
from kpis.ui.returns.submit.file_list import FileState, anchor, file_state
from kpis.ui.returns.submit.form import submit_form
from kpis.ui.returns.submit.issue_table import figures, issue_table, summary
from kpis.ui.returns.submit.mapping_panel import draw_layout
from kpis.ui.returns.submit.mend_panel import draw_mending
from kpis.ui.returns.submit.question_panel import draw_questions
from kpis.ui.state import cache
from kpis.ui.state.groups import public_by_group, withheld_note
from kpis.use_cases.check import ReturnCheck
from kpis.use_cases.mappings import MappingUsed
from kpis.use_cases.seen_store import SeenStore
from kpis.validation.issues.question import Question
from kpis.words.access import whose
from kpis.words.days import uk_time
from kpis.words.lists import listed

KINDS_OF_FILE = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "zip"]
FEW = 12  # new figures that are listed without being asked for
NAMED = 5  # codes of what is not theirs
_NOT_COMPARED = (
    "not compared with what is stored: small counts of these measures are not for you to read."
)


def choose_files() -> None:
    """The uploader, empty again when a file has been submitted or removed."""
    shown = st.file_uploader(
        "Workbooks or CSV files with your figures, several at once or in a .zip if you like",
        type=KINDS_OF_FILE,
        accept_multiple_files=True,
        key=uploads.uploader_key(),
        on_change=uploads.take_in,
        max_upload_size=uploads.LARGEST_FILE,
    )
    if not shown:
        uploads.note_empty_uploader()
    show(
        element(
            "p",
            "Files are checked at once, and nothing is stored until you submit it. A mended file "
            "takes the place of the one with the same name. A file with a red mark was not taken: "
            f"it is larger than {uploads.LARGEST_FILE} MB, of another kind, or there was no room.",
            class_="k-foot",
        )
    )
    if names := uploads.left_out():
        st.warning(
            f"At most {uploads.MOST_WAITING} files of {uploads.MOST_TOGETHER} MB together can wait "
            "here at once. Submit or remove some, then choose the others again. These were not "
            f"taken: {markdown_text(', '.join(names))}."
        )
    for sentence in uploads.said_of_folders():
        st.warning(markdown_text(sentence))


def draw_file(plan: Plan, store: SeenStore, file: uploads.Waiting, checked: Checked) -> None:
    """One file: what is wrong with it, what it would change, and the form to submit it."""
    show(element("hr", class_="k-divider", id=anchor(file)))
    head = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    check = checked.check
    if check is None:
        _draw_head(head, file, f"{file.name} cannot be read" if checked.unreadable else file.name)
        st.error(markdown_text(checked.trouble))
        draw_layout(plan, store, file, checked)
        return
    _draw_head(head, file, summary(check.checked))
    draw_layout(plan, store, file, checked)
    if check.repeated is not None:
        st.info(_already(check.repeated))
    elif check.provenance is Provenance.PUBLISHED:
        st.info(
            "This very file was stored as official statistics before and withdrawn. Submitted "
            "again, its figures are official statistics again."
        )
    asked: Sequence[Question] = ()
    if check.repeated is None:
        asked = draw_questions(plan, store, file, check.checked)
    _draw_issues(file, check, checked.used, asked)
    if check.repeated is None:
        draw_mending(file, checked)
    if check.repeated is not None:
        return
    if check.not_compared:
        words = f"{figures(check.not_compared)} by group {_NOT_COMPARED}"
        show(element("p", words, class_="k-foot"))
    if len(check.changes) or len(check.no_longer_present):
        _draw_changes(plan, file, check, checked)
    if len(check.activity_changes):
        _draw_activities(check)
    state = file_state(file, checked)
    if state in (FileState.ASKS, FileState.READY):
        submit_form(plan, store, file, checked)
    elif state is FileState.OTHERS:
        st.info(markdown_text(_not_theirs(store.actor, checked.not_theirs)))


def _not_theirs(actor: Actor, codes: Sequence[str]) -> str:
    named = listed([*codes[:NAMED], *([f"{len(codes) - NAMED:,} more"] if codes[NAMED:] else [])])
    verb = "is" if len(codes) == 1 else "are"
    return (
        f"You can check this file and not submit it: {named} {verb} not yours. You may submit what "
        f"is of {whose(actor, Act.SUBMIT)}. Take the rest out, or give the file to whose it is or "
        "to the performance team."
    )


def _draw_head(head: DeltaGenerator, file: uploads.Waiting, words: str) -> None:
    with head:
        show(element("h2", words, class_="k-file-title"))
        st.button(
            "Remove file",
            key=f"remove_{file.key}",
            help="Takes the file off this page. Nothing of it is stored.",
            on_click=uploads.remove,
            args=(file.name,),
        )


def _already(submission: Submission) -> str:
    if submission.provenance is Provenance.PUBLISHED:
        return (
            f"This very file is stored as official statistics, as {submission.id}. Its figures "
            "stand and stay official. There is nothing to submit."
        )
    return (
        f"This very file was submitted on {uk_time(submission.recorded_at)} by "
        f"{markdown_text(submission.submitted_by)} as {submission.id}, and its figures stand. "
        "There is nothing to submit."
    )


def _draw_issues(
    file: uploads.Waiting,
    check: ReturnCheck,
    used: MappingUsed | None,
    asked: Sequence[Question],
) -> None:
    if table := issue_table(check.checked, asked):
        show(table)
    if not check.checked.issues:
        return
    with st.container(horizontal=True, gap="small"):
        download(
            "Download the marked file",
            partial(marked_bytes, check.checked, file.content, used),
            marked_name(file.name),
            key=f"marked_{file.key}",
            kind=ANY,
            help="Your own file with these cells filled and a comment on each, to mend and send "
            "again.",
        )
        download(
            "Download this list (CSV)",
            partial(issues_bytes, check.checked),
            f"issues-{file.name.rsplit('.', 1)[0]}.csv",
            key=f"issues_{file.key}",
        )


def _draw_activities(check: ReturnCheck) -> None:
    """The same of activities: those that are restated or new."""
    title = "Activities" if check.checked.ok else "Activities that can be read"
    show(element("h3", title, class_="k-file-head"))
    show(element("p", activity_changes_sentence(check.activity_changes), class_="k-line"))
    if table := activity_changes_table(check.activity_changes):
        with st.expander("Which they are", expanded=len(check.activity_changes) <= FEW):
            show(table)


def _without_small_groups(check: ReturnCheck) -> tuple[pd.DataFrame, pd.DataFrame]:
    """CHANGES and NO_LONGER_PRESENT without what is stored of groups and is not public."""
    if not any(
        (each["breakdown"] != "").any() for each in (check.changes, check.no_longer_present)
    ):
        return check.changes, check.no_longer_present
    public = public_by_group(cache.figures())
    return (
        public.withhold(check.changes, "before", "before_marker"),
        public.withhold(check.no_longer_present),
    )


def _draw_changes(plan: Plan, file: uploads.Waiting, check: ReturnCheck, checked: Checked) -> None:
    """Restated figures in full view, new ones when they are few, unchanged ones on asking."""
    how_many = counts(check.changes)
    changes, gone = _without_small_groups(check)
    if changes is not check.changes or gone is not check.no_longer_present:
        show(withheld_note())
    title = "What would change" if check.checked.ok else "What the readable figures would change"
    show(element("h3", title, class_="k-file-head"))
    show(element("p", changes_sentence(changes, checked.gives_way), class_="k-line"))
    if restated := change_table(changes, Change.RESTATED, plan):
        show(restatement_note(how_many[Change.RESTATED]))
        for each in checked.still_shown:
            show(element("p", each.sentence, class_="k-line"))
        show(restated)
    for kind in (Change.NEW, Change.UNCHANGED):
        if table := change_table(changes, kind, plan):
            few = kind is Change.NEW and how_many[kind] <= FEW
            with st.expander(figures(how_many[kind], kind), expanded=few):
                show(table)
    if gone_table := no_longer_present_table(gone, plan):
        show(no_longer_present_note(len(gone)))
        show(gone_table)
    if max(how_many.values()) > SHOWN:
        download(
            "Download all changes (CSV)",
            partial(changes_csv, changes),
            f"changes-{file.name.rsplit('.', 1)[0]}.csv",
            key=f"changes_{file.key}",
        )
