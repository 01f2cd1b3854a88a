"""Trends as pictures, for a pack and a site: of 49 measures, and of ten times as many."""

from collections.abc import Callable

import pandas as pd

from kpis.analysis.series.measure_series import series
from kpis.charts.describe import describe_trend
from kpis.charts.svg.picture import picture
from kpis.charts.svg.themes import ON_PAGE
from kpis.charts.trend import trend_description
from kpis.model import COMPARABLE_UNITS, Measure, Plan

Say = Callable[[str, float, float], None]
MEASURES = 49


def report(
    plan: Plan,
    outturns: pd.DataFrame,
    say: Say,
    median_of: Callable[[int, Callable[[int], object]], float],
) -> None:
    """One line for each of both, and one of their size."""
    trends = [
        (rows, measure)
        for measure in plan.counted
        for rows in [_series(plan, measure, outturns)]
        if rows["outturn"].notna().sum() > 1
    ][:MEASURES]
    say(
        f"{len(trends)} trends described and drawn as pictures",
        1.0,
        median_of(5, lambda _: drawn(trends)),
    )
    many = trends * 10
    say(
        f"{len(many)} trends described and drawn as pictures",
        10.0,
        median_of(1, lambda _: drawn(many)),
    )
    sizes = [len(each.encode()) for each in drawn(trends)]
    print(f"  of {sum(sizes) // len(sizes):,} bytes on average, at most {max(sizes):,}")


def drawn(trends: list[tuple[pd.DataFrame, Measure]]) -> list[str]:
    """Each described and drawn, with words at each point."""
    return [
        picture(
            trend_description(rows, measure),
            title=measure.title,
            words=describe_trend(rows, measure),
            theme=ON_PAGE,
            hover=True,
        )
        for rows, measure in trends
    ]


def _series(plan: Plan, measure: Measure, outturns: pd.DataFrame) -> pd.DataFrame:
    areas = plan.comparators if measure.unit in COMPARABLE_UNITS else ()
    return series(plan, measure, outturns, areas=areas)
