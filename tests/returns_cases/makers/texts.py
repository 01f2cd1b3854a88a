"""Texts with separators: as programs write them, and as people and bad programs do."""

import csv
import io
from collections.abc import Sequence
from typing import Any


def lines(*rows: str, end: str = "\n", encoding: str = "utf-8", last: bool = True) -> bytes:
    """These lines as they stand. last: whether the last one ends too."""
    return (end.join(rows) + (end if last else "")).encode(encoding)


def table(*rows: Sequence[Any], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """These rows, with quotation marks where they are needed."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator="\n").writerows(rows)
    return file.getvalue().encode(encoding)
