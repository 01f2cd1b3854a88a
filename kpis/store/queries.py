"""Read the store: each function is one question to an open connection.

They are asked within `connect.opened`, one after the other of the same moment: while a reader is
in, nobody writes.
"""

import difflib
from dataclasses import fields
from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

from kpis.errors import UnknownSubmission
from kpis.frames import AUDIT, OUTTURNS, REVISIONS, SUBMISSIONS
from kpis.model import Provenance, Submission
from kpis.store.exchange import frame_of
from kpis.store.history import KEY, shown_revisions
from kpis.store.values import utc_now

_OF_A_REVISION = f"""
    {KEY}, frequency, period_start, period_end,
    outturn, numerator, denominator, marker, commentary, sheet, cell, provenance, submission_id
"""


def outturns(connection: duckdb.DuckDBPyConnection, as_at: datetime | None) -> pd.DataFrame:
    """OUTTURNS as they stand, or as they stood at a time (UTC); in the order of storing."""
    query = f"""
        WITH {shown_revisions(at_a_time=as_at is not None)}
        SELECT {_OF_A_REVISION}, known_at, first_known_at, revisions, number
        FROM revision
        JOIN shown USING (number)
        JOIN (SELECT submission_id, provenance FROM submission) AS submission USING (submission_id)
    """
    parameters = {} if as_at is None else {"as_at": as_at}
    return frame_of(OUTTURNS, connection, query, parameters, rising="number")


def revisions(connection: duckdb.DuckDBPyConnection, measure_id: str) -> pd.DataFrame:
    """REVISIONS of one measure or part; no rows when it was never returned."""
    query = f"""
        WITH
        mine AS (SELECT * FROM revision WHERE measure_id = $measure_id),
        {shown_revisions("mine")}
        SELECT
            {_OF_A_REVISION}, file_name, submitted_by, note, known_at, recorded_at, withdrawn_at,
            number IN (SELECT number FROM shown) AS current
        FROM mine
        JOIN (SELECT * EXCLUDE (number) FROM submission) AS submission USING (submission_id)
        LEFT JOIN withdrawal USING (submission_id)
        ORDER BY known_at, number
    """
    return frame_of(REVISIONS, connection, query, {"measure_id": measure_id})


_SUBMISSIONS = f"""
    SELECT
        submission_id, provenance, file_name, sha256, submitted_by, submission.note AS note,
        recorded_at, new, restated, unchanged,
        withdrawn_at, coalesce(withdrawn_by, '') AS withdrawn_by,
        coalesce(withdrawn_why, '') AS withdrawn_why,
        coalesce(reason, '') AS reason, coalesce(warnings_note, '') AS warnings_note,
        coalesce(
            approved_at, CASE WHEN provenance <> '{Provenance.RETURN.value}' THEN recorded_at END
        ) AS approved_at,
        coalesce(approved_by, '') AS approved_by
    FROM submission
    LEFT JOIN withdrawal USING (submission_id)
    LEFT JOIN statement USING (submission_id)
    LEFT JOIN approval USING (submission_id)
"""


def submissions(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """SUBMISSIONS, newest first."""
    return frame_of(SUBMISSIONS, connection, f"{_SUBMISSIONS} ORDER BY submission.number DESC")


def submission(connection: duckdb.DuckDBPyConnection, submission_id: str) -> Submission:
    """One submission. Raises UnknownSubmission, with the nearest ids, when there is none."""
    query = f"{_SUBMISSIONS} WHERE submission_id = ?"
    row = connection.execute(query, [submission_id]).fetchall()
    if row:
        return _submission(row[0])
    ids = [
        found for (found,) in connection.execute("SELECT submission_id FROM submission").fetchall()
    ]
    nearest = difflib.get_close_matches(submission_id, sorted(ids, reverse=True), n=3)
    advice = f"Did you mean {' or '.join(nearest)}?" if nearest else "Look it up in the history."
    raise UnknownSubmission(f"No submission has the id {submission_id!r}. {advice}")


def find_submission(
    connection: duckdb.DuckDBPyConnection, sha256: str, provenance: Provenance
) -> Submission | None:
    """The submission of that very file that still stands, None when there is none."""
    query = f"{_SUBMISSIONS} WHERE sha256 = ? AND provenance = ? AND withdrawn_at IS NULL"
    row = connection.execute(query, [sha256, provenance.value]).fetchall()
    return _submission(row[0]) if row else None


def has_submissions(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether anything was ever submitted, withdrawn or not."""
    return bool(connection.execute("SELECT count(*) > 0 FROM submission").fetchall()[0][0])


def moment(connection: duckdb.DuckDBPyConnection, now: datetime | None) -> datetime:
    """The time a submission is recorded at: `now`, else the clock's.

    Never the clock's when that is before the last submission. A figure is shown because it was
    known last: a clock that lags behind another machine's must not hide it behind the figure it
    replaces.
    """
    if now is not None:
        return now
    last = connection.execute("SELECT max(recorded_at) FROM submission").fetchall()[0][0]
    return utc_now() if last is None else max(utc_now(), last)


def audit(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """AUDIT, newest first."""
    columns = ", ".join(AUDIT.columns)
    return frame_of(AUDIT, connection, f"SELECT {columns} FROM audit ORDER BY number DESC")


def _submission(row: tuple[Any, ...]) -> Submission:
    names = (field.name for field in fields(Submission))
    values = dict(zip(names, row, strict=True))
    return Submission(**values | {"provenance": Provenance(values["provenance"])})
