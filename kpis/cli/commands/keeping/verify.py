"""`kpis verify`: whether the store is whole, without trusting its database."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import READER, open_chain, open_store
from kpis.cli.output import print_json
from kpis.errors import AuditBroken, StoreNotWhole, UsageError
from kpis.words.lists import counted

if TYPE_CHECKING:
    from kpis.store import LookedThrough
    from kpis.use_cases.audit import Verified


@click.command("verify")
@click.argument(
    *("file",),
    required=False,
    type=options.PATH,
    metavar="[FILE]",
    help="an audit as kpis audit --export FILE.json wrote it (default: the store)",
)
@click.option("--audit", "only_audit", is_flag=True, help="look at the audit alone")
@click.option(
    "--noted",
    default="",
    metavar="NUMBER:HASH",
    help="an entry as it was noted elsewhere: it must still be there",
)
@options.as_json
@options.store_and_plan
def verify(
    file: Path | None,
    only_audit: bool,
    noted: str,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Whether the store and all that it keeps are whole.

    Every kept file is read and held against its hash, rows of tables against each other, all
    tables against the journal, and the figures of each submission against its file, read anew.
    What cannot be read today as it was is told as not compared, with the reason. It only reads, so
    others go on working.

    Each entry of the audit carries the hash of the one before, so a change, a gap and a wrong order
    show. A cut end shows by what the store has and the audit has not. Note number and hash of the
    last entry elsewhere, and ask for them with --noted: then nobody can write the audit anew.
    """
    from kpis.use_cases import audit as use_case

    looked = None
    if file is not None:
        try:
            done = use_case.verify_file(file.read_bytes(), noted)
        except OSError as error:
            raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    else:
        chain = open_chain(plan_folder)
        store = open_store(store_path, chain, makes=False)
        done = use_case.verify(store, noted, actor=READER)
        if not only_audit:
            from kpis.use_cases.verifying.whole import look_through

            looked = look_through(store, chain, actor=READER)
    is_whole = looked is None or not any(each.is_fault for each in looked.findings)
    if as_json:
        print_json(_document(done, looked, is_whole=is_whole))
        return _code(done, is_whole=is_whole)
    _tell_audit(done)
    if looked is not None:
        _tell(looked, is_whole=is_whole)
    if done.faults:
        raise AuditBroken(
            "The audit is not whole. Keep the store's file and its backups as they are."
        )
    if not is_whole:
        raise StoreNotWhole(
            "The store is not whole. Nothing was changed; keep it and its backups as they are."
        )
    return 0


def _code(done: "Verified", *, is_whole: bool) -> int:
    if done.faults:
        return AuditBroken.exit_code
    return 0 if is_whole else StoreNotWhole.exit_code


def _tell_audit(done: "Verified") -> None:
    for fault in done.faults:
        print(fault.sentence)
    if not done.faults and done.last:
        print(f"The audit is whole: {done.entries:,} entries, the last of them")
        print(f"{done.last.number}:{done.last.hash}")


def _tell(looked: "LookedThrough", *, is_whole: bool) -> None:
    """A finding a line, then what was looked at."""
    for finding in looked.findings:
        print(finding.sentence)
    at = looked.looked_at
    if is_whole:
        print("No fault was found in the rest of the store.")
    print(
        f"Looked at: {counted(at['kept_files'], 'kept file')}; "
        f"{at['rows']:,} rows of {at['tables']:,} tables, by {at['row_checks']:,} checks; "
        f"{at['journal_entries']:,} entries of the journal; "
        f"{counted(at['submissions'], 'submission')}, {at['rows_compared']:,} rows of them "
        f"compared with their files and {at['rows_not_compared']:,} not."
    )


def _document(
    done: "Verified", looked: "LookedThrough | None", *, is_whole: bool
) -> dict[str, Any]:
    return {
        "whole": not done.faults,
        "entries": done.entries,
        "last": {"number": done.last.number, "hash": done.last.hash} if done.last else None,
        "faults": [
            {"kind": fault.kind.value, "entry": fault.number or None, "sentence": fault.sentence}
            for fault in done.faults
        ],
        "store_whole": None if looked is None else is_whole,
        "looked_at": None if looked is None else dict(looked.looked_at),
        "findings": [
            {
                "kind": each.kind.value,
                "fault": each.is_fault,
                "where": each.where,
                "what": each.what,
                "to_do": each.to_do,
            }
            for each in (looked.findings if looked else ())
        ],
    }
