"""What commands print: one JSON document, or lines and tables for people."""

import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kpis.errors import UsageError
from kpis.model import Measure

# Grows when a key of any document changes its meaning or goes. A new key leaves it as it is, so
# scripts should pass over keys they do not know.
SCHEMA = 2


def print_json(document: dict[str, Any]) -> None:
    """One document on standard output, with the number of its schema.

    A figure that is not there is null, never NaN. The keys of each command's document are described
    in docs/schemas.
    """
    numbered = {"schema": SCHEMA, **{key: plain(value) for key, value in document.items()}}
    print(json.dumps(numbered, ensure_ascii=False, indent=2, allow_nan=False))


def say(*sentences: str) -> None:
    """Messages for the person at the keyboard, kept off standard output; nothing for none."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)


def write_file(path: Path, content: bytes) -> None:
    """Raises UsageError when it cannot be written there."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """All of them, or none: each is written beside its place first, and then put there.

    folder: made where it is not there. Raises UsageError when one cannot be written.
    """
    begun = {folder / name: folder / f".{name}.new" for name in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if taken := [path for path in begun if path.is_dir()]:
            raise UsageError(f"{taken[0]} cannot be written: it is a folder.")
        for path, beside in begun.items():
            beside.write_bytes(files[path.name])
        for path, beside in begun.items():
            beside.replace(path)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written to: {error.strerror}.") from error
    finally:
        for beside in begun.values():
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns padded to their widest cell; nothing but the header when there are no rows."""
    table = [list(header), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(header))]
    for row in table:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def named(measure: Measure) -> dict[str, str]:
    """What a document calls the measure it is about."""
    return {"id": measure.id, "code": measure.code, "title": measure.title}


def shortened(title: str, width: int = 60) -> str:
    """A title for a table: cut where it is wider, and seen to be."""
    return title if len(title) <= width else f"{title[: width - 1].rstrip()}…"


def number(value: float) -> str:
    """A figure without the sign of its unit; "" for NaN."""
    return "" if value != value else f"{value:,.10g}"


def interval(low: str, high: str) -> str:
    """ "48.0% to 54.4%"; "" where there is none."""
    return " to ".join(filter(None, (low, high)))


def plain(value: object) -> object:
    """The value as JSON can have it: times in ISO form, NaN as null, whole floats as integers."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, float):
        return None if math.isnan(value) else int(value) if value.is_integer() else value
    if hasattr(value, "isoformat"):
        missing = value != value  # pandas' missing time is not itself
        return None if missing else value.isoformat()
    return value
