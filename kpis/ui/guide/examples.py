"""Pictures for the guide, drawn from the running plan's own figures.

The guide has to work for any council's plan, so no measure is named here: each picture is of the
measure whose figures show best what is explained, official statistics before all others. Where
a plan has no such figures yet there is no picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from kpis.analysis.benchmark import benchmark, benchmark_areas
from kpis.analysis.figures.rows import reported_by
from kpis.analysis.spc import measure_spc
from kpis.charts.benchmark import benchmark_chart, describe_benchmark
from kpis.charts.breakdown import breakdown_chart, describe_breakdown
from kpis.charts.describe import describe_trend
from kpis.charts.spc import describe_spc, spc_chart
from kpis.charts.trend import trend_chart
from kpis.frames import BENCHMARK, PerformanceRow
from kpis.model import Direction, Marker, Measure, Provenance
from kpis.ui.kit.chart import Drawn
from kpis.ui.state import analyses, cache
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.words.control_charts import USUAL

HEIGHT = 290
MOST_POINTS = 60  # more would be specks in a small picture
LONG_ENOUGH = 12
TRIED = 5  # of the longest series: an outlook of each takes a moment to work out


@dataclass(frozen=True, slots=True)
class Example:
    measure: Measure
    drawn: Drawn
    row: PerformanceRow | None = None  # where the words beside the picture need it


@kept_per_state(max_entries=8)
def control_chart(figures: Figures, dark: bool) -> Example | None:
    """A chart with limits, and points of more than one kind if there is such a one."""
    charts = measure_spc(figures.plan, figures.outturns)
    fit = [
        (
            _official(points),
            points["lpl"].min() >= 0 or points["value"].min() < 0,  # limits that can be reached
            len(set(points["point_type"])) > 1,
            len(points),
            str(measure_id),
        )
        for measure_id, points in charts[charts["limits_shown"]].groupby("measure_id")
        if len(points) <= MOST_POINTS and USUAL in set(points["point_type"])
    ]
    if not fit:
        return None
    measure = figures.plan.measures_by_id[max(fit)[-1]]
    spc = charts[charts["measure_id"] == measure.id].reset_index(drop=True)
    figure = spc_chart(spc, measure, dark=dark, height=HEIGHT)
    return Example(measure, Drawn(figure, describe_spc(spc, measure)))


@kept_per_state(max_entries=8)
def unclear_change(figures: Figures, dark: bool) -> Example | None:
    """Two figures that differ, by no more than chance explains."""
    rows = [
        row
        for quarter in reversed(figures.until(figures.first, len(figures.quarters)))
        for row in figures.rows[quarter.id]
        if row.direction_previous == Direction.NO_CLEAR_CHANGE
        and row.interval_method
        and row.outturn != row.previous_outturn
    ]
    row = max(rows, key=lambda each: each.provenance == Provenance.PUBLISHED, default=None)
    if row is None:
        return None
    measure = figures.plan.measures_by_id[row.measure_id]
    series = _own(figures, measure)
    pair = series[series["period_id"].isin([row.previous_period_id, row.period_id])]
    if len(pair) < 2:
        return None
    pair = pair.reset_index(drop=True)
    return Example(measure, _trend(pair, measure, dark), row)


@kept_per_state(max_entries=8)
def intervals(figures: Figures, dark: bool) -> Example | None:
    """Figures each with its 95% interval."""
    fit = [
        (int(has.sum() - 2 * (~has).sum()), -place, measure, series)
        for place, (measure, series) in enumerate(islice(_longest(figures), TRIED))
        if (has := series["interval_low"].notna()).sum() >= LONG_ENOUGH
    ]
    if not fit:
        return None
    *_, measure, series = max(fit, key=lambda each: each[:2])
    return Example(measure, _trend(series, measure, dark))


@kept_per_state(max_entries=8)
def outlook(figures: Figures, dark: bool) -> Example | None:
    """A fan behind a long series."""
    quarter = figures.first
    fit = []
    for place, (measure, whole) in enumerate(islice(_longest(figures), TRIED)):
        series = reported_by(figures.plan, whole, quarter).reset_index(drop=True)
        if series["outturn"].notna().sum() < LONG_ENOUGH:
            continue
        path = analyses.outlook_path_of(figures, quarter, measure.id)
        if len(path):
            width = ((path["high_80"] - path["low_80"]) / path["expected"].abs()).max()
            fit.append((width, place, measure, series, path))
    if not fit:
        return None
    *_, measure, series, path = min(fit, key=lambda each: each[:2])
    return Example(measure, _trend(series, measure, dark, path))


@kept_per_state(max_entries=8)
def rank(figures: Figures, dark: bool) -> Example | None:
    """The council among as many areas as there are, where it is known what chance may do."""
    plan, outturns = figures.plan, figures.outturns
    sets = benchmark(plan, outturns, figures.first)
    ranked = sets[sets["rank"] > 0]
    if ranked.empty:
        return None
    best = max(BENCHMARK.rows(ranked), key=lambda row: (row.rank_low > 0, row.areas))
    measure = plan.measures_by_id[best.measure_id]
    shown = ranked[
        (ranked["measure_id"] == measure.id) & (ranked["comparators"] == best.comparators)
    ]
    areas = {
        best.comparators: benchmark_areas(
            plan, outturns, measure.id, best.period_id, best.comparators
        )
    }
    figure = benchmark_chart(shown, areas, measure, plan.area, dark=dark)
    return Example(measure, Drawn(figure, describe_benchmark(shown, areas, measure, plan.area)))


@kept_per_state(max_entries=8)
def withheld(figures: Figures, dark: bool) -> Example | None:
    """Groups of which some are not shown."""
    outturns = figures.outturns
    own = outturns[(outturns["breakdown"] != "") & (outturns["area"] == figures.plan.area)]
    with_groups = set(own["measure_id"])
    for measure in figures.plan.counted:
        if measure.id not in with_groups:
            continue
        frame = analyses.groups_of(figures, measure.id)
        hidden = frame[frame["marker"].str.contains(Marker.CONFIDENTIAL.value)]
        for name, period_id in zip(hidden["breakdown"], hidden["period_id"], strict=True):
            of_one = frame[(frame["breakdown"] == name) & (frame["period_id"] == period_id)]
            if of_one["outturn"].notna().any():
                of_one = of_one.reset_index(drop=True)
                figure = breakdown_chart(of_one, measure, whole=float("nan"), dark=dark)
                words = describe_breakdown(of_one, measure, whole=float("nan"))
                return Example(measure, Drawn(figure, words))
    return None


def _longest(figures: Figures) -> Iterator[tuple[Measure, pd.DataFrame]]:
    """Measures and their own series, official ones with the most figures first."""
    counts = figures.outturns[figures.outturns["area"] == figures.plan.area]
    counts = counts[counts["breakdown"] == ""]
    lengths = counts.groupby("measure_id")["provenance"].agg(["size", "first"])
    fit = lengths[lengths["size"].between(LONG_ENOUGH, MOST_POINTS)]
    illustrative = fit["first"] == Provenance.ILLUSTRATIVE.value
    order = fit.assign(illustrative=illustrative).sort_values(
        ["illustrative", "size"], ascending=[True, False], kind="stable"
    )
    for measure_id in order.index:
        measure = figures.plan.measures_by_id.get(measure_id)
        if measure is not None:
            yield measure, _own(figures, measure)


def _own(figures: Figures, measure: Measure) -> pd.DataFrame:
    series = cache.measure_series(figures, measure.id)
    return series[series["area"] == figures.plan.area].reset_index(drop=True)


def _trend(
    series: pd.DataFrame, measure: Measure, dark: bool, path: pd.DataFrame | None = None
) -> Drawn:
    return Drawn(
        trend_chart(series, measure, dark=dark, height=HEIGHT, path=path),
        describe_trend(series, measure, path),
    )


def _official(points: pd.DataFrame) -> bool:
    return bool((points["provenance"] != Provenance.ILLUSTRATIVE.value).all())
