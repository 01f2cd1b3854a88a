"""`kpis activities`: how every activity and every commitment stands in a quarter."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import (
    moment_of,
    open_chain,
    open_figures,
    open_store,
    parse_quarter,
    quarter_of,
    refuse_unknown,
    refuse_unknown_outcome,
)
from kpis.cli.output import print_json, print_table, shortened
from kpis.cli.partnership_documents import board_named
from kpis.model import Activity, Plan, Whose
from kpis.plan.partnership.boards import activities_of_board
from kpis.words.statuses import ACTIVITY_STATUS_WORDS

# Key of a document → the key of its counts.
_LISTS = {"activities": "counts", "commitments": "commitment_counts"}

if TYPE_CHECKING:
    import pandas as pd

    from kpis.frames import ActivityPerformanceRow


@click.command("activities")
@options.period("the quarter (default: as for status)")
@options.outcome
@options.whose("activities")
@options.board("activities")
@options.as_at("as they stood: 2019-11-01")
@options.release_number("as that release shows them")
@options.as_json
@options.store_and_plan
def activities(
    period: str | None,
    outcome: int | None,
    whose: Whose,
    board: str | None,
    as_at: str | None,
    release: int | None,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """How every activity and commitment stands in a quarter.

    Status, dates, slip and rating. A status of an earlier quarter is carried, and said to be.
    Activities and commitments are counted apart.
    """
    from kpis.analysis.figures.lines import activities_in_line
    from kpis.analysis.report.activities import activity_performance, count_activities
    from kpis.frames import ACTIVITY_PERFORMANCE

    options.refuse_both(as_at=as_at, release=release)
    chain = open_chain(plan_folder)
    moment = moment_of(as_at)
    store = open_store(store_path, chain)
    if period and release is None:  # then no figure is needed
        quarter = parse_quarter(period)
        plan = chain.in_force(quarter)
    else:
        figures = open_figures(store_path, chain, as_at=as_at, release=release)
        quarter = quarter_of(period, figures)
        plan = figures.chain.in_force(quarter)
    refuse_unknown_outcome(plan, outcome)
    wanted = _wanted(plan, outcome, whose, board)
    told = activities_in_line(chain, plan, store.activities(moment, release))
    document: dict[str, Any] = {"period": quarter.id, "as_at": moment, "release": release}
    for name, counted_as in _LISTS.items():
        frame = activity_performance(plan, told, quarter, commitments=name == "commitments")
        frame = frame[frame["activity_code"].isin(list(wanted))].reset_index(drop=True)
        (counts,) = count_activities(frame).drop(columns="group").to_dict("records")
        rows = [_row(wanted[row.activity_code], row) for row in ACTIVITY_PERFORMANCE.rows(frame)]
        document |= {counted_as: counts, name: rows}
    if as_json:
        print_json(document)
        return 0
    print(f"{plan.title}, {quarter.label}")
    _print(document["counts"], document["activities"])
    if document["commitments"]:
        print("\nCommitments of the partnership")
        counts = dict(document["commitment_counts"])
        _print({"commitments": counts.pop("activities"), **counts}, document["commitments"])
    return 0


def _wanted(
    plan: Plan, outcome: int | None, whose: Whose, board: str | None
) -> dict[str, Activity]:
    """What is asked for, by code. An outcome's are its own, and no commitment is."""
    if whose.said:
        refuse_unknown(whose, plan.tracked)
    codes = {each.code for each in plan.tracked}
    if board is not None:
        codes &= activities_of_board(plan, board_named(plan, board)).keys()
    return {
        each.code: each
        for each in whose.of(plan.tracked)
        if each.code in codes and (outcome is None or each.outcome == outcome)
    }


def _print(counts: Mapping[Any, int], rows: Sequence[Mapping[str, Any]]) -> None:
    print(", ".join(f"{number} {str(name).replace('_', ' ')}" for name, number in counts.items()))
    print_table(
        ("Code", "Activity", "Status", "Due", "Rated", "Source"),
        (
            (
                row["code"],
                shortened(row["title"]),
                ACTIVITY_STATUS_WORDS.get(row["status"], "Not returned").lower(),
                row["due_on"] or "",
                "overdue" if row["overdue"] else row["rag"] or "",
                row["provenance"] or "",
            )
            for row in rows
        ),
    )


def _row(activity: Activity, row: "ActivityPerformanceRow") -> dict[str, Any]:
    return {
        "code": row.activity_code,
        "title": row.title,
        "outcome": row.outcome or None,
        "directorate": activity.directorate,
        "owner": activity.owner,
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


def _day(moment: "pd.Timestamp") -> str | None:
    return None if moment != moment else f"{moment:%Y-%m-%d}"
