"""`kpis backup` and `kpis restore`: a store in one file, and a store made of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import READER
from kpis.cli.output import print_json, say
from kpis.cli.progress import shown_progress
from kpis.clock import utc_now
from kpis.errors import StoreNotWhole, UsageError
from kpis.store import Store
from kpis.words.lists import counted, listed

if TYPE_CHECKING:
    from kpis.store.keeping.manifest import Manifest
    from kpis.store.keeping.restore import Restored
    from kpis.use_cases.keeping.backups import MadeBackup

_MEGABYTE = 1e6


@click.command("backup")
@click.option(
    *("-o", "--output"),
    type=options.PATH,
    required=True,
    metavar="FILE",
    help="the file to write; or a folder that is there, for a file with the time in its name",
)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help="in a folder: remove all but the newest N of them, once the new one is written",
)
@click.option("--without-plans", is_flag=True, help="leave out the files of the plans")
@options.as_json
@options.store_and_plan
def backup(
    output: Path,
    keep: int | None,
    without_plans: bool,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Copy the store into one file, while people work.

    Figures, submitted files, releases, the audit and the plans' files go into a zip file with a
    checksum over all of it. Whoever writes waits for the moment in which the database is copied.
    Not in it are access.toml and mail.toml, for they hold secrets: keep those apart. Names and
    addresses of people are in it: keep it where few can read it.
    """
    from kpis.use_cases.keeping.backups import make_backup

    with shown_progress() as show:
        made = make_backup(
            Store(store_path),
            output,
            None if without_plans else plan_folder,
            actor=READER,
            now=utc_now(),
            keep=keep,
            on_progress=show,
        )
    manifest = made.backup.manifest
    if as_json:
        print_json(_document(made))
    else:
        print(f"{made.backup.path}: {made.backup.size / _MEGABYTE:,.1f} MB, {_holds(manifest)}.")
        for each in made.removed:
            print(f"{each}: removed.")
    if manifest.not_kept:
        say(f"kpis: {_not_kept(manifest)}")
        return StoreNotWhole.exit_code
    return 0


@click.command("restore")
@click.argument("file", type=options.PATH, metavar="FILE", help="a backup")
@click.option("--check", is_flag=True, help="only say whether the backup is whole; make nothing")
@click.option(
    "--plans-into",
    type=options.PATH,
    metavar="FOLDER",
    help="also write the plans of the backup, into this new or empty folder",
)
@options.as_json
@options.store_and_plan
def restore(
    file: Path,
    check: bool,
    plans_into: Path | None,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,  # noqa: ARG001 every command takes it
) -> int:
    """Make a store of a backup, where there is none.

    The backup is looked through first, and nothing is made of one that is damaged, cut short or
    of a later version of the program. Each table is then held against what the backup says of it,
    and the store is put in its place in one step. Nothing is ever written over. A store of an
    earlier version is brought up to date.
    """
    from kpis.use_cases.keeping.backups import checked_backup, restored

    if check and plans_into:
        raise UsageError("--plans-into is not allowed with --check.")
    with shown_progress() as show:
        if check:
            manifest, done = checked_backup(file, on_progress=show), None
        else:
            done = restored(
                file, Store(store_path), plans_into=plans_into, now=utc_now(), on_progress=show
            )
            manifest = done.manifest
    if as_json:
        print_json({"file": str(file), **_contents(manifest), **_restored(done)})
        return 0
    print(f"{file}: whole, {_holds(manifest)}.")
    if manifest.not_kept:
        say(_not_kept(manifest))
    if done:
        print(f"{done.path}: made of it, each of {_tables(manifest)} equal to the backup's.")
        if done.brought_up_to_date:
            print("It was of an earlier version of the program and was brought up to date.")
        for folder in done.plans:
            print(f"{folder}: a plan.")
        if manifest.plans and not done.plans:
            print("The plans in it were left there: --plans-into FOLDER writes them.")
    return 0


def _holds(manifest: "Manifest") -> str:
    plans = [f"the plans {listed(manifest.plans)}"] if len(manifest.plans) > 1 else []
    plans = plans or [f"the plan {each}" for each in manifest.plans]
    parts = [_tables(manifest), counted(len(manifest.below("files")), "submitted file"), *plans]
    return f"of {manifest.made_at:%d/%m/%Y at %H:%M} UTC with {listed(parts)}"


def _tables(manifest: "Manifest") -> str:
    return f"{len(manifest.tables)} tables ({counted(manifest.rows, 'row')})"


def _not_kept(manifest: "Manifest") -> str:
    files = counted(len(manifest.not_kept), "submitted file")
    return (
        f"Of {files} the store holds the figures, but not the file as it was sent, so it is not in "
        "the backup. kpis verify tells which."
    )


def _contents(manifest: "Manifest") -> dict[str, Any]:
    return {
        "made_at": manifest.made_at,
        "program": manifest.program,
        "tables": [
            {"table": name, "rows": each.rows, "hash": each.hash}
            for name, each in manifest.tables.items()
        ],
        "files": len(manifest.below("files")),
        "plans": manifest.plans,
        "not_kept": [{"sha256": each.sha256, "why": each.why} for each in manifest.not_kept],
    }


def _document(made: "MadeBackup") -> dict[str, Any]:
    return {
        "file": str(made.backup.path),
        "bytes": made.backup.size,
        **_contents(made.backup.manifest),
        "removed": [str(each) for each in made.removed],
    }


def _restored(done: "Restored | None") -> dict[str, Any]:
    return {
        "store": str(done.path) if done else None,
        "brought_up_to_date": done.brought_up_to_date if done else None,
        "plan_folders": [str(each) for each in done.plans] if done else [],
    }
