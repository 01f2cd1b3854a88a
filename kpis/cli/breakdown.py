"""`kpis breakdown`: one measure by group and ward, as the public may see it."""

import argparse
from typing import Any

from kpis.cli.opening import find_measure, open_plan, open_store
from kpis.cli.output import print_json, print_table
from kpis.clock import utc_now
from kpis.formatting import figure, with_marker
from kpis.model import Measure


def show(arguments: argparse.Namespace) -> int:
    from kpis.analysis.breakdown import breakdown
    from kpis.analysis.inequality import inequality, why_no_gap
    from kpis.returns.known import known

    plan = open_plan(arguments)
    measure = find_measure(plan, arguments.measure)
    found = known(
        open_store(arguments, plan),
        plan,
        utc_now(),
        release=arguments.release,
    )
    measure = found.plan.measures_by_id[measure.id]
    frame = breakdown(found.plan, found.outturns, measure.id)
    gaps = inequality(frame, measure)
    if arguments.json:
        about = {"id": measure.id, "code": measure.code, "title": measure.title}
        print_json(
            {
                "measure": about | {"unit": measure.unit.value},
                "release": arguments.release,
                "groups": _rows(frame, measure, ("interval_low", "interval_high")),
                "gaps": _rows(gaps, measure, ("gap_low", "gap_high")),
                "gap_reason": why_no_gap(measure, frame) if len(frame) else "",
            }
        )
        return 0
    print(f"{measure.code} {measure.title}")
    print_table(
        ("Period", "By", "Group", "Figure", "95% interval"),
        (
            (
                row.period_id,
                row.breakdown,
                row.category,
                with_marker(_text(row.outturn, measure), row.marker),
                " to ".join(
                    filter(
                        None, (_text(row.interval_low, measure), _text(row.interval_high, measure))
                    )
                ),
            )
            for row in frame.itertuples()
        ),
    )
    return 0


def _rows(frame: Any, measure: Measure, to_round: tuple[str, ...]) -> list[dict[str, Any]]:
    from kpis.rounding import round_half_up

    rounded = {name: round_half_up(frame[name], measure.decimals) for name in to_round}
    rows: list[dict[str, Any]] = (
        frame.assign(**rounded).drop(columns=["measure_id", "period_label"]).to_dict("records")
    )
    return [{"period": row.pop("period_id"), **row} for row in rows]


def _text(value: float, measure: Measure) -> str:
    return figure(value, measure.unit, measure.decimals)
