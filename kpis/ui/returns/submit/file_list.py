"""All files that wait at one glance, and one action for those that are ready."""

from collections.abc import Mapping
from enum import StrEnum

import streamlit as st

from kpis.model import Change, Plan
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.post.field import MAIN_ACTION, POST_MISSING, post
from kpis.ui.returns import uploads
from kpis.ui.returns.submit.change_table import counts
from kpis.ui.returns.submit.checks import Checked
from kpis.ui.returns.submit.issue_table import figures
from kpis.ui.returns.submit.said import (
    LONGEST_NOTE,
    key_for_all,
    restated,
    said_about,
    unsaid,
)
from kpis.ui.returns.submit.submit import refusals, submit_files
from kpis.use_cases.seen_store import SeenStore
from kpis.words.lists import counted
from kpis.words.report.shown import NONE

_COUNTS = (
    "Figures",
    "New",
    "Restated",
    "Unchanged",
    "No longer present",
    "Errors",
    "Questions",
    "Warnings",
)


class FileState(StrEnum):
    """How far a file is, in the words of the list."""

    READY = "Ready to submit"
    ASKS = "Needs a word from you"
    ERRORS = "Has errors to put right"
    QUESTIONS = "Asks how it is meant"
    OTHERS = "Has what is not yours to submit"
    UNREADABLE = "Cannot be read"
    UNCHECKED = "Not checked yet"
    REPEATED = "Submitted before"
    NOTHING = "Holds nothing to store"


def file_state(file: uploads.Waiting, checked: Checked) -> FileState:
    """How far a file is. Ready: all is said that it asks for, but for the post."""
    check = checked.check
    if check is None:
        return FileState.UNREADABLE if checked.unreadable else FileState.UNCHECKED
    if check.repeated is not None:
        return FileState.REPEATED
    if check.checked.errors:
        return FileState.ERRORS
    if check.checked.questions:
        return FileState.QUESTIONS
    if not len(check.checked.rows) and not len(check.activities):
        return FileState.NOTHING
    if checked.not_theirs:
        return FileState.OTHERS
    return FileState.ASKS if unsaid(checked, said_about(file)) else FileState.READY


def draw_file_list(plan: Plan, store: SeenStore, checks: Mapping[str, Checked]) -> None:
    """The list and its action; nothing for a single file, which says it all itself."""
    files = uploads.waiting()
    if len(files) < 2:
        return
    states = {file.name: file_state(file, checks[file.name]) for file in files}
    ready = [file for file in files if states[file.name] is FileState.READY]
    section(f"{len(files)} files")
    show(_table(files, checks, states))
    _draw_reason(checks)
    asking = [file for file in files if states[file.name] is FileState.ASKS]
    _draw_action(plan, store, ready, asking)
    if refused := refusals():
        st.error(f"{counted(len(refused), 'file')} could not be stored: see the reason there.")


def _draw_reason(checks: Mapping[str, Checked]) -> None:
    """One reason for all files that restate something; nothing where only one does."""
    restating = [
        checked.check
        for checked in checks.values()
        if checked.check is not None and checked.check.checked.ok and restated(checked.check)
    ]
    if len(restating) > 1:
        st.text_input(
            f"Why are figures restated in these {len(restating)} files?",
            max_chars=LONGEST_NOTE,
            key=key_for_all(),
            persist_state="session",
            help="Said once for all of them. A reason given at a file counts for that file.",
        )


def _draw_action(
    plan: Plan, store: SeenStore, ready: list[uploads.Waiting], asking: list[uploads.Waiting]
) -> None:
    """The button, also where all files still ask for a reason: a click on it brings what was typed
    in the field that was not left yet.
    """
    nothing_ready = element("p", "No file is ready to submit yet.", class_="k-foot")
    if not ready and not asking:
        show(nothing_ready)
        return
    words = "Submit the file that is ready"
    if not ready:
        words = f"Submit {counted(len(asking), 'file')}"
    elif len(ready) > 1:
        words = f"Submit the {len(ready)} files that are ready"
    asked = st.button(words, key=f"{MAIN_ACTION}submit_ready")
    if asked and not ready:
        st.error("See below what each file still asks for.", title="Nothing was stored yet")
    elif not ready:
        show(nothing_ready)
    elif asked and not post():
        st.error(POST_MISSING)
    elif asked:
        submit_files(plan, store, ready)


def _table(
    files: tuple[uploads.Waiting, ...],
    checks: Mapping[str, Checked],
    states: Mapping[str, FileState],
) -> Html:
    head = row(
        column("File"),
        [column(name, class_="k-figure") for name in _COUNTS],
        column("State"),
    )
    lines = [_line(file, checks[file.name], states[file.name]) for file in files]
    return_checks = [checked.check for checked in checks.values() if checked.check is not None]
    ready = sum(1 for each in states.values() if each is FileState.READY)
    caption = (
        f"{figures(sum(len(check.checked.rows) for check in return_checks))} can be read; "
        f"{counted(ready, 'file')} ready to submit. Each file goes in whole or not at all."
    )
    return table(caption, head, lines, class_="k-pile")


def _line(file: uploads.Waiting, checked: Checked, state: FileState) -> Html:
    return row(
        row_header(element("a", file.name, href=f"#{anchor(file)}", class_="k-link")),
        [
            cell(text, class_="k-figure k-nil" if text == "0" else "k-figure", label=name)
            for name, text in zip(_COUNTS, _counts(checked), strict=True)
        ],
        cell(
            element("span", state.value, class_=f"k-standing-{state.name.lower()}"),
            _asked_for(file, checked) if state is FileState.ASKS else None,
            label="State",
        ),
    )


def _asked_for(file: uploads.Waiting, checked: Checked) -> Html | None:
    missing = unsaid(checked, said_about(file))
    return element("span", ", ".join(missing), class_="k-sub")


def _counts(checked: Checked) -> list[str]:
    check = checked.check
    if check is None:
        return [NONE] * len(_COUNTS)
    change = counts(check.changes)
    numbers = (
        len(check.checked.rows),
        change[Change.NEW],
        change[Change.RESTATED],
        change[Change.UNCHANGED],
        len(check.no_longer_present),
        len(check.checked.errors),
        len(check.checked.questions),
        len(check.checked.warnings),
    )
    return [f"{number:,}" for number in numbers]


def anchor(file: uploads.Waiting) -> str:
    """Of the file's own part of the page."""
    return f"file-{file.sha256[:16]}"
