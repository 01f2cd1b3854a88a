"""How the council ranks among others: one strip per set of areas, all on one scale.

Each area is a tick and the council a large dot with its name, so the picture can be read without
its colours. A band reaches over the ranks at which chance alone may put the council, so that a
place among areas that cannot be told apart does not look like one of its own; where that is not
known there is no band. A dashed line is the figure of a whole, such as London's. Which way is
better is said above, for some measures it is the left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpis.charts.axis import ticks
from kpis.charts.lines import Trace
from kpis.charts.palette import Palette, palette
from kpis.charts.rank_strips import Strip, chance_words, gap_words, rank_words, strips
from kpis.charts.template import Description, as_text, figure_of, layout
from kpis.charts.trend_text import heading_at
from kpis.frames import BenchmarkAreaRow, BenchmarkRow
from kpis.model import Measure, Polarity
from kpis.words.figures import is_known, with_marker, written

if TYPE_CHECKING:
    import plotly.graph_objects as go

STRIP_HEIGHT = 98  # pixels
_FRAME = 96  # pixels above and below all strips
_HALF = 0.15  # of a strip's height, from its middle line to the end of its shading
_ROOM_FOR_A_NAME = 0.35  # of the scale, between two names beneath a strip on a phone
_CLOSE = 0.1  # of the scale: two wholes whose names would meet if each reached over its line
_OVER_ITS_LINE, _BESIDE_ITS_LINE = 10, -3  # pixels
_TRACK, _BAND = 0.08, 0.34  # how strongly they are shaded
_BETTER = {Polarity.HIGHER: "; better to the right →", Polarity.LOWER: "; ← better to the left"}


def benchmark_chart(
    comparisons: pd.DataFrame,
    areas: Mapping[str, pd.DataFrame],
    measure: Measure,
    own_area: str,
    *,
    dark: bool = False,
) -> go.Figure:
    """The figure of `benchmark_description`, which says what it takes."""
    return figure_of(benchmark_description(comparisons, areas, measure, own_area, dark=dark))


def benchmark_description(
    comparisons: pd.DataFrame,
    areas: Mapping[str, pd.DataFrame],
    measure: Measure,
    own_area: str,
    *,
    dark: bool = False,
) -> Description:
    """What is drawn. comparisons: BENCHMARK of one measure; areas: BENCHMARK_AREAS by set.

    Sets without any figure to compare with have no strip; none of any gives an empty chart.
    """
    colours = palette(dark=dark)
    shown = strips(comparisons, areas)
    traces: list[Trace] = []
    notes: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    low, high = _span(shown)
    for place, (comparison, others, wholes) in enumerate(shown):
        height = float(len(shown) - 1 - place)
        shapes += _shading(comparison, others, measure, height, (low, high), colours)
        shapes += [_whole_line(whole.reference, height, colours) for whole in wholes]
        traces += _areas(others, measure, height, colours)
        traces.append(_own(comparison, own_area, measure, height, colours))
        notes += _words(comparison, own_area, measure, height, (low, high), colours)
        notes += _names_of(wholes, measure, height, (low, high), colours)
    drawn = layout(colours, height=_FRAME + STRIP_HEIGHT * len(shown), right=8)
    drawn["margin"] |= {"t": 52}
    drawn["yaxis"] |= {"visible": False, "range": [-0.5, len(shown) - 0.5]}
    drawn["xaxis"] |= {"range": [low, high], "nticks": 6, **ticks(measure)}
    drawn["annotations"] = [heading_at(_heading(shown, measure), colours), *notes]
    drawn["shapes"] = shapes
    return {"data": traces, "layout": drawn}


def describe_benchmark(
    comparisons: pd.DataFrame, areas: Mapping[str, pd.DataFrame], measure: Measure, own_area: str
) -> str:
    """A sentence per strip; one for none too."""
    shown = strips(comparisons, areas)
    if not shown:
        return f"{measure.title}: no figures of other areas to compare with."
    sentences = [
        _sentence(comparison, others, measure, own_area) for comparison, others, _ in shown
    ]
    wholes = [row for _, _, marked in shown for row in marked if not _has_strip(row, shown)]
    sentences += [f"{own_area} is {gap_words(row, measure)}." for row in wholes]
    return " ".join(sentences)


def _has_strip(row: BenchmarkRow, shown: Sequence[Strip]) -> bool:
    return any(row is comparison for comparison, _, _ in shown)


def _sentence(
    comparison: BenchmarkRow, others: Sequence[BenchmarkAreaRow], measure: Measure, own_area: str
) -> str:
    shown = f"{own_area} {written(comparison.outturn, measure)} in {comparison.period_label}"
    words = [f"{comparison.comparators_title}: {shown}"]
    if comparison.rank:
        chance = chance_words(comparison, measure)
        words.append(f"rank {rank_words(comparison)}, allowing for chance {chance}")
    elif others:
        words.append(f"beside {len(others)} other areas")
    words += [gap_words(comparison, measure)] if gap_words(comparison, measure) else []
    return f"{'; '.join(words)}."


def _heading(shown: Sequence[Strip], measure: Measure) -> str:
    """What the scale counts, of when, and how a strip is to be read."""
    scale = as_text(measure.unit_label[:1].upper() + measure.unit_label[1:])
    when = f", {shown[0][0].period_label}" if shown else ""
    better = _BETTER.get(measure.polarity, "")
    known = any(comparison.rank_low for comparison, _, _ in shown)
    band = "; stronger band: where chance may put the council" if known else ""
    return f"{scale}{when}{better}<br>A line is an area{band}"


def _span(shown: Sequence[Strip]) -> tuple[float, float]:
    """The scale, with room at both ends for names."""
    values = [
        value
        for comparison, others, wholes in shown
        for value in (
            comparison.outturn,
            *(row.outturn for row in others),
            *(row.reference for row in wholes),
        )
        if is_known(value)
    ]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _shading(
    comparison: BenchmarkRow,
    others: Sequence[BenchmarkAreaRow],
    measure: Measure,
    height: float,
    span: tuple[float, float],
    colours: Palette,
) -> list[dict[str, Any]]:
    """A track, and on it the band from the first to the last area that chance may swap with."""
    values = [comparison.outturn, *(row.outturn for row in others)]
    track = _track(*_ends(values, span), height, _TRACK, colours)
    if not comparison.rank_low:
        return [track]
    best_first = sorted(values, reverse=measure.polarity is Polarity.HIGHER)
    reach = best_first[comparison.rank_low - 1 : comparison.rank_high]
    return [track, _track(min(reach), max(reach), height, _BAND, colours)]


def _ends(values: Sequence[float], span: tuple[float, float]) -> tuple[float, float]:
    """From where to where a strip is shaded: a little beyond its first and last area."""
    room = (span[1] - span[0]) * 0.05
    return max(min(values) - room, span[0]), min(max(values) + room, span[1])


def _track(
    begin: float, end: float, height: float, shade: float, colours: Palette
) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "x0": begin,
        "x1": end,
        "y0": height - _HALF,
        "y1": height + _HALF,
        "fillcolor": colours.outline,
        "opacity": shade,
        "line": {"width": 0},
    }


def _whole_line(value: float, height: float, colours: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "y0": height - _HALF * 1.5,
        "y1": height + _HALF,
        "line": {"color": colours.text, "width": 1.8, "dash": "4px,3px"},
    }


def _areas(
    others: Sequence[BenchmarkAreaRow], measure: Measure, height: float, colours: Palette
) -> list[Trace]:
    if not others:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "Areas",
            "x": [row.outturn for row in others],
            "y": [height] * len(others),
            "customdata": [_hover(row, measure) for row in others],
            "hovertemplate": "%{customdata}<extra></extra>",
            "marker": {
                "symbol": "line-ns",
                "size": 18,
                "line": {"color": colours.quiet, "width": 1.6},
            },
        }
    ]


def _hover(row: BenchmarkAreaRow, measure: Measure) -> str:
    shown = with_marker(written(row.outturn, measure), row.marker)
    return f"{as_text(row.area)}: <b>{shown}</b>{f', rank {row.rank}' if row.rank else ''}"


def _own(
    comparison: BenchmarkRow, own_area: str, measure: Measure, height: float, colours: Palette
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": own_area,
        "x": [comparison.outturn],
        "y": [height],
        "customdata": [f"{as_text(own_area)}: <b>{written(comparison.outturn, measure)}</b>"],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "size": 15,
            "color": colours.dark_blue,
            "line": {"color": colours.page, "width": 2},
        },
    }


def _words(
    comparison: BenchmarkRow,
    own_area: str,
    measure: Measure,
    height: float,
    span: tuple[float, float],
    colours: Palette,
) -> list[dict[str, Any]]:
    """The strip's title with the rank, the council's name, the whole's, and which end is best."""
    rank = f": {rank_words(comparison)}" if comparison.rank else ""
    title = f"<b>{as_text(comparison.comparators_title)}</b>{rank}"
    notes = [
        _note(title, 0.0, height + _HALF, 21, colours.text) | {"xref": "paper", "xanchor": "left"}
    ]
    own = f"<b>{as_text(own_area)} {written(comparison.outturn, measure)}</b>"
    notes.append(_note(own, comparison.outturn, height + _HALF, 1, colours.dark_blue, span))
    return notes


