"""A mapping as the store keeps it: one line of JSON, read again only where nothing is amiss.

Version 1 had one text for each column of wanted rows and no names of measures; it is read as ever.
"""

import json
from dataclasses import asdict, fields
from typing import Any, TypeVar

from kpis.errors import MappingError
from kpis.readers.mapping.column_mapping import ColumnMapping, Outturns

VERSION = 2
_FIRST = 1

_Held = TypeVar("_Held")


def mapping_to_json(mapping: ColumnMapping) -> str:
    """One line of text that `mapping_from_json` reads; the same for equal mappings."""
    return json.dumps({"version": VERSION} | asdict(mapping), ensure_ascii=False, sort_keys=True)


def mapping_from_json(text: str) -> ColumnMapping:
    """The mapping of a text written by `mapping_to_json`. Raises MappingError for any other."""
    return ColumnMapping(**_arguments(_object(text)))


def _object(text: str) -> dict[str, Any]:
    try:
        read: dict[str, Any] = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise _damaged("it is not JSON") from error
    if not isinstance(read, dict):
        raise _damaged("it is no JSON object")
    version = read.pop("version", None)
    if version not in (_FIRST, VERSION) or isinstance(version, bool):
        raise _damaged(f"it is of version {version!r} and this is version {VERSION}")
    if version == _FIRST:
        read.setdefault("names", {})
        if "rows" in read:
            rows = _texts("rows", read["rows"])
            read["rows"] = {column: [text] for column, text in rows.items()}
    names = {each.name for each in fields(ColumnMapping)}
    if unknown := sorted(set(read) - names):
        raise _damaged(f"it has {unknown[0]!r}, which no mapping has")
    if missing := sorted(names - set(read)):
        raise _damaged(f"it has no {missing[0]!r}")
    return read


def _arguments(read: dict[str, Any]) -> dict[str, Any]:
    texts = {name: _texts(name, read[name]) for name in ("columns", "fixed", "names", "marks")}
    if not isinstance(read["sheet"], str):
        raise _damaged("its sheet is no text")
    for name in ("header_row", "header_rows"):
        if type(read[name]) is not int:
            raise _damaged(f"its {name} is no whole number")
    headers = read["headers"]
    if not isinstance(headers, list) or not all(isinstance(each, str) for each in headers):
        raise _damaged("its headers are no texts")
    if read["outturns"] not in list(Outturns):
        raise _damaged(f"its outturns are {read['outturns']!r}")
    return (
        read
        | texts
        | {
            "headers": tuple(headers),
            "outturns": Outturns(read["outturns"]),
            "columns": _numbered("columns", texts["columns"]),
            "rows": _numbered("rows", _lists(read["rows"])),
        }
    )


def _texts(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise _damaged(f"its {name} are not texts by name")
    return value


def _lists(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or not all(
        isinstance(each, list) and all(isinstance(text, str) for text in each)
        for each in value.values()
    ):
        raise _damaged("its rows are not lists of texts by column")
    return {column: tuple(texts) for column, texts in value.items()}


def _numbered(name: str, texts: dict[str, _Held]) -> dict[int, _Held]:
    for key in texts:
        if not (key.isascii() and key.isdigit()) or str(int(key[:9])) != key:
            raise _damaged(f"its {name} are not numbered: {key!r}")
    return {int(key): text for key, text in texts.items()}


def _damaged(reason: str) -> MappingError:
    return MappingError(
        f"The saved mapping cannot be used ({reason}): point out the header row and the columns "
        "once more."
    )
