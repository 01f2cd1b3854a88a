"""Storing checked files, each whole or not at all, and what is said afterwards.

Several files are stored one after the other: one that is refused stays in the list with the
reason, and the others go in.
"""

from collections.abc import Sequence

import streamlit as st

from kpis.errors import KpisError
from kpis.model import Change, Plan
from kpis.periods import period_of_id, reporting_quarter
from kpis.ui.kit.html import markdown_text
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import post
from kpis.ui.returns import uploads
from kpis.ui.returns.mapping import in_use
from kpis.ui.returns.submit import given
from kpis.ui.returns.submit.said import forget_reason_for_all, said_about
from kpis.ui.state.acting import acting
from kpis.ui.state.plan_files import chain
from kpis.use_cases.answers import answers_for
from kpis.use_cases.kept.last_opened import open_file
from kpis.use_cases.mappings import mapping_for
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.still_shown import still_as_before
from kpis.use_cases.submit import Submitted, submit_return

_REFUSED = "submit_refused"


def submit_files(plan: Plan, store: SeenStore, files: Sequence[uploads.Waiting]) -> None:
    """Store them for the post given on the page, and draw the page anew."""
    refused: dict[str, str] = {}
    place = st.empty()
    for number, file in enumerate(files):
        place.progress(number / len(files), f"Storing {markdown_text(file.name)}")
        try:
            _submit(plan, store, file)
        except KpisError as error:
            refused[file.name] = sentence_of(error)
    st.session_state[_REFUSED] = refused
    if len(files) > 1 and not refused:
        forget_reason_for_all()
    st.rerun()


def refusals() -> dict[str, str]:
    """Why files were not stored when that was asked for last, by their names."""
    reasons: dict[str, str] = st.session_state.get(_REFUSED, {})
    return reasons


def forget_refusals() -> None:
    """At the next look at the page they are no news any more."""
    st.session_state.pop(_REFUSED, None)


def _submit(plan: Plan, store: SeenStore, file: uploads.Waiting) -> None:
    said = said_about(file)
    opened = open_file(file.content)
    done = submit_return(
        store,
        chain(),
        file.name,
        opened,
        actor=acting(post()),
        note=said.note,
        reason=said.reason,
        mapping=mapping_for(store, post(), opened, in_use.choice(file), actor=store.actor),
        answers=answers_for(store, post(), given.answers_given(file), actor=store.actor),
        original=file.original,
        mended=file.mended,
    )
    receipt = uploads.Receipt(
        submission=done.submission,
        repeated=done.repeated,
        put_back=done.put_back,
        touched=_touched(plan, done),
        still_shown=tuple(each.sentence for each in still_as_before(store, done.changes)),
    )
    uploads.hand_in(file, receipt)
    in_use.forget(file)


def _touched(plan: Plan, done: Submitted) -> tuple[tuple[str, str], ...]:
    """Each measure with the quarter its latest new or restated figure is reported in."""
    changed = done.changes[done.changes["change"] != Change.UNCHANGED]
    pairs = zip(changed["measure_id"], changed["period_id"], strict=True)
    latest: dict[str, str] = {}
    for measure_id, period_id in dict.fromkeys(pairs):
        arrears = plan.measures_by_id[measure_id].arrears
        quarter = reporting_quarter(period_of_id(period_id), arrears).id
        latest[measure_id] = max(quarter, latest.get(measure_id, ""))
    return tuple(latest.items())
