"""The one file of a backup: a zip that any program opens, with a checksum over all at its end.

Nothing in it is packed, so nothing in it can swell: what it holds is as large as the file itself.
It ends with a comment whose last 64 characters are the SHA-256 of every byte before them. So a byte
that changed anywhere, and an end that is missing, is told before anything is believed of it.

Whoever takes a file for a backup may have been given another one. Names lead nowhere but into the
few folders of a backup; there are no links in it, nothing twice and nothing that is not listed.
"""

import hashlib
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import IO

from kpis.errors import BackupError
from kpis.model.record import Record

FIRST = "READ_ME.txt"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 256 * 1024**2  # bytes; a million files take 150 MB
_COMMENT = b"A backup of kpis. The SHA-256 of all before these 64 digits: "
_DIGITS = 64
_AT_ONCE = 1024**2  # bytes
_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the same store at the same time gives the same bytes
_NAME = re.compile(
    r"READ_ME\.txt|manifest\.json"
    r"|tables/[a-z][a-z0-9_]{0,62}\.parquet"
    r"|files/([0-9a-f]{2})/\1[0-9a-f]{62}"
    r"|(?:journal|outbox|plans)(?:/[^/\\\x00-\x1f\x7f]{1,255}){1,12}"
)

# Called with how many bytes more are done.
Done = Callable[[int], None]


class Member(Record):
    """A file in a backup: its size in bytes, and its SHA-256."""

    bytes: int
    sha256: str


def is_name(name: str) -> bool:
    """Whether a file of a backup may be called so."""
    parts = name.split("/")
    return bool(_NAME.fullmatch(name)) and not {".", ".."} & set(parts)


class BackupWriter:
    """Adds one file after the other to a backup that is being written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self.members: dict[str, Member] = {}

    def add(self, name: str, source: IO[bytes], size: int, done: Done | None = None) -> Member:
        """Copy a file into it. size: about how large it is, in bytes."""
        info = zipfile.ZipInfo(name, _ALWAYS)
        info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o600) << 16
        info.file_size = size
        seen, count = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=size > zipfile.ZIP64_LIMIT // 2) as target:
            while part := source.read(_AT_ONCE):
                target.write(part)
                seen.update(part)
                count += len(part)
                if done:
                    done(len(part))
        self.members[name] = Member(bytes=count, sha256=seen.hexdigest())
        return self.members[name]

    def add_text(self, name: str, text: str) -> None:
        content = text.encode()
        self.add(name, BytesIO(content), len(content))

    def close(self) -> None:
        self._zip.comment = _COMMENT + b"0" * _DIGITS
        self._zip.close()


@contextmanager
def written(target: Path, draft: Path) -> Iterator[BackupWriter]:
    """Write a backup in place of a draft, and put it to its place when the block ends well.

    Nothing is at that place, or what was there before, until all of it is on disk.
    """
    made = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "w+b") as file:
        writer = BackupWriter(file)
        yield writer
        writer.close()
        file.flush()
        digest = _digest(file, file.seek(0, os.SEEK_END) - _DIGITS)
        file.seek(-_DIGITS, os.SEEK_END)
        file.write(digest.encode())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


class OpenBackup:
    """A backup whose every byte is as it was written, and whose files are what they may be."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self.sizes = {each.filename: each.file_size for each in archive.infolist()}

    def text(self, name: str) -> str:
        """One that is small enough to be read whole."""
        return self._zip.read(name).decode()

    def copy(self, name: str, target: Path, done: Done | None = None) -> Member:
        """Write one of its files to a place where nothing is, through to the disk."""
        seen, count = hashlib.sha256(), 0
        with self._zip.open(name) as source, target.open("xb") as file:
            while part := source.read(_AT_ONCE):
                file.write(part)
                seen.update(part)
                count += len(part)
                if done:
                    done(len(part))
            file.flush()
            os.fsync(file.fileno())
        return Member(bytes=count, sha256=seen.hexdigest())

    def seen(self, name: str) -> Member:
        """Size and SHA-256 of one of its files as it is."""
        seen, count = hashlib.sha256(), 0
        with self._zip.open(name) as source:
            while part := source.read(_AT_ONCE):
                seen.update(part)
                count += len(part)
        return Member(bytes=count, sha256=seen.hexdigest())


