"""What the database reports, as sentences for the person at the screen.

The database tells one fault from another in its messages more than in its classes: a lock held
elsewhere, a damaged file and a full disk are all an IOException. The words looked for here are
therefore facts about the pinned version, each held by a test that brings the fault about.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kpis.errors import StoreBusy, StoreError
from kpis.store.database.write_queue import NotYet

_TAKEN = ("Could not set lock on file", "Unique file handle conflict", "being used by another")
_DAMAGED = (
    "not a valid DuckDB database",
    "Corrupt database file",
    "Could not read enough bytes",
    "Failed to deserialize",
)
_LATER = ("but we can only read versions",)
_NOT_WRITTEN = ("Could not write", "No space left", "Failed to commit", "Could not fsync")
_NOT_ALLOWED = ("Permission denied", "Is a directory", "Read-only file system", "read-only mode")


def busy(path: Path, seconds: float) -> StoreBusy:
    return StoreBusy(
        f"The store {path} is in use by another program that did not finish within "
        f"{seconds:g} seconds. Nothing was changed. Try again in a minute."
    )


def missing(path: Path) -> StoreError:
    return StoreError(
        f"There is no store at {path}. Check the name, or start the dashboard to make one."
    )


def later_version(path: Path) -> StoreError:
    return StoreError(
        f"The store {path} was made by a later version of this program. "
        "Update the program and try again; the store is unharmed."
    )


def another_database(path: Path) -> StoreError:
    return StoreError(
        f"{path} is a database of something else, not a store of this program. "
        "It was left as it is. Give another name for the store."
    )


@contextmanager
def as_store_errors(path: Path) -> Iterator[None]:
    """Turn what the database or the system reports into a StoreError with a sentence.

    Raises NotYet where the file is in use elsewhere, for the caller to try again. No exception of
    the database's own gets past here; it is the cause of the one that does.
    """
    try:
        yield
    except duckdb.Error as error:
        raise _of_database(path, str(error), error) from error
    except OSError as error:
        raise _not_opened(path, error.strerror or str(error)) from error


def _of_database(path: Path, words: str, error: duckdb.Error) -> Exception:
    if _says(words, _TAKEN):
        return NotYet()
    if "database does not exist" in words:
        return missing(path)
    if _says(words, _LATER):
        return later_version(path)
    if _says(words, _DAMAGED) or isinstance(error, duckdb.SerializationException):
        return StoreError(
            f"The store {path} is damaged or is not a store. Nothing was changed. "
            "Put the latest backup in its place."
        )
    if _says(words, _NOT_WRITTEN):
        return StoreError(
            f"The store {path} could not be written, so nothing of this was kept. "
            "The disk may be full: make room and try again."
        )
    if _says(words, _NOT_ALLOWED):
        return _not_opened(path, "this user may not read or write it")
    if isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.InternalException):
        return StoreError(
            f"The store {path} could not be read or written. Nothing of this was kept. "
            f"For whoever looks after the server: {words.splitlines()[0]}"
        )
    # A value a table refuses, SQL that does not bind: a fault of ours, and still no traceback.
    return StoreError(
        f"The store {path} refused what was asked of it. Nothing of this was kept. "
        f"For whoever looks after the program: {words.splitlines()[0]}"
    )


def _says(words: str, signs: tuple[str, ...]) -> bool:
    return any(sign in words for sign in signs)


def _not_opened(path: Path, reason: str) -> StoreError:
    return StoreError(
        f"The store {path} could not be opened: {reason}. "
        "Check the folder and who may read and write in it."
    )
