"""Lakes of the tests' own: each a database of its own and a place for its data."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from kpis.default_paths import store_at
from kpis.store import Store
from kpis.store.database.lake import catalogue, connect
from tests.lake.servers import Postgres

_numbers = count(1)


@contextmanager
def new_lake(
    postgres: Postgres, folder: Path, data: str = "", template: str = "template0"
) -> Iterator[Path]:
    """The path of a lake that is empty, or a copy of another; in the block it is what KPIS_STORE,
    KPIS_STORE_DATA and KPIS_LOCAL name.

    data: a place in a bucket; a folder in `folder` without it.
    """
    name = f"lake_{os.getpid()}_{next(_numbers)}"
    words = postgres.new_database(name, template)
    with pytest.MonkeyPatch.context() as patch:
        for key, value in postgres.environment.items():
            patch.setenv(key, value)
        patch.setenv("KPIS_LOCAL", str(folder))
        patch.setenv("KPIS_STORE_DATA", data or str(folder / "data"))
        patch.setenv("KPIS_STORE", f"ducklake:postgres:{words}")
        path = store_at(os.environ["KPIS_STORE"])
        if template != "template0":
            _lies_elsewhere(path, f"{data or folder / 'data'}/tables/")
        try:
            yield path
        finally:
            close(path)


@contextmanager
def empty_lake(postgres: Postgres, folder: Path, now: datetime) -> Iterator[str]:
    """The name of a database with a prepared store in it, to make copies of."""
    with new_lake(postgres, folder) as path:
        Store(path).prepare(now)
        close(path)
        yield re.findall(r"dbname=(\w+)", path.name)[0]


def close(path: Path) -> None:
    """Give back every connection of this process to a lake."""
    connect.let_go(path)
    catalogue.let_go(path)


def _lies_elsewhere(path: Path, data: str) -> None:
    with catalogue.connection_to(path) as connection:
        connection.execute(
            "UPDATE ducklake_metadata SET value = %s WHERE key = 'data_path'", [data]
        )
