"""Publishing a quarter: what the release would show, what stands in its way, and the button."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from kpis.errors import KpisError
from kpis.frames import OUTTURNS
from kpis.model import Act, Plan, ReleaseWarning, the_program
from kpis.periods import ReportingPeriod
from kpis.ui.kit.addresses import link, measure_address, submission_address
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.marks import hidden
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.post.field import MAIN_ACTION, remember_post
from kpis.ui.publish.changes import draw_changes
from kpis.ui.publish.checklist import draw_checklist
from kpis.ui.publish.timing import Timing, choose_when
from kpis.ui.state import cache
from kpis.ui.state.acting import acting
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.ui.state.plan_files import plan_in_force
from kpis.use_cases.publishing.consequences import Consequences, what_would_change
from kpis.use_cases.publishing.scheduling import schedule_release
from kpis.use_cases.release_preview import ReleasePreview, preview_release
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.signoff import publish_release
from kpis.words.days import uk_time
from kpis.words.lists import counted, listed
from kpis.words.releases import check_sentence
from kpis.words.report.shown import as_shown, place_of

LONGEST_NOTE = 500
POST = "publish_post"
_PUBLISHED, _PROBLEM = "release_published", "release_problem"
_NOTE, _REASON = "publish_note", "publish_reason"


def say_what_was_published() -> None:
    """Once, after it was done."""
    if published := st.session_state.pop(_PUBLISHED, ""):
        st.success(markdown_text(published))


def draw_publishing(
    figures: Figures, plan: Plan, store: SeenStore, quarter: ReportingPeriod
) -> None:
    """What publishing a quarter would show and what stands in its way; for who may, the button.

    figures: the latest ones; plan: as its files have it.
    """
    publishes = store.actor.may(Act.PUBLISH)
    timing = choose_when() if publishes else Timing()
    preview = _preview(figures, quarter, timing.due_at)
    _draw_preview(plan, quarter, preview)
    _draw_consequences(_consequences(figures, quarter, timing.due_at))
    accepted = draw_checklist(plan, quarter, preview.checks, ticks=publishes)
    if publishes and not timing.problem:
        _draw_button(_Wanted(plan, store, quarter, preview, accepted, timing))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What would be published, and what is said of it so far."""

    plan: Plan
    store: SeenStore
    quarter: ReportingPeriod
    preview: ReleasePreview
    accepted: Collection[ReleaseWarning]
    timing: Timing

    @property
    def verb(self) -> str:
        act = "Publish" if self.timing.due_at is None else "Approve"
        what = f"{act} the correction of" if self.preview.previous else act
        when = f" for {uk_time(self.timing.due_at)}" if self.timing.due_at else ""
        return f"{what} {self.quarter.label}{when}"


@kept_per_state(max_entries=16)
def _preview(
    figures: Figures,  # noqa: ARG001 its key
    quarter: ReportingPeriod,
    due_at: datetime | None,
) -> ReleasePreview:
    """Kept while store, plan and day are the same: every tick draws the page anew.

    It is the same for all who may prepare or publish, and so made as by the program.
    """
    by = the_program("pages")
    plan = plan_in_force(quarter)
    return preview_release(cache.whole_store(), plan, quarter, actor=by, now=due_at)


@kept_per_state(max_entries=16)
def _consequences(
    figures: Figures, quarter: ReportingPeriod, due_at: datetime | None
) -> Consequences | None:
    by, preview = the_program("pages"), _preview(figures, quarter, due_at)
    plan = plan_in_force(quarter)
    return what_would_change(cache.whole_store(), plan, quarter, preview, actor=by)


def _draw_consequences(found: Consequences | None) -> None:
    """What a correction would change; nothing for a first release, and where nothing differs."""
    if found is None or not any(found.counts.values()):
        return
    show(element("h3", "What this correction would change", class_="k-file-head"))
    show(element("ul", [element("li", each) for each in found.sentences], class_="k-prose"))


def _draw_preview(plan: Plan, quarter: ReportingPeriod, preview: ReleasePreview) -> None:
    show(element("p", preview.summary(quarter), class_="k-lead"))
    own = _of_council(preview.figures, plan)
    if len(own):
        with st.expander("See what it would show"):
            show(_listed(own, plan, "Figures the release would show"))
    if preview.previous is None or preview.changes is None:
        return
    name = f"release {preview.previous.number} of {uk_time(preview.previous.published_at)}"
    if preview.changes.anything:
        show(element("h3", f"What changed since {name}", class_="k-file-head"))
        draw_changes(preview.changes, plan, "In that release", "In this one")


