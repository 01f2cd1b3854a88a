"""The numbers behind a trend, for charts that can be edited in slides and workbooks."""

import math
from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from kpis.charts.aims import aim_names
from kpis.charts.lines import restarts
from kpis.frames import SERIES, SeriesRow
from kpis.model import Marker, Measure
from kpis.reports.blocks import ChartColumn
from kpis.rounding import round_figure

_ROLES = {
    "target": "target",
    "target_upper": "target",
    "minimum_expectation": "minimum",
    "minimum_expectation_upper": "minimum",
}


def chart_columns(
    series: pd.DataFrame, measure: Measure
) -> tuple[tuple[str, ...], tuple[ChartColumn, ...]]:
    """The council's periods, and the lines through them: outturn, aims, other areas.

    series: SERIES with some rows, the plan's own area first. Figures are rounded as shown; what
    there is none of, or is confidential, is NaN. A line without any figure is left out.
    """
    areas = [list(rows) for _, rows in groupby(SERIES.rows(series), key=lambda row: row.area)]
    own = areas[0]
    columns = [_column("Outturn", [_shown(row) for row in own], measure, "outturn")]
    columns += [
        _column(words, [getattr(row, name) for row in own], measure, _ROLES[name])
        for name, words in aim_names(measure).items()
        if name in _ROLES
    ]
    for rows in areas[1:]:
        known = {row.period_id: _shown(row) for row in rows}
        values = [known.get(row.period_id, math.nan) for row in own]
        columns.append(_column(rows[0].area, values, measure, "area"))
    names = tuple(row.period_label for row in own)
    return names, tuple(each for each in columns if not all(map(math.isnan, each.values)))


def restarts_at(series: pd.DataFrame) -> tuple[int, ...]:
    """The places of `chart_columns` to which no line leads from the one before."""
    areas = groupby(SERIES.rows(series), key=lambda row: row.area)
    own = next((list(rows) for _, rows in areas), [])
    return tuple(at for at in range(1, len(own)) if restarts(own[at - 1], own[at]))


def _shown(row: SeriesRow) -> float:
    return math.nan if Marker.CONFIDENTIAL.value in row.marker else row.outturn


def _column(title: str, values: Sequence[float], measure: Measure, role: str) -> ChartColumn:
    rounded = (
        math.nan if math.isnan(each) else round_figure(each, measure.decimals) for each in values
    )
    return ChartColumn(title=title, values=tuple(rounded), role=role)
