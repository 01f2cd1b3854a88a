"""The numbers behind a trend, for charts that can be edited in slides and workbooks."""

import math

from kpis.charts.native.trend import TrendData
from kpis.reports.blocks import ChartColumn


def chart_columns(numbers: TrendData) -> tuple[ChartColumn, ...]:
    """The lines of a trend as a chart of a document has them: what there is none of is NaN."""
    return tuple(
        ChartColumn(
            title=line.title,
            role=line.role,
            values=tuple(math.nan if value is None else value for value in line.figures),
        )
        for line in numbers.lines
    )
