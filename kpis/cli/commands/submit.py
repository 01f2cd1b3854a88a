"""`kpis submit`: check returns and store them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import READER
from kpis.cli.opening_store import new_store
from kpis.cli.output import print_json, say
from kpis.cli.reading import GIVE_PERIOD, mapping_document, open_reading, say_mapping
from kpis.cli.returned_files import change_counts, contents_of
from kpis.errors import ReturnRefused, UnreadableReturn
from kpis.model import Provenance, Submission, local_administrator
from kpis.words.lists import counted

if TYPE_CHECKING:
    from kpis.use_cases.mappings import MappingUsed
    from kpis.use_cases.still_shown import StillShown
    from kpis.use_cases.submit import Submitted


@click.command("submit")
@options.files
@options.reading("submits; a mapping kept for it is used", required=True)
@options.note("submission")
@click.option("--reason", default="", metavar="TEXT", help="why figures are restated")
@click.option(
    "--warnings-note", default="", metavar="TEXT", help="why warnings do not stand in the way"
)
@new_store
@options.as_json
@options.store_and_plan
def submit(
    files: Sequence[Path],
    note: str,
    reason: str,
    warnings_note: str,
    new: bool,
    as_json: bool,
    reading: options.ReadingAsked,
) -> int:
    """Check returns and store them, each whole or not.

    A file with errors is refused whole; those beside it are stored. The very same file again
    changes nothing, and says so. Answers to questions are kept and hold for the post's next file
    of that layout. Official statistics stay official. Warnings go to standard error.
    """
    from kpis.use_cases.kept.last_opened import open_file
    from kpis.use_cases.mappings import mapping_for
    from kpis.use_cases.still_shown import still_as_before
    from kpis.use_cases.submit import submit_return

    read = open_reading(reading, makes=False, new=new)
    submissions, refused, code = [], [], 0
    for path, content in contents_of(files):
        file, used = open_file(content), None
        try:
            used = mapping_for(read.store, read.post, file, read.choice, actor=READER)
            if not as_json:
                say_mapping(path.name, used)
            done = submit_return(
                read.store,
                read.chain,
                path.name,
                file,
                actor=local_administrator(read.post),
                note=note,
                reason=reason,
                warnings_note=warnings_note,
                mapping=used,
                answers=read.answers,
            )
        except (ReturnRefused, UnreadableReturn) as error:
            refused.append({"file": path.name, "message": _refusal(error, used)})
            say(_of_file(path.name, _refusal(error, used)))
            code = code or error.exit_code
            continue
        shown = still_as_before(read.store, done.changes)
        submissions.append(_entry(path.name, done, used, shown))
        say(*_remarks(path.name, done, reason, shown))
    if as_json:
        print_json({"submissions": submissions, "refused": refused})
    else:
        for entry in submissions:
            print(
                f"{entry['id']}  {entry['file']}: {entry['new']} new, "
                f"{entry['restated']} restated, {entry['unchanged']} unchanged"
            )
    return code


def _entry(
    name: str, done: "Submitted", used: "MappingUsed | None", shown: "Sequence[StillShown]"
) -> dict[str, Any]:
    """What the document says of a stored file; one that was stored before brings nothing new."""
    return {
        "id": done.submission.id,
        "file": name,
        "new": 0 if done.repeated else done.submission.new,
        "restated": 0 if done.repeated else done.submission.restated,
        "unchanged": len(done.changes) if done.repeated else done.submission.unchanged,
        "activities": change_counts(done.activity_changes),
        "repeated": done.repeated,
        "mapping": mapping_document(used),
        "still_shown": [each.as_dict() for each in shown],
    }


def _refusal(error: ReturnRefused | UnreadableReturn, used: "MappingUsed | None") -> str:
    asks_period = isinstance(error, ReturnRefused) and used and used.unconfirmed_periods
    return f"{error} {GIVE_PERIOD}" if asks_period else str(error)


def _remarks(
    name: str, done: "Submitted", reason: str, shown: "Sequence[StillShown]"
) -> Iterator[str]:
    """What a person should know of a file that was stored, its warnings among it."""
    if done.submission.restated and not done.repeated and not reason.strip():
        restated = counted(done.submission.restated, "figure")
        yield f"{name}: {restated} restated, and no reason given: --reason keeps one."
    if done.repeated:
        yield f"{name}: {_repetition(done.submission)}"
    elif done.submission.provenance is Provenance.PUBLISHED:
        yield f"{name}: stored as official statistics again, as this very file was before."
    for sentence in done.put_back:
        yield f"{name}: {sentence}"
    for each in shown:
        yield f"{name}: {each.sentence}"
    yield from _once_each(name, done)


def _once_each(name: str, done: "Submitted") -> Iterator[str]:
    """A line for each kind of warning: a file that restates years does not fill the screen."""
    kinds: dict[str, list[str]] = {}
    for issue in done.issues:
        kinds.setdefault(issue.code, []).append(f"{name}: {issue.severity}: {issue.message}")
    for first, *others in kinds.values():
        more = f" {len(others):,} more like this: kpis check lists them." if others else ""
        yield f"{first}{more}"


def _of_file(name: str, sentence: str) -> str:
    """A sentence with the name of its file before it, unless it begins with that."""
    return sentence if sentence.startswith(f"{name} ") else f"{name}: {sentence}"


def _repetition(before: Submission) -> str:
    if before.provenance is Provenance.PUBLISHED:
        return (
            f"this very file is stored as official statistics, as {before.id}; they stay "
            "official, and nothing has changed."
        )
    return f"this very file was submitted before as {before.id}; nothing has changed."
