"""Lists to take away as CSV: every issue of a file, every change it would bring."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

import pandas as pd

from kpis.frames import CHANGES
from kpis.validation import Issue

_ISSUE_COLUMNS = ("severity", "sheet", "cell", "measure", "found", "message", "code")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def issues_csv(issues: Iterable[Issue]) -> bytes:
    """Issues as UTF-8 with the byte order mark Excel needs; the columns are _ISSUE_COLUMNS.

    What was typed into the return is in it, so nothing in it may run as a formula.
    """
    rows = (issue.as_dict() for issue in issues)
    return _csv(_ISSUE_COLUMNS, ([row[name] for name in _ISSUE_COLUMNS] for row in rows))


def changes_csv(changes: pd.DataFrame) -> bytes:
    """CHANGES, one row each, figures unrounded; missing ones are empty."""
    shown = changes[list(CHANGES.columns)].astype(object).where(changes.notna(), "")
    return _csv(tuple(CHANGES.columns), shown.itertuples(index=False))


def _csv(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    """Text a spreadsheet would run as a formula, with an apostrophe before it; figures as is."""
    if isinstance(value, str) and value.startswith(_FORMULA_SIGNS):
        return f"'{value}"
    return value
