"""The lines of a trend as Plotly traces, written as plain dicts.

Plain, because a page is redrawn on every click: `go.Figure` checks one finished dict in a few
milliseconds and takes twenty times as long to be built up piece by piece.

A line never bridges a missing period or a break in the series, and that of a year-to-date
measure starts again each April.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from kpis.charts.palette import Palette
from kpis.charts.rows import HasAims, HasOutturn, HasPeriod
from kpis.charts.template import as_text
from kpis.frames import HasProvenance, SeriesRow
from kpis.model import Frequency, Measure, Provenance
from kpis.words.figures import is_known, with_marker, written

Trace = dict[str, Any]

_WAVE_YEAR = timedelta(days=364)
SOME_DOTS, MANY_DOTS = 24, 40  # above the first dots are smaller; above the second without letters


def is_illustrative(row: HasProvenance) -> bool:
    return bool(row.provenance == Provenance.ILLUSTRATIVE)


def middle(row: HasPeriod) -> str:
    """Where on the time axis the figure of a period stands, as an ISO date."""
    return str((row.period_start + (row.period_end - row.period_start) / 2).date())


def extent(row: HasPeriod) -> tuple[datetime, datetime]:
    """From when to when a period's aim holds: its own days, or a year about a short survey wave."""
    if row.frequency == Frequency.SURVEY_WAVE and row.period_end - row.period_start < _WAVE_YEAR:
        half = row.period_start + (row.period_end - row.period_start) / 2
        return half - _WAVE_YEAR / 2, half + _WAVE_YEAR / 2
    return row.period_start, row.period_end + timedelta(days=1)


def area_line(rows: Sequence[SeriesRow], measure: Measure, colour: str) -> Trace:
    """A thin line without dots: another area."""
    x, y, hover_texts = _line(rows, measure, keep=lambda _: True)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": as_text(rows[0].area),
        "x": x,
        "y": y,
        "customdata": hover_texts,
        "hovertemplate": f"{as_text(rows[0].area)}<br>%{{customdata}}<extra></extra>",
        "line": {"color": colour, "width": 1.8},
    }


def outturn_lines(rows: Sequence[SeriesRow], measure: Measure, colours: Palette) -> list[Trace]:
    """The line through known figures, dashed where they are illustrative, and a dot for each."""
    traces = []
    for illustrative in (False, True):
        places = _of_kind(rows, illustrative)
        x, y, _ = _line(rows, measure, keep=places.__contains__)
        if any(value is not None for value in y):
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": "Illustrative" if illustrative else "Outturn",
                    "x": x,
                    "y": y,
                    "hoverinfo": "skip",
                    "line": {
                        "color": colours.dark_blue,
                        "width": 1.8 if len(rows) > MANY_DOTS else 2.6,
                        "dash": "5px,3px" if illustrative else "solid",
                    },
                }
            )
    with_figure = [row for row in rows if is_known(row.outturn)]
    return [*traces, _dots(with_figure, measure, colours)] if with_figure else []


def aim_line(
    rows: Sequence[HasAims], column: str, words: str, measure: Measure, colour: str
) -> Trace:
    """Steps: each period's aim for as long as it holds. The least that is amber is dotted."""
    x: list[str | None] = []
    y: list[float | None] = []
    hover_texts: list[str] = []
    year = ""
    for row in rows:
        value = getattr(row, column)
        if not is_known(value) or (row.year_to_date and row.year != year):
            x, y, hover_texts = [*x, None], [*y, None], [*hover_texts, ""]
        if is_known(value):
            text = f"{words} {written(value, measure)}, {row.period_label}"
            x, y, hover_texts = (
                [*x, *_days(extent(row))],
                [*y, value, value],
                [*hover_texts, text, text],
            )
        year = row.year
    minimum = column.startswith(("minimum", "amber"))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": words,
        "x": x,
        "y": y,
        "customdata": hover_texts,
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {
            "color": colour,
            "width": 1.9 if minimum else 1.5,
            "dash": "dot" if minimum else "solid",
        },
    }


def ring(row: HasOutturn, colours: Palette) -> Trace:
    """A ring about the dot of one figure: the one a report is about."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "Ring",
        "x": [middle(row)],
        "y": [row.outturn],
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {
            "symbol": "circle-open",
            "size": 18,
            "color": colours.text,
            "line": {"color": colours.text, "width": 2},
        },
    }


def hover_words(row: SeriesRow, measure: Measure) -> str:
    shown = with_marker(written(row.outturn, measure), row.marker)
    illustrative = " illustrative" if is_illustrative(row) else ""
    words = f"{row.period_label}: <b>{shown}</b>{illustrative}"
    return "<br>".join(part for part in (words, interval_words(row, measure)) if part)


def interval_words(row: SeriesRow, measure: Measure) -> str:
    """ "95% interval 48.0% to 54.4%"; "" where there is none."""
    if not is_known(row.interval_low):
        return ""
    low, high = (written(value, measure) for value in (row.interval_low, row.interval_high))
    return f"95% interval {low} to {high}"


def _line(
    rows: Sequence[SeriesRow], measure: Measure, *, keep: Callable[[int], bool]
) -> tuple[list[str | None], list[float | None], list[str]]:
    """Places, heights and words of the rows kept, with an empty place where the line breaks."""
    x: list[str | None] = []
    y: list[float | None] = []
    hover_texts: list[str] = []
    before = None
    for index, row in enumerate(rows):
        if before is not None and restarts(before, row):
            x, y, hover_texts = [*x, None], [*y, None], [*hover_texts, ""]
        shown = is_known(row.outturn) and keep(index)
        x.append(middle(row))
        y.append(row.outturn if shown else None)
        hover_texts.append(hover_words(row, measure) if shown else "")
        before = row
    return x, y, hover_texts


def restarts(before: SeriesRow, row: SeriesRow) -> bool:
    """Whether no line leads from one figure to the next: at a break, and in April to date."""
    return bool(row.break_before or (row.year_to_date and row.year != before.year))


def _of_kind(rows: Sequence[SeriesRow], illustrative: bool) -> set[int]:
    """Places of the rows of one kind; the illustrative line reaches its official neighbours."""
    own = {index for index, row in enumerate(rows) if is_illustrative(row) == illustrative}
    if not illustrative:
        return own
    return own | {index - 1 for index in own} | {index + 1 for index in own}


def _dots(with_figure: Sequence[SeriesRow], measure: Measure, colours: Palette) -> Trace:
    many = len(with_figure) > MANY_DOTS
    return {
        "type": "scatter",
        "mode": "markers" if many else "markers+text",
        "name": "Outturn",
        "x": [middle(row) for row in with_figure],
        "y": [row.outturn for row in with_figure],
        "text": [with_marker("", row.marker) for row in with_figure],
        "textposition": "top center",
        "textfont": {"size": 12, "color": colours.quiet},
        "customdata": [hover_words(row, measure) for row in with_figure],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "size": 3 if many else 5 if len(with_figure) > SOME_DOTS else 8,
            "color": [
                colours.page if is_illustrative(row) else colours.dark_blue for row in with_figure
            ],
            "line": {"color": colours.dark_blue, "width": 1 if many else 1.8},
        },
    }


def _days(moments: Iterable[datetime]) -> list[str]:
    return [str(moment.date()) for moment in moments]