def _of_council(outturns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The council's own figures as wholes, in the order of the plan."""
    own = outturns[(outturns["area"] == plan.area) & (outturns["breakdown"] == "")]
    order = {measure.id: place for place, measure in enumerate(plan.measures)}
    return own.sort_values("measure_id", key=lambda ids: ids.map(order), kind="stable")


def _listed(outturns: pd.DataFrame, plan: Plan, name: str) -> Html:
    head = row(column("Measure"), column("Outturn", class_="k-figure"), column("Submission"))
    lines = []
    for each in OUTTURNS.rows(outturns):
        measure = plan.measures_by_id[each.measure_id]
        lines.append(
            row(
                row_header(
                    element("span", measure.code, class_="k-code"),
                    link(measure_address(measure.id), measure.title),
                    element("span", place_of(each, plan), class_="k-sub"),
                ),
                cell(as_shown(each.outturn, each.marker, measure), class_="k-figure"),
                cell(link(submission_address(each.submission_id), each.submission_id)),
            )
        )
    return table(hidden(name), head, lines, class_="k-cards")


def _draw_button(wanted: _Wanted) -> None:
    """Words for readers, and the button that asks once more; nothing where it is blocked."""
    preview = wanted.preview
    if preview.checks.faults:
        return
    st.text_input(
        "Note for readers (optional)",
        max_chars=LONGEST_NOTE,
        key=_NOTE,
        help="It stands at the head of every page of this release.",
    )
    if preview.previous:
        st.text_input(
            "What is corrected, and why",
            max_chars=LONGEST_NOTE,
            key=_REASON,
            help="Readers see it at the head of every page, with a list of what changed.",
        )
    waiting = [kind for kind in preview.checks.kinds if kind not in wanted.accepted]
    if waiting:
        words = f"{counted(len(waiting), 'box', 'boxes')} above to be ticked first."
        show(element("p", words, class_="k-quiet k-line"))
    if st.button(wanted.verb, key=f"{MAIN_ACTION}publish", disabled=bool(waiting)):
        st.session_state.pop(_PROBLEM, None)
        st.dialog(f"{wanted.verb}?")(_confirm)(wanted)


def _confirm(wanted: _Wanted) -> None:
    """Say what becomes public, and ask once more."""
    if st.session_state.get(_PUBLISHED):
        st.rerun()
    note = st.session_state.get(_NOTE, "").strip()
    reason = st.session_state.get(_REASON, "").strip() if wanted.preview.previous else ""
    show(_what_becomes_public(wanted, note, reason))
    if problem := st.session_state.get(_PROBLEM):
        st.error(markdown_text(problem), title="Nothing was published")
    st.button(
        "Publish now" if wanted.timing.due_at is None else "Approve now",
        key=f"{MAIN_ACTION}confirm_publish",
        on_click=_publish,
        args=(wanted, st.session_state.get(POST, ""), note, reason),
    )


def _what_becomes_public(wanted: _Wanted, note: str, reason: str) -> Html:
    """note, reason: "" for none."""
    quarter, preview, timing = wanted.quarter, wanted.preview, wanted.timing
    count = counted(preview.checks.came_in, "figure")
    warnings = (
        check_sentence(kind, len(preview.checks.of(kind)), quarter.label)
        for kind in preview.checks.kinds
    )
    readers = listed(timing.early_readers)
    lines = [
        f"{count} of its report, and {preview.past:,} of earlier periods.",
        "The targets and definitions as they stand today.",
        *warnings,
        *([f"Your note: {note}"] if note else []),
        *([f"Corrected because: {reason}"] if reason else []),
        *([f"{timing.early_hours} hours before, these posts: {readers}."] if readers else []),
    ]
    when = f", from {uk_time(timing.due_at)} on" if timing.due_at else ""
    lasts = (
        "A release cannot be taken back unseen: it is corrected, or withdrawn with a public reason."
        if timing.due_at is None
        else "Until then it can be sent back to draft."
    )
    return element(
        "div",
        element("p", f"Everybody who opens {quarter.label} will see{when}:", class_="k-line"),
        element("ul", [element("li", line) for line in lines]),
        element("p", lasts, class_="k-note"),
        class_="k-prose",
    )


def _publish(wanted: _Wanted, post: str, note: str, reason: str) -> None:
    timing, quarter = wanted.timing, wanted.quarter
    said: dict[str, Any] = {"note": note, "reason": reason, "accepted": wanted.accepted}
    try:
        acts = acting(post)
        if timing.due_at is None:
            made = publish_release(
                wanted.store,
                wanted.plan,
                quarter,
                actor=acts,
                seen=wanted.preview.seen,
                **said,
            )
            done = f"Release {made.number}, {quarter.label}, is published."
        else:
            due = schedule_release(
                wanted.store,
                wanted.plan,
                quarter,
                actor=acts,
                seen=wanted.preview.seen,
                due_at=timing.due_at,
                early_readers=timing.early_readers,
                early_hours=timing.early_hours,
                **said,
            )
            done = f"{quarter.label} is approved for {uk_time(due.due_at)}."
    except KpisError as error:
        st.session_state[_PROBLEM] = sentence_of(error)
        return
    remember_post(post)
    for key in (_NOTE, _REASON, _PROBLEM):
        st.session_state.pop(key, None)
    st.session_state[_PUBLISHED] = done
