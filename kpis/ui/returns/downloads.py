"""What an officer takes away: every issue of a file, every change, the file with its cells marked.

Each is made when it is asked for, not when the page is drawn.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

import pandas as pd

from kpis.formulas import without_formulas
from kpis.frames import CHANGES
from kpis.model import Plan
from kpis.store import Store
from kpis.use_cases.marked_copy import marked_copy_for, marked_copy_of
from kpis.validation import CheckedReturn, Issue

_ISSUE_COLUMNS = ("severity", "sheet", "cell", "measure", "found", "message", "code")


def issues_csv(issues: Iterable[Issue]) -> bytes:
    """Issues as UTF-8 with the byte order mark Excel needs; the columns are _ISSUE_COLUMNS.

    What was typed into the return is in it, so nothing in it may run as a formula.
    """
    rows = (issue.as_dict() for issue in issues)
    return _csv(_ISSUE_COLUMNS, ([row[name] for name in _ISSUE_COLUMNS] for row in rows))


def marked_name(file_name: str) -> str:
    """What the marked copy of a file is called: "place_q3 (marked).xlsx"."""
    stem, _, ending = file_name.rpartition(".")
    kept = ending.lower() if ending.lower() == "xlsm" else "xlsx"
    return f"{stem or file_name} (marked).{kept}"


def marked_bytes(checked: CheckedReturn, content: bytes) -> bytes:
    """The file with its faulty cells marked. Raises UnreadableReturn where it cannot be."""
    return marked_copy_of(checked, content)[1]


def marked_again(store: Store, plan: Plan, file_name: str, sha256: str) -> bytes:
    """A stored file with the cells marked that the checks remark on now."""
    return marked_copy_for(store, plan, file_name, store.file(sha256))[1]


def changes_csv(changes: pd.DataFrame) -> bytes:
    """CHANGES, one row each, figures unrounded; missing ones are empty."""
    shown = changes[list(CHANGES.columns)].astype(object).where(changes.notna(), "")
    return _csv(tuple(CHANGES.columns), shown.itertuples(index=False))


def _csv(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(
        [without_formulas(value) if isinstance(value, str) else value for value in row]
        for row in rows
    )
    return text.getvalue().encode("utf-8-sig")
