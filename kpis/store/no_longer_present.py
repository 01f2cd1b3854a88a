"""Figures that a file once brought and brings no more: shown, never removed.

A service returns the same file every quarter. When a row has gone from it, the figure stored
before still stands, and nobody would notice. Files are known by their name; figures of periods
the file does not speak of at all are not missed, nor what the very file itself brought when
another series was read from it.
"""

import duckdb
import pandas as pd

from kpis.frames import NO_LONGER_PRESENT, RETURN_ROWS
from kpis.model import Provenance
from kpis.store.database.arrow import frame_of, register
from kpis.store.history import KEY, shown_revisions

_SAME_NAME = f"""
    FROM submission
    WHERE lower(file_name) = lower($file_name)
        AND provenance = '{Provenance.RETURN.value}'
        AND sha256 <> $sha256
"""


def no_longer_present(
    connection: duckdb.DuckDBPyConnection,
    rows: pd.DataFrame,
    file_name: str,
    sha256: str,
    *,
    in_part: bool = False,
) -> pd.DataFrame:
    """NO_LONGER_PRESENT: figures that stand, of a return of that name, and not in RETURN_ROWS.

    in_part: whether measures that are not among the rows may be in the file all the same.
    """
    parameters = {"file_name": file_name, "sha256": sha256}
    if not connection.execute(f"SELECT 1 {_SAME_NAME} LIMIT 1", parameters).fetchall():
        return NO_LONGER_PRESENT.empty()
    register(connection, "return_rows", RETURN_ROWS, rows)
    of_measures = "AND measure_id IN (SELECT measure_id FROM return_rows)" if in_part else ""
    of_periods = f"""(
        SELECT *
        FROM revision
        WHERE period_id IN (SELECT DISTINCT period_id FROM return_rows) {of_measures}
    )"""
    query = f"""
        WITH {shown_revisions(of_periods)}
        SELECT {KEY}, outturn, marker, number
        FROM (
            SELECT *
            FROM shown JOIN (SELECT * FROM revision) AS revision USING (number)
            WHERE submission_id IN (SELECT submission_id {_SAME_NAME})
        ) AS brought
        ANTI JOIN return_rows USING ({KEY})
    """
    figures = frame_of(NO_LONGER_PRESENT, connection, query, parameters, rising="number")
    connection.unregister("return_rows")
    return figures
