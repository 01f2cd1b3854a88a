"""What a release holds besides its figures: their history, activities, annotations, the plan.

Each is kept as the numbers of the rows it shows, so a withdrawal, a restatement or an annotation
taken back later does not reach it. The plan is kept as a text under its SHA-256, once for all
releases made with it. A release made before any of this was kept shows what was approved, and what
was noted, by the time it was published; it has no plan of its own.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import duckdb
import pandas as pd

from kpis.frames import ACTIVITIES, ANNOTATIONS, REVISIONS, TEXT, TIME, Frame
from kpis.model import Release
from kpis.periods import period_of_id
from kpis.store import annotations as all_annotations
from kpis.store import queries
from kpis.store.activities import shown_activities
from kpis.store.database.arrow import frame_of, register
from kpis.store.signoff import approved

_HORIZON: Frame[Any] = Frame("horizon", {"measure_id": TEXT, "last_end": TIME})

# Approved revisions of periods up to those that the release's report is about.
WITHIN = f"""(
    SELECT approved.*
    FROM {approved()} AS approved JOIN horizon USING (measure_id)
    WHERE period_end <= last_end
)"""

_UP_TO = "(SELECT * FROM activity_revision WHERE quarter_id <= $quarter_id)"  # ids sort by time


def end_of(quarter_id: str) -> datetime:
    """The last day of a quarter, as periods end in the store."""
    return datetime.combine(period_of_id(quarter_id).end, time())


def leave_horizon(
    connection: duckdb.DuckDBPyConnection, quarter_id: str, until: Mapping[str, datetime] | None
) -> None:
    """Leave the temporary table `horizon`: the end of the last period a release may hold.

    until: by measure; measures without one are left out. None: the quarter's end for all.
    """
    if until is None:
        ids = "SELECT measure_id FROM revision UNION SELECT measure_id FROM remark"
        known = [measure_id for (measure_id,) in connection.execute(ids).fetchall()]
        until = dict.fromkeys(known, end_of(quarter_id))
    rows = pd.DataFrame(list(until.items()), columns=[*_HORIZON.columns])
    register(connection, "horizon_rows", _HORIZON, _HORIZON.conform(rows))
    connection.execute("CREATE OR REPLACE TEMP TABLE horizon AS SELECT * FROM horizon_rows")
    connection.unregister("horizon_rows")


def work_out(connection: duckdb.DuckDBPyConnection, quarter_id: str, now: datetime) -> None:
    """Leave the temporary tables `activity_now` and `annotation_now`, of numbers."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE activity_now AS
        SELECT number FROM ({shown_activities(approved(_UP_TO))})
        """,
        {"quarter_id": quarter_id},
    )
    ends = dict(connection.execute("SELECT measure_id, last_end FROM horizon").fetchall())
    connection.execute("CREATE OR REPLACE TEMP TABLE annotation_now (number BIGINT)")
    for row in ANNOTATIONS.rows(all_annotations.annotations(connection, "")):
        last_end = ends.get(row.measure_id)
        if last_end is None or row.noted_at > now:
            continue
        if end_of(row.period_id) <= last_end:
            connection.execute("INSERT INTO annotation_now VALUES (?)", [row.number])


def keep(connection: duckdb.DuckDBPyConnection, number: int, reason: str, plan: str) -> None:
    """Keep what was worked out with a release. plan: its text, "" for none."""
    sha256 = plan_sha256(plan)
    connection.execute("INSERT INTO release_contents VALUES (?, ?, ?)", [number, reason, sha256])
    known = "SELECT count(*) FROM plan_content WHERE sha256 = ?"
    if plan and not connection.execute(known, [sha256]).fetchall()[0][0]:
        connection.execute("INSERT INTO plan_content VALUES (?, ?)", [sha256, plan])
    connection.execute(
        f"""
        INSERT INTO release_history
        SELECT $number, number, withdrawn_at
        FROM {WITHIN} LEFT JOIN withdrawal USING (submission_id)
        WHERE number NOT IN (SELECT number FROM figure_now)
        ORDER BY number
        """,
        {"number": number},
    )
    for kept, source in (("activity", "activity_now"), ("annotation", "annotation_now")):
        connection.execute(
            f"INSERT INTO release_{kept} SELECT ?, number FROM {source} ORDER BY number", [number]
        )


def plan_sha256(plan: str) -> str:
    """Of the text of a plan; "" for none."""
    return hashlib.sha256(plan.encode()).hexdigest() if plan else ""


def plan(connection: duckdb.DuckDBPyConnection, release: Release) -> str:
    """The text of the plan kept with a release; "" where none is."""
    query = "SELECT content FROM plan_content WHERE sha256 = ?"
    rows = connection.execute(query, [release.plan_sha256]).fetchall()
    return rows[0][0] if rows else ""


def activities(connection: duckdb.DuckDBPyConnection, release: Release) -> pd.DataFrame:
    """ACTIVITIES as a release shows them, by activity code and quarter."""
    columns = ", ".join(ACTIVITIES.columns)
    if _is_closed(connection, release):
        query = f"""
            SELECT {columns}
            FROM (
                SELECT activity_revision.*, recorded_at AS known_at, provenance
                FROM activity_revision
                JOIN (SELECT submission_id, recorded_at, provenance FROM submission)
                    USING (submission_id)
                WHERE number IN (
                    SELECT revision_number FROM release_activity WHERE release_number = $number
                )
            )
            ORDER BY activity_code, quarter_id
        """
        return frame_of(ACTIVITIES, connection, query, {"number": release.number})
    query = shown_activities(approved(_UP_TO, by_time=True), at_a_time=True)
    parameters = {"quarter_id": release.quarter_id, "as_at": release.published_at}
    return frame_of(ACTIVITIES, connection, query, parameters)


def approved_activities(connection: duckdb.DuckDBPyConnection, quarter_id: str) -> pd.DataFrame:
    """ACTIVITIES that a release of a quarter would show now."""
    query = shown_activities(approved(_UP_TO))
    return frame_of(ACTIVITIES, connection, query, {"quarter_id": quarter_id})


def annotations(connection: duckdb.DuckDBPyConnection, release: Release) -> pd.DataFrame:
    """ANNOTATIONS as a release shows them, in the order of making; also those since taken back."""
    columns = ", ".join(ANNOTATIONS.columns)
    if _is_closed(connection, release):
        query = f"""
            SELECT {columns}
            FROM remark
            WHERE number IN (
                SELECT remark_number FROM release_annotation WHERE release_number = $number
            )
            ORDER BY number
        """
        return frame_of(ANNOTATIONS, connection, query, {"number": release.number})
    query = f"""
        SELECT {columns}
        FROM remark
        WHERE noted_at <= $as_at
            AND number NOT IN (
                SELECT remark_number FROM remark_withdrawal WHERE withdrawn_at <= $as_at
            )
        ORDER BY number
    """
    found = frame_of(ANNOTATIONS, connection, query, {"as_at": release.published_at})
    end = end_of(release.quarter_id)
    is_in = [end_of(period_id) <= end for period_id in found["period_id"]]
    return found[pd.Series(is_in, index=found.index, dtype=bool)].reset_index(drop=True)


def revisions(
    connection: duckdb.DuckDBPyConnection, release: Release, measure_id: str
) -> pd.DataFrame:
    """REVISIONS of one measure as a release knew them, oldest first.

    Approved ones only; withdrawn_at as it was known then, current what the release shows.
    """
    parameters: dict[str, Any] = {"number": release.number, "measure_id": measure_id}
    if _is_closed(connection, release):
        mine = """
            SELECT revision.*, NULL::TIMESTAMP AS withdrawn_at, true AS current
            FROM revision
            WHERE measure_id = $measure_id AND number IN (
                SELECT revision_number FROM release_figure WHERE release_number = $number
            )
            UNION ALL
            SELECT revision.*, release_history.withdrawn_at AS withdrawn_at, false AS current
            FROM revision JOIN release_history ON revision_number = revision.number
            WHERE measure_id = $measure_id AND release_number = $number
        """
    else:
        parameters |= {"as_at": release.published_at, "last_end": end_of(release.quarter_id)}
        mine = f"""
            SELECT
                known.*,
                CASE WHEN withdrawn_at <= $as_at THEN withdrawn_at END AS withdrawn_at,
                number IN (
                    SELECT revision_number FROM release_figure WHERE release_number = $number
                ) AS current
            FROM {approved(by_time=True)} AS known
            LEFT JOIN (SELECT submission_id, withdrawn_at FROM withdrawal) AS withdrawal
                USING (submission_id)
            WHERE measure_id = $measure_id AND period_end <= $last_end AND submission_id IN (
                SELECT submission_id FROM submission WHERE recorded_at <= $as_at
            )
        """
    query = f"""
        SELECT
            {queries.OF_A_REVISION}, file_name, submitted_by, note, known_at, recorded_at,
            withdrawn_at, current
        FROM ({mine}) AS mine
        JOIN (SELECT * EXCLUDE (number) FROM submission) AS submission USING (submission_id)
        ORDER BY known_at, mine.number
    """
    return frame_of(REVISIONS, connection, query, parameters)


def _is_closed(connection: duckdb.DuckDBPyConnection, release: Release) -> bool:
    """Whether what it holds was kept with it."""
    query = "SELECT count(*) FROM release_contents WHERE release_number = ?"
    return bool(connection.execute(query, [release.number]).fetchall()[0][0])
