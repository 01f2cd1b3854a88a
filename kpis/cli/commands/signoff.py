"""`kpis approve`: vouch for what a submission says, figure by figure."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import open_chain, open_store
from kpis.cli.output import print_json, print_table, say, shortened
from kpis.errors import StoreError
from kpis.model import Measure, Plan, RagStatus, Submission, local_administrator
from kpis.periods import period_of_id
from kpis.words.figures import is_known, with_marker, written
from kpis.words.report.restated import both_written
from kpis.words.statuses import STATUS_WORDS

if TYPE_CHECKING:
    import pandas as pd

    from kpis.frames import ToApproveRow


@click.command("approve")
@click.argument("ids", nargs=-1, required=True, metavar="ID...", help="as `kpis submit` names them")
@click.option("--by", default="", metavar="POST", help="the post that approves")
@options.note("approval")
@click.option("--show", is_flag=True, help="only show what would be approved; approve nothing")
@options.as_json
@options.store_and_plan
def approve(
    ids: Sequence[str],
    by: str,
    note: str,
    show: bool,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Vouch for the figures of submissions.

    Each is told with its figures, old and new, their ratings and commentary. Of several, one that
    is refused does not hold up the rest. As JSON a single one is a document of its own, several are
    the lists `approved` and `refused`.
    """
    from kpis.use_cases.signoff import approve_submission, figures_to_approve

    chain = open_chain(plan_folder)
    store, plan = open_store(store_path, chain, makes=False), chain.known
    actor = local_administrator(by)
    ids = list(dict.fromkeys(ids))
    approved, refused, code = [], [], 0
    for submission_id in ids:
        try:
            figures = figures_to_approve(store, chain, submission_id, actor=actor)
            if show:
                done = store.submission(submission_id.strip())
            else:
                done = approve_submission(store, plan, submission_id, actor=actor, note=note)
        except StoreError as error:
            if len(ids) == 1:
                raise
            refused.append({"id": submission_id, "message": str(error)})
            say(f"{submission_id}: {error}")
            code = code or error.exit_code
            continue
        approved.append(_approval(plan, done, figures))
        if not as_json:
            _print(plan, done, figures, show)
    if as_json:
        several = {"approved": approved, "refused": refused}
        print_json(approved[0] if len(ids) == 1 else several)
    return code


def _approval(plan: Plan, done: Submission, figures: "pd.DataFrame") -> dict[str, Any]:
    from kpis.frames import TO_APPROVE

    return {
        "id": done.id,
        "file": done.file_name,
        "approved_at": done.approved_at,
        "approved_by": done.approved_by,
        "figures": [_figure(plan, row) for row in TO_APPROVE.rows(figures)],
        "activities": done.activities,
    }


def _figure(plan: Plan, row: "ToApproveRow") -> dict[str, Any]:
    return {
        "code": plan.measures_by_id[row.measure_id].code,
        "id": row.measure_id,
        "period": row.period_id,
        "area": row.area,
        "breakdown": row.breakdown,
        "category": row.category,
        "change": row.change,
        "before": row.before,
        "before_marker": row.before_marker,
        "illustrative_before": row.illustrative_before,
        "outturn": row.outturn,
        "marker": row.marker,
        "rag": row.rag or None,
        "commentary": row.commentary,
    }


def _print(plan: Plan, done: Submission, figures: "pd.DataFrame", only_shown: bool) -> None:
    from kpis.frames import TO_APPROVE

    if only_shown:
        print(f"{done.id} ({done.file_name}) would be approved with these figures.")
    else:
        print(f"{done.id} ({done.file_name}) is approved. The next release can hold its figures.")
    rows = TO_APPROVE.rows(figures)
    if not rows:
        return
    print_table(
        ("  Code", "Period", "Figure of", "Before", "Approved", "Status", "Commentary"),
        (
            (
                f"  {plan.measures_by_id[row.measure_id].code}",
                period_of_id(row.period_id).label,
                f"{row.breakdown}: {row.category}" if row.breakdown else row.area,
                *_before_and_now(plan.measures_by_id[row.measure_id], row),
                STATUS_WORDS[RagStatus(row.rag)].lower() if row.rag else "",
                shortened(row.commentary),
            )
            for row in rows
        ),
    )


def _before_and_now(measure: Measure, row: "ToApproveRow") -> tuple[str, str]:
    """The figure approved before, else the illustrative one it replaces, which is said; and now."""
    before, now = both_written(row.before, row.outturn, measure.unit, measure.decimals)
    before = with_marker(before, row.before_marker) or "-"
    if is_known(row.illustrative_before):
        before = f"{written(row.illustrative_before, measure)} (illustrative)"
    return before, with_marker(now, row.marker) or "-"
