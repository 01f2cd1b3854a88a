"""How far a figure might have come out otherwise by chance, drawn lightly at each figure.

Whiskers are thin and grey, so that a trend can be read without them; how they were worked out is
named once, beneath the chart. In a long series they would cover the line they belong to: there
each figure tells its own when pointed at, and the figures to download hold them all.
"""

from collections.abc import Sequence

from kpis.charts.lines import MANY_DOTS, Row, Trace, middle
from kpis.charts.palette import Palette
from kpis.formatting import is_known, listed


def whiskers(rows: Sequence[Row], colours: Palette) -> list[Trace]:
    """One upright line per figure that has an interval; none for a long series. rows: of SERIES."""
    held = with_interval(rows)
    if not held or _too_many(rows):
        return []
    x: list[str | None] = []
    y: list[float | None] = []
    for row in held:
        x += [middle(row), middle(row), None]
        y += [row.interval_low, row.interval_high, None]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "95% interval",
            "x": x,
            "y": y,
            "hoverinfo": "skip",
            "cliponaxis": False,
            "line": {"color": colours.outline, "width": 1.2},
        }
    ]


def with_interval(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if is_known(row.outturn) and is_known(row.interval_low)]


def describe_intervals(rows: Sequence[Row]) -> str:
    """What the upright lines are, or where intervals are told, and how they were worked out.

    "" when no figure has one.
    """
    methods = list(dict.fromkeys(row.interval_method for row in with_interval(rows)))
    if not methods:
        return ""
    if _too_many(rows):
        return (
            f"With {len(with_interval(rows))} figures their 95% intervals, how far each might have "
            "come out otherwise by chance alone, are not drawn: point at a figure to read its own. "
            f"The figures to download hold them all. Method: {listed(methods)}."
        )
    return (
        "The thin upright line through a figure is its 95% interval: how far it might have come "
        f"out otherwise by chance alone. Method: {listed(methods)}."
    )


def _too_many(rows: Sequence[Row]) -> bool:
    return len(rows) > MANY_DOTS
