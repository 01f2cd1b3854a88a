"""Publishing a quarter: what the release would show, what it would leave out, and the button."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from kpis.analysis.groups.public_figures import PublicFigures
from kpis.errors import KpisError
from kpis.frames import DIFFERENCES, OUTTURNS, FigureKey
from kpis.model import Plan, Provenance
from kpis.periods import ReportingPeriod
from kpis.store import Store
from kpis.ui.kit.addresses import link, measure_address, submission_address
from kpis.ui.kit.figure_text import as_shown, place_of
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.illustrative_note import illustrative_note
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.marks import hidden
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.post.field import MAIN_ACTION, post_field, remember_post
from kpis.ui.returns.submit.issue_table import figures
from kpis.use_cases.release_preview import ReleasePreview, preview_release
from kpis.use_cases.signoff import publish_release
from kpis.words.days import uk_time
from kpis.words.illustrative import Share
from kpis.words.lists import counted

LONGEST_NOTE = 500
_QUARTER, _PUBLISHED = "release_quarter", "release_published"


def draw_publishing(
    plan: Plan,
    store: Store,
    quarters: Sequence[ReportingPeriod],
    first: ReportingPeriod,
    public: PublicFigures,
) -> None:
    """quarters: those of the plan, latest first; first: the one offered first."""
    section("Publish a quarter")
    if published := st.session_state.pop(_PUBLISHED, ""):
        st.success(markdown_text(published))
    by_id = {quarter.id: quarter for quarter in quarters}
    if st.session_state.get(_QUARTER) not in by_id:
        st.session_state[_QUARTER] = first.id
    with st.columns([1, 3])[0]:
        st.selectbox(
            "Quarter", list(by_id), format_func=lambda each: by_id[each].label, key=_QUARTER
        )
    quarter = by_id[st.session_state[_QUARTER]]
    preview = _without_small_groups(preview_release(store, plan, quarter), public)
    _draw_preview(plan, quarter, preview)
    if len(preview.figures) and (preview.previous is None or len(preview.differing)):
        _form(plan, store, quarter, preview)


def _without_small_groups(preview: ReleasePreview, public: PublicFigures) -> ReleasePreview:
    """The same, with nothing of a group that its measure's page does not show."""
    differing = public.withhold(preview.differing, "before", "before_marker")
    return replace(
        preview,
        left_out=public.withhold(preview.left_out),
        differing=public.withhold(differing, "after", "after_marker"),
    )


def _draw_preview(plan: Plan, quarter: ReportingPeriod, preview: ReleasePreview) -> None:
    show(element("p", _summary(plan, quarter, preview), class_="k-line"))
    own = _of_council(preview.figures, plan)
    illustrative = int((own["provenance"] == Provenance.ILLUSTRATIVE.value).sum())
    beside = " The release would say so beside each."
    show(
        illustrative_note([Share(illustrative, len(own), "figure")], beside, where="of its report")
    )
    if len(own):
        with st.expander(f"See what it would show ({len(own)})"):
            show(_listed(own, plan, "Figures the release would show"))
    if len(preview.left_out):
        count = figures(len(preview.left_out))
        show(
            element(
                "p",
                element("strong", f"{count} left out, because not approved. "),
                "What was approved before is shown in their place, where there is such a figure.",
                class_="k-note",
            )
        )
        with st.expander(f"See what is left out ({len(preview.left_out)})"):
            show(_listed(preview.left_out, plan, "Figures that are not approved"))
    if preview.previous is None:
        return
    name = f"release {preview.previous.number} of {uk_time(preview.previous.published_at)}"
    if preview.differing.empty:
        words = f"It would show what {name} shows, so there is nothing to correct."
        show(element("p", words, class_="k-quiet"))
        return
    show(element("h3", f"What changed since {name}", class_="k-file-head"))
    show(_differing(preview.differing, plan))


def _summary(plan: Plan, quarter: ReportingPeriod, preview: ReleasePreview) -> str:
    if preview.figures.empty:
        return f"No figure of the report for {quarter.label} is approved yet."
    measures = counted(_of_council(preview.figures, plan)["measure_id"].nunique(), "measure")
    kind = "A correction of" if preview.previous else "The release of"
    further = f", and {preview.further:,} of other periods and areas" if preview.further else ""
    return f"{kind} {quarter.label} would show the figures of {measures} of its report{further}."


def _of_council(outturns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The council's own figures as wholes, in the order of the plan."""
    own = outturns[(outturns["area"] == plan.area) & (outturns["breakdown"] == "")]
    order = {measure.id: place for place, measure in enumerate(plan.measures)}
    return own.sort_values("measure_id", key=lambda ids: ids.map(order), kind="stable")


def _listed(outturns: pd.DataFrame, plan: Plan, name: str) -> Html:
    head = row(column("Measure"), column("Outturn", class_="k-figure"), column("Submission"))
    lines = [
        row(
            _measure(each, plan),
            cell(_figure(each, each.outturn, each.marker, plan), class_="k-figure"),
            cell(link(submission_address(each.submission_id), each.submission_id)),
        )
        for each in OUTTURNS.rows(outturns)
    ]
    return table(hidden(name), head, lines, class_="k-cards")


def _differing(differing: pd.DataFrame, plan: Plan) -> Html:
    names = ("In that release", "In this one")
    head = row(column("Measure"), [column(name, class_="k-figure") for name in names])
    lines = [
        row(
            _measure(each, plan),
            cell(
                _figure(each, each.before, each.before_marker, plan),
                class_="k-figure",
                label=names[0],
            ),
            cell(
                _figure(each, each.after, each.after_marker, plan),
                class_="k-figure",
                label=names[1],
            ),
        )
        for each in DIFFERENCES.rows(differing)
    ]
    caption = (
        f"{figures(len(differing))}. Those that were otherwise before are marked [r], revised."
    )
    return table(caption, head, lines, class_="k-cards")


def _measure(each: FigureKey, plan: Plan) -> Html:
    measure = plan.measures_by_id[each.measure_id]
    return row_header(
        element("span", measure.code, class_="k-code"),
        link(measure_address(measure.id), measure.title),
        element("span", place_of(each, plan), class_="k-sub"),
    )


def _figure(each: FigureKey, value: float, marker: str, plan: Plan) -> str:
    return as_shown(value, marker, plan.measures_by_id[each.measure_id])


def _form(plan: Plan, store: Store, quarter: ReportingPeriod, preview: ReleasePreview) -> None:
    with st.form("publish_form", enter_to_submit=False):
        post_box, note_box = st.columns([2, 3])
        with post_box:
            post = post_field("publish_post")
        with note_box:
            note = st.text_input(
                "Note for readers (optional)",
                max_chars=LONGEST_NOTE,
                key="publish_note",
                placeholder="For instance what was corrected and why",
            )
        verb = "Publish the correction of" if preview.previous else "Publish"
        asked = st.form_submit_button(f"{verb} {quarter.label}", key=f"{MAIN_ACTION}publish")
    if not asked:
        return
    try:
        with st.spinner("Publishing"):
            made = publish_release(store, plan, quarter, by=post, note=note)
    except KpisError as error:
        st.error(markdown_text(str(error)), title="Nothing was published")
        return
    remember_post(post)
    st.session_state[_PUBLISHED] = f"Release {made.number}, {quarter.label}, is published."
    st.rerun()
