"""The numbers behind a trend, for charts that a program draws itself and anybody can edit.

Slides and workbooks get these instead of a picture. They hold what the drawn chart holds: the same
figures, rounded as they are written, and the same lines; where the drawn line lifts its pen, and
which of its dots are hollow.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import pandas as pd

from kpis.charts.aims import aim_names, limit_names
from kpis.charts.lines import is_illustrative, restarts
from kpis.frames import SERIES, SeriesRow
from kpis.model import Marker, Measure
from kpis.model.record import Record
from kpis.rounding import round_figure
from kpis.words.figures import is_known


class DataLine(Record):
    """A line of a chart as numbers. None is a gap.

    role: "outturn", "target", "minimum", "limit" (of a colour, where it is none of the aims) or
    "area" (another one). A line of outturns has a dot for each figure, the others have none.
    """

    title: str
    role: str
    figures: tuple[float | None, ...]


class TrendData(Record):
    """A trend as numbers: a figure of every line for each of the council's periods.

    parted: places in `periods` that no line leads to from the one before, as at a break or in April
    of a total to date. illustrative: places whose outturn is illustrative.
    """

    periods: tuple[str, ...]
    lines: tuple[DataLine, ...]
    parted: tuple[int, ...] = ()
    illustrative: tuple[int, ...] = ()


def trend_data(series: pd.DataFrame, measure: Measure) -> TrendData:
    """The numbers of a measure's SERIES, the plan's own area first; no periods for no rows.

    They are rounded as they are shown. What is confidential is a gap, and a line without any figure
    is left out. Other areas' figures are those of the council's periods. That outturns are
    illustrative is said in the title of their line.
    """
    rows = SERIES.rows(SERIES.check(series))
    if not rows:
        return TrendData(periods=(), lines=())
    own, *others = [list(of_area) for _, of_area in groupby(rows, key=lambda row: row.area)]
    illustrative = tuple(at for at, row in enumerate(own) if _is_illustrative(row))
    outturns = [_outturn(row) for row in own]
    lines = [
        _line(_title(outturns, illustrative), "outturn", outturns, measure),
        *_lines_asked(own, measure),
        *(_line(of_area[0].area, "area", _at_periods(own, of_area), measure) for of_area in others),
    ]
    return TrendData(
        periods=tuple(row.period_label for row in own),
        lines=tuple(each for each in lines if any(value is not None for value in each.figures)),
        parted=tuple(at for at, pair in enumerate(pairwise(own), 1) if restarts(*pair)),
        illustrative=illustrative,
    )


def _lines_asked(own: Sequence[SeriesRow], measure: Measure) -> Iterator[DataLine]:
    """Target, minimum expectation, and the limits of colours that are neither."""
    for column, title in aim_names(measure).items():
        role = "target" if column.startswith("target") else "minimum"
        yield _line(title, role, [getattr(row, column) for row in own], measure)
    for column, title in limit_names(own, measure).items():
        yield _line(title, "limit", [getattr(row, column) for row in own], measure)


def _line(title: str, role: str, values: Sequence[float], measure: Measure) -> DataLine:
    shown = (round_figure(v, measure.decimals) if is_known(v) else None for v in values)
    return DataLine(title=title, role=role, figures=tuple(shown))


def _title(outturns: Sequence[float], illustrative: Sequence[int]) -> str:
    if not illustrative:
        return "Outturn"
    some = len(illustrative) < sum(map(is_known, outturns))
    return f"Outturn ({'some ' if some else ''}illustrative)"


def _at_periods(own: Sequence[SeriesRow], of_area: Sequence[SeriesRow]) -> list[float]:
    known = {row.period_id: _outturn(row) for row in of_area}
    return [known.get(row.period_id, math.nan) for row in own]


def _outturn(row: SeriesRow) -> float:
    return math.nan if Marker.CONFIDENTIAL.value in row.marker else row.outturn


def _is_illustrative(row: SeriesRow) -> bool:
    return is_illustrative(row) and is_known(_outturn(row))
