"""Figures against the files they came in: each file read anew, held against what is stored of it.

A file is read by the same rules as when it was submitted, with the mapping and the answers that are
kept with it. What cannot be read so today is told as not compared, with the reason, and is neither
right nor wrong: plans change, and the rules by which files are read become stricter.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpis.errors import KpisError, StoreBusy, StoreError
from kpis.frames import ACTIVITY_ROWS, OUTTURN_KEY, OUTTURNS, RETURN_ROWS
from kpis.model import Plan, Provenance
from kpis.model.record import Record
from kpis.plan.chain.chain import Chain
from kpis.readers.mapping.saved import mapping_from_json
from kpis.store import Finding, FindingKind, Store
from kpis.use_cases.check import check_file
from kpis.validation import CheckedReturn
from kpis.words.lists import counted

if TYPE_CHECKING:
    from kpis.frames.stored import SubmissionRow

MOST_TOLD = 20  # findings of one submission; the others are counted
ACTIVITY_KEY = ["activity_code", "quarter_id"]
# Not in the tables as it is in the file: it becomes the time since when a figure was known.
_NOT_STORED = {"returned_on"}
_JUST_BEFORE = timedelta(microseconds=1)
TO_DO = "Keep the store as it is, and look at the file and at the audit."


class FileCompared(Record):
    """A submission held against its file. compared: how many of its rows; 0 where none could be."""

    findings: tuple[Finding, ...]
    compared: int
    not_compared: int


class _NotReadAnew(Exception):
    """Why a file cannot be read today as it was."""


def compare_with_file(
    store: Store, plan: Plan | Chain, row: "SubmissionRow", tables_since: datetime
) -> FileCompared:
    """Hold what is stored of a submission against its file, read anew.

    row: of SUBMISSIONS. tables_since: since when the store's tables are of their version; what was
    read before that by an earlier program, and is read otherwise today, is not compared.
    Raises StoreBusy.
    """
    figures, activities = store.rows_of_submission(row.submission_id)
    count = len(figures) + len(activities)
    try:
        differences = _differences(store, plan, row, figures, activities)
    except _NotReadAnew as why:
        return FileCompared(
            findings=(_not_compared(row, str(why)),), compared=0, not_compared=count
        )
    if differences and row.recorded_at < tables_since:
        why_not = (
            "it was stored by an earlier version of the program, whose rules may have been others. "
            f"Read today: {differences[0]}"
        )
        return FileCompared(findings=(_not_compared(row, why_not),), compared=0, not_compared=count)
    told = [_fault(row, each) for each in differences[:MOST_TOLD]]
    if len(differences) > MOST_TOLD:
        told.append(_fault(row, f"{len(differences) - MOST_TOLD:,} more differ from the file."))
    return FileCompared(findings=tuple(told), compared=count, not_compared=0)


def _differences(
    store: Store,
    plan: Plan | Chain,
    row: "SubmissionRow",
    figures: pd.DataFrame,
    activities: pd.DataFrame,
) -> list[str]:
    """A sentence for each row that the store has otherwise than its file. Raises _NotReadAnew."""
    nothing = OUTTURNS.empty()
    found = _held_against(_read(store, plan, row, nothing), figures, activities)
    if not found:
        return []
    # What stood then may have settled how the file was read; most files need no look at it.
    stood = store.outturns(as_at=row.recorded_at.to_pydatetime() - _JUST_BEFORE)
    checked = _read(store, plan, row, stood)
    found = _held_against(checked, figures, activities)
    if found and not checked.ok:
        first = (*checked.errors, *checked.questions)[0]
        faults = counted(len(checked.errors), "error")
        questions = counted(len(checked.questions), "open question")
        raise _NotReadAnew(
            f"read by today's plan and rules it has {faults} and {questions}: {first.message}"
        )
    return found


def _read(
    store: Store, plan: Plan | Chain, row: "SubmissionRow", stood: pd.DataFrame
) -> CheckedReturn:
    """The file, read and checked with what is kept of how it was."""
    try:
        kept = store.submission_mapping(row.submission_id)
        return check_file(
            plan,
            row.file_name,
            store.file(row.sha256),
            Provenance(row.provenance),
            row.recorded_at.to_pydatetime(),
            stood,
            mapping_from_json(kept) if kept else None,
            answers=store.submission_answers(row.submission_id),
        )
    except StoreBusy:
        raise
    except StoreError as error:
        raise _NotReadAnew(f"its file is not as it was kept. {error}") from error
    except KpisError as error:
        raise _NotReadAnew(f"its file cannot be read today: {error}") from error


def _held_against(
    checked: CheckedReturn, figures: pd.DataFrame, activities: pd.DataFrame
) -> list[str]:
    return [
        *_compared(figures, checked.rows, OUTTURN_KEY, [*RETURN_ROWS.columns]),
        *_compared(activities, checked.activities, ACTIVITY_KEY, [*ACTIVITY_ROWS.columns]),
    ]


def _compared(
    stored: pd.DataFrame, read: pd.DataFrame, key: Sequence[str], columns: Sequence[str]
) -> Iterator[str]:
    """Row by row of a key, without a loop over rows that are equal."""
    wanted = [each for each in columns if each not in _NOT_STORED]
    # A file of history has a figure as often as it was returned: the first with the first.
    one, other = (
        rows[wanted].assign(time=rows.groupby([*key]).cumcount()) for rows in (stored, read)
    )
    both = one.merge(
        other, on=[*key, "time"], how="outer", suffixes=("_stored", "_read"), indicator="side"
    )
    for side, words in (
        ("left_only", "is in the store and not in the file"),
        ("right_only", "is in the file and not in the store"),
    ):
        for row in both.loc[both["side"] == side, [*key]].to_numpy().tolist():
            yield f"{_named(row)} {words}."
    both = both[both["side"] == "both"]
    for column in (each for each in wanted if each not in key):
        was, now = both[f"{column}_stored"], both[f"{column}_read"]
        differing = both[(was != now) & ~(was.isna() & now.isna())]
        told = [*key, f"{column}_stored", f"{column}_read"]
        for row in differing[told].astype(object).to_numpy().tolist():
            *keys, in_store, in_file = row
            said = f"{column.replace('_', ' ')} is {_shown(in_store)} in the store"
            yield f"{_named(keys)}: {said} and {_shown(in_file)} in the file."


def _named(key: Sequence[object]) -> str:
    return ", ".join(str(each) for each in key if each != "")


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return repr(value)
    return "empty" if pd.isna(value) else f"{value:g}" if isinstance(value, float) else str(value)


def _fault(row: "SubmissionRow", what: str) -> Finding:
    return Finding(kind=FindingKind.FIGURE, where=_where(row), what=what, to_do=TO_DO)


def _not_compared(row: "SubmissionRow", why: str) -> Finding:
    return Finding(
        kind=FindingKind.NOT_COMPARED,
        where=_where(row),
        what=f"not compared with its file, for {why}",
        is_fault=False,
    )


def _where(row: "SubmissionRow") -> str:
    return f"{row.submission_id} ({row.file_name})"
