"""Read figures and their history: each function is one question to an open connection.

They are asked within `connect.opened`, one after the other of the same moment: while a reader is
in, nobody writes.
"""

from datetime import datetime

import duckdb
import pandas as pd

from kpis.clock import utc_now
from kpis.frames import AREAS, FIGURES_BY_GROUP, FIGURES_RETURNED, OUTTURNS, REVISIONS
from kpis.store.database.arrow import frame_of
from kpis.store.history import KEY, known_revisions, narrowed, shown_revisions
from kpis.store.values import ALL_FIGURES, WantedFigures

OF_A_REVISION = f"""
    {KEY}, frequency, period_start, period_end,
    outturn, numerator, denominator, marker, commentary, sheet, cell, provenance, submission_id
"""


def outturns(
    connection: duckdb.DuckDBPyConnection,
    as_at: datetime | None = None,
    *,
    source: str = "revision",
    wanted: WantedFigures = ALL_FIGURES,
) -> pd.DataFrame:
    """OUTTURNS as they stand, or as they stood at a time (UTC); in the order of storing.

    source: the revisions to choose from, a table or a query in brackets. wanted: those that are
    read; what is not wanted costs no more than the columns it is told by.
    """
    source, chosen = narrowed(source, wanted)
    known_at = "SELECT number, known_at FROM known"  # as dated then, which may be a date taken over
    query = f"""
        WITH {shown_revisions(source, at_a_time=as_at is not None)}
        SELECT {OF_A_REVISION}, known_at, first_known_at, revisions, number
        FROM {source if as_at is None else f"(SELECT * EXCLUDE (known_at) FROM {source})"}
            AS revision
        JOIN shown USING (number)
        {"" if as_at is None else f"JOIN ({known_at}) AS dated USING (number)"}
        JOIN (SELECT submission_id, provenance FROM submission) AS submission USING (submission_id)
    """
    parameters = chosen if as_at is None else chosen | {"as_at": as_at}
    return frame_of(OUTTURNS, connection, query, parameters, rising="number")


def areas(connection: duckdb.DuckDBPyConnection, *, groups: bool) -> pd.DataFrame:
    """AREAS of the figures that stand, by name. groups: also of figures by group alone."""
    query = f"""
        SELECT DISTINCT area, provenance
        FROM ({known_revisions()})
        {"" if groups else "WHERE breakdown = ''"}
        ORDER BY area, provenance
    """
    return frame_of(AREAS, connection, query)


def revisions(connection: duckdb.DuckDBPyConnection, measure_id: str) -> pd.DataFrame:
    """REVISIONS of one measure or part; no rows when it was never returned."""
    return _revisions(connection, {"measure_id": measure_id})


def figure_history(connection: duckdb.DuckDBPyConnection, key: dict[str, str]) -> pd.DataFrame:
    """REVISIONS of one figure, oldest first, also withdrawn ones. key: by name of OUTTURN_KEY."""
    return _revisions(connection, key)


def figures_returned(connection: duckdb.DuckDBPyConnection, measure_id: str) -> pd.DataFrame:
    """FIGURES_RETURNED of one measure or part: every figure that has a history, latest first."""
    query = f"""
        SELECT DISTINCT {KEY}, period_end
        FROM revision
        WHERE measure_id = $measure_id
        ORDER BY period_end DESC, {KEY}
    """
    return frame_of(FIGURES_RETURNED, connection, query, {"measure_id": measure_id})


def figures_by_group(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """FIGURES_BY_GROUP of every submission."""
    query = f"""
        SELECT {KEY}, submission_id, outturn, marker, number
        FROM revision
        WHERE breakdown <> '' OR category <> ''
    """
    return frame_of(FIGURES_BY_GROUP, connection, query, rising="number")


def _revisions(connection: duckdb.DuckDBPyConnection, chosen: dict[str, str]) -> pd.DataFrame:
    condition = " AND ".join(f"{name} = ${name}" for name in chosen)
    query = f"""
        WITH
        mine AS (SELECT * FROM revision WHERE {condition}),
        {shown_revisions("mine")}
        SELECT
            {OF_A_REVISION}, file_name, submitted_by, note, known_at, recorded_at, withdrawn_at,
            number IN (SELECT number FROM shown) AS current
        FROM mine
        JOIN (SELECT * EXCLUDE (number) FROM submission) AS submission USING (submission_id)
        LEFT JOIN withdrawal USING (submission_id)
        ORDER BY known_at, number
    """
    return frame_of(REVISIONS, connection, query, chosen)


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
