"""What is said of the layout a file is read in, and the way to point it out."""

from collections import Counter

import streamlit as st

from kpis.cell_addresses import letters_in
from kpis.errors import KpisError
from kpis.model import Plan
from kpis.store import SavedMapping
from kpis.ui.kit.html import markdown_text
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import post
from kpis.ui.returns import uploads
from kpis.ui.returns.mapping import in_use
from kpis.ui.returns.mapping.confirm_period import draw_period
from kpis.ui.returns.mapping.editor import draw_editor
from kpis.ui.returns.mapping.names_table import draw_names
from kpis.ui.returns.submit.checks import Checked
from kpis.ui.state.acting import acting
from kpis.use_cases.mappings import MappingUsed, forget_mapping, saved_series
from kpis.use_cases.seen_store import SeenStore
from kpis.validation import CheckedReturn
from kpis.validation.issues.structure import NoTableFound, SheetNotRead, UnknownColumn
from kpis.words.days import uk_time

_NOT_UNDERSTOOD = (NoTableFound, SheetNotRead, UnknownColumn)
_OFFER = "Is it a layout of your own? Say what its columns are"
_AGAIN = "Say again what the columns are"
MANY = 20  # errors or questions of one kind in a column, which one answer may clear


def draw_layout(plan: Plan, store: SeenStore, file: uploads.Waiting, checked: Checked) -> None:
    """The mapping in use; the editor where the file was not understood, or on asking."""
    if file.too_large or (checked.check is None and not checked.unreadable):
        return
    if checked.used:
        _draw_used(plan, store, file, checked.used)
        if checked.used.unconfirmed_periods:
            draw_period(file, checked.used)
        draw_names(
            plan, file, checked.used, checked.check.checked.answered if checked.check else ()
        )
        with st.expander(_AGAIN, key=f"again_{file.key}", on_change="rerun") as again:
            if again.open:
                draw_editor(plan, file, checked.used.mapping)
        return
    check = checked.check
    issues = check.checked.issues if check else ()
    not_understood = any(isinstance(issue, _NOT_UNDERSTOOD) for issue in issues)
    if check is not None and (check.repeated or (check.checked.ok and not not_understood)):
        return
    helps = any(isinstance(issue, NoTableFound) for issue in issues) or (
        check is not None and _has_one_cause(check.checked)
    )
    with st.expander(
        _OFFER, expanded=helps, key=f"layout_{file.key}", on_change="rerun"
    ) as offered:
        if offered.open:
            draw_editor(plan, file)


def _has_one_cause(checked: CheckedReturn) -> bool:
    """Whether so many rows are wrong in the same way in one column, more than are right."""
    kinds = Counter(
        (type(issue), letters_in(issue.cell))
        for issue in (*checked.errors, *checked.questions)
        if issue.cell
    )
    most = max(kinds.values(), default=0)
    return most >= MANY and most > len(checked.rows)


def _draw_used(plan: Plan, store: SeenStore, file: uploads.Waiting, used: MappingUsed) -> None:
    if used.saved is None:
        words = (
            "Read with the columns pointed out here. They are kept for your post when you submit."
        )
    else:
        words = (
            f"Read with the mapping saved by {markdown_text(used.saved.saved_by)} on "
            f"{uk_time(used.saved.saved_at)}."
        )
    st.info(words)
    with st.container(horizontal=True):
        st.button(
            "Read it without the mapping",
            key=f"unmapped_{file.key}",
            on_click=in_use.use_none,
            args=(file,),
        )
        if used.saved is not None:
            st.button(
                "Forget the mapping",
                key=f"forget_{file.key}",
                on_click=_forget,
                args=(store, file, used.saved),
                help="Your next file of this layout is read without it.",
            )
        for other in used.others:
            st.button(
                f"Read instead: {markdown_text(saved_series(plan, other))}",
                key=f"instead_{other.name}_{file.key}",
                on_click=in_use.use_kept,
                args=(file, other.name),
                help="Another series of this file, whose mapping is kept for your post too. It "
                "comes by itself when you choose the file again.",
            )


def _forget(store: SeenStore, file: uploads.Waiting, saved: SavedMapping) -> None:
    try:
        forget_mapping(store, saved, actor=acting(post()))
    except KpisError as error:
        st.error(markdown_text(sentence_of(error)))
        return
    in_use.use_none(file)
