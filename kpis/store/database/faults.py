"""What the database reports, as sentences for the person at the screen.

The database tells one fault from another in its messages more than in its classes: a lock held
elsewhere, a damaged file and a full disk are all an IOException. The words looked for here are
therefore facts about the pinned version, each held by a test that brings the fault about.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kpis.errors import StoreBusy, StoreError, StoreGone
from kpis.lake_address import in_words
from kpis.store.database.place import was_here
from kpis.store.database.write_queue import NotYet

_TAKEN = ("Could not set lock on file", "Unique file handle conflict", "being used by another")
_DAMAGED = (
    "not a valid DuckDB database",
    "Corrupt database file",
    "Could not read enough bytes",
    "Failed to deserialize",
)
_LATER = ("but we can only read versions",)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REASONS = {  # why it could not be opened, by what the system reports
    errno.EACCES: "this user may not read and write it, or not in its folder",
    errno.EPERM: "this user may not read and write it, or not in its folder",
    errno.EROFS: "it is on a disk that can only be read",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "what should be its folder is a file",
}
_MISSING = ("database does not exist",)


def busy(path: Path, seconds: float) -> StoreBusy:
    return StoreBusy(
        f"The store {in_words(path)} is in use by another program that did not finish within "
        f"{seconds:g} seconds. Nothing was changed. Try again in a minute."
    )


def missing(path: Path) -> StoreError:
    if was_here(path):
        return gone(path)
    return StoreError(
        f"There is no store at {in_words(path)}. "
        "Check the name, or start the dashboard to make one."
    )


def gone(path: Path) -> StoreGone:
    return StoreGone(
        f"There was a store at {path}, and it is not there now: it was moved or lost, or its "
        "folder is not mounted. Nothing is made in its place. Put it back, and all goes on by "
        "itself."
    )


def not_whole(path: Path) -> StoreError:
    return StoreError(
        f"The store {path} could not be made: what was written was not all there when it was "
        "looked at. Its disk may be full or faulty. Nothing of it was kept; try again."
    )


def damaged_log(path: Path) -> StoreError:
    return StoreError(
        f"The log {path} is damaged, and what was stored last may be in it. Nothing was changed. "
        "Put the latest backup in the place of the store and take the log away; or take the log "
        "away alone, to go on without what it held."
    )


def later_version(path: Path) -> StoreError:
    return StoreError(
        f"The store {in_words(path)} was made by a later version of this program. "
        "Update the program and try again; the store is unharmed."
    )


def another_database(path: Path) -> StoreError:
    return StoreError(
        f"{in_words(path)} is a database of something else, not a store of this program. "
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
        raise of_system(path, error) from error


def _of_database(path: Path, words: str, error: duckdb.Error) -> Exception:
    if _says(words, _TAKEN):
        return NotYet()
    if _says(words, _MISSING):
        return missing(path)
    if _says(words, _LATER):
        return later_version(path)
    if _says(words, _DAMAGED) or isinstance(error, duckdb.SerializationException):
        return StoreError(
            f"The store {path} is damaged or is not a store. Nothing was changed. "
            "Put the latest backup in its place."
        )
    if _says(words, map(os.strerror, _FULL)):
        return _full(path)
    for number, reason in _REASONS.items():
        if os.strerror(number) in words:
            return _not_opened(path, reason)
    if isinstance(error, duckdb.FatalException | duckdb.InternalException):
        return StoreError(
            f"The store {path} could not be written: its disk reports a fault. Look whether this "
            "was kept before you try again. For whoever looks after the server: "
            f"{words.splitlines()[0]}"
        )
    if isinstance(error, duckdb.IOException | duckdb.TransactionException):
        return StoreError(
            f"The store {path} could not be read or written. Nothing of this was kept. "
            f"For whoever looks after the server: {words.splitlines()[0]}"
        )
    # A value a table refuses, SQL that does not bind: a fault of ours, and still no traceback.
    return StoreError(
        f"The store {path} refused what was asked of it. Nothing of this was kept. "
        f"For whoever looks after the program: {words.splitlines()[0]}"
    )


def of_system(path: Path, error: OSError) -> StoreError:
    """What the system reports of a store's file or folder, as a sentence."""
    if isinstance(error, FileNotFoundError):
        return missing(path)
    if error.errno in _FULL:
        return _full(path)
    reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    return _not_opened(path, reason)


def _says(words: str, signs: Iterable[str]) -> bool:
    return any(sign in words for sign in signs)


def _full(path: Path) -> StoreError:
    return StoreError(
        f"The store {path} could not be written, so nothing of this was kept. "
        "The disk is full: make room and try again."
    )


def _not_opened(path: Path, reason: str) -> StoreError:
    return StoreError(
        f"The store {path} could not be opened: {reason}. "
        "Check the folder and who may read and write in it."
    )
