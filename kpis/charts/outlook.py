"""The outlook: how far the coming figures may reach, as a fan behind a trend, and in words.

Two bands, the stronger within the paler: coming figures are expected within the stronger one 8
times in 10, within the paler one 19 times in 20. The fan opens from the last figure it was
worked out from. When a past quarter is looked at, later figures are drawn over the fan of that
time, which shows how good it was.
"""

from collections.abc import Sequence

import pandas as pd

from kpis.charts.aims import aim_names, end_aim_words
from kpis.charts.labels import EndLabel
from kpis.charts.lines import Trace, middle
from kpis.charts.palette import Palette, see_through
from kpis.charts.rows import COMING, ComingRow
from kpis.frames import OUTLOOK_PATH, SeriesRow
from kpis.model import Basis, Measure
from kpis.periods import period_of_id
from kpis.words.figures import is_known, written


def coming(path: pd.DataFrame | None, measure: Measure) -> tuple[ComingRow, ...]:
    """The rows of an OUTLOOK_PATH that can be drawn; none without a path."""
    if path is None:
        return ()
    foreseen = OUTLOOK_PATH.check(path)[path["expected"].notna()]
    years = [period_of_id(period_id).financial_year for period_id in foreseen["period_id"]]
    to_date = measure.basis is Basis.YEAR_TO_DATE
    return COMING.rows(
        foreseen.assign(frequency=measure.frequency.value, year=years, year_to_date=to_date)
    )


def fan(own: Sequence[SeriesRow], ahead: Sequence[ComingRow], colours: Palette) -> list[Trace]:
    """Both bands and the middle line. own: of SERIES; ahead: as `coming` gives them."""
    if not ahead:
        return []
    start = _start(own, ahead[0])
    x = [middle(row) for row in ([start] if start else [])] + [middle(row) for row in ahead]
    begun = [start.outturn] if start else []

    def values(column: str) -> list[float]:
        return [*begun, *(getattr(row, column) for row in ahead)]

    middle_line = {
        "type": "scatter",
        "mode": "lines" if len(x) > 1 else "markers",
        "name": "Outlook",
        "x": x,
        "y": values("expected"),
        "hoverinfo": "skip",
        "line": {"color": colours.dark_blue, "width": 1.8, "dash": "2px,3px"},
        "marker": {"color": colours.dark_blue, "size": 6},
    }
    return [
        *_band(x, values("low_95"), values("high_95"), "95%", 0.12, "1px,3px", colours),
        *_band(x, values("low_80"), values("high_80"), "80%", 0.2, "solid", colours),
        middle_line,
    ]


def fan_label(ahead: Sequence[ComingRow], measure: Measure) -> list[EndLabel]:
    """The label at the fan's end: the middle, and how far it reaches 8 times in 10."""
    if not ahead:
        return []
    last = ahead[-1]
    low, high = written(last.low_80, measure), written(last.high_80, measure)
    text = f"Outlook {written(last.expected, measure)}<br>({low} to {high})"
    return [EndLabel(last.expected, text)]


def fan_words(own: Sequence[SeriesRow], ahead: Sequence[ComingRow], measure: Measure) -> str:
    """What is shaded, for the head of the chart; "" without a fan.

    Also the aims at its end where later figures are known: labels at the right tell of those.
    """
    if not ahead:
        return ""
    start, last = _start(own, ahead[0]), ahead[-1]
    words = f"shaded: outlook {f'after {start.period_label}' if start else 'of the year'}"
    aims = end_aim_words(last, measure) if own[-1].period_start >= last.period_start else ""
    return words + (f"<br>━ {last.period_label}: {aims}" if aims else "")


def reached(ahead: Sequence[ComingRow], measure: Measure) -> list[float]:
    """The values a scale has to reach for the fan and its aims to be seen; NaN for no aim."""
    columns = ("low_95", "high_95", *aim_names(measure))
    return [getattr(row, column) for row in ahead for column in columns]


def describe_outlook(ahead: Sequence[ComingRow], measure: Measure) -> str:
    """What the fan shows, in a sentence; "" without one."""
    if not ahead:
        return ""
    last = ahead[-1]
    low, high = written(last.low_80, measure), written(last.high_80, measure)
    aims = end_aim_words(last, measure, "minimum expectation")
    widest = f"{written(last.low_95, measure)} and {written(last.high_95, measure)}"
    return (
        f"Outlook: by {last.period_label} about {written(last.expected, measure)}, 8 times in 10 "
        f"between {low} and {high}, 19 times in 20 between {widest}{f'; {aims}' if aims else ''}."
    )


def _start(own: Sequence[SeriesRow], first: ComingRow) -> SeriesRow | None:
    """The last known figure before the fan; none where a new line starts in between."""
    before_fan = [
        row for row in own if is_known(row.outturn) and row.period_end < first.period_start
    ]
    if not before_fan:
        return None
    last = before_fan[-1]
    between = [row for row in own if last.period_start < row.period_start <= first.period_start]
    restarts = last.year_to_date and last.year != first.year
    return None if restarts or any(row.break_before for row in between) else last


def _band(
    x: list[str],
    low: list[float],
    high: list[float],
    name: str,
    opacity: float,
    dash: str,
    colours: Palette,
) -> list[Trace]:
    """A closed area; of a single period, an upright bar."""
    colour = see_through(colours.dark_blue, opacity)
    common = {"type": "scatter", "mode": "lines", "name": name, "hoverinfo": "skip"}
    if len(x) == 1:
        return [common | {"x": x * 2, "y": [*low, *high], "line": {"color": colour, "width": 14}}]
    return [
        common
        | {
            "x": [*x, *reversed(x)],
            "y": [*high, *reversed(low)],
            "fill": "toself",
            "fillcolor": colour,
            "line": {"color": colours.outline, "width": 1, "dash": dash},
        }
    ]
