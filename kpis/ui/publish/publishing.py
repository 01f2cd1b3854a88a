"""Publishing a quarter: what the release would show, what stands in its way, and the button."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from kpis.errors import KpisError
from kpis.frames import OUTTURNS
from kpis.model import Plan, ReleaseWarning, the_program
from kpis.periods import ReportingPeriod
from kpis.ui.kit.addresses import link, measure_address, submission_address
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.marks import hidden
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.post.field import MAIN_ACTION, post_field, remember_post
from kpis.ui.publish.changes import draw_changes
from kpis.ui.publish.checklist import draw_checklist
from kpis.ui.state import cache
from kpis.ui.state.acting import acting
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.ui.state.plan_files import plan_in_force
from kpis.use_cases.release_preview import ReleasePreview, preview_release
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.signoff import publish_release
from kpis.words.days import uk_time
from kpis.words.lists import counted
from kpis.words.releases import check_sentence
from kpis.words.report.shown import as_shown, place_of

LONGEST_NOTE = 500
_QUARTER, _PUBLISHED, _PROBLEM = "release_quarter", "release_published", "release_problem"
_POST, _NOTE, _REASON = "publish_post", "publish_note", "publish_reason"


def draw_publishing(figures: Figures, plan: Plan, store: SeenStore) -> None:
    """For who may publish. figures: the latest ones; plan: as its files have it."""
    section("Publish a quarter")
    if published := st.session_state.pop(_PUBLISHED, ""):
        st.success(markdown_text(published))
    by_id = {quarter.id: quarter for quarter in figures.choices}
    if st.session_state.get(_QUARTER) not in by_id:
        st.session_state[_QUARTER] = figures.first.id
    with st.columns([1, 3])[0]:
        st.selectbox(
            "Quarter", list(by_id), format_func=lambda each: by_id[each].label, key=_QUARTER
        )
    quarter = by_id[st.session_state[_QUARTER]]
    plan, preview = plan_in_force(quarter), _preview(figures, quarter)
    _draw_preview(plan, quarter, preview)
    accepted = draw_checklist(plan, quarter, preview.checks)
    _draw_button(plan, store, quarter, preview, accepted)


@kept_per_state(max_entries=16)
def _preview(figures: Figures, quarter: ReportingPeriod) -> ReleasePreview:  # noqa: ARG001
    """Kept while store, plan and day are the same: every tick draws the page anew.

    It is the same for all who may publish, and so made as by the program.
    """
    by = the_program("pages")
    return preview_release(cache.whole_store(), plan_in_force(quarter), quarter, actor=by)


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


def _draw_button(
    plan: Plan,
    store: SeenStore,
    quarter: ReportingPeriod,
    preview: ReleasePreview,
    accepted: Collection[ReleaseWarning],
) -> None:
    """Post, words for readers, and the button that asks once more; nothing where it is blocked."""
    if preview.checks.faults:
        return
    verb = "Publish the correction of" if preview.previous else "Publish"
    post_box, note_box = st.columns([2, 3])
    with post_box:
        post_field(_POST)
    with note_box:
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
    waiting = [kind for kind in preview.checks.kinds if kind not in accepted]
    if waiting:
        words = f"{counted(len(waiting), 'box', 'boxes')} above to be ticked first."
        show(element("p", words, class_="k-quiet k-line"))
    if st.button(f"{verb} {quarter.label}", key=f"{MAIN_ACTION}publish", disabled=bool(waiting)):
        st.session_state.pop(_PROBLEM, None)
        st.dialog(f"{verb} {quarter.label}?")(_confirm)(plan, store, quarter, preview, accepted)


def _confirm(
    plan: Plan,
    store: SeenStore,
    quarter: ReportingPeriod,
    preview: ReleasePreview,
    accepted: Collection[ReleaseWarning],
) -> None:
    """Say what becomes public, and ask once more."""
    if st.session_state.get(_PUBLISHED):
        st.rerun()
    note = st.session_state.get(_NOTE, "").strip()
    reason = st.session_state.get(_REASON, "").strip() if preview.previous else ""
    show(_what_becomes_public(quarter, preview, note, reason))
    if problem := st.session_state.get(_PROBLEM):
        st.error(markdown_text(problem), title="Nothing was published")
    st.button(
        "Publish now",
        key=f"{MAIN_ACTION}confirm_publish",
        on_click=_publish,
        args=(
            plan,
            store,
            quarter,
            preview,
            accepted,
            st.session_state.get(_POST, ""),
            note,
            reason,
        ),
    )


def _what_becomes_public(
    quarter: ReportingPeriod, preview: ReleasePreview, note: str, reason: str
) -> Html:
    """note, reason: "" for none."""
    count = counted(preview.checks.came_in, "figure")
    warnings = (
        check_sentence(kind, len(preview.checks.of(kind)), quarter.label)
        for kind in preview.checks.kinds
    )
    lines = [
        f"{count} of its report, and {preview.past:,} of earlier periods.",
        "The targets and definitions as they stand today.",
        *warnings,
        *([f"Your note: {note}"] if note else []),
        *([f"Corrected because: {reason}"] if reason else []),
    ]
    return element(
        "div",
        element("p", f"Everybody who opens {quarter.label} will see:", class_="k-line"),
        element("ul", [element("li", line) for line in lines]),
        element(
            "p",
            "A release cannot be taken back. A mistake in it is put right by a correction.",
            class_="k-note",
        ),
        class_="k-prose",
    )


def _publish(
    plan: Plan,
    store: SeenStore,
    quarter: ReportingPeriod,
    preview: ReleasePreview,
    accepted: Collection[ReleaseWarning],
    post: str,
    note: str,
    reason: str,
) -> None:
    try:
        made = publish_release(
            store,
            plan,
            quarter,
            actor=acting(post),
            note=note,
            reason=reason,
            accepted=accepted,
            seen=preview.seen,
        )
    except KpisError as error:
        st.session_state[_PROBLEM] = sentence_of(error)
        return
    remember_post(post)
    for key in (_NOTE, _REASON, _PROBLEM):
        st.session_state.pop(key, None)
    st.session_state[_PUBLISHED] = f"Release {made.number}, {quarter.label}, is published."
