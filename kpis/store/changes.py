"""What a return would change, worked out in the database, for one row or a million.

Each row is held against the revision it follows in its figure's history: the last one known
before it. For a service's return that is the figure as it stands; in a file that carries history
it may be an earlier row of the same file. Made-up figures are held against made-up ones only: a
service that returns a figure for the first time restates nothing.
"""

from datetime import datetime

import duckdb
import pandas as pd

from kpis.frames import CHANGES, RETURN_ROWS
from kpis.model import Provenance
from kpis.store.exchange import frame_of, register
from kpis.store.history import KEY, differs, is_genuine, known_revisions


def compare(
    connection: duckdb.DuckDBPyConnection,
    rows: pd.DataFrame,
    provenance: Provenance,
    now: datetime,
) -> None:
    """Lay out RETURN_ROWS as two temporary tables of this connection.

    incoming: the rows as the revisions they would become; number follows on what is stored.
        Files of history say when a figure was returned; a service's return is known from `now`.
    compared: number, change, before, before_marker, as in CHANGES.
    """
    known_at = "$now" if provenance is Provenance.RETURN else "coalesce(returned_on, $now)"
    register(connection, "return_rows", RETURN_ROWS, rows)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE incoming AS
        SELECT
            (SELECT coalesce(max(number), 0) FROM revision) + position AS number,
            {known_at} AS known_at,
            {KEY}, frequency, period_start, period_end,
            outturn, numerator, denominator, marker, commentary, sheet, cell
        FROM return_rows
        """,
        {"now": now},
    )
    connection.unregister("return_rows")
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE compared AS
        WITH
        history AS (
            SELECT {KEY}, known_at, number, outturn, marker
            FROM ({known_revisions(f"(FROM revision SEMI JOIN incoming USING ({KEY}))")})
            WHERE genuine = $genuine
            UNION ALL
            SELECT {KEY}, known_at, number, outturn, marker
            FROM incoming
        ),
        followed AS (
            SELECT
                incoming.number AS number,
                max({{
                    'known_at': history.known_at,
                    'number': history.number,
                    'outturn': history.outturn,
                    'marker': history.marker
                }}) AS before
            FROM incoming JOIN history USING ({KEY})
            WHERE (history.known_at, history.number) < (incoming.known_at, incoming.number)
            GROUP BY incoming.number
        )
        SELECT
            number,
            CASE
                WHEN before IS NULL THEN 'new'
                WHEN {differs("incoming.", "before.")} THEN 'restated'
                ELSE 'unchanged'
            END AS change,
            before.outturn AS before,
            coalesce(before.marker, '') AS before_marker
        FROM incoming LEFT JOIN followed USING (number)
        """,
        {"genuine": is_genuine(provenance)},
    )


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows of `compared` are new, restated and unchanged."""
    found = connection.execute("SELECT change, count(*) FROM compared GROUP BY change").fetchall()
    return {"new": 0, "restated": 0, "unchanged": 0} | dict(found)


def changes(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """CHANGES from `incoming` and `compared`, in file order."""
    query = f"""
        SELECT
            {KEY}, change, before, before_marker,
            outturn AS after, marker AS after_marker, sheet, cell
        FROM incoming JOIN compared USING (number)
        ORDER BY number
    """
    return frame_of(CHANGES, connection, query)
