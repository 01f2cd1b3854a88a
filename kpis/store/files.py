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
import secrets
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kpis.errors import StoreError
from kpis.store.database.durable import real_path, settle, write_through
from kpis.store.database.faults import as_store_errors
from kpis.store.database.private import private

MISSING, ALTERED = "missing", "altered"


def folder_of(store: Path) -> Path:
    """The folder of a store's files: `kpis.files` beside `kpis.duckdb`.

    Beside the file itself, also where the store is named by a symbolic link to it: whoever comes
    by another way finds the same files.
    """
    return real_path(store).with_suffix(".files")


def keep(store: Path, content: bytes) -> str:
    """Keep a file and return its SHA-256. One that is there as it should be is not written again.

    One that was altered or cut short is written anew. Raises StoreError when it cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    target = address_of(store, sha256)
    with as_store_errors(store), private():
        if not _is_there(target, sha256):
            _write(target, content)
        settle(target.parent)  # also where an earlier attempt came only as far as its name
    return sha256


def not_as_kept(store: Path, contents: Iterable[bytes]) -> dict[str, str]:
    """Of these contents those that are not there as they would be kept: SHA-256 to fault."""
    found = (hashlib.sha256(each).hexdigest() for each in contents)
    return {sha256: state for sha256 in found if (state := fault(store, sha256))}


def _write(target: Path, content: bytes) -> None:
    """All of it under its name, or nothing."""
    new = [each for each in (target.parent, target.parent.parent) if not each.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    for folder in new:
        settle(folder.parent)
    draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    try:
        write_through(draft, content)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _is_there(path: Path, sha256: str) -> bool:
    """Whether it is, as it was kept: by its content, for somebody may have altered it in place."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def fetch(store: Path, sha256: str) -> bytes:
    """The file with that SHA-256. Raises StoreError when it is missing or has been altered."""
    try:
        content = address_of(store, sha256).read_bytes()
    except OSError as error:
        raise StoreError(
            f"The submitted file {sha256[:12]}… is missing from {folder_of(store)}. "
            "Put it back from the latest backup; the figures themselves are unharmed."
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreError(
            f"The submitted file {sha256[:12]}… in {folder_of(store)} has been altered. "
            "Put it back from the latest backup; the figures themselves are unharmed."
        )
    return content


def fault(store: Path, sha256: str) -> str:
    """MISSING or ALTERED where a file is not there as it was kept; "" where it is."""
    path = address_of(store, sha256)
    try:
        found = path.stat()
        state = found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
        whole = _was_whole(path, sha256, state)
    except OSError:
        return MISSING
    return "" if whole else ALTERED


@lru_cache(maxsize=4096)
def _was_whole(path: Path, sha256: str, state: tuple[int, ...]) -> bool:  # noqa: ARG001 looked at once for each state
    return _is_there(path, sha256)


def address_of(store: Path, sha256: str) -> Path:
    """Where a file is kept."""
    return folder_of(store) / sha256[:2] / sha256
