"""A folder kept as it should be: only what changed is written, what is gone is removed.

Everything is written beside it first, in a folder within, and moved into place when all of it is
there: on a full disk, or where anything else goes wrong, the folder stays as it was. A list of what
was written lies in it, so that files of others beside ours are left alone. It names new files
before they come, so that a folder where somebody was stopped halfway is still known as ours. One
writes at a time.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from kpis.errors import ExportError
from kpis.model.record import Record

LISTED = ".kpis-files.json"  # what of the folder is ours, and what it was made of
_STAGE = ".kpis-being-written"
_HALF = ""  # made of nothing: so it is never taken for a folder that is as it should be


class Written(Record):
    """How many files are new or changed, are as they were, and were removed."""

    written: int
    unchanged: int
    removed: int


def is_as_written(folder: Path, made_of: str) -> Written | None:
    """What a folder holds, where it was made of the very same and nothing of it changed since.

    made_of: by which it is known of what it is made, as given to `write`. None where it must be
    written.
    """
    listed = _listed(folder)
    if listed is None or listed["made_of"] != made_of:
        return None
    files: dict[str, str] = listed["files"]
    if any(_digest_on_disk(folder / path) != digest for path, digest in files.items()):
        return None
    return Written(written=0, unchanged=len(files), removed=0)


def write(folder: Path, files: Mapping[str, bytes], made_of: str) -> Written:
    """Make a folder hold these files, and none else that an earlier call wrote.

    files: by path below it, with "/". Raises ExportError where the folder holds something else
    already, or cannot be written; it then stays as it was.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise ExportError(f"{folder} is no folder. Name a new or an empty one.")
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            return _write(folder, files, made_of)
    except OSError as error:
        raise ExportError(f"{folder} could not be written: {error.strerror or error}.") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for the length of the block, after whoever holds it now.

    The lock ends with the process, however it ends. Windows has none such: there two at once may
    stop each other, and the next that writes mends it.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _write(folder: Path, files: Mapping[str, bytes], made_of: str) -> Written:
    before = _ours(folder)
    digests = {path: sha256(content).hexdigest() for path, content in files.items()}
    changed = [path for path, digest in digests.items() if _digest_on_disk(folder / path) != digest]
    _refuse_others(folder, [path for path in changed if path not in before])
    stage = folder / _STAGE
    shutil.rmtree(stage, ignore_errors=True)  # of one that was stopped
    try:
        _fill(stage, {path: files[path] for path in changed})
        if changed or before.keys() != digests.keys():
            _list(folder, before | digests, _HALF)
        for path in changed:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(stage / path, folder / path)
        gone = [path for path in before if path not in files]
        _remove(folder, gone)
        _list(folder, digests, made_of)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return Written(written=len(changed), unchanged=len(files) - len(changed), removed=len(gone))


def _list(folder: Path, digests: Mapping[str, str], made_of: str) -> None:
    listed = {"made_of": made_of, "files": digests}
    stage = folder / _STAGE
    _fill(stage, {LISTED: json.dumps(listed, indent=0, sort_keys=True).encode()})
    os.replace(stage / LISTED, folder / LISTED)


def _refuse_others(folder: Path, new: Iterable[str]) -> None:
    """Raises ExportError where a file of somebody else stands in the place of a page."""
    for path in new:
        if os.path.lexists(folder / path):
            raise ExportError(
                f"{folder / path} was not written by this command, and a page would take its "
                "place. Move it away, or name another folder."
            )


def _fill(stage: Path, files: Mapping[str, bytes]) -> None:
    stage.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (stage / path).parent.mkdir(parents=True, exist_ok=True)
        (stage / path).write_bytes(content)


def _remove(folder: Path, gone: list[str]) -> None:
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    for parent in sorted({(folder / path).parent for path in gone}, reverse=True):
        while parent != folder:
            with suppress(OSError):  # something else is in it
                parent.rmdir()
            parent = parent.parent


def _ours(folder: Path) -> dict[str, str]:
    """What an earlier call wrote. Raises ExportError for a folder of others."""
    listed = _listed(folder)
    if listed is None and any(each.name != _STAGE for each in folder.iterdir()):
        raise ExportError(
            f"{folder} holds files that were not written by this command, and they would lie among "
            "its pages. Name a new or an empty folder."
        )
    return listed["files"] if listed else {}


def _listed(folder: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((folder / LISTED).read_text(encoding="utf-8"))
        files = dict(found["files"])
        if not all(map(_is_within, files)):
            raise ValueError("a file outside the folder")
        return {"made_of": str(found["made_of"]), "files": files}
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(
            f"{folder / LISTED} cannot be read, so nobody knows which files of {folder} are pages. "
            "Remove the folder, or name another."
        ) from error


def _is_within(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts


def _digest_on_disk(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""
