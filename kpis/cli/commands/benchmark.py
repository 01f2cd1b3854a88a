"""`kpis benchmark`: one measure among the areas of every comparator set."""

from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import open_asked, quarter_of, with_measure
from kpis.cli.output import named, print_json, print_table
from kpis.model import Measure, Plan
from kpis.periods import ReportingPeriod
from kpis.words.figures import difference, with_marker, written
from kpis.words.ranks import rank_of, rank_range

if TYPE_CHECKING:
    import pandas as pd

    from kpis.frames import BenchmarkRow


@click.command("benchmark")
@options.measure
@options.figures("the quarter of the report (default: as for status)")
@options.as_json
@options.store_and_plan
def benchmark(measure: str, as_json: bool, asked: options.FiguresAsked) -> int:
    """How a measure stands among other areas.

    In each comparator set: rank and what chance may make of it, median, gap and the gap a year
    before. Figures of more than three years before the quarter rank nobody.
    """
    from kpis.analysis.benchmark import benchmark
    from kpis.frames import BENCHMARK

    figures = open_asked(asked)
    quarter = quarter_of(asked.period, figures)
    figures, chosen = with_measure(figures.until(quarter), measure)
    plan, outturns = figures.plan, figures.outturns
    rows = [
        _row(plan, outturns, row)
        for row in BENCHMARK.rows(benchmark(plan, outturns, quarter, measure_ids=[chosen.id]))
    ]
    if as_json:
        print_json(
            {
                "measure": named(chosen),
                "period": quarter.id,
                "as_at": figures.as_at if asked.as_at else None,
                "release": asked.release,
                "comparators": rows,
            }
        )
        return 0
    print(f"{chosen.code} {chosen.title}, as reported in {quarter.label}")
    if not plan.comparator_sets:
        print("The plan names no comparator sets, so nothing is ranked: add one to plan.toml.")
    elif not rows:
        print("No figures of other areas are published by then.")
    for row in rows:
        _print(chosen, row, quarter)
    return 0


def _row(plan: Plan, outturns: "pd.DataFrame", row: "BenchmarkRow") -> dict[str, Any]:
    from kpis.analysis.benchmark import benchmark_areas

    (source,) = (each.source for each in plan.comparator_sets if each.id == row.comparators)
    areas = benchmark_areas(
        plan, outturns, row.measure_id, row.period_id, row.comparators, ranked=row.rank > 0
    )
    return {
        "id": row.comparators,
        "title": row.comparators_title,
        "source": source,
        "period": row.period_id or None,
        "period_label": row.period_label,
        "outturn": row.outturn,
        "areas": row.areas,
        "rank": row.rank or None,
        "tied": row.tied,
        "rank_low": row.rank_low or None,
        "rank_high": row.rank_high or None,
        "rank_unknown": row.rank_unknown,
        "standing": row.standing or None,
        "median": row.median,
        "reference_area": row.reference_area or None,
        "reference": row.reference,
        "gap": row.gap,
        "gap_better": row.gap_better,
        "gap_before": row.gap_before,
        "gap_direction": row.gap_direction or None,
        "gap_direction_reason": row.gap_direction_reason,
        "provisional": row.provisional,
        "note": row.note,
        "coverage": row.coverage,
        "old": row.old,
        "years_old": row.years_old,
        "reason": row.benchmark_reason,
        "figures": areas[["area", "outturn", "marker", "rank", "own"]].to_dict("records"),
    }


def _print(measure: Measure, row: dict[str, Any], quarter: ReportingPeriod) -> None:
    print(f"\n{row['title']}. {row['source']}")
    if row["old"]:
        print(f"Older comparison: {row['years_old']} years before {quarter.label}.")
    if row["rank"]:
        place = rank_of(row["rank"], row["areas"], row["tied"])
        print(f"{row['period_label']}: {written(row['outturn'], measure)}, {place} from the best")
        if row["rank_low"]:
            print(f"Allowing for chance: {rank_range(row['rank_low'], row['rank_high'])}")
    gap = difference(row["gap"], measure.unit, measure.decimals)
    if gap:
        base = row["reference_area"] or "the median"
        value = row["reference"] if row["reference_area"] else row["median"]
        print(f"Against {base} in {row['period_label']}, {written(value, measure)}: {gap}")
        print(f"The gap: {row['gap_direction_reason']}")
    for sentence in filter(
        None, (row["rank_unknown"], row["reason"], row["note"], row["coverage"])
    ):
        print(sentence)
    if len(row["figures"]) > 1:
        print_table(
            ("Rank", "Area", "Outturn"),
            (
                (
                    str(area["rank"] or ""),
                    area["area"],
                    with_marker(written(area["outturn"], measure), area["marker"]),
                )
                for area in row["figures"]
            ),
        )
