"""Add to the store: each function is called within one transaction and is all of it or nothing.

Whoever calls holds the write lock, so what is read here still holds when it is written. That is
what keeps ids and numbers unique and a file from being stored twice, in place of the constraints
a portable schema does without.
"""

from dataclasses import asdict, replace
from datetime import datetime

import duckdb
import pandas as pd

from kpis.errors import NotAllowed
from kpis.frames import ACTIVITY_ROWS
from kpis.model import Actor, Change, Provenance, Submission, SubmissionState
from kpis.store import audit, queries, submissions
from kpis.store.activities import add_activities, compare_activities
from kpis.store.changes import compare, find_repeated
from kpis.store.senders import answers, mappings
from kpis.store.submission_ids import new_id
from kpis.store.values import Incoming, Stored, activities_as_repeated, actor_of, as_repeated


def submit(
    connection: duckdb.DuckDBPyConnection, incoming: Incoming, sha256: str, original: str = ""
) -> Stored:
    """Store a return, unless that very file is stored already with all that it would store.

    sha256: of its file, which is kept by now; original: of the file as sent, where it was mended.
    A file counts as repeated also when other submissions came between. A mapping that is to be
    kept is, also when the file is repeated.
    """
    by, now = actor_of(incoming.by), queries.moment(connection, incoming.now)
    changes = compare(connection, incoming.rows, incoming.provenance, now)
    activities = ACTIVITY_ROWS.empty() if incoming.activities is None else incoming.activities
    before = find_repeated(connection, activities, sha256, incoming.provenance)
    if before is not None and incoming.now is not None:  # held against what stands today
        now = queries.moment(connection, None)
        changes = compare(connection, incoming.rows, incoming.provenance, now)
    activity_changes = compare_activities(connection, activities, incoming.provenance)
    mapping = _mapping_number(connection, incoming, by, now)
    if before is not None:
        return Stored(
            submission=before,
            changes=as_repeated(changes),
            activity_changes=activities_as_repeated(activity_changes),
            repeated=True,
        )
    submission = _new_submission(connection, incoming, by, sha256, changes, now)
    _insert(connection, submission)
    add_activities(connection, submission.id, activities)
    answers.keep(connection, submission.id, by.post, incoming.answers, incoming.lasting, now)
    answers.keep_mended(connection, submission.id, original, incoming.mended)
    if mapping is not None:
        connection.execute("INSERT INTO submission_mapping VALUES (?, ?)", [submission.id, mapping])
    _note(connection, incoming, by, submission)
    return Stored(
        submission=submission,
        changes=changes,
        activity_changes=activity_changes,
        repeated=False,
    )


def withdraw(
    connection: duckdb.DuckDBPyConnection, submission_id: str, by: Actor, why: str, now: datetime
) -> Submission:
    """Take a submission back. Its figures stay in the store and count no more.

    Raises UnknownSubmission, or NotAllowed when it has been withdrawn before.
    """
    submission = submissions.submission(connection, submission_id)
    if submission.withdrawn_at is not None:
        raise NotAllowed(
            f"{submission_id} ({submission.file_name}) was withdrawn already, on "
            f"{submission.withdrawn_at:%d/%m/%Y at %H:%M} UTC by {submission.withdrawn_by}."
        )
    connection.execute(
        "INSERT INTO withdrawal VALUES (?, ?, ?, ?)", [submission_id, now, by.post, why]
    )
    audit.note(
        connection,
        now,
        by,
        "withdraw",
        submission_id=submission_id,
        particulars={"file": submission.file_name, "why": why},
        old=_state(submission),
        new=SubmissionState.WITHDRAWN.value,
    )
    return replace(submission, withdrawn_at=now, withdrawn_by=by.post, withdrawn_why=why)


def _state(submission: Submission) -> str:
    """Submitted or approved, of one that stands."""
    approved = submission.approved_at is not None
    return (SubmissionState.APPROVED if approved else SubmissionState.SUBMITTED).value


def _new_submission(
    connection: duckdb.DuckDBPyConnection,
    incoming: Incoming,
    by: Actor,
    sha256: str,
    changes: pd.DataFrame,
    now: datetime,
) -> Submission:
    """With an id of its own. changes: CHANGES that it brings."""
    counts = changes["change"].value_counts()
    return Submission(
        id=new_id(now, lambda candidate: _is_taken(connection, candidate)),
        provenance=incoming.provenance,
        file_name=incoming.file_name,
        sha256=sha256,
        submitted_by=by.post,
        note=incoming.note,
        recorded_at=now,
        new=int(counts.get(Change.NEW, 0)),
        restated=int(counts.get(Change.RESTATED, 0)),
        unchanged=int(counts.get(Change.UNCHANGED, 0)),
        activities=0 if incoming.activities is None else len(incoming.activities),
        reason=incoming.reason,
        warnings_note=incoming.warnings_note,
        approved_at=None if incoming.provenance is Provenance.RETURN else now,
    )


def _note(
    connection: duckdb.DuckDBPyConnection, incoming: Incoming, by: Actor, submission: Submission
) -> None:
    """Note in the audit what was stored."""
    audit.note(
        connection,
        submission.recorded_at,
        by,
        "submit",
        submission_id=submission.id,
        particulars={
            "provenance": submission.provenance.value,
            "file": submission.file_name,
            "sha256": submission.sha256,
            "bytes": len(incoming.content),
            "new": submission.new,
            "restated": submission.restated,
            "unchanged": submission.unchanged,
            "activities": submission.activities,
            "note": submission.note,
            "reason": submission.reason,
            "warnings_note": submission.warnings_note,
        }
        | ({"answers": dict(incoming.answers)} if incoming.answers else {})
        | ({"mended": [asdict(each) for each in incoming.mended]} if incoming.mended else {}),
        new=_state(submission),
    )


def _insert(connection: duckdb.DuckDBPyConnection, submission: Submission) -> None:
    connection.execute(
        """
        INSERT INTO submission
        SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM submission
        """,
        [
            submission.id,
            submission.provenance.value,
            submission.file_name,
            submission.sha256,
            submission.submitted_by,
            submission.note,
            submission.recorded_at,
            submission.new,
            submission.restated,
            submission.unchanged,
        ],
    )
    connection.execute(
        "INSERT INTO revision BY NAME SELECT *, ? AS submission_id FROM incoming",
        [submission.id],
    )
    if submission.reason or submission.warnings_note:
        connection.execute(
            "INSERT INTO statement VALUES (?, ?, ?)",
            [submission.id, submission.reason, submission.warnings_note],
        )


def _mapping_number(
    connection: duckdb.DuckDBPyConnection, incoming: Incoming, by: Actor, now: datetime
) -> int | None:
    """The number of the mapping a return was read with, kept now if it was not; None for none."""
    match incoming.mapping:
        case None:
            return None
        case str():
            return mappings.save(connection, by.post, incoming.mapping, by, now)
        case _:
            return incoming.mapping.number


def _is_taken(connection: duckdb.DuckDBPyConnection, submission_id: str) -> bool:
    query = "SELECT count(*) > 0 FROM submission WHERE submission_id = ?"
    return bool(connection.execute(query, [submission_id]).fetchall()[0][0])
