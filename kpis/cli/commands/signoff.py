"""`kpis approve`, `release` and `releases`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import open_plan, open_store, parse_quarter
from kpis.cli.output import print_json, print_table, say
from kpis.errors import StoreError
from kpis.model import Release, Submission

if TYPE_CHECKING:
    from kpis.frames import ReleaseRow


@click.command("approve")
@click.argument("ids", nargs=-1, required=True, metavar="ID...", help="as `kpis submit` names them")
@options.by("approves")
@options.note("approval")
@options.as_json
@options.store_and_plan
def approve(
    ids: Sequence[str], by: str, note: str, as_json: bool, store_path: Path, plan_folder: Path
) -> int:
    """Vouch for the figures of submissions.

    Each is told of; of several, one that is refused does not hold up the rest. As JSON a single
    one is a document of its own, several are the lists `approved` and `refused`.
    """
    from kpis.use_cases.signoff import approve_submission

    plan = open_plan(plan_folder)
    store = open_store(store_path, plan)
    ids = list(dict.fromkeys(ids))
    approved, refused, code = [], [], 0
    for submission_id in ids:
        try:
            done = approve_submission(store, plan, submission_id, by=by, note=note)
        except StoreError as error:
            if len(ids) == 1:
                raise
            refused.append({"id": submission_id, "message": str(error)})
            say(f"{submission_id}: {error}")
            code = code or error.exit_code
            continue
        approved.append(_approval(done))
        if not as_json:
            print(
                f"{done.id} ({done.file_name}) is approved. The next release can hold its figures."
            )
    if as_json:
        several = {"approved": approved, "refused": refused}
        print_json(approved[0] if len(ids) == 1 else several)
    return code


def _approval(done: Submission) -> dict[str, Any]:
    return {
        "id": done.id,
        "file": done.file_name,
        "approved_at": done.approved_at,
        "approved_by": done.approved_by,
    }


@click.command("release")
@options.period("the quarter, such as 2019-20-Q2", required=True)
@options.by("publishes")
@options.note("release")
@options.as_json
@options.store_and_plan
def release(
    period: str, by: str, note: str, as_json: bool, store_path: Path, plan_folder: Path
) -> int:
    """Publish the approved figures of a quarter.

    They are shown under the release's number for good. A second release of a quarter is a
    correction, and marks what it changes with [r].
    """
    from kpis.use_cases.signoff import publish_release

    plan = open_plan(plan_folder)
    quarter = parse_quarter(period)
    store = open_store(store_path, plan)
    made = publish_release(store, plan, quarter, by=by, note=note)
    if as_json:
        print_json(_document(made))
    else:
        print(f"Release {made.number} of {quarter.label} is published: {made.figures:,} figures.")
    return 0


@click.command("releases")
@options.as_json
@options.store_and_plan
def releases(as_json: bool, store_path: Path, plan_folder: Path) -> int:
    """List what was published.

    The newest release first.
    """
    from kpis.frames import RELEASES

    frame = open_store(store_path, open_plan(plan_folder)).releases()
    rows = RELEASES.rows(frame)
    if as_json:
        print_json({"releases": [_document(row) for row in rows]})
        return 0
    if not rows:
        say("Nothing has been released yet.")
    print_table(
        ("Release", "Period", "Published", "By", "Figures", "Note"),
        (
            (
                str(row.number),
                row.quarter_id,
                f"{row.published_at:%Y-%m-%d %H:%M}",
                row.published_by,
                f"{row.figures:,}",
                row.note,
            )
            for row in rows
        ),
    )
    return 0


def _document(release: "Release | ReleaseRow") -> dict[str, Any]:
    return {
        "number": release.number,
        "period": release.quarter_id,
        "published_at": release.published_at,
        "published_by": release.published_by,
        "note": release.note,
        "figures": release.figures,
    }
