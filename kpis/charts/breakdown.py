"""A measure by group: a dot for each, with how far it might be chance.

Groups stand in a list, so their names can be as long as they are; those of ages or sizes in their
own order, others with the highest on top. A dot is hollow where the figure is illustrative; a
group that is withheld keeps its place at the bottom and says so. The whole is a dashed line.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpis.charts.axis import span_of, ticks
from kpis.charts.lines import Trace, is_illustrative
from kpis.charts.palette import Palette, palette
from kpis.charts.template import Description, as_text, figure_of, layout
from kpis.frames import BREAKDOWN, BreakdownRow
from kpis.model import Measure
from kpis.words.figures import is_known, with_marker, written
from kpis.words.lists import counted, listed

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW_HEIGHT = 27  # pixels, of names of one line
_LINE_HEIGHT = 15  # of each further one
_NAME_LENGTH = 28  # characters in a line, which leaves room for dots on a phone
_BELOW, _ABOVE, _NAMED_ABOVE = 66, 10, 40  # pixels; the last where the whole is named there
_NAMED = 3  # withheld groups that a text alternative names


def breakdown_chart(
    frame: pd.DataFrame, measure: Measure, *, whole: float, dark: bool = False
) -> go.Figure:
    """The figure of `breakdown_description`, which says what it takes."""
    return figure_of(breakdown_description(frame, measure, whole=whole, dark=dark))


def breakdown_description(
    frame: pd.DataFrame, measure: Measure, *, whole: float, dark: bool = False
) -> Description:
    """What is drawn. frame: BREAKDOWN of one period and breakdown. whole: NaN where it is not
    known or says nothing beside its parts, as a count does."""
    BREAKDOWN.check(frame)
    colours = palette(dark=dark)
    rows = in_order(BREAKDOWN.rows(frame))
    low, high = span_of(
        [whole, *frame[["outturn", "interval_low", "interval_high"]].to_numpy().ravel()]
    )
    places = {row.category: len(rows) - 1 - place for place, row in enumerate(rows)}
    shown = [row for row in rows if is_known(row.outturn)]
    names = {
        row.category: [as_text(line) for line in wrap(row.category, _NAME_LENGTH)] for row in rows
    }
    lines = max(map(len, names.values()), default=1)
    above = _NAMED_ABOVE if is_known(whole) else _ABOVE
    height = _BELOW + above + (ROW_HEIGHT + _LINE_HEIGHT * (lines - 1)) * len(rows)
    drawn = layout(colours, height=height, right=18)
    drawn["margin"] |= {"t": above}
    drawn["xaxis"] |= {"range": [low, high], "nticks": 6, "showgrid": True, **ticks(measure)}
    scale = f"{measure.unit_label[:1].upper()}{measure.unit_label[1:]}"
    drawn["xaxis"] |= {
        "gridcolor": colours.rule,
        "title": {
            "text": as_text(scale),
            "standoff": 6,
            "font": {"color": colours.quiet, "size": 13},
        },
    }
    drawn["yaxis"] |= {
        "range": [-0.7, len(rows) - 0.3],
        "showgrid": False,
        "tickmode": "array",
        "tickvals": list(places.values()),
        "ticktext": ["<br>".join(names[category]) for category in places],
        "tickfont": {"color": colours.text, "size": 13},
    }
    drawn["annotations"] = [
        _withheld(places[row.category], row, low, colours)
        for row in rows
        if not is_known(row.outturn)
    ]
    if is_known(whole):
        drawn["shapes"] = [_whole_line(whole, colours)]
        drawn["annotations"].append(_whole_name(whole, (low, high), measure, colours))
    intervals = [row for row in shown if is_known(row.interval_low)]
    traces = [_intervals(intervals, places, colours), _dots(shown, places, measure, colours)]
    return {"data": traces, "layout": drawn}


def describe_breakdown(frame: pd.DataFrame, measure: Measure, *, whole: float) -> str:
    """What the dots show: the highest and the lowest group, the whole, and what is withheld."""
    rows = BREAKDOWN.rows(BREAKDOWN.check(frame))
    shown = sorted((row for row in rows if is_known(row.outturn)), key=lambda row: row.outturn)
    if not shown:
        return f"{measure.title}: no figures by group are shown."
    subject = f"{measure.title} by {shown[0].breakdown.lower()}, {shown[0].period_label}"
    lowest, highest = shown[0], shown[-1]
    sentences = [
        f"{subject}: highest {highest.category}, {written(highest.outturn, measure)}; "
        f"lowest {lowest.category}, {written(lowest.outturn, measure)}."
    ]
    if is_known(whole):
        sentences.append(f"The whole is {written(whole, measure)}.")
    hidden = [row.category for row in rows if not is_known(row.outturn)]
    if hidden:
        names = listed(hidden) if len(hidden) <= _NAMED else counted(len(hidden), "group")
        sentences.append(f"Not shown: {names}.")
    if all(map(is_illustrative, shown)):
        sentences.append("All figures are illustrative.")
    return " ".join(sentences)


def in_order(rows: Sequence[BreakdownRow]) -> list[BreakdownRow]:
    """Rows from top to bottom: as they come where they are sizes or ages, else the highest first;
    those without a figure last."""
    shown = [row for row in rows if is_known(row.outturn)]
    if not any(sign.isdigit() for row in rows for sign in row.category):
        shown.sort(key=lambda row: -row.outturn)
    return [*shown, *(row for row in rows if not is_known(row.outturn))]


def _intervals(rows: Sequence[BreakdownRow], places: dict[str, int], colours: Palette) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "95% interval",
        "x": [value for row in rows for value in (row.interval_low, row.interval_high, None)],
        "y": [value for row in rows for value in (places[row.category],) * 2 + (None,)],
        "hoverinfo": "skip",
        "line": {"color": colours.outline, "width": 3},
    }


def _dots(
    rows: Sequence[BreakdownRow], places: dict[str, int], measure: Measure, colours: Palette
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "Groups",
        "x": [row.outturn for row in rows],
        "y": [places[row.category] for row in rows],
        "customdata": [_hover(row, measure) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "size": 11,
            "color": [colours.page if is_illustrative(row) else colours.dark_blue for row in rows],
            "line": {"color": colours.dark_blue, "width": 2},
        },
    }


def _hover(row: BreakdownRow, measure: Measure) -> str:
    shown = with_marker(written(row.outturn, measure), row.marker)
    within = ""
    if is_known(row.interval_low):
        bounds = (written(value, measure) for value in (row.interval_low, row.interval_high))
        within = f"<br>{' to '.join(bounds)}"
    return f"{as_text(row.category)}: <b>{shown}</b>{within}"


def _withheld(place: int, row: BreakdownRow, low: float, colours: Palette) -> dict[str, Any]:
    return {
        "text": f"{with_marker('', row.marker or 'x')} not shown",
        "x": low,
        "y": place,
        "xanchor": "left",
        "xshift": 4,
        "showarrow": False,
        "font": {"color": colours.quiet, "size": 12.5},
    }


def _whole_line(whole: float, colours: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "yref": "paper",
        "x0": whole,
        "x1": whole,
        "y0": 0,
        "y1": 1,
        "line": {"color": colours.text, "width": 1.5, "dash": "4px,3px"},
    }


def _whole_name(
    whole: float, span: tuple[float, float], measure: Measure, colours: Palette
) -> dict[str, Any]:
    share = (whole - span[0]) / (span[1] - span[0])
    return {
        "text": f"All {written(whole, measure)}",
        "x": whole,
        "y": 1,
        "yref": "paper",
        "xanchor": "left" if share < 0.2 else "right" if share > 0.8 else "center",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": colours.text, "size": 13},
    }
