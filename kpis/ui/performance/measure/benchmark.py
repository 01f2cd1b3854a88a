"""How others do: the council among others in strips, with rank, period and gap in words."""

import streamlit as st

from kpis.charts.benchmark import benchmark_chart, describe_benchmark
from kpis.charts.lines import rows_of
from kpis.charts.standing import before_words, gap_words, rank_words, strips
from kpis.model import Measure, Plan
from kpis.periods import ReportingPeriod, period_of_id
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.figure_text import NONE, Row
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import is_dark, section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.performance.notes import nothing_told
from kpis.ui.state import analyses, cache
from kpis.words.figures import is_known

TITLE = "How others do"


def draw_standing(figures: cache.Figures, measure: Measure, quarter: ReportingPeriod) -> None:
    """The section, or a line where figures do not compare; nothing when none are published."""
    standing = analyses.standing_of(figures, quarter, measure.id)
    if standing.sets.empty:
        return
    if standing.sets["gap"].isna().all():
        reasons = dict.fromkeys(filter(None, standing.sets["benchmark_reason"]))
        show(nothing_told(TITLE, " ".join(reasons)))
        return
    section(TITLE)
    draw(_drawn(figures.key, measure.id, quarter.id, is_dark(), figures), "benchmark")


def standing_table(plan: Plan, standing: analyses.Standing, measure: Measure) -> Html:
    """Rank and gap in each set of areas that the council is compared with."""
    told = [found for found in rows_of(standing.sets) if is_known(found.gap)]
    heads = ("Compared with", "Rank", "Gap", "Gap a year before", "Gap over several years")
    head = row(*(column(words) for words in heads))
    lines = [
        row(
            row_header(found.comparators_title),
            cell(rank_words(found) or NONE, label="Rank"),
            cell(gap_words(found, measure), label="Gap"),
            cell(before_words(found, measure) or NONE, label="Gap a year before"),
            cell(_over_years(found), label="Gap over several years"),
        )
        for found in told
    ]
    provisional = " Some of them are provisional." if any(f.provisional for f in told) else ""
    caption = f"Published figures of {told[0].period_label}.{provisional}"
    return element(
        "div",
        table(caption, head, lines, class_="k-standings k-cards"),
        _small_print(plan, told),
    )


def _over_years(found: Row) -> str:
    return found.gap_direction_reason if found.gap_direction else NONE


def _small_print(plan: Plan, told: list[Row]) -> Html:
    """What keeps the figures from being like for like, and who says that areas are alike."""
    sources = {found.id: found.source for found in plan.comparator_sets}
    notes = list(dict.fromkeys(filter(None, (said for f in told for said in (f.note, f.coverage)))))
    named = [
        f"{found.comparators_title}: {sources[found.comparators]}"
        for found in told
        if sources.get(found.comparators)
    ]
    lines = [element("p", " ".join(said)) for said in (notes, named) if said]
    return element("div", lines, class_="k-foot")


@st.cache_resource(max_entries=256, show_spinner=False)
def _drawn(
    state: str,  # noqa: ARG001 - part of the key
    measure_id: str,
    quarter_id: str,
    dark: bool,
    _figures: cache.Figures,
) -> Drawn:
    measure, own = _figures.plan.measures_by_id[measure_id], _figures.plan.area
    found = analyses.standing_of(_figures, period_of_id(quarter_id), measure_id)
    drawable = strips(found.sets, found.areas)
    return Drawn(
        benchmark_chart(found.sets, found.areas, measure, own, dark=dark) if drawable else None,
        describe_benchmark(found.sets, found.areas, measure, own),
        (standing_table(_figures.plan, found, measure),),
    )
