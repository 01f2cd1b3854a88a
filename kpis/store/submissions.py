"""Read submissions: find them, and say how far each has come."""

import difflib
from collections.abc import Collection
from dataclasses import fields
from typing import Any

import duckdb
import pandas as pd

from kpis.errors import UnknownSubmission
from kpis.frames import SUBMISSIONS
from kpis.model import Provenance, Submission, SubmissionState
from kpis.store.database.arrow import frame_of

_SUBMISSION = f"""
    SELECT
        submission_id, provenance, file_name, sha256, submitted_by, submission.note AS note,
        recorded_at, new, restated, unchanged,
        withdrawn_at, coalesce(withdrawn_by, '') AS withdrawn_by,
        coalesce(withdrawn_why, '') AS withdrawn_why,
        coalesce(reason, '') AS reason, coalesce(warnings_note, '') AS warnings_note,
        coalesce(
            approved_at, CASE WHEN provenance <> '{Provenance.RETURN.value}' THEN recorded_at END
        ) AS approved_at,
        coalesce(approved_by, '') AS approved_by,
        coalesce(activities, 0) AS activities,
        submission.number AS number
    FROM submission
    LEFT JOIN withdrawal USING (submission_id)
    LEFT JOIN statement USING (submission_id)
    LEFT JOIN approval USING (submission_id)
    LEFT JOIN (
        SELECT submission_id, count(*) AS activities FROM activity_revision GROUP BY submission_id
    ) USING (submission_id)
"""
_WITH_STATE = f"""
    SELECT
        *,
        CASE
            WHEN withdrawn_at IS NOT NULL THEN '{SubmissionState.WITHDRAWN.value}'
            WHEN submission_id IN (
                SELECT submission_id
                FROM revision
                WHERE number IN (
                    SELECT revision_number FROM release_figure WHERE release_number > 0
                )
            ) THEN '{SubmissionState.PUBLISHED.value}'
            WHEN approved_at IS NOT NULL THEN '{SubmissionState.APPROVED.value}'
            ELSE '{SubmissionState.SUBMITTED.value}'
        END AS state
    FROM ({_SUBMISSION})
"""
_BROUGHT_ONE_OF = """
    submission_id IN (
        SELECT submission_id FROM revision WHERE list_contains($measure_ids, measure_id)
    )
"""
_SEARCHED = "lower(concat_ws(' ', file_name, submitted_by, note, submission_id, sha256))"


def submissions(
    connection: duckdb.DuckDBPyConnection,
    text: str = "",
    state: SubmissionState | None = None,
    *,
    measure_ids: Collection[str] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """SUBMISSIONS, newest first.

    Of a text, every word must occur in file name, post, note, id or SHA-256. measure_ids: only
    those that brought a figure of one of these; None for all. At most `limit` rows, after the
    first `offset`.
    """
    parameters: dict[str, Any] = {
        f"word_{number}": word for number, word in enumerate(text.split())
    }
    conditions = [f"contains({_SEARCHED}, lower(${name}))" for name in parameters]
    if state is not None:
        conditions.append("state = $state")
        parameters["state"] = state.value
    if measure_ids is not None:
        conditions.append(_BROUGHT_ONE_OF)
        parameters["measure_ids"] = sorted(measure_ids)
    query = f"""
        SELECT *
        FROM ({_WITH_STATE})
        {f"WHERE {' AND '.join(conditions)}" if conditions else ""}
        ORDER BY number DESC
        {"" if limit is None else f"LIMIT {limit:d}"} OFFSET {offset:d}
    """
    return frame_of(SUBMISSIONS, connection, query, parameters)


def submission(connection: duckdb.DuckDBPyConnection, submission_id: str) -> Submission:
    """One submission. Raises UnknownSubmission, with the nearest ids, when there is none."""
    match = _first(connection, "submission_id = ?", submission_id)
    if match is not None:
        return match
    ids = [
        stored_id
        for (stored_id,) in connection.execute("SELECT submission_id FROM submission").fetchall()
    ]
    nearest = difflib.get_close_matches(submission_id, sorted(ids, reverse=True), n=3)
    advice = f"Did you mean {' or '.join(nearest)}?" if nearest else "Look it up in the history."
    raise UnknownSubmission(f"No submission has the id {submission_id!r}. {advice}")


def provenances_of(connection: duckdb.DuckDBPyConnection, sha256: str) -> frozenset[Provenance]:
    """As what that very file was ever stored, also where it is withdrawn; empty if never."""
    query = "SELECT DISTINCT provenance FROM submission WHERE sha256 = ?"
    rows = connection.execute(query, [sha256]).fetchall()
    return frozenset(Provenance(provenance) for (provenance,) in rows)


def has_submissions(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether anything was ever submitted, withdrawn or not."""
    return bool(connection.execute("SELECT count(*) > 0 FROM submission").fetchall()[0][0])


def _first(
    connection: duckdb.DuckDBPyConnection, condition: str, *parameters: Any
) -> Submission | None:
    names = [field.name for field in fields(Submission)]
    columns = ", ".join("submission_id" if name == "id" else name for name in names)
    query = f"SELECT {columns} FROM ({_SUBMISSION}) WHERE {condition} ORDER BY number LIMIT 1"
    rows = connection.execute(query, list(parameters)).fetchall()
    if not rows:
        return None
    values = dict(zip(names, rows[0], strict=True))
    return Submission(**values | {"provenance": Provenance(values["provenance"])})
