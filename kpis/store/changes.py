"""What a return would change, worked out in the database, for one row or a million.

Each row is held against the revision it follows in its figure's history: the last one known
before it. For a service's return that is the figure as it stands; in a file that carries history
it may be an earlier row of the same file. Illustrative figures are held against illustrative ones
only: a service that returns a figure for the first time restates nothing.

A return changes nothing where all of it was stored from the very file before. The file alone does
not decide that: one extract may hold several series, read with a mapping each and stored one after
the other, and the second of them is no repetition of the first.
"""

from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

from kpis.frames import ACTIVITY_ROWS, CHANGES, FIGURE, OUTTURN_KEY, RETURN_ROWS, TEXT, Frame
from kpis.model import Change, Provenance, Submission
from kpis.store.database.arrow import frame_of, register
from kpis.store.history import KEY, differs, known_revisions
from kpis.store.submissions import submission

_COMPARED: Frame[Any] = Frame("compared", {"change": TEXT, "before": FIGURE, "before_marker": TEXT})
_FOLLOWED = f"{KEY}, known_at, number, outturn, marker"
_SAID = ", ".join((*OUTTURN_KEY, "outturn", "numerator", "denominator", "marker", "commentary"))
_ACTIVITY_KEY = "activity_code, quarter_id"
_ACTIVITY = f"{_ACTIVITY_KEY}, status, percent_done, expected_on, revised_on, comment"
_STANDING = """(
    SELECT submission_id, number
    FROM submission
    WHERE sha256 = $sha256
        AND provenance = $provenance
        AND submission_id NOT IN (SELECT submission_id FROM withdrawal)
)"""

# What was said of a figure stays with it when a service corrects the figure and says nothing more.
_KEEP_COMMENTARIES = f"""
    CREATE OR REPLACE TEMP TABLE explained AS
    SELECT returned.* REPLACE (coalesce(earlier.commentary, returned.commentary) AS commentary)
    FROM returned LEFT JOIN (
        SELECT returned.number, arg_max(said.commentary, (said.known_at, said.number)) AS commentary
        FROM returned JOIN ({known_revisions()}) AS said USING ({KEY})
        WHERE returned.commentary = '' AND said.commentary <> '' AND NOT said.illustrative
        GROUP BY returned.number
    ) AS earlier USING (number)
"""


def compare(
    connection: duckdb.DuckDBPyConnection,
    rows: pd.DataFrame,
    provenance: Provenance,
    now: datetime,
) -> pd.DataFrame:
    """CHANGES that storing RETURN_ROWS would bring, in file order.

    Leaves a view on the connection, `incoming`: the rows as the revisions they would become, their
    numbers following on what is stored. It reads the frame where it lies, for a table of a million
    rows takes as long to make as to store. A service's figure that comes without a commentary keeps
    the one said of it before. Files of history say when a figure was returned; a service's return
    is known from `now`.
    """
    _view_incoming(connection, rows, provenance, now)
    parameters = {"illustrative": provenance is Provenance.ILLUSTRATIVE}
    query = _comparison(_own_history(connection))
    compared = frame_of(_COMPARED, connection, query, parameters, rising="number")
    return CHANGES.check(
        pd.DataFrame(
            {
                **{name: rows[name].array for name in OUTTURN_KEY},
                **{name: compared[name].array for name in _COMPARED.columns},
                "after": rows["outturn"].array,
                "after_marker": rows["marker"].array,
                "sheet": rows["sheet"].array,
                "cell": rows["cell"].array,
            },
            copy=False,
        )
    )


def _comparison(own_history: str) -> str:
    """A query: each incoming row beside the revision it follows, by `number`.

    own_history: what the rows themselves add to the history that others of them follow.
    """
    return f"""
        WITH
        history AS (
            SELECT {_FOLLOWED}
            FROM ({known_revisions()})
            WHERE illustrative = $illustrative
            {own_history}
        ),
        followed AS (
            SELECT
                incoming.number AS number,
                arg_max(
                    {{'outturn': history.outturn, 'marker': history.marker}},
                    (history.known_at, history.number)
                ) AS before
            FROM incoming JOIN history USING ({KEY})
            WHERE (history.known_at, history.number) < (incoming.known_at, incoming.number)
            GROUP BY incoming.number
        )
        SELECT
            number,
            CASE
                WHEN before IS NULL THEN '{Change.NEW}'
                WHEN {differs("incoming.", "before.")} THEN '{Change.RESTATED}'
                ELSE '{Change.UNCHANGED}'
            END AS change,
            before.outturn AS before,
            coalesce(before.marker, '') AS before_marker
        FROM incoming LEFT JOIN followed USING (number)
    """


