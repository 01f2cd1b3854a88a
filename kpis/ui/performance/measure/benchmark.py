"""How others do: the council among others in strips, with rank, period and gap in words."""

from kpis.charts.benchmark import benchmark_chart, describe_benchmark
from kpis.charts.rank_strips import before_words, gap_words, rank_words, strips
from kpis.frames import BENCHMARK, BenchmarkRow
from kpis.model import Measure, Plan
from kpis.periods import ReportingPeriod
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.figure_text import NONE
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import is_dark, section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.performance.small_print import why_not_shown
from kpis.ui.state import analyses
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.words.figures import is_known

TITLE = "How others do"


def draw_benchmark(figures: Figures, measure: Measure, quarter: ReportingPeriod) -> None:
    """The section, or a line where figures do not compare; nothing when none are published."""
    benchmark = analyses.benchmark_of(figures, quarter, measure.id)
    if benchmark.sets.empty:
        return
    if benchmark.sets["gap"].isna().all():
        reasons = dict.fromkeys(filter(None, benchmark.sets["benchmark_reason"]))
        show(why_not_shown(TITLE, " ".join(reasons)))
        return
    section(TITLE)
    draw(_drawn(figures, measure, quarter, is_dark()), "benchmark")


def benchmark_table(plan: Plan, benchmark: analyses.Benchmark, measure: Measure) -> Html:
    """Rank and gap in each set of areas that the council is compared with."""
    comparisons = [each for each in BENCHMARK.rows(benchmark.sets) if is_known(each.gap)]
    heads = ("Compared with", "Rank", "Gap", "Gap a year before", "Gap over several years")
    head = row(*(column(words) for words in heads))
    lines = [
        row(
            row_header(each.comparators_title),
            cell(rank_words(each) or NONE, label="Rank"),
            cell(gap_words(each, measure), label="Gap"),
            cell(before_words(each, measure) or NONE, label="Gap a year before"),
            cell(_over_years(each), label="Gap over several years"),
        )
        for each in comparisons
    ]
    some = any(each.provisional for each in comparisons)
    provisional = " Some of them are provisional." if some else ""
    caption = f"Published figures of {comparisons[0].period_label}.{provisional}"
    return element(
        "div",
        table(caption, head, lines, class_="k-standings k-cards"),
        _small_print(plan, comparisons),
    )


def _over_years(comparison: BenchmarkRow) -> str:
    return comparison.gap_direction_reason if comparison.gap_direction else NONE


def _small_print(plan: Plan, comparisons: list[BenchmarkRow]) -> Html:
    """What keeps the figures from being like for like, and who says that areas are alike."""
    sources = {each.id: each.source for each in plan.comparator_sets}
    remarks = (words for each in comparisons for words in (each.note, each.coverage))
    notes = list(dict.fromkeys(filter(None, remarks)))
    named = [
        f"{each.comparators_title}: {sources[each.comparators]}"
        for each in comparisons
        if sources.get(each.comparators)
    ]
    lines = [element("p", " ".join(sentences)) for sentences in (notes, named) if sentences]
    return element("div", lines, class_="k-foot")


@kept_per_state(max_entries=256)
def _drawn(figures: Figures, measure: Measure, quarter: ReportingPeriod, dark: bool) -> Drawn:
    own = figures.plan.area
    benchmark = analyses.benchmark_of(figures, quarter, measure.id)
    drawable = strips(benchmark.sets, benchmark.areas)
    return Drawn(
        benchmark_chart(benchmark.sets, benchmark.areas, measure, own, dark=dark)
        if drawable
        else None,
        describe_benchmark(benchmark.sets, benchmark.areas, measure, own),
        (benchmark_table(figures.plan, benchmark, measure),),
    )
