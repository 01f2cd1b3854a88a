"""What an entry of the journal is, and the bytes that it is kept as. Pure: no database, no disk."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kpis.model.record import Record

FORMAT = 1  # of the bytes; grows when a key changes its meaning or goes
_IN_A_FOLDER = 100  # entries: few enough to be listed with every act
_NAME = re.compile(r"\d{6}/(\d{8})-([0-9a-f]{64})\.json")

# Text as it is, so that an entry can be read; made once, for `json.dumps` would make one each time.
_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=lambda value: value.isoformat()
).encode


class Added(Record):
    """The rows that an act added to a table, in their order: here, or in a file of their own.

    rows: a list for each, by `columns`; times as text in ISO 8601. file: "" or the name of a
    Parquet file, sha256 its hash. count: how many, wherever they are.
    """

    columns: tuple[str, ...]
    count: int
    rows: tuple[tuple[Any, ...], ...] = ()
    file: str = ""
    sha256: str = ""


class Entry(Record):
    """An act on the store.

    before: the SHA-256 of the entry before, "" for the first. version: of the tables, once it is
    done. whole: `added` is all that the store holds, so that nothing before is needed. set_aside:
    names of entries that had this number or a later one, and never became part of the store.
    """

    number: int
    before: str
    at: datetime  # UTC
    version: int
    added: Mapping[str, Added]  # by table
    whole: bool = False
    set_aside: tuple[str, ...] = ()


def to_bytes(entry: Entry) -> bytes:
    """The file of an entry: one JSON document in UTF-8."""
    document = {
        "format": FORMAT,
        "number": entry.number,
        "before": entry.before,
        "at": entry.at,
        "version": entry.version,
        "whole": entry.whole,
        "set_aside": entry.set_aside,
        "added": {table: vars(added) for table, added in entry.added.items()},
    }
    return (_encode(document) + "\n").encode()


def of_bytes(content: bytes) -> Entry:
    """The entry of such a file. Raises ValueError where it is none, or of a later format."""
    try:
        document = json.loads(content)
        if document.pop("format") != FORMAT:
            raise ValueError("It was written by a later version of this program.")
        return Entry(
            **document
            | {
                "at": datetime.fromisoformat(document["at"]),
                "set_aside": tuple(document["set_aside"]),
                "added": {table: _added_of(added) for table, added in document["added"].items()},
            }
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("It is no entry of a journal.") from error


def _added_of(document: dict[str, Any]) -> Added:
    rows = tuple(tuple(row) for row in document["rows"])
    return Added(**document | {"columns": tuple(document["columns"]), "rows": rows})


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def folder_of(number: int) -> str:
    """The folder within the journal that an entry of this number stands in."""
    return f"{number // _IN_A_FOLDER:06d}"


def name_of(number: int, sha256: str) -> str:
    """What an entry is kept under."""
    return f"{folder_of(number)}/{number:08d}-{sha256}.json"


def name_of_rows(number: int, table: str, sha256: str) -> str:
    """What many rows that an entry adds to a table are kept under."""
    return f"{folder_of(number)}/{number:08d}.{table}-{sha256}.parquet"


def number_and_hash(name: str) -> tuple[int, str] | None:
    """Of the entry that is kept under this name; None where no entry is."""
    match = _NAME.fullmatch(name)
    return (int(match[1]), match[2]) if match else None


def as_json(value: Any) -> Any:
    """A value of a row as it comes back from JSON: times as text."""
    return value.isoformat() if isinstance(value, date) else value
