"""`kpis check`, `submit`, `withdraw` and `submissions`."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpis.cli.opening import open_plan, open_store
from kpis.cli.output import print_json, print_table, say
from kpis.errors import ReturnRefused, UnreadableReturn, UsageError
from kpis.store import Store
from kpis.words.lists import counted


def check(arguments: argparse.Namespace) -> int:
    from kpis.use_cases.check import check_return

    plan = open_plan(arguments)
    store = open_store(arguments, plan)
    files, code = [], 0
    for path, content in _contents(arguments.files):
        try:
            result = check_return(store, plan, path.name, content)
        except UnreadableReturn as error:
            files.append(_unreadable(path, error))
            code = UnreadableReturn.exit_code
            continue
        files.append(
            {
                "file": path.name,
                "accepted_rows": len(result.checked.rows),
                "issues": [issue.as_dict() for issue in result.checked.issues],
                "changes": _counts(result.changes),
                "accepted_activities": len(result.activities),
                "activity_changes": _counts(result.activity_changes),
                "missing": len(result.missing),
            }
        )
        if not result.checked.ok:
            code = code or ReturnRefused.exit_code
    if arguments.json:
        print_json({"files": files})
    else:
        for entry in files:
            _print_check(entry)
    return code


def submit(arguments: argparse.Namespace) -> int:
    from kpis.use_cases.submit import submit_return

    plan = open_plan(arguments)
    store = open_store(arguments, plan)
    submissions, refused, code = [], [], 0
    for path, content in _contents(arguments.files):
        try:
            done = submit_return(
                store,
                plan,
                path.name,
                content,
                by=arguments.by,
                note=arguments.note,
                reason=arguments.reason,
                warnings_note=arguments.warnings_note,
            )
        except (ReturnRefused, UnreadableReturn) as error:
            refused.append({"file": path.name, "message": str(error)})
            say(f"{path.name}: {error}")
            code = code or error.exit_code
            continue
        submissions.append(
            {
                "id": done.submission.id,
                "file": path.name,
                "new": 0 if done.repeated else done.submission.new,
                "restated": 0 if done.repeated else done.submission.restated,
                "unchanged": len(done.changes) if done.repeated else done.submission.unchanged,
                "activities": _counts(done.activity_changes),
                "repeated": done.repeated,
            }
        )
        if done.repeated:
            say(
                f"{path.name}: this very file was submitted before as {done.submission.id}; "
                "nothing has changed."
            )
        say(*(f"{path.name}: {issue.severity}: {issue.message}" for issue in done.issues))
    if arguments.json:
        print_json({"submissions": submissions, "refused": refused})
    else:
        for entry in submissions:
            print(
                f"{entry['id']}  {entry['file']}: {entry['new']} new, "
                f"{entry['restated']} restated, {entry['unchanged']} unchanged"
            )
    return code


def withdraw(arguments: argparse.Namespace) -> int:
    from kpis.use_cases.signoff import withdraw_submission

    store = open_store(arguments, open_plan(arguments))
    if arguments.illustrative:
        return _withdraw_illustrative(store, arguments)
    submission = withdraw_submission(store, arguments.id, by=arguments.by, why=arguments.why)
    if arguments.json:
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


def _withdraw_illustrative(store: Store, arguments: argparse.Namespace) -> int:
    from kpis.use_cases.signoff import withdraw_illustrative

    withdrawn = withdraw_illustrative(store, by=arguments.by, why=arguments.why)
    if arguments.json:
        print_json({"withdrawn": [{"id": each.id, "file": each.file_name} for each in withdrawn]})
    for each in withdrawn if not arguments.json else ():
        print(f"{each.id} ({each.file_name}) is withdrawn. It is kept in the history.")
    if not withdrawn:
        say("Nothing illustrative stands, so there is nothing to withdraw.")
    return 0


def submissions(arguments: argparse.Namespace) -> int:
    store = open_store(arguments, open_plan(arguments))
    frame = store.find_submissions(arguments.find, limit=None)
    if arguments.json:
        print_json({"submissions": frame.to_dict("records")})
        return 0
    if frame.empty:
        found = f"No submission has the words {arguments.find!r}."
        say(found if arguments.find else "Nothing has been submitted yet.")
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
            for row in frame.itertuples()
        ),
    )
    return 0


def _counts(changes: Any) -> dict[str, int]:
    found = changes["change"].value_counts()
    return {kind: int(found.get(kind, 0)) for kind in ("new", "restated", "unchanged")}


def _contents(files: list[Path]) -> Iterator[tuple[Path, bytes]]:
    if folder := next((path for path in files if path.is_dir()), None):
        raise UsageError(f"{folder} is a folder: name the files in it.")
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise UsageError(f"There is no file {', '.join(missing)}.")
    for path in files:
        yield path, path.read_bytes()


def _unreadable(path: Path, error: UnreadableReturn) -> dict[str, Any]:
    return {
        "file": path.name,
        "accepted_rows": 0,
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
        "changes": {"new": 0, "restated": 0, "unchanged": 0},
        "accepted_activities": 0,
        "activity_changes": {"new": 0, "restated": 0, "unchanged": 0},
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
