"""`kpis submit`, `withdraw` and `submissions`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpis.cli import options
from kpis.cli.commands.mappings import (
    GIVE_PERIOD,
    choice_of,
    mapping_document,
    say_mapping,
)
from kpis.cli.opening import open_plan, open_store
from kpis.cli.output import print_json, print_table, say
from kpis.cli.returned_files import answers_given, change_counts, contents_of
from kpis.errors import ReturnRefused, UnreadableReturn, UsageError
from kpis.model import Provenance, Submission
from kpis.store import Store
from kpis.words.lists import counted

if TYPE_CHECKING:
    from kpis.use_cases.submit import Submitted


@click.command("submit")
@options.files
@options.by("submits; a mapping kept for it is used")
@options.mapping
@options.answers
@options.note("submission")
@click.option("--reason", default="", metavar="TEXT", help="why figures are restated")
@click.option(
    "--warnings-note", default="", metavar="TEXT", help="why warnings do not stand in the way"
)
@options.as_json
@options.store_and_plan
def submit(
    files: Sequence[Path],
    by: str,
    mapping: str,
    no_mapping: bool,
    periods: Sequence[str],
    answers_file: Path | None,
    answers: Sequence[str],
    note: str,
    reason: str,
    warnings_note: str,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Check returns and store them, each whole or not.

    A file with errors is refused whole; those beside it are stored. The very same file again
    changes nothing, and says so. Answers to questions are kept and hold for the post's next file
    of that layout. Official statistics stay official. Warnings go to standard error.
    """
    from kpis.use_cases.answers import answers_for
    from kpis.use_cases.last_opened import open_file
    from kpis.use_cases.mappings import mapping_for
    from kpis.use_cases.submit import submit_return

    choice = choice_of(mapping, no_mapping=no_mapping, periods=periods)
    plan = open_plan(plan_folder)
    store = open_store(store_path, plan)
    to_questions = answers_for(store, by, answers_given(answers_file, answers))
    submissions, refused, code = [], [], 0
    for path, content in contents_of(files):
        file, used = open_file(content), None
        try:
            used = mapping_for(store, by, file, choice)
            if not as_json:
                say_mapping(path.name, used)
            done = submit_return(
                store,
                plan,
                path.name,
                file,
                by=by,
                note=note,
                reason=reason,
                warnings_note=warnings_note,
                mapping=used,
                answers=to_questions,
            )
        except (ReturnRefused, UnreadableReturn) as error:
            asks_period = isinstance(error, ReturnRefused) and used and used.unconfirmed_periods
            hint = f" {GIVE_PERIOD}" if asks_period else ""
            refused.append({"file": path.name, "message": f"{error}{hint}"})
            say(_of_file(path.name, f"{error}{hint}"))
            code = code or error.exit_code
            continue
        submissions.append(
            {
                "id": done.submission.id,
                "file": path.name,
                "new": 0 if done.repeated else done.submission.new,
                "restated": 0 if done.repeated else done.submission.restated,
                "unchanged": len(done.changes) if done.repeated else done.submission.unchanged,
                "activities": change_counts(done.activity_changes),
                "repeated": done.repeated,
                "mapping": mapping_document(used),
            }
        )
        if done.submission.restated and not done.repeated and not reason.strip():
            restated = counted(done.submission.restated, "figure")
            say(f"{path.name}: {restated} restated, and no reason given: --reason keeps one.")
        if done.repeated:
            say(f"{path.name}: {_repetition(done.submission)}")
        elif done.submission.provenance is Provenance.PUBLISHED:
            say(f"{path.name}: stored as official statistics again, as this very file was before.")
        say(*_once_each(path.name, done))
    if as_json:
        print_json({"submissions": submissions, "refused": refused})
    else:
        for entry in submissions:
            print(
                f"{entry['id']}  {entry['file']}: {entry['new']} new, "
                f"{entry['restated']} restated, {entry['unchanged']} unchanged"
            )
    return code


def _once_each(name: str, done: "Submitted") -> Iterator[str]:
    """A line for each kind of warning: a file that restates years does not fill the screen."""
    kinds: dict[str, list[str]] = {}
    for issue in done.issues:
        kinds.setdefault(issue.code, []).append(f"{name}: {issue.severity}: {issue.message}")
    for first, *others in kinds.values():
        more = f" {len(others):,} more like this: kpis check lists them." if others else ""
        yield f"{first}{more}"


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

    if (submission_id is not None) == illustrative:
        raise UsageError("Give the ID of a submission or --illustrative, one of them.")
    store = open_store(store_path, open_plan(plan_folder))
    if submission_id is None:
        return _withdraw_illustrative(store, by=by, why=why, as_json=as_json)
    submission = withdraw_submission(store, submission_id, by=by, why=why)
    if as_json:
        print_json(
            {
                "id": submission.id,
                "file": submission.file_name,
                "withdrawn_at": submission.withdrawn_at,
                "withdrawn_by": submission.withdrawn_by,
                "withdrawn_why": submission.withdrawn_why,
            }
        )
    else:
        print(f"{submission.id} ({submission.file_name}) is withdrawn. It is kept in the history.")
    return 0


def _of_file(name: str, sentence: str) -> str:
    """A sentence with the name of its file before it, unless it begins with that."""
    return sentence if sentence.startswith(f"{name} ") else f"{name}: {sentence}"


def _withdraw_illustrative(store: Store, *, by: str, why: str, as_json: bool) -> int:
    from kpis.use_cases.signoff import withdraw_illustrative

    withdrawn = withdraw_illustrative(store, by=by, why=why)
    if as_json:
        print_json({"withdrawn": [{"id": each.id, "file": each.file_name} for each in withdrawn]})
    for each in withdrawn if not as_json else ():
        print(f"{each.id} ({each.file_name}) is withdrawn. It is kept in the history.")
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
    note, id and SHA-256.
    """
    from kpis.frames import SUBMISSIONS

    store = open_store(store_path, open_plan(plan_folder))
    frame = store.find_submissions(find, limit=None)
    if as_json:
        print_json({"submissions": frame.to_dict("records")})
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
    return 0


def _repetition(before: Submission) -> str:
    if before.provenance is Provenance.PUBLISHED:
        return (
            f"this very file is stored as official statistics, as {before.id}; they stay "
            "official, and nothing has changed."
        )
    return f"this very file was submitted before as {before.id}; nothing has changed."
