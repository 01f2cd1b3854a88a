"""`kpis move-store`: the store at another address."""

from pathlib import Path

import click

from kpis.cli import options
from kpis.lake_address import in_words


@click.command("move-store")
@click.argument("source", metavar="FROM", type=options.STORE)
@click.argument("target", metavar="TO", type=options.STORE)
@options.plan_only
def move_store(source: Path, target: Path, plan_folder: Path) -> int:  # noqa: ARG001 every command takes it
    """Move the store to another address, and see that it is whole.

    FROM and TO are each a file or the address of a lake, "ducklake:postgres:dbname=kpis host=db";
    KPIS_STORE_DATA says where a lake's data lie. There must be no store at TO. Every table is held
    against the old one row by row and every kept file byte by byte before there is a store at TO.
    The old store stays as it is: set KPIS_STORE to the new one, then put the old one away. Nobody
    can write to it while it is moved; stop the dashboard first, or what is returned between this
    and its next start goes to the old store.
    """
    from kpis.store.moving.move import move

    moved = move(source, target)
    for table in moved.tables:
        print(f"{table.name:24}{table.rows:>12,}")
    print(f"{'kept files':24}{moved.files:>12,}")
    print(f"The store is at {in_words(target)}, each table and file as it was.")
    return 0
