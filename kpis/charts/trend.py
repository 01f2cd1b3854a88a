"""The trend of one measure: its outturns against target and minimum expectation.

Everything is labelled where it stands, for nobody looks at a legend and a legend in colours does
not survive a black and white printer. What a line is shows in its form as well: outturns are
thick with a dot for each period, hollow and dashed where the figures are illustrative; the
target is a thin solid step, the minimum expectation a dotted one; other areas are thin lines
without dots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpis.charts.labels import spread
from kpis.charts.lines import (
    Row,
    Trace,
    aim_line,
    area_line,
    is_known,
    is_made_up,
    middle,
    outturn_lines,
    rows_of,
    written,
)
from kpis.charts.palette import Palette, palette
from kpis.charts.template import layout
from kpis.frames import SERIES
from kpis.model import Measure, Polarity, Unit

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 400
PART_HEIGHT = 300  # of one of several charts side by side
_AXIS_HEIGHT = 100  # pixels of the figure's height that are not scale: margins and period names
_LABEL_HEIGHT = 19  # pixels between the middles of two labels that just do not touch
_LETTER_WIDTH = 6.8  # pixels of a letter of a label, near enough
_PERIOD_NAMES = 5  # as many as fit beneath a chart on a phone
AIM_NAMES = {"target": "Target", "minimum_expectation": "Minimum"}
RANGE_NAMES = {
    "target": "Target from",
    "target_upper": "Target up to",
    "minimum_expectation": "Accepted from",
    "minimum_expectation_upper": "Accepted up to",
}


@dataclass(frozen=True, slots=True)
class _Label:
    """What a line says of itself at its right end."""

    height: float  # in the measure's unit
    text: str
    swatch: str = ""  # colour of a dash before the text
    bold: bool = False


def trend_chart(
    series: pd.DataFrame,
    measure: Measure,
    *,
    dark: bool = False,
    height: int = HEIGHT,
    span: tuple[float, float] | None = None,
) -> go.Figure:
    """The figure. series: SERIES of the measure, the plan's own area first.

    span: lowest and highest value of the scale, to set several charts side by side; without it
    the scale follows the figures and need not start at zero. No rows give an empty figure.
    """
    import plotly.graph_objects as go

    SERIES.check(series)
    colours = palette(dark=dark)
    areas = [list(rows) for _, rows in groupby(rows_of(series), key=lambda row: row.area)]
    own = areas[0] if areas else []
    low, high = span or value_span(series)
    traces: list[Trace] = []
    labels: list[_Label] = []
    for rows, colour in zip(areas[1:], _area_colours(colours), strict=False):
        traces.append(area_line(rows, measure, colour))
        labels += _label(rows, "outturn", rows[0].area, measure, swatch=colour)
    for column, words in aim_names(measure).items():
        found = _label(own, column, words, measure, beside=own)
        if found:
            traces.append(aim_line(own, column, words, measure, colours.dark_grey))
            labels += found
    traces += outturn_lines(own, measure, colours)
    labels += _label(own, "outturn", "Outturn", measure, bold=True)
    room = max((_width(label) for label in labels), default=8)
    drawn = layout(colours, height=height, right=room)
    drawn["yaxis"] |= {"range": [low, high], **_ticks(measure)}
    drawn["xaxis"] |= _period_names(own)
    drawn["annotations"] = [
        _heading(measure, own, low, colours),
        *_end_labels(labels, (low, high), height, colours),
        *(_break_words(row, own, colours) for row in own if row.break_before),
    ]
    drawn["shapes"] = [_break_line(row, colours) for row in own if row.break_before]
    return go.Figure({"data": traces, "layout": drawn})


def value_span(series: pd.DataFrame) -> tuple[float, float]:
    """The scale's lowest and highest value for all that is drawn, with a little room."""
    values = series[["outturn", *RANGE_NAMES]].to_numpy(dtype="float64").ravel()
    values = values[values == values]  # NaN is not equal to itself
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    room = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    if 0 <= low < max(room, (high - low) * 0.75):
        return 0.0, high + room  # near enough to zero to start there
    return low - room, high + room


def aim_names(measure: Measure) -> dict[str, str]:
    """The columns of SERIES that hold aims of such a measure, and what a reader calls them."""
    return RANGE_NAMES if measure.polarity is Polarity.RANGE else AIM_NAMES


