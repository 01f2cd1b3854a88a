"""How activities stand, and what a return of them would change, in SQL.

The same rules as for figures (`history.py`), for a key of activity and quarter: what services
returned hides what is illustrative; within each the revision recorded last is shown; what was
withdrawn counts no more. Every revision is known from when its submission was recorded: a status
has no history before it was returned.
"""

from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

from kpis.frames import ACTIVITIES, ACTIVITY_CHANGES, ACTIVITY_ROWS, TEXT, Frame
from kpis.model import Change, Provenance
from kpis.store.database.arrow import frame_of, register
from kpis.store.history import known_revisions

_CONTENT = ("status", "percent_done", "expected_on", "revised_on", "comment")
_COMPARED: Frame[Any] = Frame("compared", {"change": TEXT, "before_status": TEXT})


def activities(connection: duckdb.DuckDBPyConnection, as_at: datetime | None) -> pd.DataFrame:
    """ACTIVITIES as they stand, or as they stood at a time (UTC), by activity code and quarter."""
    query = shown_activities(at_a_time=as_at is not None)
    return frame_of(ACTIVITIES, connection, query, {} if as_at is None else {"as_at": as_at})


def shown_activities(source: str = "activity_revision", *, at_a_time: bool = False) -> str:
    """A query for ACTIVITIES and the number of each revision: as they stand, or as at $as_at.

    source: the revisions to choose from, a table or a query in brackets.
    """
    return f"""
        SELECT {", ".join(ACTIVITIES.columns)}, number
        FROM ({_known_revisions(source, at_a_time=at_a_time)})
        QUALIFY {_is_shown("activity_code, quarter_id")}
        ORDER BY activity_code, quarter_id
    """


def compare_activities(
    connection: duckdb.DuckDBPyConnection, rows: pd.DataFrame, provenance: Provenance
) -> pd.DataFrame:
    """ACTIVITY_CHANGES that storing ACTIVITY_ROWS would bring, in file order.

    A row restates what stands under its key when it says anything else of the activity.
    Illustrative statuses are held against illustrative ones only.
    """
    if rows.empty:
        return ACTIVITY_CHANGES.empty()
    register(connection, "activity_rows", ACTIVITY_ROWS, rows)
    same = " AND ".join(f"incoming.{name} IS NOT DISTINCT FROM before.{name}" for name in _CONTENT)
    query = f"""
        WITH before AS (
            SELECT activity_code, quarter_id, {", ".join(_CONTENT)}
            FROM ({_known_revisions()})
            WHERE illustrative = $illustrative
            QUALIFY {_is_shown("activity_code, quarter_id")}
        )
        SELECT
            CASE
                WHEN before.status IS NULL THEN '{Change.NEW}'
                WHEN {same} THEN '{Change.UNCHANGED}'
                ELSE '{Change.RESTATED}'
            END AS change,
            coalesce(before.status, '') AS before_status,
            position
        FROM activity_rows AS incoming LEFT JOIN before USING (activity_code, quarter_id)
        ORDER BY position
    """
    compared = frame_of(
        _COMPARED, connection, query, {"illustrative": provenance is Provenance.ILLUSTRATIVE}
    )
    connection.unregister("activity_rows")
    return ACTIVITY_CHANGES.conform(
        rows.reset_index(drop=True).assign(
            change=compared["change"],
            before_status=compared["before_status"],
            after_status=rows["status"].array,
        )
    )


def add_activities(
    connection: duckdb.DuckDBPyConnection, submission_id: str, rows: pd.DataFrame
) -> None:
    """Store ACTIVITY_ROWS as revisions of that submission, also those that change nothing."""
    if rows.empty:
        return
    columns = ", ".join(ACTIVITY_ROWS.columns)
    register(connection, "activity_rows", ACTIVITY_ROWS, rows)
    connection.execute(
        f"""
        INSERT INTO activity_revision BY NAME
        SELECT
            (SELECT coalesce(max(number), 0) FROM activity_revision) + position AS number,
            $submission_id AS submission_id, {columns}
        FROM activity_rows
        ORDER BY position
        """,
        {"submission_id": submission_id},
    )
    connection.unregister("activity_rows")


def _known_revisions(source: str = "activity_revision", *, at_a_time: bool = False) -> str:
    """A query: every revision that counts, with provenance, `illustrative` and `known_at`."""
    known = f"""(
        SELECT source.*, recorded_at AS known_at
        FROM {source} AS source
        JOIN (SELECT submission_id, recorded_at FROM submission) USING (submission_id)
    )"""
    return known_revisions(known, at_a_time=at_a_time)


def _is_shown(key: str) -> str:
    latest = "ORDER BY illustrative, known_at DESC, number DESC"
    return f"row_number() OVER (PARTITION BY {key} {latest}) = 1"
