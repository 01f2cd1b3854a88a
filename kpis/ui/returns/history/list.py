"""Everything that was ever submitted, newest first: search it, look into it, act on it.

What is asked for is looked up in the store, a page at a time, so that years of returns are no
slower to look through than the first.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import partial

import streamlit as st

from kpis.frames import SUBMISSIONS, SubmissionRow
from kpis.model import Act, Plan, Provenance, SubmissionState, Whose
from kpis.store import MendedFile, MissingFile
from kpis.ui.kit.download import ANY, download
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import without_folders
from kpis.ui.returns.downloads import file_of, marked_again, marked_name
from kpis.ui.returns.history.approval import ask_to_approve, say_what_was_approved
from kpis.ui.returns.history.facts import HEAD, submission_facts
from kpis.ui.returns.history.withdrawal import ask_to_withdraw, say_what_was_withdrawn
from kpis.ui.returns.submit.issue_table import figures as counted_figures
from kpis.ui.state import seen, visitor
from kpis.ui.state.figures import Figures
from kpis.ui.state.groups import NOT_HANDED_OUT, may_hand_out
from kpis.ui.state.plan_files import chain
from kpis.use_cases.kept.missing import missing_files, missing_in_words
from kpis.use_cases.seen_store import SeenStore, acts_on
from kpis.words.illustrative import MADE_UP
from kpis.words.statuses import SUBMISSION_STATE_WORDS

PAGE = 10  # submissions shown at a time
NO_FILES = (
    "Files as they were sent may hold small counts by group. They are for directors, contributors "
    "and the performance team."
)
_ACTS = (Act.APPROVE, Act.WITHDRAW, Act.READ_SMALL_COUNTS)
_FIND, _STATE, _FIRST = "history_find", "history_state", "history_first"
_WHOSE = "history_whose"  # what the first one shown was counted of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the fields above the list ask for."""

    text: str
    state: SubmissionState | None
    whose: Whose

    @property
    def everything(self) -> bool:
        return not self.text and self.state is None and not self.whose.said


def draw_submissions(figures: Figures, store: SeenStore, whose: Whose) -> None:
    """The fields to search by, and a page of what they find. whose: figures they must hold."""
    say_what_was_withdrawn(store)
    say_what_was_approved()
    asked = _search(whose)
    first = st.session_state.get(_FIRST, 0)
    submissions = store.find_submissions(
        asked.text,
        state=asked.state or "",
        measure_ids=[each.id for each in whose.of(figures.plan.measures)] if whose.said else None,
        limit=PAGE + 1,
        offset=first,
    )
    if submissions.empty:
        _draw_nothing(asked)
        return
    if not store.actor.may_some(Act.READ_SMALL_COUNTS):
        show(element("p", NO_FILES, class_="k-foot"))
    show(HEAD)
    shown = submissions.head(PAGE)
    mended = store.mended(shown["submission_id"].tolist())
    posts = dict(zip(shown["submission_id"], shown["submitted_by"], strict=True))
    acts = acts_on(store, posts, _ACTS)
    gone = missing_files(store, shown["submission_id"].tolist())
    for row in SUBMISSIONS.rows(shown):
        may = acts[row.submission_id]
        missing = [each for each in gone if each.submission_id == row.submission_id]
        _draw_submission(figures, store, row, mended.get(row.submission_id), missing, may)
    _draw_turning(first, more=len(submissions) > PAGE)


def _search(whose: Whose) -> _Asked:
    if st.session_state.get(_WHOSE, whose) != whose:
        st.session_state[_FIRST] = 0
    st.session_state[_WHOSE] = whose
    if _FIND not in st.session_state:
        st.session_state[_FIND] = st.query_params.get("find", "")
    text_box, state_box = st.columns([3, 1])
    with text_box:
        text = st.text_input(
            "Search file names, posts, notes and ids",
            key=_FIND,
            on_change=_asked_anew,
            placeholder="For instance a file name, or S-0042",
        )
    with state_box:
        state = st.selectbox(
            "State",
            [None, *SUBMISSION_STATE_WORDS],
            format_func=lambda each: SUBMISSION_STATE_WORDS[each] if each else "Any state",
            key=_STATE,
            on_change=_asked_anew,
        )
    return _Asked(text=text.strip(), state=state, whose=whose)


def _asked_anew() -> None:
    """Another question begins with its first page, and the address names it."""
    st.session_state[_FIRST] = 0
    text = st.session_state[_FIND].strip()
    if text:
        st.query_params["find"] = text
    else:
        st.query_params.pop("find", None)


def _draw_nothing(asked: _Asked) -> None:
    words = "Nothing has been submitted yet."
    if not asked.everything:
        words = "No submission fits. Take a word out of the search, or choose another state."
    show(element("p", words, class_="k-quiet"))


