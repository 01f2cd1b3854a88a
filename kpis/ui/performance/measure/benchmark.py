"""How others do: the council among others in strips, with rank, period and gap in words."""

from kpis.charts.benchmark import benchmark_chart, describe_benchmark
from kpis.charts.rank_strips import before_words, chance_words, gap_words, rank_words, strips
from kpis.frames import BENCHMARK, BenchmarkRow
from kpis.model import Measure, Plan
from kpis.periods import ReportingPeriod
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import is_dark, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.performance.measure.extent import Extent
from kpis.ui.performance.small_print import why_not_shown, worked_out
from kpis.ui.state import analyses
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.words.figures import is_known, written
from kpis.words.lists import counted
from kpis.words.report.shown import NONE

TITLE = "How others do"
CHANCE = (
    "Allowing for chance, the rank begins after the areas that are clearly better. It ends before "
    "those that are clearly worse. Clearly: the figures differ by more than chance explains, 19 "
    "times in 20. The others cannot be told apart from the council."
)
SURVEYED = "Every area's figure is taken as one of about {:,} people asked."


def draw_benchmark(extent: Extent, measure: Measure) -> None:
    """The section, or a line where figures do not compare; nothing when none are published."""
    figures, quarter, measure = extent.figures, extent.seen_from, extent.of(measure)
    benchmark = analyses.benchmark_of(figures, quarter, measure.id)
    if benchmark.sets.empty:
        return
    if benchmark.sets["gap"].isna().all():
        reasons = dict.fromkeys(filter(None, benchmark.sets["benchmark_reason"]))
        show(why_not_shown(TITLE, " ".join(reasons)))
        return
    if benchmark.sets["old"].any():
        show(older_comparisons(benchmark, measure))
        return
    extent.section(TITLE)
    draw(_drawn(figures, measure, quarter, is_dark()), "benchmark")


def benchmark_table(plan: Plan, benchmark: analyses.Benchmark, measure: Measure) -> Html:
    """Rank and gap in each set of areas that the council is compared with."""
    comparisons = [each for each in BENCHMARK.rows(benchmark.sets) if is_known(each.gap)]
    heads = (
        "Compared with",
        "Rank",
        "Allowing for chance",
        "Gap",
        "Gap a year before",
        "Gap over several years",
    )
    head = row(*(column(words) for words in heads))
    lines = [
        row(
            row_header(each.comparators_title),
            cell(rank_words(each) or NONE, label="Rank"),
            cell(chance_words(each, measure) or NONE, label="Allowing for chance"),
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
        _small_print(plan, comparisons, measure),
    )


def older_comparisons(benchmark: analyses.Benchmark, measure: Measure) -> Html:
    """Comparisons of too long ago to rank the council today, folded away, with their age.

    benchmark: with at least one gap.
    """
    comparisons = [each for each in BENCHMARK.rows(benchmark.sets) if is_known(each.gap)]
    one = comparisons[0]
    age = counted(one.years_old, "year")
    lines = [f"{each.comparators_title}: {gap_words(each, measure)}." for each in comparisons]
    return element(
        "details",
        element("summary", f"Older comparisons: {one.period_label}, {age} before this report"),
        element(
            "p",
            f"{written(one.outturn, measure)} in {one.period_label}. That is too long ago to rank "
            "the council by today.",
        ),
        element("ul", [element("li", line) for line in lines]),
        class_="k-more",
    )


def _over_years(comparison: BenchmarkRow) -> str:
    return comparison.gap_direction_reason if comparison.gap_direction else NONE


def _small_print(plan: Plan, comparisons: list[BenchmarkRow], measure: Measure) -> Html | None:
    """What ranks rest on, what keeps figures from being like for like, and who says areas are."""
    sources = {each.id: each.source for each in plan.comparator_sets}
    remarks = [words for each in comparisons for words in (each.note, each.coverage)]
    unknown = [each.rank_unknown for each in comparisons]
    known = [CHANCE] if any(each.rank_low for each in comparisons) else []
    if known and measure.sample_size:
        known.append(SURVEYED.format(measure.sample_size))
    notes = list(dict.fromkeys(filter(None, [*known, *unknown, *remarks])))
    named = [
        f"{each.comparators_title}: {sources[each.comparators]}"
        for each in comparisons
        if sources.get(each.comparators)
    ]
    return worked_out("ranks", " ".join(notes), " ".join(named))


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
