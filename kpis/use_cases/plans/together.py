"""Several files written together: all of them, or none.

Each is written beside its place first, where a full disk or a missing right shows, and then they
take their places one after the other. Where one cannot, those before it are put back.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kpis.errors import UsageError

Change = tuple[bytes | None, bytes | None]  # what a file holds and shall hold; None for no file


def write_together(folder: Path, changes: Mapping[str, Change]) -> None:
    """Write the files of a folder, which is made where it is not there.

    Raises UsageError, and changes nothing, where one cannot be written, or holds something else by
    now than is said of it.
    """
    drafts: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for file, (_, new) in changes.items():
            if new is not None:
                path = folder / file
                made += _make(path.parent)
                drafts[path] = _draft(path, new)
        _refuse_changed(folder, changes)
        _take_places(folder, changes, drafts)
    except OSError as error:
        name = error.filename or folder
        raise UsageError(
            f"{name} cannot be written: {error.strerror}. No file was changed."
        ) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        for each in reversed(made):
            with suppress(OSError):  # it holds what was written
                each.rmdir()


def _make(folder: Path) -> list[Path]:
    """Make a folder and those it is in; the ones that were not there, outermost first."""
    absent = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    done: list[Path] = []
    try:
        for each in absent:
            each.mkdir()
            done.append(each)
    except OSError:
        for each in reversed(done):
            with suppress(OSError):
                each.rmdir()
        raise
    return absent


def _draft(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _refuse_changed(folder: Path, changes: Mapping[str, Change]) -> None:
    for file, (held, _) in changes.items():
        path = folder / file
        if (path.read_bytes() if path.exists() else None) != held:
            raise UsageError(f"{path} was changed meanwhile. No file was changed: try again.")


def _take_places(folder: Path, changes: Mapping[str, Change], drafts: Mapping[Path, Path]) -> None:
    done: list[str] = []
    try:
        for file, (_, new) in changes.items():
            path = folder / file
            done.append(file)
            if new is None:
                path.unlink()
            else:
                drafts[path].replace(path)
    except OSError:
        for file in done:
            _put_back(folder / file, changes[file][0])
        raise


def _put_back(path: Path, held: bytes | None) -> None:
    with suppress(OSError):
        if held is None:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_bytes() != held:
            path.write_bytes(held)
