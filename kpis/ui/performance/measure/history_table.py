"""The figures behind a trend chart, newest first."""

import math

import pandas as pd

from kpis.frames import SERIES, SeriesRow
from kpis.model import Measure
from kpis.ui.kit.addresses import figure_history_address, link
from kpis.ui.kit.figure_text import NONE, SOURCES, as_shown
from kpis.ui.kit.html import Html
from kpis.ui.kit.marks import badge
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.words.aims import aims_of_note
from kpis.words.figures import is_known, written
from kpis.words.lists import counted

SHOWN = 16  # rows; the download has them all


def history_table(series: pd.DataFrame, measure: Measure) -> Html:
    """A table with a row per period and a column per area. series: SERIES with some rows.

    The newest SHOWN periods; the caption says how many more the download has.
    """
    rows = SERIES.rows(series)
    own = [each for each in reversed(rows) if each.area == rows[0].area]
    others: dict[str, dict[str, float]] = {}
    for figure_row in rows[len(own) :]:
        others.setdefault(figure_row.area, {})[figure_row.period_id] = figure_row.outturn
    aims = any(is_known(each.target) or is_known(each.target_upper) for each in own)
    names = [("Outturn", True)]
    if aims:
        names += [("Target", True), ("Minimum expectation", True), ("Rating", False)]
    names += [(area, True) for area in others] + [("Source", False)]
    head = row(
        column("Period"),
        [column(name, class_="k-figure" if numeric else None) for name, numeric in names],
    )
    caption = f"{counted(len(own), 'period')}, newest first."
    if len(own) > SHOWN:
        caption = f"The latest {SHOWN} of {len(own)} periods; the download has them all."
    if aims and (note := aims_of_note(measure)):
        caption = f"{caption} {note}"
    lines = [_period(each, others, measure, aims) for each in own[:SHOWN]]
    return scrolling(table(caption, head, lines, class_="k-history"), f"Figures of {measure.title}")


def _period(
    figure_row: SeriesRow, others: dict[str, dict[str, float]], measure: Measure, aims: bool
) -> Html:
    def bounds(lower: float, upper: float) -> str:
        return " to ".join(written(value, measure) for value in (lower, upper) if is_known(value))

    figures = [as_shown(figure_row.outturn, figure_row.marker, measure)]
    if aims:
        figures += [
            bounds(figure_row.target, figure_row.target_upper),
            bounds(figure_row.minimum_expectation, figure_row.minimum_expectation_upper),
        ]
    elsewhere = (values.get(figure_row.period_id, math.nan) for values in others.values())
    return row(
        row_header(figure_row.period_label),
        [cell(text or NONE, class_="k-figure") for text in figures],
        cell(badge(figure_row.rag) if figure_row.rag else NONE) if aims else None,
        [cell(written(value, measure) or NONE, class_="k-figure") for value in elsewhere],
        cell(_source(figure_row, measure)),
    )


def _source(figure_row: SeriesRow, measure: Measure) -> Html | str:
    """Where the figure comes from, which leads to everything that was ever returned for it."""
    if not figure_row.returned:
        return "Not returned"
    return link(
        figure_history_address(measure.id, figure_row.period_id),
        SOURCES[figure_row.provenance],
        title=f"Every time {figure_row.period_label} was returned, and by whom",
    )
