"""Every chart of the figures that are shipped, as a picture: whole, small, nothing over another."""

import pytest

from kpis.analysis.benchmark import benchmark, benchmark_areas
from kpis.analysis.groups.breakdown import breakdown
from kpis.analysis.outlook import outlook_path
from kpis.analysis.series.measure_series import series
from kpis.analysis.spc import measure_spc
from kpis.charts.benchmark import benchmark_description
from kpis.charts.breakdown import breakdown_description
from kpis.charts.describe import describe_trend
from kpis.charts.rank_strips import strips
from kpis.charts.spc import describe_spc, spc_description
from kpis.charts.svg.picture import PAPER, PHONE, picture
from kpis.charts.svg.themes import ON_PAPER
from kpis.charts.trend import trend_description
from kpis.frames import BENCHMARK
from kpis.model import COMPARABLE_UNITS
from kpis.periods import quarter
from kpis.store import Store
from tests.unit.charts.svg.reading import Read

REPORTED = quarter(2019, 2)
A_LONG_SERIES = 40  # points


@pytest.fixture(scope="module")
def outturns(first_figures):
    return Store(first_figures).outturns()


# What a picture shows of a trace, a note, a shape and a scale, or has no use for.
KNOWN = {
    "trace": {
        *("type", "mode", "name", "x", "y", "text", "textposition", "textfont", "customdata"),
        *("hovertemplate", "hoverinfo", "cliponaxis", "marker", "line", "fill", "fillcolor"),
    },
    "marker": {"symbol", "size", "color", "line"},
    "line": {"color", "width", "dash"},
    "note": {
        *("text", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "align"),
        *("font", "showarrow", "bgcolor", "bordercolor", "borderwidth", "borderpad"),
    },
    "shape": {
        *("type", "layer", "xref", "yref", "x0", "x1", "y0", "y1", "fillcolor", "opacity", "line"),
    },
    "scale": {
        *("range", "type", "visible", "showgrid", "gridcolor", "showline", "linecolor", "zeroline"),
        *("tickmode", "tickvals", "ticktext", "tickfont", "ticks", "tickcolor", "ticklen", "minor"),
        *("nticks", "ticksuffix", "tickformat", "title", "autotickangles"),
        *("automargin", "fixedrange"),
    },
}


def told(description):
    """Kind of thing → all that descriptions tell of such things."""
    drawn, traces = description["layout"], description["data"]
    yield "scale", {*drawn["xaxis"], *drawn["yaxis"]}
    for trace in traces:
        yield "trace", set(trace)
        yield "marker", set(trace.get("marker", ()))
        yield "line", {*trace.get("line", ()), *trace.get("marker", {}).get("line", ())}
    yield from (("note", set(note)) for note in drawn.get("annotations", ()))
    for shape in drawn.get("shapes", ()):
        yield "shape", set(shape)
        yield "line", set(shape["line"])


def is_whole(description, words, *, most_bytes):
    for kind, keys in told(description):
        assert keys <= KNOWN[kind]  # a picture leaves out nothing unseen
    for width in (PHONE, PAPER):
        svg = picture(description, title="A measure", words=words, width=width, theme=ON_PAPER)
        read = Read(svg)
        assert read.cut() == []
        assert read.meetings() == []
        assert len(svg.encode()) < most_bytes


def of_plan(plan, outturns, measure):
    areas = plan.comparators if measure.unit in COMPARABLE_UNITS else ()
    return series(plan, measure, outturns, areas=areas)


def test_trends(strategic_plan, outturns):
    for measure in strategic_plan.counted:
        rows = of_plan(strategic_plan, outturns, measure)
        shown = rows["period_id"].iloc[0] if len(rows) else ""
        is_whole(
            trend_description(rows, measure, shown=shown),
            describe_trend(rows, measure),
            most_bytes=30_000 if len(rows) > A_LONG_SERIES else 12_000,
        )


def test_control_charts(strategic_plan, outturns):
    charts = measure_spc(strategic_plan, outturns)
    for measure in strategic_plan.counted:
        points = charts[charts["measure_id"] == measure.id]
        is_whole(
            spc_description(points, measure, target=20.0),
            describe_spc(points, measure),
            most_bytes=45_000 if len(points) > A_LONG_SERIES else 12_000,
        )


def test_ranks(strategic_plan, outturns):
    compared = benchmark(strategic_plan, outturns, REPORTED)
    drawn = 0
    for measure_id in compared["measure_id"].unique():
        measure = strategic_plan.measures_by_id[measure_id]
        sets = compared[compared["measure_id"] == measure_id]
        areas = {
            row.comparators: benchmark_areas(
                strategic_plan, outturns, measure_id, row.period_id, row.comparators
            )
            for row in BENCHMARK.rows(sets)
            if row.period_id
        }
        if strips(sets, areas):
            described = benchmark_description(sets, areas, measure, strategic_plan.area)
            is_whole(described, "Ranks", most_bytes=12_000)
            drawn += 1
    assert drawn > 5


def test_groups(strategic_plan, outturns):
    drawn = 0
    for measure in strategic_plan.counted:
        groups = breakdown(strategic_plan, outturns, measure.id)
        for _, of_name in groups.groupby("breakdown"):
            latest = of_name[of_name["period_id"] == of_name["period_id"].iloc[-1]]
            is_whole(
                breakdown_description(latest, measure, whole=float("nan")),
                "Groups",
                most_bytes=12_000,
            )
            drawn += 1
    assert drawn > 5


@pytest.mark.soak
def test_trends_with_an_outlook(strategic_plan, outturns):
    fans = 0
    for measure in strategic_plan.counted:
        rows = of_plan(strategic_plan, outturns, measure)
        path = outlook_path(strategic_plan, outturns, REPORTED, measure.id)
        described = trend_description(rows, measure, path=path)
        is_whole(described, describe_trend(rows, measure, path), most_bytes=35_000)
        fans += any(trace["name"] == "Outlook" for trace in described["data"])
    assert fans > 10
