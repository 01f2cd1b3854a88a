"""`kpis outlook`: where the year will end, for every measure or for one with the way there."""

import argparse
from typing import Any

from kpis.cli.opening import find_measure, open_plan, open_store, parse_quarter
from kpis.cli.output import print_json, print_table
from kpis.cli.status import moment_of
from kpis.clock import utc_now
from kpis.errors import UsageError
from kpis.formatting import figure
from kpis.model import Measure, Plan

# Names in the document, and the columns of OUTLOOK that hold them.
_FIGURES = {
    "outlook": "outlook",
    "low_80": "outlook_low",
    "high_80": "outlook_high",
    "target": "outlook_target",
    "target_upper": "outlook_target_upper",
    "minimum_expectation": "outlook_minimum",
    "minimum_expectation_upper": "outlook_minimum_upper",
}
_OF_PATH = ("expected", "low_80", "high_80", "low_95", "high_95")
SURE_OF_LITTLE = 0.01
CHANCE_DECIMALS = 2  # chances are told in whole per cent: more would be made up


def show(arguments: argparse.Namespace) -> int:
    from kpis.analysis.first_quarter import first_quarter
    from kpis.analysis.outlook import outlook, outlook_path
    from kpis.returns.known import known

    plan = open_plan(arguments)
    measure = _measure(plan, arguments.measure) if arguments.measure else None
    found = known(
        open_store(arguments, plan),
        plan,
        utc_now(),
        as_at=moment_of(arguments.as_at),
    )
    if arguments.period:
        quarter = parse_quarter(arguments.period)
    else:
        quarter = first_quarter(found.plan, found.outturns, found.as_at)
    ids = None if measure is None else [measure.id]
    frame = outlook(found.plan, found.outturns, quarter, found.as_at, measure_ids=ids)
    rows = [_row(plan.measures_by_id[row.measure_id], row) for row in frame.itertuples()]
    document: dict[str, Any] = {
        "period": quarter.id,
        "as_at": found.as_at if arguments.as_at else None,
        "measures": rows,
    }
    if measure is not None:
        path = outlook_path(found.plan, found.outturns, quarter, measure.id)
        document["path"] = [_step(measure, row) for row in path.itertuples()]
    if arguments.json:
        print_json(document)
        return 0
    print(f"{plan.title}, seen from {quarter.label}")
    print_table(
        ("Code", "Measure", "Figure of", "Outlook", "8 times in 10", "Target", "Chance", ""),
        (_for_people(plan.measures_by_id[row["id"]], row) for row in rows),
    )
    return 0


def _measure(plan: Plan, asked: str) -> Measure:
    """Raises UsageError for a measure the plan does not have, or that only its parts foresee."""
    measure = find_measure(plan, asked)
    if parts := plan.parts_of.get(measure.id):
        codes = " or ".join(part.code for part in parts)
        raise UsageError(f"{measure.code} has no outlook of its own: ask for {codes}.")
    return measure


def _row(measure: Measure, row: Any) -> dict[str, Any]:
    from kpis.rounding import round_figure

    return (
        {
            "code": measure.code,
            "id": measure.id,
            "title": measure.title,
            "unit": measure.unit.value,
            "period": row.outlook_period_id or None,
        }
        | {
            name: round_figure(getattr(row, column), measure.decimals)
            for name, column in _FIGURES.items()
        }
        | {
            name: round_figure(getattr(row, name), CHANCE_DECIMALS)
            for name in ("chance_target", "chance_minimum")
        }
        | {
            "method": row.outlook_method,
            "reason": row.outlook_reason,
            "illustrative": row.outlook_illustrative,
        }
    )


def _step(measure: Measure, row: Any) -> dict[str, Any]:
    from kpis.rounding import round_figure

    return {"period": row.period_id} | {
        name: round_figure(getattr(row, name), measure.decimals) for name in _OF_PATH
    }


def _for_people(measure: Measure, row: dict[str, Any]) -> tuple[str, ...]:
    low, high, middle, target, upper = (
        figure(row[name], measure.unit, measure.decimals)
        for name in ("low_80", "high_80", "outlook", "target", "target_upper")
    )
    return (
        measure.code,
        measure.title[:50],
        row["period"] or "",
        middle,
        f"{low} to {high}" if middle else "",
        f"{target} to {upper}" if upper else target,
        _chance(row["chance_target"]),
        row["reason"] or row["method"],
    )


def _chance(chance: float) -> str:
    """Never "0%" or "100%": what has not happened yet is never certain."""
    if chance != chance:
        return ""
    if chance < SURE_OF_LITTLE:
        return "under 1%"
    return "over 99%" if chance > 1 - SURE_OF_LITTLE else f"{chance:.0%}"
