"""The files that were submitted, byte for byte, each under its SHA-256 beside the database.

Not inside it, although that would make the store one file: the database rewrites a column of
large values whenever a row joins it, so after a few big returns every small one took 0.8 s
instead of 0.04 s, and a 60 MB file took 1.7 s and twice its size in memory. Here it is written
once, as it is, and can be checked with any tool (`sha256sum`). A store on a shared drive or a
lake keeps the same addresses.

What that costs: a backup is the database and this folder. The order of writing keeps the two
together without a transaction over both. The file, and its name in the folder, are safe on disk
before the submission that names it is committed, so no submission is ever without its file; after
a crash between the two a file no submission names may remain, which harms nothing and is taken up
by the next attempt.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kpis.errors import StoreError
from kpis.lake_address import is_lake
from kpis.store.database.faults import as_store_errors
from kpis.store.durable import real_path
from kpis.store.objects import Objects, kept_beside

MISSING, ALTERED = "missing", "altered"


def folder_of(store: Path) -> Path:
    """The folder of the files of a store that is a file: `kpis.files` beside `kpis.duckdb`.

    Beside the file itself, also where the store is named by a symbolic link to it: whoever comes
    by another way finds the same files.
    """
    return real_path(store).with_suffix(".files")


def kept(store: Path) -> Objects:
    """The files of any store, as objects: a file of SHA-256 ab12… is the object "ab/ab12…"."""
    return kept_beside(real_path(store), "files")


def keep(store: Path, content: bytes) -> str:
    """Keep a file and return its SHA-256. One that is there as it should be is not written again.

    One that was altered or cut short is written anew. Raises StoreError when it cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    with _as_errors(store):
        files, name = kept(store), name_of(sha256)
        if not files.put(name, content) and not _is_there(files, sha256):
            files.replace(name, content)
    return sha256


def not_as_kept(store: Path, contents: Iterable[bytes]) -> dict[str, str]:
    """Of these contents those that are not there as they would be kept: SHA-256 to fault."""
    found = (hashlib.sha256(each).hexdigest() for each in contents)
    return {sha256: state for sha256 in found if (state := fault(store, sha256))}


def _is_there(files: Objects, sha256: str) -> bool:
    """Whether it is, as it was kept: by its content, for somebody may have altered it in place."""
    try:
        return hashlib.sha256(files.get(name_of(sha256))).hexdigest() == sha256
    except FileNotFoundError:
        return False


def fetch(store: Path, sha256: str) -> bytes:
    """The file with that SHA-256. Raises StoreError when it is missing or has been altered."""
    files = kept(store)
    try:
        content = files.get(name_of(sha256))
    except OSError as error:
        raise StoreError(
            f"The submitted file {sha256[:12]}… is missing from {files.place}. "
            "Put it back from the latest backup; the figures themselves are unharmed."
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreError(
            f"The submitted file {sha256[:12]}… in {files.place} has been altered. "
            "Put it back from the latest backup; the figures themselves are unharmed."
        )
    return content


def fault(store: Path, sha256: str) -> str:
    """MISSING or ALTERED where a file is not there as it was kept; "" where it is."""
    files = kept(store)
    try:
        state = files.state(name_of(sha256))
        if state and _found_whole.get((files.place, sha256)) == state:
            return ""
        whole = bool(state) and _is_there(files, sha256)
    except OSError:
        return MISSING
    if whole:
        _remember(files.place, sha256, state)
    return "" if whole else ALTERED if state else MISSING


# The state in which a file was found whole, by place and SHA-256: it is looked at once for each.
_found_whole: dict[tuple[str, str], str] = {}
_MOST_REMEMBERED = 4096


def _remember(place: str, sha256: str, state: str) -> None:
    while len(_found_whole) >= _MOST_REMEMBERED:
        _found_whole.pop(next(iter(_found_whole)), None)
    _found_whole[place, sha256] = state


def name_of(sha256: str) -> str:
    """The name under which a file is kept."""
    return f"{sha256[:2]}/{sha256}"


def where(store: Path, sha256: str) -> str:
    """Where a file is kept, for whoever puts it back."""
    return kept(store).where(name_of(sha256))


def address_of(store: Path, sha256: str) -> Path:
    """Where a file of a store that is a file is kept."""
    return folder_of(store) / name_of(sha256)


@contextmanager
def _as_errors(store: Path) -> Iterator[None]:
    if not is_lake(store):
        with as_store_errors(store):
            yield
        return
    from kpis.store.database.lake.lake_faults import as_lake_errors

    with as_lake_errors(store):
        yield