def _names_of(
    wholes: Sequence[BenchmarkRow],
    measure: Measure,
    height: float,
    span: tuple[float, float],
    colours: Palette,
) -> list[dict[str, Any]]:
    """The wholes by name beneath their lines: of two the lower one to the left of its line.

    Of two that are equal it is the first. Near an end of the scale a name stands inwards, where
    the other leaves it room.
    """
    notes = []
    lowest = min(wholes, key=lambda row: row.reference, default=None)
    values = [row.reference for row in wholes]
    apart = (max(values) - min(values)) / (span[1] - span[0]) if values else 0.0
    for row in wholes:
        words = f"{as_text(row.reference_area)} {written(row.reference, measure)}"
        note = _note(words, row.reference, height - _HALF * 1.5, 0, colours.quiet, span)
        lower = row is lowest
        inwards = note["xanchor"] == ("left" if lower else "right") and apart > _ROOM_FOR_A_NAME
        if len(wholes) > 1 and not inwards:
            over = _OVER_ITS_LINE if apart > _CLOSE else _BESIDE_ITS_LINE
            note |= {"xanchor": "right" if lower else "left", "xshift": over if lower else -over}
        notes.append(note)
    return notes


def _side(value: float, span: tuple[float, float]) -> str:
    """Where on the scale a value stands, so that its words stay within the picture."""
    share = (value - span[0]) / (span[1] - span[0])
    return "left" if share < 0.2 else "right" if share > 0.8 else "center"


def _note(
    words: str,
    x: float,
    y: float,
    shift: int,
    colour: str,
    span: tuple[float, float] | None = None,
) -> dict[str, Any]:
    return {
        "text": words,
        "x": x,
        "y": y,
        "xanchor": _side(x, span) if span else "left",
        "yanchor": "bottom" if shift else "top",
        "yshift": shift,
        "showarrow": False,
        "font": {"color": colour, "size": 13},
    }
