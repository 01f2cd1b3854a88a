"""The figures behind a trend chart, newest first, those of the page's report always among them."""

import math
from collections.abc import Sequence

import pandas as pd

from kpis.frames import SERIES, PerformanceRow, SeriesRow
from kpis.model import RATED, Measure
from kpis.periods import period_of_id
from kpis.ui.kit.addresses import figure_history_address, link
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.marks import badge
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.words.aims import aims_of_note
from kpis.words.figures import is_known, written
from kpis.words.lists import counted
from kpis.words.report.shown import (
    NONE,
    SOURCES,
    as_shown,
    asked_then,
    least_text,
    least_then,
    target_text,
    titles_then,
)

SHOWN = 16  # rows; the download has them all
SHOWN_ABOVE = "shown above"
IN_THE_FIGURE_ABOVE = "in the figure above"  # a month of the quarter whose figure it is
ABOUT = 5  # of them about the page's report where many later ones come before it

_Others = dict[str, dict[str, float]]


def history_table(
    series: pd.DataFrame, measure: Measure, reported: PerformanceRow, above: PerformanceRow
) -> Html:
    """A table with a row per period and a column per area. series: SERIES with some rows.

    The newest SHOWN periods; the caption says how many more the download has. reported: the row
    of PERFORMANCE that the page begins with, of its quarter or the latest before it. Its period
    has its place also where nothing was returned for it, with the state it is in, and where more
    than SHOWN later ones are known. above: the row whose figure the page shows first.
    """
    rows = SERIES.rows(series)
    own = [each for each in reversed(rows) if each.area == rows[0].area]
    others: _Others = {}
    for figure_row in rows[len(own) :]:
        others.setdefault(figure_row.area, {})[figure_row.period_id] = figure_row.outturn
    aims = any(
        is_known(each.target) or is_known(each.target_upper) or each.rag in RATED for each in own
    )
    asked, least = titles_then(own, measure)
    names = [("Outturn", True)]
    if aims:
        names += [(asked, True), (least, True), ("Rating", False)]
    names += [(area, True) for area in others] + [("Source", False)]
    head = row(
        column("Period"),
        [column(name, class_="k-figure" if numeric else None) for name, numeric in names],
    )
    begins, ends = _of_report(own, reported)
    first, last = _of_report(own, above)
    mark = SHOWN_ABOVE if last - first == 1 else IN_THE_FIGURE_ABOVE
    lines = [
        _period(each, others, measure, aims, mark if first <= place < last else "")
        for place, each in enumerate(own)
    ]
    most = SHOWN
    if reported.period_id and begins == ends:
        mark = SHOWN_ABOVE if above.period_id == reported.period_id else ""
        lines.insert(begins, _missing(reported, others, aims, mark))
        most, ends = most + 1, ends + 1
    caption = f"{counted(len(lines), 'period')}, newest first."
    if ends > most:
        after = SHOWN - ABOUT
        between = cell(
            f"{counted(begins - after, 'period')} between, in the download.",
            columns=len(names) + 1,
            class_="k-quiet",
        )
        lines = [*lines[:after], row(between), *lines[begins : begins + ABOUT]]
        caption = (
            f"The latest {after} of {len(own)} periods and those about "
            f"{reported.period_label}; the download has them all."
        )
    elif len(own) > SHOWN:
        lines = lines[:most]
        caption = f"The latest {SHOWN} of {len(own)} periods; the download has them all."
    if aims and (note := aims_of_note(measure)):
        caption = f"{caption} {note}"
    return scrolling(table(caption, head, lines, class_="k-history"), f"Figures of {measure.title}")


def _of_report(own: Sequence[SeriesRow], reported: PerformanceRow) -> tuple[int, int]:
    """From where to where the rows of the report stand, a quarter's months among them.

    own: newest first. Twice the place where it would stand when there is none.
    """
    if not reported.period_id:
        return 0, 0
    period = period_of_id(reported.period_id)
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.end)
    later = sum(each.period_end > end for each in own)
    within = sum(each.period_start >= start and each.period_end <= end for each in own)
    return later, later + within


def _period(
    figure_row: SeriesRow, others: _Others, measure: Measure, aims: bool, mark: str
) -> Html:
    figures = [as_shown(figure_row.outturn, figure_row.marker, measure)]
    if aims:
        figures += [asked_then(figure_row, measure), least_then(figure_row, measure)]
    elsewhere = (values.get(figure_row.period_id, math.nan) for values in others.values())
    return row(
        row_header(figure_row.period_label, _marked(mark)),
        [cell(text or NONE, class_="k-figure") for text in figures],
        cell(badge(figure_row.rag) if figure_row.rag else NONE) if aims else None,
        [cell(written(value, measure) or NONE, class_="k-figure") for value in elsewhere],
        cell(_source(figure_row, measure)),
    )


def _missing(reported: PerformanceRow, others: _Others, aims: bool, mark: str) -> Html:
    """The row of a period that is due and was not returned."""
    asked: list[Child] = [target_text(reported), least_text(reported)] if aims else []
    return row(
        row_header(reported.period_label, _marked(mark)),
        [cell(text, class_="k-figure") for text in (NONE, *asked)],
        cell(badge(reported.rag)) if aims else None,
        [cell(NONE, class_="k-figure") for _ in others],
        cell("Not returned"),
    )


def _marked(mark: str) -> Html | None:
    return element("span", mark, class_="k-sub") if mark else None


def _source(figure_row: SeriesRow, measure: Measure) -> Html | str:
    """Where the figure comes from, which leads to everything that was ever returned for it."""
    if not figure_row.returned:
        return "Not returned"
    return link(
        figure_history_address(measure.id, figure_row.period_id),
        SOURCES[figure_row.provenance],
        title=f"Every time {figure_row.period_label} was returned, and by whom",
    )
