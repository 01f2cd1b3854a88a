"""A compressed folder of returns: each file in it is a return of its own.

Whoever collects the returns of a directorate sends them so. What in the folder cannot be a return
is named and not taken; a folder within the folder is looked into, a second archive is not.
"""

import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from kpis.errors import UnreadableReturn
from kpis.readers.files.guard import MAX_FILE, MEGABYTE
from kpis.readers.files.signature import ZIP

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
MOST_FILES = 100
MOST_UNPACKED = 50 * MEGABYTE  # together
# Of a document that is an archive itself: a workbook, an OpenDocument, a file of Apple's.
_DOCUMENTS = ("[content_types].xml", "mimetype", "index/document.iwa", "index.zip")
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """files: name and bytes. not_taken: names of the others, which can be no return.

    A name is that of the file alone; where two files have the same, of the folders as well.
    """

    files: tuple[tuple[str, bytes], ...]
    not_taken: tuple[str, ...]


def folder_of(content: bytes) -> Folder | None:
    """The files of a compressed folder; None for anything else, also for a workbook.

    Raises UnreadableReturn where the folder is locked, damaged or holds too much.
    """
    if not content.startswith(ZIP):
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if {each.filename.casefold() for each in members}.intersection(_DOCUMENTS):
                return None
            return _unpacked(archive, [each for each in members if not _is_of_system(each)])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableReturn(
            "The compressed folder is damaged: make it again, or send its files by themselves."
        ) from error


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Folder:
    wanted = [each for each in members if each.filename.lower().endswith(ENDINGS)]
    if any(each.flag_bits & _ENCRYPTED for each in wanted):
        raise UnreadableReturn(
            "The compressed folder is locked with a password: send the files in it by themselves."
        )
    if len(wanted) > MOST_FILES:
        raise UnreadableReturn(
            f"The compressed folder holds {len(wanted):,} files and may hold {MOST_FILES}: send "
            "them in parts."
        )
    names = Counter(PurePosixPath(each.filename).name for each in members)
    files, left = [], MOST_UNPACKED
    for member in wanted:
        with archive.open(member) as file:
            content = file.read(min(left, MAX_FILE) + 1)
        left -= len(content)
        if left < 0 or len(content) > MAX_FILE:
            raise UnreadableReturn(
                f"The files in the compressed folder are too large: each may have "
                f"{MAX_FILE // MEGABYTE} MB and all together {MOST_UNPACKED // MEGABYTE} MB."
            )
        files.append((_name(member, names), content))
    others = tuple(_name(each, names) for each in members if each not in wanted)
    return Folder(files=tuple(files), not_taken=others)


def _is_of_system(member: zipfile.ZipInfo) -> bool:
    """What an operating system puts beside files: nobody chose it."""
    parts = PurePosixPath(member.filename).parts
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1].lower() == "thumbs.db"


def _name(member: zipfile.ZipInfo, names: Mapping[str, int]) -> str:
    *folders, name = PurePosixPath(member.filename).parts
    shown = [part for part in folders if part not in ("/", "..", ".")] if names[name] > 1 else []
    return " - ".join((*shown, name))
