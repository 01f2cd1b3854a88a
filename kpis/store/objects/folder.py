"""Objects as files of a folder, on this machine or on a share that several machines reach."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kpis.store.durable import settle
from kpis.store.objects.objects import checked

# What a file system says that has no second names for files, as some shares have none.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class FolderObjects:
    """Objects as `Objects` says. The folder need not be there before something is put into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    @property
    def place(self) -> str:
        return str(self._folder)

    def put(self, name: str, content: bytes) -> bool:
        return self._written(name, content, replace=False)

    def replace(self, name: str, content: bytes) -> None:
        self._written(name, content, replace=True)

    def get(self, name: str) -> bytes:
        return self._path(name).read_bytes()

    def exists(self, name: str) -> bool:
        return self._path(name).is_file()

    def state(self, name: str) -> str:
        try:
            status = self._path(name).stat()
        except FileNotFoundError:
            return ""
        return f"{status.st_ino:x}.{status.st_size:x}.{status.st_mtime_ns:x}.{status.st_ctime_ns:x}"

    def names(self, under: str = "") -> Iterator[str]:
        folder = self._path(under) if under else self._folder
        found = (
            (Path(inside) / file).relative_to(self._folder).as_posix()
            for inside, _, files in os.walk(folder, onerror=_refuse)
            for file in files
            if not file.startswith(".")  # a draft, of one who writes or was stopped
        )
        yield from sorted(found)

    def where(self, name: str) -> str:
        return str(self._path(name))

    def _path(self, name: str) -> Path:
        return self._folder / checked(name)

    def _written(self, name: str, content: bytes, *, replace: bool) -> bool:
        target = self._path(name)
        if not replace and target.exists():
            settle(target.parent)  # whoever put it there may have been stopped before that
            return False
        self._make(target.parent)
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            with open(draft, "xb", opener=_for_its_owner) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            kept = _renamed(draft, target) if replace else _named(draft, target)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        settle(target.parent)
        return kept

    def _make(self, folder: Path) -> None:
        """The folder, with those above it, each safe on disk in the one it is in."""
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        settle(folder.parent)


def _for_its_owner(path: str, flags: int) -> int:
    """Open a file that its owner alone may read and change, as all of a store."""
    return os.open(path, flags, 0o600)


def _renamed(draft: Path, target: Path) -> bool:
    draft.replace(target)
    return True


def _named(draft: Path, target: Path) -> bool:
    """Give a draft its name where that is free; whether it was."""
    try:
        os.link(draft, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():
            return False
        draft.replace(target)
    return True


def _refuse(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # nothing was put into it yet
        raise error
