"""Texts of a plan's files that say what tables say, comments kept."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from kpis.errors import FrameError
from kpis.plan.files import Table

_PREVIOUS = re.compile(r"^previous = .*\n", re.MULTILINE)
_LAST_YEAR = re.compile(r"^last_year\b.*\n", re.MULTILINE)


def texts_of(
    folder: Path, before: Mapping[str, Table], after: Mapping[str, Table]
) -> dict[str, bytes | None]:
    """By each file of `after` what it shall hold; None for one that stays as it is.

    folder: of the files as they are. before: what they say. Raises FrameError where a text would
    not say what it shall: a fault of ours.
    """
    from kpis.plan_book.toml_text import edited

    texts: dict[str, bytes | None] = {}
    for file, table in after.items():
        was = before.get(file)
        if was == table:
            texts[file] = None
            continue
        held = (folder / file).read_bytes().decode("utf-8") if was is not None else ""
        text = edited(held, was or {}, table)
        if "previous" in table and "previous" not in (was or {}):
            text = _below_last_year(text)
        if tomllib.loads(text.removeprefix("\ufeff")) != table:
            raise FrameError(
                f"{file} would not say what it shall, so nothing was written. Change the file "
                "itself, and please report it."
            )
        texts[file] = text.encode()
    return texts


def _below_last_year(text: str) -> str:
    """A plan.toml whose new key `previous` stands where one looks for it, not below all others."""
    line, last_year = _PREVIOUS.search(text), _LAST_YEAR.search(text)
    if line is None or last_year is None or line.start() < last_year.start():
        return text
    rest = text[: line.start()] + text[line.end() :]
    return rest[: last_year.end()] + line[0] + rest[last_year.end() :]
