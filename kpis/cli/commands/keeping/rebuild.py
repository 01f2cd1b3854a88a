"""`kpis rebuild`: the store made again from its journal and its kept files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.output import print_json, say
from kpis.errors import StoresDiffer
from kpis.store.values import TIMEOUT

if TYPE_CHECKING:
    from kpis.store.rebuilding.compare import TableCompared
    from kpis.store.rebuilding.rebuild import Rebuilt


@click.command("rebuild")
@click.option(
    *("-o", "--output"),
    type=options.PATH,
    required=True,
    metavar="NEW",
    help="where the new store is made; nothing may be there yet",
)
@options.as_json
@options.store_and_plan
def rebuild(output: Path, as_json: bool, store_path: Path, plan_folder: Path) -> int:  # noqa: ARG001 every command takes it
    """Make the store again from its journal and files.

    The journal beside the store has every act on it, the folder of files what was submitted. Both
    are looked through, every hash and the order of the acts, and a new store is made of them alone.
    Where the old one can be read, each table is compared with it, row by row. Nothing takes the old
    one's place: to use the new one, stop the dashboard, move the old database (and the .wal beside
    it) away and copy the new one to where it was.
    """
    from kpis.store.rebuilding.rebuild import rebuild

    done = rebuild(store_path, output, TIMEOUT)
    if as_json:
        print_json(_document(store_path, done))
    else:
        _tell(store_path, done)
    if done.differing and not as_json:
        raise StoresDiffer(
            f"The store {store_path} is not what its journal makes of it. Both are as they were."
        )
    return StoresDiffer.exit_code if done.differing else 0


def _tell(store: Path, done: "Rebuilt") -> None:
    number, _ = done.chain.last
    print(f"{done.path}: made again from {number:,} acts and {done.files:,} kept files.")
    if done.compared is None:
        say(f"It was compared with no other store. {done.why_not}".strip())
        say(f"Entry {number} is the last; whether its act was ever finished, no store says.")
    elif not done.differing:
        print(f"Every table is as in {store}.")
    if done.chain.set_aside:
        count = len(done.chain.set_aside)
        say(f"Of acts that were never finished, {count} in the journal were left out.")
    for table in done.differing:
        print(
            f"{table.table}: {table.only_here:,} rows are only in {store}, "
            f"{table.only_there:,} only in the journal."
        )
        for is_old, row in table.examples:
            told = ", ".join(f"{name} {value}" for name, value in row.items())
            print(f"  only in the {'store' if is_old else 'journal'}: {told}")


def _document(store: Path, done: "Rebuilt") -> dict[str, Any]:
    number, sha256 = done.chain.last
    return {
        "store": str(store),
        "new": str(done.path),
        "last": {"number": number, "hash": sha256},
        "last_is_sure": done.chain.is_sure,
        "set_aside": list(done.chain.set_aside),
        "kept_files": done.files,
        "compared": done.compared is not None,
        "why_not": done.why_not,
        "equal": None if done.compared is None else not done.differing,
        "tables": [_table(each) for each in done.compared or ()],
    }


def _table(table: "TableCompared") -> dict[str, Any]:
    return {
        "table": table.table,
        "rows": table.rows_there,
        "rows_in_store": table.rows_here,
        "only_in_store": table.only_here,
        "only_in_journal": table.only_there,
        "examples": [
            {
                "in": "store" if is_old else "journal",
                "row": {name: None if value is None else str(value) for name, value in row.items()},
            }
            for is_old, row in table.examples
        ],
    }
