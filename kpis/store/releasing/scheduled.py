"""What is approved for a time and not yet published: read alone, for it is never changed.

Its figures and whatever else it shows lie in the tables of releases, under its number below
nought. Nothing that lists releases reads those.
"""

from datetime import datetime

import duckdb

from kpis.errors import NotAllowed
from kpis.model import PreparationState, ScheduledRelease
from kpis.periods import period_of_id

# Of several approvals of a preparation the last one counts, until it is published or goes back.
_WAITING = f"""
    SELECT
        scheduled_release.number AS number, quarter_id, due_at, approved_at, approved_by, note,
        scheduled_release.reason AS reason, accepted, early_hours,
        (
            SELECT count(*) FROM release_figure WHERE release_number = -scheduled_release.number
        ) AS figures,
        coalesce(plan_sha256, '') AS plan_sha256,
        coalesce(readers, []) AS early_readers
    FROM scheduled_release
    JOIN release_preparation ON release_preparation.number = preparation_number
    JOIN (
        SELECT preparation_number, arg_max(state, number) AS state
        FROM preparation_step GROUP BY preparation_number
    ) AS standing USING (preparation_number)
    JOIN (
        SELECT preparation_number, max(number) AS last
        FROM scheduled_release GROUP BY preparation_number
    ) AS latest USING (preparation_number)
    LEFT JOIN release_contents ON release_number = -scheduled_release.number
    LEFT JOIN (
        SELECT scheduled_number, list(post ORDER BY place) AS readers
        FROM early_reader GROUP BY scheduled_number
    ) AS early ON scheduled_number = scheduled_release.number
    WHERE state = '{PreparationState.APPROVED.value}' AND scheduled_release.number = last
"""

# How many figures worked out for a release another one shows by another revision.
_OTHERWISE = """
    SELECT count(*)
    FROM figure_now
    JOIN revision AS next ON next.number = figure_now.number
    JOIN revision AS shown USING (measure_id, period_id, area, breakdown, category)
    JOIN release_figure ON revision_number = shown.number AND release_number = $waiting
    WHERE shown.number <> next.number
"""


def waiting(connection: duckdb.DuckDBPyConnection) -> tuple[ScheduledRelease, ...]:
    """Every release that is approved for a time, the one that is due first at the head."""
    query = f"{_WAITING} ORDER BY due_at, scheduled_release.number"
    return _read(connection.execute(query))


def of_number(connection: duckdb.DuckDBPyConnection, number: int) -> ScheduledRelease | None:
    """One of them; None for any other number."""
    query = f"{_WAITING} AND scheduled_release.number = $number"
    return next(iter(_read(connection.execute(query, {"number": number}))), None)


def of_preparation(
    connection: duckdb.DuckDBPyConnection, preparation_number: int
) -> ScheduledRelease | None:
    """The one of a preparation; None where it is not approved for a time."""
    query = f"{_WAITING} AND preparation_number = $number"
    return next(iter(_read(connection.execute(query, {"number": preparation_number}))), None)


def refuse_undone(connection: duckdb.DuckDBPyConnection, quarter_id: str, at: datetime) -> None:
    """Raise NotAllowed where what waits for its time would undo the release that was worked out.

    It was frozen before, and shows a later quarter: published after this one, it would lead readers
    back to figures that this one corrects. at: when this one is published, UTC.
    """
    for each in waiting(connection):
        if each.quarter_id <= quarter_id or each.due_at <= at:
            continue
        found = connection.execute(_OTHERWISE, {"waiting": -each.number}).fetchall()[0][0]
        if found:
            figures = "1 figure" if found == 1 else f"{found:,} figures"
            raise NotAllowed(
                f"The release of {period_of_id(each.quarter_id).label} that is approved for "
                f"{each.due_at:%d/%m/%Y at %H:%M} UTC has {figures} of this one as they were "
                "before, and would undo it. Send it back to draft first, and approve it again "
                "afterwards."
            )


def _read(found: duckdb.DuckDBPyConnection) -> tuple[ScheduledRelease, ...]:
    names = [name for name, *_ in found.description or ()]
    rows = (dict(zip(names, row, strict=True)) for row in found.fetchall())
    return tuple(
        ScheduledRelease(
            **row
            | {
                "accepted": tuple(row["accepted"].split()),
                "early_readers": tuple(row["early_readers"]),
            }
        )
        for row in rows
    )