def _area_colours(colours: Palette) -> tuple[str, ...]:
    return colours.turquoise, colours.light_purple, colours.dark_pink, colours.orange


def _label(
    rows: Sequence[Row],
    column: str,
    words: str,
    measure: Measure,
    *,
    beside: Sequence[Row] = (),
    swatch: str = "",
    bold: bool = False,
) -> list[_Label]:
    """The label of the last known value; none when there is no value.

    beside: rows whose last outturn the value stands beside; an aim of an earlier period than
    that says of which.
    """
    known = [row for row in rows if is_known(getattr(row, column))]
    if not known:
        return []
    value = getattr(known[-1], column)
    text = f"{words} {written(value, measure)}"
    latest = [row for row in beside if is_known(row.outturn)]
    if latest and latest[-1].period_end != known[-1].period_end:
        text += f"<br>in {known[-1].period_label}"
    return [_Label(value, text, swatch, bold)]


def _width(label: _Label) -> int:
    """Pixels the label needs, near enough."""
    letters = max(len(line) for line in label.text.split("<br>")) + (2 if label.swatch else 0)
    return round(letters * _LETTER_WIDTH) + 14


def _end_labels(
    labels: Sequence[_Label], span: tuple[float, float], height: int, colours: Palette
) -> list[dict[str, Any]]:
    low, high = span
    lines = max((label.text.count("<br>") + 1 for label in labels), default=1)
    apart = (high - low) / max(height - _AXIS_HEIGHT, 1) * _LABEL_HEIGHT * lines
    places = spread([label.height for label in labels], apart, low, high)
    return [
        {
            "text": _marked_up(label),
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": place,
            "yref": "y",
            "showarrow": False,
            "align": "left",
            "font": {"color": colours.dark_blue if label.bold else colours.text, "size": 13.5},
        }
        for label, place in zip(labels, places, strict=True)
    ]


def _marked_up(label: _Label) -> str:
    if label.swatch:
        return f'<span style="color:{label.swatch}">━</span> {label.text}'
    return f"<b>{label.text}</b>" if label.bold else label.text


def _heading(measure: Measure, own: Sequence[Row], low: float, colours: Palette) -> dict[str, Any]:
    """What the scale counts, and how illustrative figures are told apart."""
    words = measure.unit_label[:1].upper() + measure.unit_label[1:]
    if low > 0:
        words += "; the scale does not start at 0"
    known = [is_made_up(row) for row in own if is_known(row.outturn)]
    if any(known):
        words += "<br>○ dashed: illustrative figures"
        if not all(known):
            words += " &nbsp; ● solid: published or returned"
    return {
        "text": words,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 8,
        "showarrow": False,
        "align": "left",
        "font": {"color": colours.quiet, "size": 13},
    }


def _break_line(row: Row, colours: Palette) -> dict[str, Any]:
    day = str(row.period_start.date())
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": colours.outline, "width": 1.2, "dash": "dash"},
    }


def _break_words(row: Row, own: Sequence[Row], colours: Palette) -> dict[str, Any]:
    """A word at the break; why there is one is told beneath the chart, where there is room."""
    late = row.period_start > own[0].period_start + (own[-1].period_end - own[0].period_start) / 2
    return {
        "text": "break in the series",
        "x": str(row.period_start.date()),
        "xanchor": "right" if late else "left",
        "xshift": -4 if late else 4,
        "y": 0,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": colours.quiet, "size": 12},
        "bgcolor": colours.page,
    }


def _period_names(own: Sequence[Row]) -> dict[str, Any]:
    """Names beneath the scale, the latest always among them."""
    if not own:
        return {"visible": False}
    chosen = own[::-1][:: -(-len(own) // _PERIOD_NAMES)]
    return {
        "type": "date",
        "tickmode": "array",
        "tickangle": 0,
        "tickvals": [middle(row) for row in chosen],
        "ticktext": [row.period_label.replace(" ", "<br>", 1) for row in chosen],
        "range": [
            str(min(row.period_start for row in own).date()),
            str(max(row.period_end for row in own).date()),
        ],
    }


def _ticks(measure: Measure) -> dict[str, Any]:
    return {"ticksuffix": "%"} if measure.unit is Unit.PERCENT else {"tickformat": ",~f"}
