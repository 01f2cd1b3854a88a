"""Files of returns as commands take them, and what is said of them in documents."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.cli.output import say
from kpis.errors import UsageError
from kpis.model import Change

if TYPE_CHECKING:
    import pandas as pd

    from kpis.use_cases.check import ReturnCheck


def contents_of(files: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    """Each return with its bytes; a compressed folder gives the files in it. Raises UsageError."""
    from kpis.use_cases.folders import returns_in

    if folder := next((path for path in files if path.is_dir()), None):
        raise UsageError(f"{folder} is a folder: name the files in it.")
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise UsageError(f"There is no file {', '.join(missing)}.")
    for path in files:
        contents, not_taken = returns_in(path.name, path.read_bytes())
        if not_taken:
            say(not_taken)
        for name, content in contents:
            yield path.with_name(name), content


def change_counts(changes: "pd.DataFrame") -> dict[str, int]:
    counts = changes["change"].value_counts()
    return {kind.value: int(counts.get(kind.value, 0)) for kind in Change}


def say_unasked(given: Mapping[str, str], checks: Sequence["ReturnCheck"]) -> None:
    """Say which answers no file asked for: a question may have been misspelt."""
    asked = {question for each in checks for question in each.checked.answered}
    for question in given:
        if question not in asked:
            say(f"No file asks {question!r}, so its answer was not used.")