def _draw_turning(first: int, *, more: bool) -> None:
    """The way to newer and older submissions, where there are any."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if first:
            st.button("Newer", key="history_newer", on_click=_turn, args=(-PAGE,))
        if more:
            st.button("Older", key="history_older", on_click=_turn, args=(PAGE,))


def _turn(step: int) -> None:
    st.session_state[_FIRST] = max(0, st.session_state.get(_FIRST, 0) + step)


def _draw_submission(
    figures: Figures,
    store: SeenStore,
    row: SubmissionRow,
    mended: MendedFile | None,
    missing: Sequence[MissingFile],
    may: Set[Act],
) -> None:
    """One submission: what is known of it, and beneath that what can be done with it.

    missing: its files that are gone. may: the acts that whoever looks may do with it.
    """
    plan = figures.plan
    handed_out = Act.READ_SMALL_COUNTS in may and (
        # On a machine where nobody signs in, nobody was given the right to read small counts.
        visitor.is_signed_in() or may_hand_out(figures, row)
    )
    show(submission_facts(row, mended))
    if not handed_out and Act.READ_SMALL_COUNTS in may:
        show(element("p", NOT_HANDED_OUT, class_="k-foot"))
    for each in missing:
        show(element("p", without_folders(missing_in_words(each)), class_="k-note"))
    with st.container(horizontal=True, gap="medium", key=f"actions_{row.submission_id}"):
        if handed_out:
            _draw_files(plan, store, row, mended, {each.sha256 for each in missing})
        approves = Act.APPROVE in may and row.state == SubmissionState.SUBMITTED
        if approves and st.button(
            "Approve",
            type="tertiary",
            key=f"approve_{row.submission_id}",
            help=f"Say that the figures of {row.submission_id} may be published.",
        ):
            ask_to_approve(plan, store, [row.submission_id], f"Approve {row.submission_id}")
        withdraws = Act.WITHDRAW in may and row.state != SubmissionState.WITHDRAWN
        if withdraws and st.button(
            "Withdraw",
            type="tertiary",
            key=f"withdraw_{row.submission_id}",
            help=f"Take {row.submission_id} back. It stays in this list.",
        ):
            ask_to_withdraw(
                store, [row.submission_id], f"Withdraw {row.submission_id}", _consequence(row)
            )


def _draw_files(
    plan: Plan,
    store: SeenStore,
    row: SubmissionRow,
    mended: MendedFile | None,
    missing: Set[str],
) -> None:
    """The files of a submission, each made for who asks for it, as they may by then.

    missing: the SHA-256 of those that are gone, which are not offered.
    """
    is_there = row.sha256 not in missing
    if is_there:
        download(
            "Download file",
            seen.when_asked(plan, partial(file_of, row.sha256)),
            row.file_name,
            key=f"file_{row.submission_id}",
            kind=ANY,
            look="tertiary",
            help=f"The file of {row.submission_id} as it was submitted.",
        )
    if mended is not None and mended.original not in missing:
        download(
            "Download the file as sent",
            seen.when_asked(plan, partial(file_of, mended.original)),
            row.file_name,
            key=f"original_{row.submission_id}",
            kind=ANY,
            look="tertiary",
            help=f"The file of {row.submission_id} before cells were corrected on the page.",
        )
    if is_there and row.provenance == Provenance.RETURN and store.actor.may_some(Act.CHECK):
        download(
            "Download the marked file",
            seen.when_asked(plan, partial(marked_again, chain(), row.submission_id)),
            marked_name(row.file_name),
            key=f"marked_{row.submission_id}",
            kind=ANY,
            look="tertiary",
            help="The file with a comment on each cell that the checks would remark on today.",
        )


def _consequence(row: SubmissionRow) -> str:
    """What withdrawing does. Only a return can be submitted again on the page."""
    words = (
        f"The figures of {row.file_name} stop counting at once; those they replaced are shown "
        "again. The file stays in the list"
    )
    again = row.provenance == Provenance.RETURN
    return f"{words} and can be submitted again." if again else f"{words}."


def draw_illustrative(store: SeenStore) -> None:
    """The one action for illustrative figures, as long as there are any."""
    submissions = store.submissions()
    illustrative = submissions[
        (submissions["provenance"] == Provenance.ILLUSTRATIVE.value)
        & submissions["withdrawn_at"].isna()
    ]
    posts = dict(zip(illustrative["submission_id"], illustrative["submitted_by"], strict=True))
    if not posts or not all(acts_on(store, posts, [Act.WITHDRAW]).values()):
        return
    count = int(illustrative[["new", "restated", "unchanged"]].to_numpy().sum())
    subject, statuses = counted_figures(count), int(illustrative["activities"].sum())
    if statuses:
        subject = f"{subject} and {statuses:,} statuses of activities"
    words = (
        f"{subject} here are illustrative: {MADE_UP}. Taking "
        "them out withdraws them. Official statistics and your own returns stay as they are."
    )
    text, action = st.columns([5, 2], vertical_alignment="center")
    with text:
        show(element("p", words, class_="k-note"))
    with action, st.container(horizontal_alignment="right"):
        if st.button("Take all illustrative figures out", key="withdraw_illustrative"):
            ask_to_withdraw(
                store,
                illustrative["submission_id"].tolist(),
                "Take all illustrative figures out",
                f"{subject} stop counting at once. Measures without a return or an official "
                "statistic are then shown as awaited or late.",
            )
