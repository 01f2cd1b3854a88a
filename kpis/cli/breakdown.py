"""`kpis breakdown`: one measure by group and ward, as the public may see it."""

import argparse
from typing import Any

from kpis.cli.opening import find_measure, open_figures, open_plan
from kpis.cli.output import interval, named, print_json, print_table
from kpis.model import Measure
from kpis.words.figures import with_marker, written


def show(arguments: argparse.Namespace) -> int:
    from kpis.analysis.groups.breakdown import breakdown
    from kpis.analysis.groups.inequality import inequality, why_no_gap

    plan = open_plan(arguments)
    measure = find_measure(plan, arguments.measure)
    found = open_figures(arguments, plan)
    measure = found.plan.measures_by_id[measure.id]
    frame = breakdown(found.plan, found.outturns, measure.id)
    gaps = inequality(frame, measure)
    if arguments.json:
        print_json(
            {
                "measure": named(measure) | {"unit": measure.unit.value},
                "release": arguments.release,
                "groups": _rows(frame, measure, ("interval_low", "interval_high")),
                "gaps": _rows(gaps, measure, ("gap_low", "gap_high")),
                "gap_reason": why_no_gap(measure, frame) if len(frame) else "",
            }
        )
        return 0
    print(f"{measure.code} {measure.title}")
    if frame.empty:
        print("No figures by group are known.")
        return 0
    for sentence in _on_gaps(gaps, measure) or filter(None, [why_no_gap(measure, frame)]):
        print(sentence)
    print_table(
        ("Period", "By", "Group", "Figure", "95% interval", "Source"),
        (
            (
                row.period_label,
                row.breakdown,
                row.category,
                with_marker(written(row.outturn, measure), row.marker),
                interval(written(row.interval_low, measure), written(row.interval_high, measure)),
                row.provenance,
            )
            for row in frame.itertuples()
        ),
    )
    return 0


def _on_gaps(gaps: Any, measure: Measure) -> list[str]:
    """What the latest gap of each breakdown says."""
    from kpis.narrative.gaps import gap_sentences

    latest = gaps.drop_duplicates("breakdown", keep="last").itertuples(index=False)
    return [f"{row.breakdown}: {' '.join(gap_sentences(row, measure))}" for row in latest]


def _rows(frame: Any, measure: Measure, to_round: tuple[str, ...]) -> list[dict[str, Any]]:
    from kpis.rounding import round_half_up

    rounded = {name: round_half_up(frame[name], measure.decimals) for name in to_round}
    rows: list[dict[str, Any]] = (
        frame.assign(**rounded).drop(columns=["measure_id", "period_label"]).to_dict("records")
    )
    return [{"period": row.pop("period_id"), **row} for row in rows]
