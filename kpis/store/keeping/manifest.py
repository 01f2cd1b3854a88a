"""What a backup says of itself: of which store, when, by which program, and what must be in it."""

import json
import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from kpis.errors import BackupError
from kpis.model.record import Record
from kpis.store.keeping.container import FIRST, MANIFEST, Member, hostile, is_name
from kpis.store.keeping.tables import TableExtent

FORMAT = 1  # grows when a program that knows the one before could not read it
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class NotKept(Record):
    """A kept file that could not be put in: its SHA-256, and "missing" or "altered"."""

    sha256: str
    why: str


class Manifest(Record):
    """format: of the backup. program: the version that wrote it. schema: version of the tables.

    made_at: UTC, when the store was as it is here. tables: by name. members: by name, every file in
    the backup but this list. not_kept: what the store says it has and has not.
    """

    format: int
    program: str
    schema: int
    made_at: datetime
    tables: dict[str, TableExtent]
    members: dict[str, Member]
    not_kept: tuple[NotKept, ...] = ()

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self.tables.values())

    @property
    def plans(self) -> list[str]:
        """The folders of plans in it, by the alphabet."""
        inside = (name.split("/") for name in self.members if name.startswith("plans/"))
        return sorted({parts[1] for parts in inside})

    def below(self, folder: str) -> list[str]:
        """The names of the files in one folder of the backup, by the alphabet."""
        return sorted(name for name in self.members if name.startswith(f"{folder}/"))


def table_file(table: str) -> str:
    """Where in a backup a table is."""
    return f"tables/{table}.parquet"


def to_json(manifest: Manifest) -> str:
    """As it is written into the backup."""
    document = asdict(manifest) | {"made_at": manifest.made_at.isoformat()}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)


def from_json(text: str, path: Path) -> Manifest:
    """What `to_json` wrote. Raises BackupError for a later program's, and for what is none."""
    try:
        document = json.loads(text)
        if int(document["format"]) > FORMAT:
            raise BackupError(
                f"The backup {path} was made by a later version of this program "
                f"({str(document.get('program'))[:40]}). Update the program and try again."
            )
        return _checked(document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise hostile(path, "its list of files cannot be understood") from error


def refuse_other_files(manifest: Manifest, sizes: dict[str, int], path: Path) -> None:
    """Raises BackupError where the files of a backup are not those it lists."""
    listed = {name: each.bytes for name, each in manifest.members.items()}
    there = {name: size for name, size in sizes.items() if name != MANIFEST}
    if listed != there:
        raise hostile(path, "its files are not those that it lists")
    if {table_file(table) for table in manifest.tables} != set(manifest.below("tables")):
        raise hostile(path, "its tables are not those that it lists")


def _checked(document: dict[str, Any]) -> Manifest:
    """Raises ValueError, KeyError, TypeError or AttributeError for what is no manifest."""
    tables = {
        _matching(_TABLE, name): TableExtent(rows=_count(each["rows"]), hash=str(each["hash"]))
        for name, each in document["tables"].items()
    }
    members = {
        name: Member(bytes=_count(each["bytes"]), sha256=_matching(_SHA256, each["sha256"]))
        for name, each in document["members"].items()
    }
    if not all(map(is_name, members)) or FIRST not in members:
        raise ValueError
    not_kept = (
        NotKept(sha256=_matching(_SHA256, each["sha256"]), why=str(each["why"])[:80])
        for each in document["not_kept"]
    )
    return Manifest(
        format=_count(document["format"]),
        program=str(document["program"])[:80],
        schema=_count(document["schema"]),
        made_at=datetime.fromisoformat(document["made_at"]),
        tables=tables,
        members=members,
        not_kept=tuple(not_kept),
    )


def _matching(pattern: re.Pattern[str], text: Any) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ValueError
    return text


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value
