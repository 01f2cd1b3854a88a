"""A database that is made under another name, and gets its place once its file has all of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb


def log_of(file: Path) -> Path:
    """Where what was written last may still be, and in the file not yet."""
    return file.with_name(f"{file.name}.wal")


@contextmanager
def drafted(file: Path, **config: Any) -> Iterator[duckdb.DuckDBPyConnection]:
    """Write into a database; where the block ends well, all is in the file and nothing in its log.

    Closing a database tries the same, and says nothing where its disk is full: under another name
    the file would be a database in which nothing is. config: of DuckDB. Raises IOException.
    """
    with duckdb.connect(file, config=config) as connection:
        yield connection
        try:
            connection.execute("CHECKPOINT")
        except duckdb.FatalException as error:  # of a draft: certainly nothing of it is kept
            raise duckdb.IOException(str(error)) from error
    if log_of(file).exists():
        raise duckdb.IOException("What was written is not all in the file: its disk may be full.")
