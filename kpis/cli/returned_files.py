"""Files of returns as commands take them, and what is said of them in documents."""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.cli.output import say
from kpis.errors import UnreadableReturn, UsageError
from kpis.model import Change

if TYPE_CHECKING:
    import pandas as pd

    from kpis.use_cases.check import ReturnCheck


def contents_of(files: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    """Each return with its bytes; a compressed folder gives the files in it.

    Raises UsageError for what is no file, and UnreadableReturn for one that may not be read,
    before any is taken.
    """
    from kpis.use_cases.folders import returns_in

    if folder := next((path for path in files if os.path.isdir(path)), None):
        raise UsageError(f"{folder} is a folder: name the files in it.")
    closed = {path: why for path in files if (why := _why_closed(path))}
    missing = [str(path) for path, why in closed.items() if why.errno == errno.ENOENT]
    if missing:
        raise UsageError(f"There is no file {', '.join(missing)}.")
    for path, why in closed.items():
        raise UnreadableReturn(
            f"{path} cannot be read: {why.strerror}. Have whoever it is of let you read it."
        )
    for path in files:
        contents, not_taken = returns_in(path.name, path.read_bytes())
        if not_taken:
            say(not_taken)
        for name, content in contents:
            yield path.with_name(name), content


def _why_closed(path: Path) -> OSError | None:
    """Why a file cannot be opened; None where it can."""
    try:
        with path.open("rb"):
            return None
    except OSError as error:
        return error


def change_counts(changes: "pd.DataFrame") -> dict[str, int]:
    counts = changes["change"].value_counts()
    return {kind.value: int(counts.get(kind.value, 0)) for kind in Change}


def say_unasked(given: Mapping[str, str], checks: Sequence["ReturnCheck"]) -> None:
    """Say which answers no file asked for: a question may have been misspelt."""
    asked = {question for each in checks for question in each.checked.answered}
    for question in given:
        if question not in asked:
            say(f"No file asks {question!r}, so its answer was not used.")
