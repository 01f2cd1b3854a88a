"""The control chart of one measure: which of its points say more than chance does.

Points are joined within a stretch of comparable figures; each stretch has its own mean and its
own process limits, the shaded band in which chance alone keeps nearly all points. In an XmR chart
they are the same for all points; they move with the season, with what the figure before led to
expect, or with the number of cases where the chart is one of those (`model.ChartKind`). A point
that says more stands out by shape and by colour (`kpis.charts.control.symbols`). Lines are labelled
where they end; what the shapes mean stands above the chart, for those that occur in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpis.charts.axis import period_names, span_of, ticks
from kpis.charts.control.points import (
    as_charted,
    kind_of,
    kinds_of,
    points_of,
    rebase_reasons,
    stretches_of,
    varies,
)
from kpis.charts.control.symbols import LOOKS, colour_of
from kpis.charts.labels import EndLabel, end_labels, room_for
from kpis.charts.lines import MANY_DOTS, Trace, extent, is_illustrative, middle, ring
from kpis.charts.palette import Palette, palette
from kpis.charts.rows import SpcPointRow
from kpis.charts.template import Description, as_text, figure_of, layout
from kpis.charts.trend_text import break_line, heading_at, height_of, upright_words
from kpis.model import Basis, ChartKind, Measure
from kpis.periods import period_of_id
from kpis.words.control_charts import (
    CENTRE_WORDS,
    CHART_NAMES,
    NEUTRAL_HIGH,
    NEUTRAL_LOW,
    SPECIAL_CAUSES,
    USUAL,
    variation_words,
)
from kpis.words.figures import is_known, with_marker, written
from kpis.words.lists import counted, listed

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 340
_NAMES_HEIGHT = 48  # pixels beneath the scale: names of periods
_MOST_NAMED = 4  # stretches of points that the text alternative names one by one


def spc_chart(
    spc: pd.DataFrame,
    measure: Measure,
    *,
    target: float = float("nan"),
    dark: bool = False,
    height: int = HEIGHT,
    shown: str = "",
) -> go.Figure:
    """The figure of `spc_description`, which says what it takes."""
    return figure_of(
        spc_description(spc, measure, target=target, dark=dark, height=height, shown=shown)
    )


def spc_description(
    spc: pd.DataFrame,
    measure: Measure,
    *,
    target: float = float("nan"),
    dark: bool = False,
    height: int = HEIGHT,
    shown: str = "",
) -> Description:
    """What is drawn. spc: MEASURE_SPC of one measure, in order of date.

    target: drawn across the latest stretch where it is given. shown: id of the period whose
    point gets a ring. Limits are drawn only where `limits_shown` says so. No rows give an empty
    chart.
    """
    colours = palette(dark=dark)
    rows = points_of(spc, measure)
    measure = as_charted(measure, rows)
    stretches = stretches_of(rows)
    with_limits = [stretch for stretch in stretches if stretch[-1].limits_shown]
    limits = [
        value
        for stretch in with_limits
        for row in stretch
        for value in (row.lpl_shown, row.upl_shown)
    ]
    low, high = span_of([*(row.outturn for row in rows), *limits, target])
    ringed = next((row for row in rows if row.period_id == shown), None)
    traces: list[Trace] = []
    labels: list[EndLabel] = []
    for stretch in with_limits:  # first, for what is drawn later lies above a shaded band
        traces += _limits(stretch, colours)
    if rows and is_known(target):
        traces.append(_level(stretches[-1], target, colours.dark_grey, "solid", "Target", 2.4))
        labels.append(EndLabel(target, f"Target {written(target, measure)}"))
    if with_limits and with_limits[-1] is stretches[-1]:
        labels += _limit_labels(with_limits[-1][-1], measure)
    traces += [_joined(stretch, colours) for stretch in stretches]
    traces += [ring(ringed, colours)] if ringed else []
    traces += [_points(rows, kind, measure, colours) for kind in kinds_of(rows)]
    head = heading_at(_heading(rows, measure, low, ringed, colours), colours)
    above = height_of(head)
    drawn = layout(colours, height=height, right=room_for(labels))
    drawn["margin"] |= {"t": above}
    drawn["yaxis"] |= {"range": [low, high], "showgrid": False, **ticks(measure)}
    drawn["xaxis"] |= period_names(rows, drawn["margin"]["r"])
    drawn["annotations"] = [
        head,
        *end_labels(labels, (low, high), height - above - _NAMES_HEIGHT, colours),
        *(
            upright_words("limits recalculated", stretch[0], rows, colours)
            for stretch in stretches[1:]
        ),
    ]
    drawn["shapes"] = [
        *(_band(stretch, colours) for stretch in with_limits if not varies(stretch)),
        *(break_line(stretch[0], colours) for stretch in stretches[1:]),
    ]
    return {"data": traces, "layout": drawn}


def describe_spc(spc: pd.DataFrame, measure: Measure, *, target: float = float("nan")) -> str:
    """Sentences on the chart, the latest point first; a sentence for no rows too."""
    rows = points_of(spc, measure)
    measure = as_charted(measure, rows)
    if not rows:
        return f"{measure.title}: no figures for a control chart."
    last, stretches = rows[-1], stretches_of(rows)
    sentences = [f"Control chart of {measure.title}, {counted(len(rows), 'point')}."]
    if last.chart not in ("", ChartKind.XMR):
        sentences.append(f"{CHART_NAMES[last.chart]}.")
    value = f"{_with_unit(last, measure)} in {last.period_label}"
    if last.limits_shown:
        cause = SPECIAL_CAUSES.get(last.special_cause_type, "")
        why = f", {cause}" if cause else ""
        words = variation_words(last.point_type, last.special_cause_type).lower()
        sentences.append(f"The latest is {value}: {words}{why}.")
        sentences.append(
            f"{_centre(last)} {written(last.mean, measure)}, process limits "
            f"{written(last.lpl_shown, measure)} and {written(last.upl_shown, measure)}."
        )
    else:
        sentences.append(f"The latest is {value}; there are too few points for limits.")
    if is_known(target):
        sentences.append(f"The target is {written(target, measure)}.")
    sentences += _signals(rows)
    sentences += [
        f"Limits recalculated from {stretch[0].period_label}{_because(reason)}."
        for stretch, reason in zip(stretches[1:], rebase_reasons(rows, measure), strict=True)
    ]
    return " ".join(sentences)


def _with_unit(row: SpcPointRow, measure: Measure) -> str:
    """ "24%"; of rare events "4 months since the one before"."""
    value = written(row.outturn, measure)
    return f"{value} {measure.unit_label}" if row.chart == ChartKind.G else value


def _centre(row: SpcPointRow) -> str:
    return CENTRE_WORDS.get(row.chart, "Mean")


def _because(reason: str) -> str:
    return f": {reason.rstrip('.')}" if reason else ""


def _signals(rows: Sequence[SpcPointRow]) -> list[str]:
    """The runs of points that say more than chance, each as one, the latest first."""
    runs = [
        (kind, list(run))
        for (kind, _), run in groupby(rows, key=lambda row: (kind_of(row), row.rebase_group))
        if kind != USUAL
    ]
    if not runs:
        has_limits = any(row.limits_shown for row in rows)
        return ["No point says more than chance explains."] if has_limits else []
    words = [f"{_from_to(run)} ({LOOKS[kind].word})" for kind, run in reversed(runs[-_MOST_NAMED:])]
    earlier = f", and {counted(len(runs) - _MOST_NAMED, 'earlier stretch', 'earlier stretches')}"
    return [f"More than chance: {listed(words)}{earlier if len(runs) > _MOST_NAMED else ''}."]


def _from_to(run: Sequence[SpcPointRow]) -> str:
    first, last = run[0].period_label, run[-1].period_label
    return first if first == last else f"{first} to {last}"


def _heading(
    rows: Sequence[SpcPointRow],
    measure: Measure,
    low: float,
    ringed: SpcPointRow | None,
    colours: Palette,
) -> str:
    words = as_text(measure.unit_label[:1].upper() + measure.unit_label[1:])
    if measure.basis is Basis.YEAR_TO_DATE:
        words += ", each period by itself"
    if low > 0:
        words += "; the scale does not start at 0"
    kinds = kinds_of(rows)
    if kinds and any(row.limits_shown for row in rows):
        words += "<br>" + " &nbsp; ".join(_key(kinds, colours))
    further = []
    if any(map(is_illustrative, rows)):
        further.append("hollow: illustrative")
    if ringed is not None:
        further.append(f"◯ ring: {ringed.period_label}, {written(ringed.outturn, measure)}")
    return words + ("<br>" + " &nbsp; ".join(further) if further else "")


def _key(kinds: Sequence[str], colours: Palette) -> list[str]:
    """What each shape means. Higher and lower than chance share one: their place tells which."""
    if {NEUTRAL_HIGH, NEUTRAL_LOW} <= set(kinds):
        kinds = [kind for kind in kinds if kind != NEUTRAL_LOW]
        words = {NEUTRAL_HIGH: "higher or lower than chance"}
    else:
        words = {}
    return [
        f'<span style="color:{colour_of(kind, colours)}">{LOOKS[kind].sign}</span> '
        f"{words.get(kind, LOOKS[kind].word)}"
        for kind in kinds
    ]


def _days(stretch: Sequence[SpcPointRow]) -> tuple[str, str]:
    """From when to when a stretch lasts."""
    return str(extent(stretch[0])[0].date()), str(extent(stretch[-1])[1].date())


def _level(
    stretch: Sequence[SpcPointRow],
    value: float,
    colour: str,
    dash: str,
    name: str,
    width: float = 1.4,
) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(_days(stretch)),
        "y": [value, value],
        "hoverinfo": "skip",
        "line": {"color": colour, "width": width, "dash": dash},
    }


def _limits(stretch: Sequence[SpcPointRow], colours: Palette) -> list[Trace]:
    last = stretch[-1]
    if varies(stretch):
        return _moving_limits(stretch, colours)
    return [
        _level(stretch, last.mean, colours.quiet, "solid", _centre(last)),
        _level(stretch, last.upl_shown, colours.outline, "5px,4px", "Upper limit"),
        _level(stretch, last.lpl_shown, colours.outline, "5px,4px", "Lower limit"),
    ]


def _moving_limits(stretch: Sequence[SpcPointRow], colours: Palette) -> list[Trace]:
    """Limits that each point has for itself, in steps, and the band between them."""
    x = [day for row in stretch for day in _days([row])]

    def steps(name: str, values: list[float], colour: str, dash: str) -> Trace:
        line = _level(stretch, 0.0, colour, dash, name, 1.0)
        return line | {"x": x, "y": [value for value in values for _ in range(2)]}

    lower = steps("Lower limit", [row.lpl_shown for row in stretch], colours.outline, "5px,4px")
    upper = steps("Upper limit", [row.upl_shown for row in stretch], colours.outline, "5px,4px")
    centre = steps(_centre(stretch[-1]), [row.mean for row in stretch], colours.quiet, "solid")
    return [lower, upper | {"fill": "tonexty", "fillcolor": colours.panel}, centre]


def _band(stretch: Sequence[SpcPointRow], colours: Palette) -> dict[str, Any]:
    """The range of usual variation, shaded."""
    begin, end = _days(stretch)
    return {
        "type": "rect",
        "layer": "below",
        "x0": begin,
        "x1": end,
        "y0": stretch[-1].lpl_shown,
        "y1": stretch[-1].upl_shown,
        "fillcolor": colours.panel,
        "line": {"width": 0},
    }


def _limit_labels(last: SpcPointRow, measure: Measure) -> list[EndLabel]:
    named = [("Upper limit", last.upl_shown), (_centre(last), last.mean)]
    if last.chart != ChartKind.G:  # no time between two events is too short for chance
        named.append(("Lower limit", last.lpl_shown))
    return [
        EndLabel(value, f"{words} {written(value, measure)}")
        for words, value in named
        if is_known(value)
    ]


def _joined(stretch: Sequence[SpcPointRow], colours: Palette) -> Trace:
    """The line through the points of a stretch; it does not bridge a missing period."""
    x: list[str | None] = []
    y: list[float | None] = []
    before = None
    for row in stretch:
        period = period_of_id(row.period_id)
        if before is not None and period.shift(-1) != before and row.chart != ChartKind.G:
            x, y = [*x, None], [*y, None]
        x, y, before = [*x, middle(row)], [*y, row.outturn], period
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "Points",
        "x": x,
        "y": y,
        "hoverinfo": "skip",
        "line": {"color": colours.outline, "width": 1.3},
    }


def _points(rows: Sequence[SpcPointRow], kind: str, measure: Measure, colours: Palette) -> Trace:
    of_kind = [row for row in rows if kind_of(row) == kind]
    look, colour = LOOKS[kind], colour_of(kind, colours)
    size = look.size * (0.62 if len(rows) > MANY_DOTS else 1)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": look.word,
        "x": [middle(row) for row in of_kind],
        "y": [row.outturn for row in of_kind],
        "customdata": [_hover(row, measure) for row in of_kind],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": look.symbol,
            "size": size,
            "color": [colours.page if is_illustrative(row) else colour for row in of_kind],
            "line": {"color": colour, "width": 1.6 if any(map(is_illustrative, of_kind)) else 1},
        },
    }


def _hover(row: SpcPointRow, measure: Measure) -> str:
    shown = with_marker(_with_unit(row, measure), row.marker)
    illustrative = " illustrative" if is_illustrative(row) else ""
    words = f"{row.period_label}: <b>{shown}</b>{illustrative}"
    if not row.limits_shown:
        return words
    cause = SPECIAL_CAUSES.get(row.special_cause_type, "")
    kind = variation_words(kind_of(row), row.special_cause_type)
    return f"{words}<br>{kind}" + (f"<br>{cause}" if cause else "")
