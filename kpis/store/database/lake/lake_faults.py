"""What the database reports of a lake, as sentences for the person at the screen.

As in `kpis.store.database.faults` the words looked for are facts about the pinned version.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kpis.errors import StoreError
from kpis.lake_address import in_words
from kpis.store.database.lake.catalogue import unreachable
from kpis.store.database.lake.conflict import Conflict

_DEAD = (
    "Unable to connect to Postgres",
    "server closed the connection",
    "terminating connection",
    "connection to server",
    "no connection to the server",
    "could not receive data",
    "could not send data",
    "SSL connection has been closed",
    "Connection refused",
)
_CONFLICT = ("Transaction conflict", "Conflict on", "has been altered by another", "write-write")
_OTHER_PLACE = "does not match existing data path"


@contextmanager
def as_lake_errors(path: Path) -> Iterator[None]:
    """Turn what the database or the system reports of a lake into a StoreError with a sentence."""
    try:
        yield
    except duckdb.Error as error:
        raise _of_database(path, error) from error
    except OSError as error:
        raise StoreError(
            f"The data of the store {in_words(path)} cannot be reached: "
            f"{error.strerror or error}. Check the place that KPIS_STORE_DATA names."
        ) from error


def is_dead(error: duckdb.Error) -> bool:
    """Whether the connection to Postgres is beyond use, for a new one to be made."""
    fatal = isinstance(error, duckdb.FatalException | duckdb.InternalException)
    return fatal or any(sign in str(error) for sign in _DEAD)


def _of_database(path: Path, error: duckdb.Error) -> StoreError:
    words, store = str(error), in_words(path)
    if any(sign in words for sign in _CONFLICT):
        return Conflict(
            f"Somebody else wrote to the store {store} at the same moment. Nothing of this was "
            "kept. Try again in a minute."
        )
    if is_dead(error):
        return unreachable(path, error)
    if _OTHER_PLACE in words:
        return StoreError(
            f"The data of the store {store} lie elsewhere than KPIS_STORE_DATA says. Nothing was "
            "changed. It must name the place they were put into when the store was made."
        )
    if isinstance(error, duckdb.IOException | duckdb.HTTPException):
        return StoreError(
            f"The data of the store {store} could not be read or written. Nothing of this was "
            f"kept. For whoever looks after the server: {words.splitlines()[0]}"
        )
    return StoreError(
        f"The store {store} refused what was asked of it. Nothing of this was kept. "
        f"For whoever looks after the program: {words.splitlines()[0]}"
    )
