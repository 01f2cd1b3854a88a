"""`kpis activities`: how every activity of the plan stands in a quarter."""

import argparse
from typing import Any

from kpis.cli.opening import open_plan, open_store
from kpis.cli.output import print_json, print_table
from kpis.cli.status import moment_of
from kpis.clock import utc_now
from kpis.errors import UsageError
from kpis.model import Frequency


def show(arguments: argparse.Namespace) -> int:
    from kpis.analysis.activities import activity_performance, count_activities
    from kpis.analysis.first_quarter import first_quarter
    from kpis.period_text import parse_period

    plan = open_plan(arguments)
    if arguments.outcome is not None and arguments.outcome not in {o.number for o in plan.outcomes}:
        raise UsageError(f"The plan has no outcome {arguments.outcome}.")
    store = open_store(arguments, plan)
    as_at = moment_of(arguments.as_at)
    if arguments.period:
        quarter = parse_period(arguments.period, Frequency.QUARTER)
        if quarter.frequency is not Frequency.QUARTER:
            raise UsageError(f"{arguments.period} is not a quarter. Write it as 2019-20-Q2.")
    else:
        now = as_at or utc_now()
        quarter = first_quarter(plan, store.outturns(as_at), now)
    frame = activity_performance(plan, store.activities(as_at), quarter)
    if arguments.outcome is not None:
        frame = frame[frame["outcome"] == arguments.outcome].reset_index(drop=True)
    (counts,) = count_activities(frame).drop(columns="group").to_dict("records")
    rows = [_row(row) for row in frame.itertuples(index=False)]
    if arguments.json:
        print_json({"period": quarter.id, "as_at": as_at, "counts": counts, "activities": rows})
        return 0
    print(f"{plan.title}, {quarter.label}")
    print(", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items()))
    print_table(
        ("Code", "Activity", "Status", "Due", "Rated"),
        (
            (
                row["code"],
                row["title"][:60],
                (row["status"] or "not returned").replace("_", " "),
                row["due_on"] or "",
                "overdue" if row["overdue"] else row["rag"] or "",
            )
            for row in rows
        ),
    )
    return 0


def _row(row: Any) -> dict[str, Any]:
    return {
        "code": row.activity_code,
        "title": row.title,
        "outcome": row.outcome,
        "status": row.status or None,
        "period": row.told_in or None,
        "carried": row.carried,
        "percent_done": row.percent_done,
        "expected_on": _day(row.expected_on),
        "revised_on": _day(row.revised_on),
        "due_on": _day(row.due_on),
        "slipped_days": row.slipped_days,
        "overdue": row.overdue,
        "rag": row.rag or None,
        "reason": row.rag_reason,
        "comment": row.comment,
        "provenance": row.provenance or None,
    }


def _day(moment: Any) -> str | None:
    return None if moment != moment else f"{moment:%Y-%m-%d}"
