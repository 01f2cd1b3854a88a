"""The parts of a measure on its page: in a table, side by side, and beside the whole."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kpis.analysis.report.latest_figure import row_of_latest
from kpis.analysis.series.parts import parts_beside_whole
from kpis.charts.axis import value_span
from kpis.charts.trend import PART_HEIGHT
from kpis.frames import PARTS, PartRow
from kpis.model import Basis, Measure
from kpis.periods import period_of_id
from kpis.plan.adding_rules import AMOUNTS
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import show
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.ui.performance.measure.extent import Extent, choose_extent
from kpis.ui.performance.measure.history_table import SHOWN
from kpis.ui.performance.measure.trend import draw_trend
from kpis.ui.performance.measure_table import measure_table
from kpis.ui.state import cache
from kpis.ui.state.publication import Shown
from kpis.words.figures import difference, written
from kpis.words.report.shown import NONE


def draw_parts(shown: Shown, measure: Measure, parts: Sequence[Measure]) -> None:
    """The parts in a table, and their trends side by side on one scale. parts: at least one."""
    rows = shown.report.of_measures(part.id for part in parts)
    caption = f"The parts of this measure, as reported in {shown.quarter.label}."
    show(measure_table(rows, shown.history, caption, shown.in_links))
    extent = choose_extent(shown, measure)
    figures = extent.figures
    extent.section("Trend of each part")
    spans = [value_span(cache.measure_series(figures, part.id)) for part in parts]
    shared = min(low for low, _ in spans), max(high for _, high in spans)
    with st.grid(min_column_width=360, gap="large"):
        for part, row_of_part in zip(parts, rows, strict=True):
            headline = row_of_latest(row_of_part, shown.history[part.id])
            with st.container(gap="small"):
                show(element("h3", part.part_label, class_="k-subhead"))
                draw_trend(extent, part, PART_HEIGHT, headline=headline, span=shared)
    _draw_beside_whole(extent, measure, shown.in_links)


def _draw_beside_whole(extent: Extent, measure: Measure, in_links: str) -> None:
    """The parts of a measure held against the whole they are some of; nothing without one."""
    figures, measure = extent.figures, extent.of(measure)
    parts = parts_beside_whole(figures.plan, figures.outturns, measure)
    if parts.empty:
        return
    whole = figures.plan.measures_by_id[measure.whole]
    extent.section("Beside the whole")
    show(
        element(
            "p",
            "The whole is ",
            link(measure_address(whole.id, in_links), f"{whole.code} {whole.title}"),
            ". Parts may overlap, so they are held against it one by one and not added together.",
            " Figures are for the year to date." if measure.basis is Basis.YEAR_TO_DATE else "",
            class_="k-foot",
        )
    )
    show(_parts_table(parts, measure, whole))


def _parts_table(parts: pd.DataFrame, measure: Measure, whole: Measure) -> Html:
    """The latest periods, each with a row per part."""
    counts = measure.unit in AMOUNTS
    periods = sorted(map(period_of_id, set(parts["period_id"])), reverse=True)
    labels = list(dict.fromkeys(parts["part_label"]))
    head = row(
        column("Period"),
        column("Whole", class_="k-figure"),
        [column(label, class_="k-figure") for label in labels],
    )
    by_place = {(each.period_id, each.part_label): each for each in PARTS.rows(parts)}

    def against(each: PartRow | None) -> str:
        if each is None:
            return NONE
        own = written(each.outturn, measure)
        if each.reason:
            return own
        if counts:
            return f"{own} ({each.share:.1f}% of all)"
        return f"{own} ({difference(each.difference, measure.unit, measure.decimals)})"

    lines = []
    for period in periods[:SHOWN]:
        cells = [by_place.get((period.id, label)) for label in labels]
        total = next((each.whole for each in cells if each is not None), float("nan"))
        lines.append(
            row(
                row_header(period.label),
                cell(written(total, whole) or NONE, class_="k-figure"),
                [cell(against(each), class_="k-figure") for each in cells],
            )
        )
    and_parts = "and the share each part is of it" if counts else "and how far each part is from it"
    caption = f"The whole {and_parts}, newest first."
    if bool(parts["illustrative"].all()):
        caption += " All figures are illustrative."
    elif bool(parts["illustrative"].any()):
        caption += " Some figures are illustrative."
    return scrolling(table(caption, head, lines, class_="k-history"), f"Parts of {measure.title}")
