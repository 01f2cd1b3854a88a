"""The questions of a survey: a dot for each in the latest wave, a diamond in the wave before.

Two waves are told apart by shape and place, so that they are in grey too: the smaller diamond of
the wave before stands beneath the circle of the latest, a cross where the method has changed since
and the two do not compare. Hollow is what is illustrative, as everywhere. The line about a mark is
its 95% interval.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from kpis.charts.intervals import interval_trace
from kpis.charts.lines import Trace, is_illustrative
from kpis.charts.palette import Palette, palette
from kpis.charts.template import Description, as_text, figure_of, layout
from kpis.frames import SurveyResultRow
from kpis.words.figures import figure, is_known
from kpis.words.lists import counted, cut

if TYPE_CHECKING:
    import plotly.graph_objects as go

_ROW_HEIGHT = 50  # pixels: a name, and the marks of two waves beneath it
_NAME_LENGTH = 46  # characters, as fit on a phone
_BELOW, _ABOVE = 44, 58  # pixels
_RULE_ABOVE, _NAME_ABOVE, _BENEATH = 0.63, 0.42, 0.22  # of a row: how far from the latest wave
_STEP, _ALL = 10.0, 100.0  # per cent


def waves_chart(rows: Sequence[SurveyResultRow], *, dark: bool = False) -> go.Figure | None:
    """The figure of `waves_description`; None where no result is known."""
    described = waves_description(rows, dark=dark)
    return figure_of(described) if described else None


def waves_description(rows: Sequence[SurveyResultRow], *, dark: bool = False) -> Description | None:
    """What is drawn, the highest result on top; None where none is known.

    rows: of SURVEY_RESULTS, those that are percentages.
    """
    colours = palette(dark=dark)
    shown = in_order(rows)
    if not shown:
        return None
    places = {row.measure_id: len(shown) - 1 - place for place, row in enumerate(shown)}
    low, high = _span(shown)
    drawn = layout(colours, height=_BELOW + _ABOVE + _ROW_HEIGHT * len(shown), right=14)
    drawn["margin"] |= {"t": _ABOVE}
    drawn["xaxis"] |= {
        "range": [low, high],
        "nticks": 6,
        "showgrid": True,
        "gridcolor": colours.rule,
        "ticksuffix": "%",
    }
    drawn["yaxis"] |= {"range": [-0.5, len(shown) - 0.35], "visible": False}
    drawn["shapes"] = [_rule(place, colours) for place in range(len(shown) - 1)]
    drawn["annotations"] = [
        _key(shown, colours),
        *(_named(row, places[row.measure_id], colours) for row in shown),
    ]
    before = [row for row in shown if is_known(row.before_outturn)]
    traces = [
        _intervals(before, places, colours, latest=False),
        _intervals(shown, places, colours, latest=True),
        _marks(before, places, colours, latest=False),
        _marks(shown, places, colours, latest=True),
    ]
    return {"data": traces, "layout": drawn}


def in_order(rows: Sequence[SurveyResultRow]) -> list[SurveyResultRow]:
    """Those with a figure, the highest first."""
    known = [row for row in rows if is_known(row.outturn)]
    return sorted(known, key=lambda row: -row.outturn)


def describe_waves(rows: Sequence[SurveyResultRow]) -> str:
    """What the chart shows in words: the highest and the lowest result, and which moved most."""
    shown = in_order(rows)
    if not shown:
        return "No result is known yet."
    highest, lowest = shown[0], shown[-1]
    sentences = [
        f"{counted(len(shown), 'question')} in {highest.period_label}: highest {_name(highest)}, "
        f"{_written(highest.outturn, highest)}; lowest {_name(lowest)}, "
        f"{_written(lowest.outturn, lowest)}."
    ]
    moved = [row for row in shown if is_known(row.change) and not row.break_reason]
    if moved:
        most = max(moved, key=lambda row: abs(row.change))
        sentences.append(
            f"The largest change is of {_name(most)}: {_written(most.before_outturn, most)} in "
            f"{most.before_label}, {_written(most.outturn, most)} in {most.period_label}."
        )
    if all(map(is_illustrative, shown)):
        sentences.append("All figures are illustrative.")
    return " ".join(sentences)


def _name(row: SurveyResultRow) -> str:
    return f"{row.code} {row.short_title or row.title}"


def _written(value: float, row: SurveyResultRow) -> str:
    return figure(value, row.unit, row.decimals)


def _span(rows: Sequence[SurveyResultRow]) -> tuple[float, float]:
    """From ten to ten per cent, as far as anything is drawn."""
    values = [
        value
        for row in rows
        for value in (
            *(row.outturn, row.interval_low, row.interval_high),
            *(row.before_outturn, row.before_low, row.before_high),
        )
        if is_known(value)
    ]
    low, high = floor(min(values) / _STEP) * _STEP, ceil(max(values) / _STEP) * _STEP
    return max(low - 1, -1.0), min(high, _ALL) + 1


def _named(row: SurveyResultRow, place: int, colours: Palette) -> dict[str, Any]:
    """What a question is called, above its marks: so that these have the whole width."""
    return {
        "text": as_text(cut(_name(row), _NAME_LENGTH)),
        "x": 0,
        "xref": "paper",
        "y": place + _NAME_ABOVE,
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"color": colours.text, "size": 13},
    }


def _rule(place: int, colours: Palette) -> dict[str, Any]:
    """A hairline above a question, to lead from its name to its marks."""
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": place + _RULE_ABOVE,
        "y1": place + _RULE_ABOVE,
        "line": {"color": colours.rule, "width": 1},
    }


def _key(rows: Sequence[SurveyResultRow], colours: Palette) -> dict[str, Any]:
    """Which mark is which wave, above the chart."""
    latest = max(rows, key=lambda row: row.period_id)
    lines = [f"<b>●</b> {as_text(latest.period_label)}"]
    before = [row for row in rows if is_known(row.before_outturn)]
    if any(not row.break_reason for row in before):
        lines.append(f"◆ {as_text(max(row.before_label for row in before))}")
    if any(row.break_reason for row in before):
        lines.append("✕ before the method changed")
    hollow = "<br>Hollow: illustrative" if any(map(is_illustrative, rows)) else ""
    return {
        "text": "&nbsp;&nbsp;&nbsp;".join(lines) + hollow,
        "x": 1,
        "xref": "paper",
        "y": 1,
        "yref": "paper",
        "yshift": 10,
        "xanchor": "right",
        "yanchor": "bottom",
        "align": "right",
        "showarrow": False,
        "font": {"color": colours.text, "size": 13},
    }


def _height(places: dict[str, int], *, latest: bool) -> Callable[[SurveyResultRow], float]:
    return lambda row: places[row.measure_id] - (0.0 if latest else _BENEATH)


def _intervals(
    rows: Sequence[SurveyResultRow], places: dict[str, int], colours: Palette, *, latest: bool
) -> Trace:
    height = _height(places, latest=latest)
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        low, high = (
            (row.interval_low, row.interval_high) if latest else (row.before_low, row.before_high)
        )
        if is_known(low):
            x += [low, high, None]
            y += [height(row), height(row), None]
    return interval_trace(x, y) | {
        "line": {
            "color": colours.dark_blue if latest else colours.outline,
            "width": 3 if latest else 1.4,
        }
    }


def _marks(
    rows: Sequence[SurveyResultRow], places: dict[str, int], colours: Palette, *, latest: bool
) -> Trace:
    height = _height(places, latest=latest)
    colour = colours.dark_blue if latest else colours.outline
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "Latest wave" if latest else "Wave before",
        "x": [row.outturn if latest else row.before_outturn for row in rows],
        "y": [height(row) for row in rows],
        "customdata": [_hover(row, latest=latest) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "size": 11 if latest else 8,
            "symbol": [
                "circle" if latest else "x-thin" if row.break_reason else "diamond" for row in rows
            ],
            "color": [colours.page if is_illustrative(row) else colour for row in rows],
            "line": {"color": colour, "width": 2},
        },
    }


def _hover(row: SurveyResultRow, *, latest: bool) -> str:
    values = (
        (row.period_label, row.outturn, row.interval_low, row.interval_high)
        if latest
        else (row.before_label, row.before_outturn, row.before_low, row.before_high)
    )
    label, outturn, low, high = values
    within = f"<br>{_written(low, row)} to {_written(high, row)}" if is_known(low) else ""
    shown = f"{as_text(label)}: <b>{_written(outturn, row)}</b>{within}"
    return f"{as_text(_name(row))}<br>{shown}"
