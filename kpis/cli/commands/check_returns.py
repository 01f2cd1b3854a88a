"""`kpis check`: what a return holds, what is in doubt and what is wrong."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import READER
from kpis.cli.output import print_json, say
from kpis.cli.reading import mapping_document, open_reading, say_mapping, say_period_wanted
from kpis.cli.returned_files import change_counts, contents_of, say_unasked
from kpis.errors import ReturnRefused, UnreadableReturn
from kpis.model import Change, Provenance
from kpis.words.lists import counted

if TYPE_CHECKING:
    from kpis.use_cases.check import ReturnCheck
    from kpis.use_cases.mappings import MappingUsed


@click.command("check")
@options.files
@options.reading("whose kept mappings are used", required=False)
@options.as_json
@options.store_and_plan
def check(files: Sequence[Path], as_json: bool, reading: options.ReadingAsked) -> int:
    """Check returns and say what they would change.

    Every issue is told with its cell. Nothing is stored. The code is 12 where a file
    cannot be read, else 13 where one has errors or open questions, or is of a period that only a
    mapping says which was made for an earlier file. A question is answered once with --answer or
    --answers; `submit` remembers it for the post.
    """
    read = open_reading(reading)

    from kpis.use_cases.answers import refuse_other_answers
    from kpis.use_cases.check import check_return
    from kpis.use_cases.kept.last_opened import open_file
    from kpis.use_cases.mappings import mapping_for

    entries, checks, code = [], [], 0
    for path, content in contents_of(files):
        file, used = open_file(content), None
        try:
            used = mapping_for(read.store, read.post, file, read.choice, actor=READER)
            result = check_return(
                read.store,
                read.chain,
                path.name,
                file,
                actor=READER,
                mapping=used,
                answers=read.answers,
            )
        except UnreadableReturn as error:
            entries.append(_unreadable(path, error) | {"mapping": mapping_document(used)})
            code = UnreadableReturn.exit_code
            continue
        refuse_other_answers(result.checked, read.given)
        checks.append(result)
        entries.append(_entry(path, result, used, with_figures=as_json))
        if result.provenance is Provenance.PUBLISHED:
            say(f"{path.name}: known as official statistics, and checked as such.")
        if not as_json:
            say_mapping(path.name, used)
            say_period_wanted(path.name, used)
        asks_period = used is not None and used.unconfirmed_periods and result.repeated is None
        if asks_period or not result.checked.ok:
            code = code or ReturnRefused.exit_code
    say_unasked(read.given, checks)
    if as_json:
        print_json({"files": entries})
    else:
        for entry in entries:
            _print_check(entry)
    return code


def _entry(
    path: Path, result: "ReturnCheck", used: "MappingUsed | None", *, with_figures: bool
) -> dict[str, Any]:
    return {
        "file": path.name,
        "accepted_rows": len(result.checked.rows),
        "figures": _figures(result) if with_figures else [],
        "issues": [issue.as_dict() for issue in result.checked.issues],
        "changes": change_counts(result.changes),
        "accepted_activities": len(result.activities),
        "activity_changes": change_counts(result.activity_changes),
        "missing": len(result.no_longer_present),
        "mapping": mapping_document(used),
    }


def _figures(result: "ReturnCheck") -> list[dict[str, Any]]:
    """Every figure that would be stored, in the order of the file."""
    columns = {
        "measure_id": "measure",
        "period_id": "period",
        "area": "area",
        "breakdown": "breakdown",
        "category": "category",
        "outturn": "outturn",
        "marker": "marker",
        "sheet": "sheet",
        "cell": "cell",
    }
    named = result.checked.rows[list(columns)].rename(columns=columns)
    figures = [{str(key): value for key, value in row.items()} for row in named.to_dict("records")]
    for each in figures:
        each["outturn"] = None if each["outturn"] != each["outturn"] else each["outturn"]
    return figures


def _unreadable(path: Path, error: UnreadableReturn) -> dict[str, Any]:
    return {
        "file": path.name,
        "accepted_rows": 0,
        "figures": [],
        "issues": [
            {
                "severity": "error",
                "code": "unreadable-return",
                "sheet": "",
                "cell": "",
                "measure": "",
                "found": path.name,
                "message": str(error),
            }
        ],
        "changes": dict.fromkeys(Change, 0),
        "accepted_activities": 0,
        "activity_changes": dict.fromkeys(Change, 0),
        "missing": 0,
    }


def _print_check(entry: dict[str, Any]) -> None:
    counts = ", ".join(f"{number} {kind}" for kind, number in entry["changes"].items())
    print(f"{entry['file']}: {counted(entry['accepted_rows'], 'figure')} accepted ({counts})")
    if entry["accepted_activities"]:
        changes = ", ".join(
            f"{number} {kind}" for kind, number in entry["activity_changes"].items()
        )
        accepted = counted(entry["accepted_activities"], "activity", "activities")
        print(f"  {accepted} accepted ({changes})")
    if entry["missing"]:
        print(f"  figures no longer in the file, which stay as stored: {entry['missing']}")
    for issue in entry["issues"]:
        print(f"  {issue['severity']} {issue['code']}: {issue['message']}")
        for choice in issue.get("choices", ()):
            stores = f" ({choice['stores']})" if choice["stores"] else ""
            print(
                f"    --answer '{issue['question']}={choice['answer']}'  {choice['label']}{stores}"
            )
        if issue.get("open_answers"):
            print(
                f"    --answer '{issue['question']}=CODE'  the measure of the plan with that code"
            )
