"""How one figure came to be what it is: every time it was returned, by whom and from which cell.

The address names measure and period, so "who changed this figure?" is answered with a link.
"""

import math
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from kpis.frames import REVISIONS, RevisionRow
from kpis.model import Act, Marker, Measure, Plan, Provenance, Whose
from kpis.periods import period_of_id
from kpis.ui.kit.addresses import link, measure_address, submission_address
from kpis.ui.kit.html import Child, Html, element, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.kit.titles import measure_titles
from kpis.ui.state import seen, visitor
from kpis.ui.state.asked_measure import understand_measure
from kpis.ui.state.figures import Figures
from kpis.ui.state.groups import public_by_group, withheld_note
from kpis.use_cases.seen_store import SeenStore
from kpis.words.access import refusal
from kpis.words.days import uk_known_since, uk_time
from kpis.words.lists import counted
from kpis.words.report.restated import both_written, change_between, hides_a_change
from kpis.words.report.shown import NONE, as_shown

_MEASURE, _PERIOD, _WHICH = "figure_measure", "figure_period", "figure_which"
_ASKED = "figure_asked"  # the measure that this visit asked for last
_COLUMNS = ("When", "Outturn", "Change", "From", "By", "State")


def asks_for_a_figure() -> bool:
    """Whether the address names a measure."""
    return "measure" in st.query_params


def draw_figure_history(figures: Figures, store: SeenStore, whose: Whose) -> None:
    """Choose a measure, a period and, where there are several, which of its figures.

    whose: measures are offered; also the one that the address asks for.
    """
    plan = figures.plan
    measure_box, period_box = st.columns([3, 1])
    with measure_box:
        measure = _choose_measure(plan, whose)
    if measure is None:
        words = "Choose a measure to see every time one of its figures was returned."
        show(element("p", words, class_="k-quiet"))
        return
    returned = store.figures_returned(measure.id)
    if returned.empty:
        words = "No figure of this measure was ever returned."
        show(element("p", words, class_="k-quiet"))
        return
    with period_box:
        period_id = _choose_period(returned)
    area_and_group = _choose_which(returned[returned["period_id"] == period_id], plan)
    returned_so = store.figure_history(measure.id, period_id, *area_and_group)
    revisions = public_by_group(figures).withhold(returned_so)
    name = element("span", measure.code, class_="k-code")
    section(f"{measure.title}, {period_of_id(period_id).label}")
    show(
        element(
            "p",
            name,
            f"{counted(len(revisions), 'time')} returned, newest first. ",
            link(measure_address(measure.id), "Go to the measure"),
            class_="k-line",
        )
    )
    if revisions is not returned_so:
        show(withheld_note())
    show(_revision_table(revisions, measure, _reasons(store)))


def _choose_measure(plan: Plan, whose: Whose) -> Measure | None:
    nearest = understand_measure(plan)
    asked = st.query_params.get("measure", "")
    theirs = seen.own_measures(plan)
    own = [each for each in plan.counted if theirs is None or each.id in theirs]
    returned = measure_titles(each for each in own if whose.holds(each) or each.id == asked)
    if asked in {each.id for each in plan.counted} - set(returned):
        code = plan.measures_by_id[asked].code
        words = refusal(visitor.looks(), Act.READ_RETURNS, code)
        st.info(markdown_text(words.removesuffix(" Nothing was done.")))
        if st.session_state.get(_ASKED) != asked:  # once, however often the page is drawn
            seen.write_down(Act.READ_RETURNS, asked)
    elif asked and asked not in returned:
        st.warning(
            f"There is no measure with the id “{markdown_text(asked[:40])}” that is returned in "
            f"this plan. {nearest} Choose a measure from the list."
        )
    st.session_state[_ASKED] = asked
    st.session_state[_MEASURE] = asked if asked in returned else None
    st.selectbox(
        "Measure",
        list(returned),
        format_func=lambda measure_id: returned[measure_id],
        key=_MEASURE,
        on_change=_measure_chosen,
        placeholder="Choose a measure",
    )
    chosen = st.session_state[_MEASURE]
    return plan.measures_by_id[chosen] if chosen else None


def _measure_chosen() -> None:
    st.query_params.pop("period", None)
    st.query_params["measure"] = st.session_state[_MEASURE]


def _choose_period(returned: pd.DataFrame) -> str:
    """Of the periods that were ever returned; the latest unless the address names another."""
    periods = returned["period_id"].drop_duplicates().tolist()
    asked = st.query_params.get("period", "")
    if asked and asked not in periods:
        st.warning(
            f"Nothing was ever returned for the period “{markdown_text(asked[:40])}”. "
            "The latest is shown instead."
        )
    st.session_state[_PERIOD] = asked if asked in periods else periods[0]
    st.selectbox(
        "Period",
        periods,
        format_func=lambda period_id: period_of_id(period_id).label,
        key=_PERIOD,
        on_change=_period_chosen,
    )
    return str(st.session_state[_PERIOD])


def _period_chosen() -> None:
    st.query_params["period"] = st.session_state[_PERIOD]


