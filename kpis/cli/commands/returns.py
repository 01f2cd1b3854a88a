"""`kpis withdraw` and `kpis submissions`."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import open_chain, open_store
from kpis.cli.output import print_json, print_table, say
from kpis.errors import UsageError
from kpis.model import local_administrator
from kpis.store import Store

if TYPE_CHECKING:
    from kpis.store import MissingFile


@click.command("withdraw")
@click.argument(
    *("submission_id",),
    required=False,
    metavar="[ID]",
    help="the submission, as `kpis submit` names it",
)
@click.option("--illustrative", is_flag=True, help="everything illustrative that stands")
@options.by("withdraws")
@click.option("--why", required=True, metavar="TEXT", help="the reason, kept with the withdrawal")
@options.as_json
@options.store_and_plan
def withdraw(
    submission_id: str | None,
    illustrative: bool,
    by: str,
    why: str,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Take a submission back, keeping it.

    Its figures no longer count, those before them do again. It stays in the history.
    """
    from kpis.use_cases.signoff import withdraw_submission
    from kpis.use_cases.still_shown import still_published

    if (submission_id is not None) == illustrative:
        raise UsageError("Give the ID of a submission or --illustrative, one of them.")
    store = open_store(store_path, open_chain(plan_folder), makes=False)
    if submission_id is None:
        return _withdraw_illustrative(store, by=by, why=why, as_json=as_json)
    submission = withdraw_submission(store, submission_id, actor=local_administrator(by), why=why)
    shown = still_published(store, [submission.id])
    if as_json:
        print_json(
            {
                "id": submission.id,
                "file": submission.file_name,
                "withdrawn_at": submission.withdrawn_at,
                "withdrawn_by": submission.withdrawn_by,
                "withdrawn_why": submission.withdrawn_why,
                "still_shown": [each.as_dict() for each in shown],
            }
        )
    else:
        print(f"{submission.id} ({submission.file_name}) is withdrawn. It is kept in the history.")
        for each in shown:
            print(each.sentence)
    return 0


def _withdraw_illustrative(store: Store, *, by: str, why: str, as_json: bool) -> int:
    from kpis.use_cases.signoff import withdraw_illustrative
    from kpis.use_cases.still_shown import still_published

    withdrawn = withdraw_illustrative(store, actor=local_administrator(by), why=why)
    shown = still_published(store, [each.id for each in withdrawn])
    if as_json:
        print_json(
            {
                "withdrawn": [{"id": each.id, "file": each.file_name} for each in withdrawn],
                "still_shown": [each.as_dict() for each in shown],
            }
        )
    for each in withdrawn if not as_json else ():
        print(f"{each.id} ({each.file_name}) is withdrawn. It is kept in the history.")
    for still in shown if not as_json else ():
        print(still.sentence)
    if not withdrawn:
        say("Nothing illustrative stands, so there is nothing to withdraw.")
    return 0


@click.command("submissions")
@click.option("--find", default="", metavar="TEXT", help="only those with these words in them")
@options.as_json
@options.store_and_plan
def submissions(find: str, as_json: bool, store_path: Path, plan_folder: Path) -> int:
    """List what was submitted.

    The newest submission first, also withdrawn ones. Words are looked for in file name, post,
    note, id and SHA-256. A file that is missing from those that are kept is told beneath.
    """
    from kpis.frames import SUBMISSIONS
    from kpis.use_cases.kept.missing import missing_in_words

    store = open_store(store_path, open_chain(plan_folder))
    frame = store.find_submissions(find, limit=None)
    missing = store.missing_files(frame["submission_id"].tolist())
    if as_json:
        print_json({"submissions": _with_missing(frame.to_dict("records"), missing)})
        return 0
    if frame.empty:
        message = f"No submission has the words {find!r}."
        say(message if find else "Nothing has been submitted yet.")
    print_table(
        ("Id", "File", "From", "By", "Recorded", "State", "Withdrawn"),
        (
            (
                row.submission_id,
                row.file_name,
                row.provenance,
                row.submitted_by,
                f"{row.recorded_at:%Y-%m-%d %H:%M}",
                row.state,
                "" if row.withdrawn_at != row.withdrawn_at else f"{row.withdrawn_at:%Y-%m-%d}",
            )
            for row in SUBMISSIONS.rows(frame)
        ),
    )
    say(*map(missing_in_words, missing))
    return 0


def _with_missing(
    submissions: Sequence[dict[Hashable, Any]], missing: "Sequence[MissingFile]"
) -> list[dict[Hashable, Any]]:
    """Each with whether a file of it is missing, and since when that is known; None for neither."""
    since = {each.submission_id: each.known_since for each in missing}
    return [
        each
        | {
            "file_missing": each["submission_id"] in since,
            "file_missing_since": since.get(each["submission_id"]),
        }
        for each in submissions
    ]
