"""The trend of one measure: its outturns against target and minimum expectation.

Everything is labelled where it stands, for nobody looks at a legend and a legend in colours does
not survive a black and white printer. What a line is shows in its form as well: outturns are
thick with a dot for each period, hollow and dashed where the figures are illustrative; the
target is a thin solid step, the minimum expectation a dotted one; other areas are thin lines
without dots.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd

from kpis.charts.aims import aim_names, end_aims, limit_names
from kpis.charts.axis import period_names, ticks, value_span
from kpis.charts.intervals import band, band_words, whiskers
from kpis.charts.labels import EndLabel, end_labels, room_for
from kpis.charts.lines import Trace, aim_line, area_line, outturn_lines, ring
from kpis.charts.outlook import coming, fan, fan_label, fan_words, reached
from kpis.charts.palette import Palette, palette
from kpis.charts.rows import HasAims, HasPeriod
from kpis.charts.template import Description, as_text, figure_of, layout
from kpis.charts.trend_text import (
    annotation_flag,
    annotations_on,
    break_line,
    break_words,
    heading,
    height_of,
)
from kpis.frames import SERIES
from kpis.model import Measure
from kpis.words.figures import is_known, written

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 400
PART_HEIGHT = 300  # of one of several charts side by side
NAMES_HEIGHT = 48  # pixels beneath the scale: names of periods


def trend_chart(
    series: pd.DataFrame,
    measure: Measure,
    *,
    dark: bool = False,
    height: int = HEIGHT,
    span: tuple[float, float] | None = None,
    shown: str = "",
    path: pd.DataFrame | None = None,
) -> go.Figure:
    """The figure of `trend_description`, which says what it takes."""
    return figure_of(
        trend_description(
            series, measure, dark=dark, height=height, span=span, shown=shown, path=path
        )
    )


def trend_description(
    series: pd.DataFrame,
    measure: Measure,
    *,
    dark: bool = False,
    height: int = HEIGHT,
    span: tuple[float, float] | None = None,
    shown: str = "",
    path: pd.DataFrame | None = None,
) -> Description:
    """What is drawn. series: SERIES of the measure, the plan's own area first.

    span: lowest and highest value of the scale, to set several charts side by side; without it
    the scale follows the figures and need not start at zero. shown: id of the period a report
    is about, whose dot gets a ring. path: OUTLOOK_PATH of the measure, drawn as a fan behind
    its figures. No rows give an empty chart.
    """
    SERIES.check(series)
    colours = palette(dark=dark)
    areas = [list(rows) for _, rows in groupby(SERIES.rows(series), key=lambda row: row.area)]
    own = areas[0] if areas else []
    ahead = coming(path, measure) if own else []
    beyond = [row for row in ahead if row.period_start > own[-1].period_start]
    low, high = span or value_span(series, *reached(ahead, measure))
    traces: list[Trace] = [*band(own, colours), *fan(own, ahead, colours)]
    labels: list[EndLabel] = fan_label(ahead, measure) if beyond else []
    for rows, colour in zip(areas[1:], _area_colours(colours), strict=False):
        traces.append(area_line(rows, measure, colour))
        labels += _label(rows, "outturn", as_text(rows[0].area), measure, swatch=colour)
    with_figure = [row for row in own if is_known(row.outturn)]
    for column, words in aim_names(measure).items():
        aim_rows: list[HasAims] = [*own, *beyond]
        aim_labels = _label(aim_rows, column, words, measure, beside=beyond or with_figure)
        if aim_labels:
            traces.append(aim_line(aim_rows, column, words, measure, colours.dark_grey))
            labels += aim_labels
    for column, words in limit_names(own, measure).items():
        traces.append(aim_line(own, column, words, measure, colours.dark_grey))
        labels += _label(own, column, words, measure, beside=beyond or with_figure)
    ringed = next((row for row in own if row.period_id == shown and is_known(row.outturn)), None)
    traces += whiskers(own, colours)
    traces += end_aims(ahead, measure, colours)
    traces += [*([ring(ringed, colours)] if ringed else []), *outturn_lines(own, measure, colours)]
    labels += _label(own, "outturn", "Outturn", measure, beside=beyond, bold=True)
    further = "<br>".join(filter(None, (band_words(own), fan_words(own, ahead, measure))))
    head = heading(measure, own, low, ringed, colours, further)
    above = height_of(head)
    drawn = layout(colours, height=height, right=room_for(labels))
    drawn["margin"] |= {"t": above}
    drawn["yaxis"] |= {"range": [low, high], **ticks(measure)}
    drawn["xaxis"] |= period_names([*own, *beyond], drawn["margin"]["r"])
    drawn["annotations"] = [
        head,
        *end_labels(labels, (low, high), height - above - NAMES_HEIGHT, colours),
        *(break_words(row, own, colours) for row in own if row.break_before),
        *(
            annotation_flag(number, row, high, colours)
            for number, row, _ in annotations_on(own, measure)
        ),
    ]
    drawn["shapes"] = [break_line(row, colours) for row in own if row.break_before]
    return {"data": traces, "layout": drawn}


def _area_colours(colours: Palette) -> tuple[str, ...]:
    return colours.turquoise, colours.light_purple, colours.dark_pink, colours.orange


def _label(
    rows: Sequence[HasPeriod],
    column: str,
    words: str,
    measure: Measure,
    *,
    beside: Sequence[HasPeriod] = (),
    swatch: str = "",
    bold: bool = False,
) -> list[EndLabel]:
    """The label of the last known value; none when there is no value.

    beside: rows whose last stands at the right end too; a value of another period than that
    one's says of which.
    """
    with_value = [row for row in rows if is_known(getattr(row, column))]
    if not with_value:
        return []
    value = getattr(with_value[-1], column)
    text = f"{words} {written(value, measure)}"
    if beside and beside[-1].period_end != with_value[-1].period_end:
        text += f"<br>in {with_value[-1].period_label}"
    return [EndLabel(value, text, swatch, bold)]
