"""What people do with returns: check one, submit one, take one back, begin with the first ones.

Pages and the command line call these and nothing below them, so both do the same. A check stores
nothing and may be repeated at will; submitting checks again, and whether the file was submitted
before and what it changes is settled within the transaction that stores it, because others
submit at the same time.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pandas as pd

from kpis.analysis.rows import rate_rows
from kpis.errors import ReturnRefused, UsageError
from kpis.frames import OUTTURNS
from kpis.memory import give_back
from kpis.model import Plan, Provenance, Submission
from kpis.periods import ReportingPeriod
from kpis.readers import read_return
from kpis.readers.template import template_workbook
from kpis.store import Incoming, Store, Stored, as_repeated, utc_now
from kpis.validation import CheckContext, CheckedReturn, Issue, check_rows

LARGE = 100_000  # rows, from where checking leaves memory behind that is worth giving back
SMALL = 1_000_000  # bytes of a file whose check is worth keeping for the next step
ERRORS_TOLD = 10  # in the sentence that refuses a return; the check lists them all

FIRST_LOADED_BY = "first start"


@dataclass(frozen=True, kw_only=True)
class ReturnCheck:
    """A return looked at, and nothing stored.

    changes: CHANGES that submitting it would bring. repeated: the submission of this very file
    that stands, None when there is none; submitting it again would change nothing.
    """

    checked: CheckedReturn
    changes: pd.DataFrame
    repeated: Submission | None


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """A return that is stored. repeated: it was before, so nothing has changed.

    changes: CHANGES it brought, all of them "unchanged" when repeated. issues: the warnings.
    """

    submission: Submission
    changes: pd.DataFrame
    repeated: bool
    issues: tuple[Issue, ...]


def template_for(
    store: Store, plan: Plan, quarter: ReportingPeriod, directorate: str = ""
) -> bytes:
    """The workbook a service fills in for a quarter (.xlsx), showing the figures as they stand.

    directorate: only what is due from it; "" for all. Raises UsageError when nothing is due,
    naming the directorates that have something due, StoreError and StoreBusy.
    """
    return template_workbook(plan, quarter, directorate=directorate, outturns=store.outturns())


def check_return(
    store: Store,
    plan: Plan,
    file_name: str,
    content: bytes,
    *,
    provenance: Provenance = Provenance.RETURN,
    now: datetime | None = None,
) -> ReturnCheck:
    """Read and check a return and say what it would change; now: UTC, the clock's if not given.

    Raises UnreadableReturn when the file cannot be read at all, StoreError and StoreBusy.
    """
    now = now or utc_now()
    checked = _check_against(store, plan, file_name, content, provenance, now)
    changes = store.changes(checked.rows, provenance, now)
    repeated = store.find_submission(checked.sha256, provenance)
    return ReturnCheck(
        checked=checked,
        changes=as_repeated(changes) if repeated else changes,
        repeated=repeated,
    )


def submit_return(
    store: Store,
    plan: Plan,
    file_name: str,
    content: bytes,
    *,
    by: str,
    note: str = "",
    provenance: Provenance = Provenance.RETURN,
    now: datetime | None = None,
) -> Submitted:
    """Check a return and store it, whole or not at all.

    by: the post that submits it. Raises ReturnRefused when it has errors or is a file of made-up
    figures, UnreadableReturn, UsageError without a post, StoreError and StoreBusy; nothing is
    stored then.
    """
    _require(by, "Say which post submits the return, for instance Performance Officer.")
    checked = _check_against(store, plan, file_name, content, provenance, now or utc_now())
    if provenance is Provenance.RETURN:
        _refuse_made_up(store, checked)
    incoming = _incoming(checked, content, provenance, by.strip(), note.strip(), now)
    return _submitted(store.submit_and_compare(incoming), checked)


def withdraw_submission(
    store: Store, submission_id: str, *, by: str, why: str, now: datetime | None = None
) -> Submission:
    """Take a submission back: its figures count no more, and it stays in the history.

    Raises UnknownSubmission, with the nearest ids; StoreError when it was withdrawn before;
    UsageError without a post or a reason.
    """
    _require(by, "Say which post withdraws the submission, for instance Performance Officer.")
    _require(why, "Say why the submission is withdrawn: the history keeps the reason.")
    return store.withdraw(submission_id.strip(), by=by.strip(), why=why.strip(), now=now)


def load_first_figures(store: Store, plan: Plan, *, now: datetime | None = None) -> list[Submitted]:
    """Make the store with the plan's first figures, unless something was submitted to it before.

    Every CSV in the folders the plan names is a submission, and they are stored together or not
    at all: a start that is interrupted leaves no store, and of several that happen at once one
    makes it. Returns what was stored, nothing when there was nothing to do. Raises ReturnRefused
    when a file does not pass the checks, StoreError and StoreBusy.
    """
    if store.exists() and store.has_submissions():
        return []
    now, nothing = now or utc_now(), OUTTURNS.empty()
    batch, checks = [], []
    for provenance, folder in plan.first_figures:
        for path in sorted(folder.glob("*.csv")):
            content = path.read_bytes()
            checked = _check(plan, path.name, content, provenance, now, nothing)
            note = f"Loaded from {folder.name}/{path.name} when the store was new."
            batch.append(_incoming(checked, content, provenance, FIRST_LOADED_BY, note, now))
            checks.append(checked)
    stored = store.submit_first(batch, now)
    return [_submitted(*pair) for pair in zip(stored, checks, strict=bool(stored))]


@dataclass(frozen=True, slots=True)
class _Check:
    """What a check depends on. The day stands for the moment: rules compare dates."""

    plan: Plan = field(compare=False)
    file_name: str
    content: bytes
    provenance: Provenance
    day: date
    store: Path
    version: str


_last_check: tuple[_Check, CheckedReturn] | None = None


def _check_against(
    store: Store,
    plan: Plan,
    file_name: str,
    content: bytes,
    provenance: Provenance,
    now: datetime,
) -> CheckedReturn:
    """Check a return against the figures stored, or take the check of a moment ago.

    Most returns are checked and then submitted; where neither file, plan, store nor day has
    changed in between, the rules would find the same again.
    """
    global _last_check
    this = _Check(plan, file_name, content, provenance, now.date(), store.path, store.version())
    kept = _last_check
    if kept is not None and kept[0].plan is plan and kept[0] == this:
        return kept[1]
    checked = _check(plan, file_name, content, provenance, now, store.outturns())
    _last_check = (this, checked) if len(content) <= SMALL else None
    return checked


def _check(
    plan: Plan,
    file_name: str,
    content: bytes,
    provenance: Provenance,
    now: datetime,
    stored: pd.DataFrame,
) -> CheckedReturn:
    context = CheckContext(
        now=now, provenance=provenance, stored=stored, rate=partial(rate_rows, plan)
    )
    checked = check_rows(read_return(file_name, content), plan, context)
    if len(checked.rows) > LARGE:
        give_back()
    return checked


def _incoming(
    checked: CheckedReturn,
    content: bytes,
    provenance: Provenance,
    by: str,
    note: str,
    now: datetime | None,
) -> Incoming:
    """The return as the store takes it. Raises ReturnRefused when it has errors."""
    if not checked.ok:
        raise ReturnRefused(_refusal(checked))
    return Incoming(
        rows=checked.rows,
        file_name=checked.file_name,
        content=content,
        provenance=provenance,
        by=by,
        note=note,
        now=now,
    )


def _refuse_made_up(store: Store, checked: CheckedReturn) -> None:
    """Keep a file of illustrative figures, once downloaded, from coming back as a return."""
    known = store.submissions()
    made_up = known["provenance"] == Provenance.ILLUSTRATIVE.value
    if (made_up & (known["sha256"] == checked.sha256)).any():
        raise ReturnRefused(
            f"{checked.file_name} is the file of illustrative figures. They are made up, so they "
            "cannot be submitted as a return."
        )


def _refusal(checked: CheckedReturn) -> str:
    count = len(checked.errors)
    told = [issue.message for issue in checked.errors[:ERRORS_TOLD]]
    if count > ERRORS_TOLD:
        told.append(f"{count - ERRORS_TOLD} more: check the file to see them all.")
    errors = "1 error" if count == 1 else f"{count} errors"
    return "\n".join([f"{checked.file_name} has {errors}, so nothing of it was stored.", *told])


def _submitted(stored: Stored, checked: CheckedReturn) -> Submitted:
    return Submitted(
        submission=stored.submission,
        changes=stored.changes,
        repeated=stored.repeated,
        issues=checked.issues,
    )


def _require(text: str, otherwise: str) -> None:
    if not text.strip():
        raise UsageError(otherwise)