def _choose_which(returned: pd.DataFrame, plan: Plan) -> tuple[str, str, str]:
    """Area, breakdown and category: the council's own whole, where there is no other to choose."""
    keys = returned[["area", "breakdown", "category"]].itertuples(index=False, name=None)
    figures = sorted(keys, key=lambda key: (key[0] != plan.area, key))
    if len(figures) == 1:
        return figures[0]
    chosen: tuple[str, str, str] = st.selectbox(
        "Figure", figures, format_func=_figure_name, key=_WHICH
    )
    return chosen


def _figure_name(key: tuple[str, str, str]) -> str:
    area, breakdown, category = key
    return f"{area}, {breakdown}: {category}" if breakdown else area


def _reasons(store: SeenStore) -> dict[str, str]:
    """Why figures were restated, by submission."""
    submissions = store.submissions()
    with_reason = submissions[submissions["reason"] != ""]
    return dict(zip(with_reason["submission_id"], with_reason["reason"], strict=True))


def _revision_table(revisions: pd.DataFrame, measure: Measure, reasons: dict[str, str]) -> Html:
    rows = REVISIONS.rows(revisions)
    lines = [
        _revision(revision, _before(revision, rows[:position]), measure, reasons)
        for position, revision in enumerate(rows)
    ]
    numeric = ("Outturn", "Change")
    head = row([column(name, class_="k-figure" if name in numeric else None) for name in _COLUMNS])
    caption = (
        "The change is from the figure that stood before, as it was then known. A commentary "
        "stands where it was given, and holds until another one is."
    )
    return table(caption, head, list(reversed(lines)), class_="k-history k-cards")


def _before(revision: RevisionRow, earlier: Iterable[RevisionRow]) -> RevisionRow | None:
    """The revision that stood when this one came, illustrative figures apart from others."""

    def illustrative(one: RevisionRow) -> bool:
        return bool(one.provenance == Provenance.ILLUSTRATIVE)

    stood = [
        one
        for one in earlier
        if illustrative(one) == illustrative(revision)
        and (pd.isna(one.withdrawn_at) or one.withdrawn_at > revision.recorded_at)
    ]
    return stood[-1] if stood else None


def _revision(
    revision: RevisionRow, before: RevisionRow | None, measure: Measure, reasons: dict[str, str]
) -> Html:
    reason = reasons.get(revision.submission_id, "")
    changed = _change(revision, before, measure)
    return row(
        row_header(uk_known_since(revision.known_at, revision.recorded_at)),
        cell(_written(revision, measure), class_="k-figure", label="Outturn"),
        cell(changed, class_="k-figure", label="Change"),
        cell(
            _origin(revision),
            _sub(reason) if reason and before else None,
            _sub(f"Commentary: {words}") if (words := _own_words(revision, before)) else None,
            label="From",
        ),
        cell(revision.submitted_by, label="By"),
        cell(_state(revision), label="State"),
    )


def _change(revision: RevisionRow, before: RevisionRow | None, measure: Measure) -> Child:
    """ "+0.8 points" and beneath it the figure before; "first" for the first one."""
    if before is None:
        return "first"
    if Marker.CONFIDENTIAL.value in (before.marker, revision.marker):
        return NONE  # not even whether it is another
    old, new = before.outturn, revision.outturn
    if (math.isnan(old) and math.isnan(new)) or old == new:
        same = before.marker == revision.marker
        return "unchanged" if same else ["marker", _sub(f"before {_written(before, measure)}")]
    changed = change_between(old, new, measure.unit, measure.decimals) or NONE
    if hides_a_change(old, new, measure.decimals):
        from_figure, to_figure = both_written(old, new, measure.unit, measure.decimals)
        return [changed, _sub(f"from {from_figure} to {to_figure}")]
    return [changed, _sub(f"before {_written(before, measure)}")]


def _own_words(revision: RevisionRow, before: RevisionRow | None) -> str:
    """What was said of a figure with this revision; "" where the words before it were kept.

    Of groups none are shown: they may tell what is withheld.
    """
    kept = before is not None and before.commentary == revision.commentary
    return "" if kept or revision.breakdown else revision.commentary


def _origin(revision: RevisionRow) -> list[Html]:
    """The file, which leads to its submission, and the cell the figure stood in."""
    place = f"sheet {revision.sheet}, cell {revision.cell}" if revision.sheet else revision.cell
    name = link(submission_address(revision.submission_id), revision.file_name)
    return [name, *([_sub(place)] if place else [])]


def _state(revision: RevisionRow) -> Child:
    if revision.current:
        withheld = Marker.CONFIDENTIAL.value in revision.marker
        return element("strong", "Withheld" if withheld else "Shown")
    if not pd.isna(revision.withdrawn_at):
        return ["Withdrawn", _sub(uk_time(revision.withdrawn_at))]
    return "Replaced"


def _written(revision: RevisionRow, measure: Measure) -> str:
    return as_shown(revision.outturn, revision.marker, measure)


def _sub(text: str) -> Html:
    return element("span", text, class_="k-sub")
