"""How far a figure might have come out otherwise by chance, drawn lightly at each figure.

Whiskers are thin and grey, so that a trend can be read without them; how they were worked out is
named once, beneath the chart. In a long series they would cover the line they belong to, so there
a pale band reaches from one to the next.
"""

from collections.abc import Sequence

from kpis.charts.lines import MANY_DOTS, Trace, middle, restarts
from kpis.charts.palette import Palette, see_through
from kpis.frames import SeriesRow
from kpis.words.figures import is_known
from kpis.words.lists import listed


def whiskers(rows: Sequence[SeriesRow], colours: Palette) -> list[Trace]:
    """One upright line per figure that has an interval; none for a long series. rows: of SERIES."""
    rows_with_interval = with_interval(rows)
    if not rows_with_interval or _too_many(rows):
        return []
    x: list[str | None] = []
    y: list[float | None] = []
    for row in rows_with_interval:
        x += [middle(row), middle(row), None]
        y += [row.interval_low, row.interval_high, None]
    return [
        interval_trace(x, y)
        | {"cliponaxis": False, "line": {"color": colours.outline, "width": 1.2}}
    ]


def band(rows: Sequence[SeriesRow], colours: Palette) -> list[Trace]:
    """The intervals of a long series as one pale band, open where the line is; [] for others.

    To be drawn first, so that everything else lies on it.
    """
    if not _too_many(rows):
        return []
    stretches: list[list[SeriesRow]] = [[]]
    before = None
    for row in rows:
        if before is not None and restarts(before, row):
            stretches.append([])
        if _has_interval(row):
            stretches[-1].append(row)
        else:
            stretches.append([])
        before = row
    x: list[str | None] = []
    y: list[float | None] = []
    for stretch in stretches:
        if stretch:
            places = [middle(row) for row in stretch]
            x += [*places, *reversed(places), None]
            y += [
                *(row.interval_high for row in stretch),
                *(r.interval_low for r in reversed(stretch)),
            ]
            y.append(None)
    if not x:
        return []
    shade = see_through(colours.outline, 0.2)
    return [interval_trace(x, y) | {"fill": "toself", "fillcolor": shade, "line": {"width": 0}}]


def band_words(rows: Sequence[SeriesRow]) -> str:
    """What the band is, for the head of the chart; "" without one."""
    return "grey band: 95% intervals" if _too_many(rows) and with_interval(rows) else ""


def with_interval(rows: Sequence[SeriesRow]) -> list[SeriesRow]:
    return [row for row in rows if _has_interval(row)]


def describe_intervals(rows: Sequence[SeriesRow]) -> str:
    """What the upright lines or the band are, and how they were worked out.

    "" when no figure has one.
    """
    methods = list(dict.fromkeys(row.interval_method for row in with_interval(rows)))
    if not methods:
        return ""
    if _too_many(rows):
        return (
            "The grey band along the line is the 95% interval of each figure. So far it might have "
            "come out otherwise by chance alone. Point at a figure to read its own. Method: "
            f"{listed(methods)}."
        )
    return (
        "The thin upright line through a figure is its 95% interval. So far it might have come "
        f"out otherwise by chance alone. Method: {listed(methods)}."
    )


def _has_interval(row: SeriesRow) -> bool:
    return is_known(row.outturn) and is_known(row.interval_low)


def interval_trace(x: Sequence[str | float | None], y: Sequence[float | None]) -> Trace:
    """The lines from one end of each interval to the other, without their looks.

    x, y: None between one line and the next.
    """
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "95% interval",
        "x": x,
        "y": y,
        "hoverinfo": "skip",
    }


def _too_many(rows: Sequence[SeriesRow]) -> bool:
    return len(rows) > MANY_DOTS