@contextmanager
def opened_backup(path: Path, done: Done | None = None) -> Iterator[OpenBackup]:
    """A backup to read from. Raises BackupError where it is none, damaged, cut short or hostile.

    done: called as its bytes are looked through.
    """
    with ExitStack() as held:
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise BackupError(f"{path} is no file. Name the file that kpis backup wrote.")
            file = held.enter_context(path.open("rb"))
            _refuse_damaged(path, file, done)
            archive = held.enter_context(zipfile.ZipFile(file))
            _refuse_hostile(path, archive)
        except FileNotFoundError as error:
            raise BackupError(f"There is no backup {path}. Check the name.") from error
        except OSError as error:
            raise BackupError(f"The backup {path} cannot be read: {error.strerror}.") from error
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, KeyError) as error:
            raise damaged(path) from error
        try:
            yield OpenBackup(archive)
        except (zipfile.BadZipFile, EOFError) as error:
            raise damaged(path) from error


def is_backup(path: Path) -> bool:
    """Whether a file looks like a backup, whole or not: what another backup may take the place of.

    An empty file does as well, as made for a place to write to.
    """
    with suppress(OSError), path.open("rb") as file:
        begin = file.read(30 + len(FIRST))
        return not begin or _begins_as_one(begin)
    return False


def damaged(path: Path) -> BackupError:
    return BackupError(
        f"The backup {path} is damaged or cut short: it is not as it was written. "
        "Nothing was restored. Take another backup."
    )


def hostile(path: Path, what: str) -> BackupError:
    return BackupError(
        f"{path} was not written by kpis backup: {what}. Nothing was restored. "
        "Ask where it comes from, and take another backup."
    )


def _begins_as_one(begin: bytes) -> bool:
    return begin[:4] == b"PK\x03\x04" and begin[30:] == FIRST.encode()


def _refuse_damaged(path: Path, file: IO[bytes], done: Done | None) -> None:
    begin = file.read(30 + len(FIRST))
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - len(_COMMENT) - _DIGITS))
    comment, digits = file.read(len(_COMMENT)), file.read(_DIGITS)
    if comment != _COMMENT and not _begins_as_one(begin):
        raise BackupError(f"{path} is no backup of this program. Name a file of kpis backup.")
    if comment != _COMMENT or _digest(file, size - _DIGITS, done).encode() != digits:
        raise damaged(path)


def _refuse_hostile(path: Path, archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    names = [each.filename for each in infos]
    if odd := next((name for name in names if not is_name(name)), None):
        raise hostile(path, f"a file in it is called {odd[:80]!r}, which none of a backup is")
    if len(set(names)) < len(names) or not {FIRST, MANIFEST} <= set(names):
        raise hostile(path, "a file is in it twice, or its list of files is not in it")
    for each in infos:
        kind = stat.S_IFMT(each.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or each.is_dir():
            raise hostile(path, f"{each.filename} in it is a link or no file")
        if each.compress_type != zipfile.ZIP_STORED or each.flag_bits & 1:
            raise hostile(path, f"{each.filename} in it is packed or encrypted")
    room = path.stat().st_size
    if any(each.file_size != each.compress_size for each in infos) or room < sum(
        each.file_size for each in infos
    ):
        raise hostile(path, "its files say that they are larger than it is")
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise hostile(path, "its list of files is too large")


def _digest(file: IO[bytes], size: int, done: Done | None = None) -> str:
    """The SHA-256 of the first bytes of a file."""
    seen = hashlib.sha256()
    file.seek(0)
    while size and (part := file.read(min(_AT_ONCE, size))):
        seen.update(part)
        size -= len(part)
        if done:
            done(len(part))
    return seen.hexdigest()