def _view_incoming(
    connection: duckdb.DuckDBPyConnection, rows: pd.DataFrame, provenance: Provenance, now: datetime
) -> None:
    stored = connection.execute("SELECT coalesce(max(number), 0) FROM revision").fetchall()[0][0]
    moment = f"TIMESTAMP '{now.isoformat(sep=' ')}'"  # a view takes no parameters
    known_at = moment if provenance is Provenance.RETURN else f"coalesce(returned_on, {moment})"
    register(connection, "incoming_rows", RETURN_ROWS, rows)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW returned AS
        SELECT
            {stored} + position AS number,
            {known_at} AS known_at,
            {KEY}, frequency, period_start, period_end,
            outturn, numerator, denominator, marker, commentary, sheet, cell
        FROM incoming_rows
        """
    )
    source = "returned"
    wanted = provenance is Provenance.RETURN and (rows["commentary"] == "").any()
    if wanted and _anything_was_said(connection):
        connection.execute(_KEEP_COMMENTARIES)
        source = "explained"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW incoming AS SELECT * FROM {source}")


def find_repeated(
    connection: duckdb.DuckDBPyConnection,
    activities: pd.DataFrame | None,
    sha256: str,
    provenance: Provenance,
) -> Submission | None:
    """The submission that a return repeats; None where it would store anything more.

    It repeats one where the very file was stored, as that provenance, and all that it would store
    is what submissions of it said last; the latest of them is given. A return of nothing repeats
    none.

    Reads the figures from the view `incoming` that `compare` leaves behind.
    activities: ACTIVITY_ROWS; None for none.
    """
    parameters = {"sha256": sha256, "provenance": provenance.value}
    if not connection.execute(f"SELECT 1 FROM {_STANDING} LIMIT 1", parameters).fetchall():
        return None
    rows = ACTIVITY_ROWS.empty() if activities is None else activities
    register(connection, "activity_rows", ACTIVITY_ROWS, rows)
    repeated = connection.execute(
        f"""
        WITH
        figures AS ({_said_last("revision", KEY)}),
        statuses AS ({_said_last("activity_revision", _ACTIVITY_KEY)})
        SELECT arg_max(submission_id, submitted)
        FROM (
            SELECT submission_id, submitted FROM figures SEMI JOIN incoming USING ({KEY})
            UNION ALL
            SELECT submission_id, submitted
            FROM statuses SEMI JOIN activity_rows USING ({_ACTIVITY_KEY})
        )
        WHERE NOT EXISTS (SELECT {_SAID} FROM incoming EXCEPT SELECT {_SAID} FROM figures)
            AND NOT EXISTS (
                SELECT {_ACTIVITY} FROM activity_rows EXCEPT SELECT {_ACTIVITY} FROM statuses
            )
        """,
        parameters,
    ).fetchall()[0][0]
    connection.unregister("activity_rows")
    return submission(connection, repeated) if repeated else None


def _said_last(revisions: str, key: str) -> str:
    """A query: of each key, the revisions of the last submission of the file that has it."""
    return f"""
        SELECT revisions.*, standing.number AS submitted
        FROM {revisions} AS revisions JOIN {_STANDING} AS standing USING (submission_id)
        QUALIFY standing.number = max(standing.number) OVER (PARTITION BY {key})
    """


def _anything_was_said(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any commentary is stored. In a new store every row would be looked up for none."""
    query = "SELECT 1 FROM revision WHERE commentary <> '' LIMIT 1"
    return bool(connection.execute(query).fetchall())


def _own_history(connection: duckdb.DuckDBPyConnection) -> str:
    """The incoming rows as part of the history that others of them follow, where any does.

    Different hashes are of different keys, and equal ones only cost the time that this saves: a
    million rows joined with themselves.
    """
    query = f"SELECT count(DISTINCT hash({KEY})) = count(*) FROM incoming"
    keys_are_distinct = connection.execute(query).fetchall()[0][0]
    return "" if keys_are_distinct else f"UNION ALL SELECT {_FOLLOWED} FROM incoming"
