"""Releases: one quarter each, closed, which nothing that happens later changes.

A release keeps, for every figure it shows, which revision that was, its marker and what was then
known of its history. So it can be shown again exactly although submissions are withdrawn and
figures restated. It holds the figures of approved submissions only: a return that nobody has
vouched for neither appears nor hides the figure before it. And it holds no figure of a period that
ends after its quarter, or is reported with a later one. What it holds besides figures is in
`release_contents.py`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

from kpis.errors import NotAllowed, UnknownRelease
from kpis.frames import OUTTURNS, RELEASES, TEXT, Frame
from kpis.model import Actor, Marker, PreparationState, Release
from kpis.store import audit, queries
from kpis.store.database.arrow import frame_of, register
from kpis.store.history import KEY, differs, narrowed, shown_revisions
from kpis.store.mails import queue
from kpis.store.releasing import preparations, release_contents, scheduled
from kpis.store.values import ALL_FIGURES, WantedFigures

_REPORTED: Frame[Any] = Frame("reported", {"measure_id": TEXT, "period_id": TEXT})
_RELEASES = """
    SELECT
        release.number AS number, quarter_id, published_at, published_by, note,
        (SELECT count(*) FROM release_figure WHERE release_number = release.number) AS figures,
        coalesce(reason, '') AS reason, coalesce(plan_sha256, '') AS plan_sha256,
        withdrawn_at, coalesce(withdrawn_by, '') AS withdrawn_by,
        coalesce(withdrawn_why, '') AS withdrawn_why,
        coalesce(early_readers, '') AS early_readers, coalesce(early_hours, 0) AS early_hours
    FROM release
    LEFT JOIN release_contents ON release_contents.release_number = release.number
    LEFT JOIN release_withdrawal ON release_withdrawal.release_number = release.number
    LEFT JOIN release_scheduled ON release_scheduled.release_number = release.number
    LEFT JOIN (
        SELECT
            scheduled_number, string_agg(post, chr(10) ORDER BY place) AS early_readers,
            any_value(early_hours) AS early_hours
        FROM early_reader JOIN scheduled_release ON scheduled_release.number = scheduled_number
        GROUP BY scheduled_number
    ) AS early USING (scheduled_number)
"""


_PREVIOUS = """
    SELECT max(number) FROM release
    WHERE quarter_id = $quarter_id
        AND number NOT IN (SELECT release_number FROM release_withdrawal)
"""


def releases(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """RELEASES, newest first."""
    return frame_of(RELEASES, connection, f"{_RELEASES} ORDER BY release.number DESC")


def release(connection: duckdb.DuckDBPyConnection, number: int) -> Release:
    """One release. Raises UnknownRelease, saying which there are, when there is none.

    number: below nought for one that is approved for a time, as `ScheduledRelease` has it.
    """
    if number < 0 and (waiting := scheduled.of_number(connection, -number)):
        return waiting.as_release()
    row = connection.execute(f"{_RELEASES} WHERE release.number = ?", [number]).fetchall()
    if row:
        found = dict(zip(RELEASES.columns, row[0], strict=True))
        readers = tuple(found.pop("early_readers").splitlines())
        return Release(**found, early_readers=readers)
    last = connection.execute("SELECT max(number) FROM release").fetchall()[0][0]
    advice = f"Releases are numbered 1 to {last}." if last else "Nothing has been released yet."
    raise UnknownRelease(f"There is no release {number}. {advice}")


def outturns(
    connection: duckdb.DuckDBPyConnection, number: int, wanted: WantedFigures = ALL_FIGURES
) -> pd.DataFrame:
    """OUTTURNS as a release showed them, in the order of storing. Raises UnknownRelease.

    marker: the figure's own and, in a release that corrects another, "r" where it differs. One
    that was made when releases still took later periods along is cut at its quarter's end.
    """
    made = release(connection, number)
    source, chosen = narrowed("revision", wanted)
    query = f"""
        SELECT
            {queries.OF_A_REVISION}, known_at, first_known_at, revisions, number
        FROM (
            SELECT
                revision.* REPLACE (release_figure.marker AS marker),
                release_figure.first_known_at,
                release_figure.revisions
            FROM release_figure JOIN {source} AS revision ON revision.number = revision_number
            WHERE release_number = $release AND period_end <= $last_end
        ) AS released
        JOIN (SELECT submission_id, provenance FROM submission) AS submission USING (submission_id)
    """
    parameters = {"release": number, "last_end": release_contents.end_of(made.quarter_id)}
    return frame_of(OUTTURNS, connection, query, parameters | chosen, rising="number")


def publish(
    connection: duckdb.DuckDBPyConnection,
    quarter_id: str,
    reported: Iterable[tuple[str, str]] | None,
    until: Mapping[str, datetime] | None,
    plan: str,
    by: Actor,
    note: str,
    reason: str,
    now: datetime | None,
) -> Release:
    """Publish what is approved of periods up to a quarter, as a release of it.

    reported: measure and period of what the quarter's report is about; None for every figure.
    One of these that differs from the previous release of the same quarter is marked "r". until:
    as `release_contents.leave_horizon` takes it. plan: the text of the plan; "" for none. Where a
    release of the quarter is in preparation it is this one, and is so no longer. Raises NotAllowed
    when nothing of the report is approved, when that release shows just this, where the one in
    preparation is not ready, and where one that waits for its time would undo it.
    """
    now = queries.moment(connection, now)
    preparation = preparations.to_publish(connection, quarter_id)
    before = work_out_next(connection, quarter_id, reported, until, plan, now)
    scheduled.refuse_undone(connection, quarter_id, now)
    made = _keep(connection, quarter_id, plan, by, note, reason, now)
    if preparation is not None:
        preparations.step(connection, preparation, PreparationState.PUBLISHED, now, by.post)
    note_published(connection, made, before, by, now)
    return made


def withdraw(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    why: str,
    by: Actor,
    now: datetime | None,
) -> Release:
    """Take a release back, keeping it: it counts no more, and is read by its number as before.

    why: for readers. Raises UnknownRelease; NotAllowed when it was withdrawn before.
    """
    now = queries.moment(connection, now)
    found = release(connection, max(number, 0))
    if found.withdrawn_at is not None:
        raise NotAllowed(
            f"Release {number} was withdrawn already, on "
            f"{found.withdrawn_at:%d/%m/%Y at %H:%M} UTC by {found.withdrawn_by}."
        )
    connection.execute(
        """
        INSERT INTO release_withdrawal
        SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM release_withdrawal
        """,
        [number, now, by.post, why],
    )
    instead = previous(connection, found.quarter_id)
    audit.note(
        connection,
        now,
        by,
        "withdraw release",
        particulars={"release": number, "quarter": found.quarter_id, "why": why},
        old=f"release {number}",
        new=f"release {instead.number}" if instead else "",
    )
    return release(connection, number)


def note_published(
    connection: duckdb.DuckDBPyConnection,
    made: Release,
    before: Release | None,
    by: Actor,
    now: datetime,
) -> None:
    """Put into the audit that a release was published, and have its mails wait.

    before: the one it corrects.
    """
    queue.catch_up(connection, now)
    audit.note(
        connection,
        now,
        by,
        "publish",
        particulars={
            "release": made.number,
            "quarter": made.quarter_id,
            "figures": made.figures,
            "note": made.note,
            "reason": made.reason,
            "plan_sha256": made.plan_sha256,
        },
        old=f"release {before.number}" if before else "",
        new=f"release {made.number}",
    )


def work_out_next(
    connection: duckdb.DuckDBPyConnection,
    quarter_id: str,
    reported: Iterable[tuple[str, str]] | None,
    until: Mapping[str, datetime] | None,
    plan: str,
    now: datetime,
) -> Release | None:
    """Leave on the connection what the next release of a quarter shows; returns the one before it.

    Arguments and errors as `publish` has them.
    """
    release_contents.leave_horizon(connection, quarter_id, until)
    _work_out(connection, quarter_id, reported)
    release_contents.work_out(connection, quarter_id, now)
    if not _any(connection, "SELECT 1 FROM figure_now WHERE is_reported"):
        raise NotAllowed(
            f"No figure of {quarter_id} is approved yet, so there is nothing to publish. "
            "Approve the submissions first."
        )
    before = previous(connection, quarter_id)
    if before is not None and _shows_the_same(connection, before, plan):
        raise NotAllowed(
            f"Release {before.number}, published on {before.published_at:%d/%m/%Y} by "
            f"{before.published_by}, shows just these figures of {quarter_id}. There is nothing "
            "to correct."
        )
    return before


def keep_contents(
    connection: duckdb.DuckDBPyConnection, number: int, reason: str, plan: str
) -> None:
    """Keep what was worked out under a number of a release."""
    connection.execute(
        """
        INSERT INTO release_figure
        SELECT $number, number, marker, first_known_at, revisions FROM figure_now ORDER BY number
        """,
        {"number": number},
    )
    release_contents.keep(connection, number, reason, plan)


def next_number(connection: duckdb.DuckDBPyConnection) -> int:
    """Of the next release."""
    query = "SELECT coalesce(max(number), 0) + 1 FROM release"
    return int(connection.execute(query).fetchall()[0][0])


def _keep(
    connection: duckdb.DuckDBPyConnection,
    quarter_id: str,
    plan: str,
    by: Actor,
    note: str,
    reason: str,
    now: datetime,
) -> Release:
    """Write what was worked out as the next release."""
    number = next_number(connection)
    connection.execute(
        "INSERT INTO release VALUES (?, ?, ?, ?, ?)", [number, quarter_id, now, by.post, note]
    )
    keep_contents(connection, number, reason, plan)
    return release(connection, number)


def _shows_the_same(connection: duckdb.DuckDBPyConnection, previous: Release, plan: str) -> bool:
    """Whether what was worked out is what a release of the same quarter shows already."""
    if previous.plan_sha256 != release_contents.plan_sha256(plan):
        return False
    compared = {"release_number": previous.number}
    return not any(
        _any(connection, _further(now, kept, column), compared)
        for now, kept, column in (
            ("figure_now", "release_figure", "revision_number"),
            ("activity_now", "release_activity", "revision_number"),
            ("annotation_now", "release_annotation", "remark_number"),
        )
    )


def _further(now: str, kept: str, column: str) -> str:
    """A query: a row where what was worked out and what a release keeps are not the same."""
    return f"""
        SELECT 1
        FROM {now}
        FULL JOIN (
            SELECT {column} AS number FROM {kept} WHERE release_number = $release_number
        ) AS released USING (number)
        WHERE {now}.number IS NULL OR released.number IS NULL
    """


def _work_out(
    connection: duckdb.DuckDBPyConnection,
    quarter_id: str,
    reported: Iterable[tuple[str, str]] | None,
) -> None:
    """Leave the figures of a release on the connection, as the temporary table `figure_now`.

    Wants the table `horizon`.
    """
    pairs = pd.DataFrame([] if reported is None else list(reported), columns=[*_REPORTED.columns])
    register(connection, "reported", _REPORTED, _REPORTED.conform(pairs))
    is_reported = "true"
    if reported is not None:
        is_reported = "(measure_id, period_id) IN (SELECT (measure_id, period_id) FROM reported)"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE figure_now AS
        WITH {shown_revisions(release_contents.WITHIN)},
        before AS (
            SELECT {KEY}, outturn AS before_outturn, marker AS before_marker
            FROM revision
            WHERE number IN (
                SELECT revision_number
                FROM release_figure
                WHERE release_number
                    = ({_PREVIOUS})
            )
        ),
        released AS (
            SELECT
                number, first_known_at, shown.revisions AS revisions, marker,
                {is_reported} AS is_reported,
                before_marker IS NOT NULL AND {differs("", "before_")} AS is_other
            FROM shown
            JOIN revision USING (number)
            LEFT JOIN before USING ({KEY})
        )
        SELECT
            number, first_known_at, revisions, is_reported,
            CASE
                WHEN is_other AND is_reported AND NOT contains(marker, '{Marker.REVISED.value}')
                THEN marker || '{Marker.REVISED.value}'
                ELSE marker
            END AS marker
        FROM released
        """,
        {"quarter_id": quarter_id},
    )
    connection.unregister("reported")


def previous(connection: duckdb.DuckDBPyConnection, quarter_id: str) -> Release | None:
    """The latest release of a quarter that stands, None before the first."""
    number = connection.execute(_PREVIOUS, {"quarter_id": quarter_id}).fetchall()[0][0]
    return None if number is None else release(connection, number)


def _any(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, int] | None = None
) -> bool:
    return bool(connection.execute(f"{query} LIMIT 1", parameters or {}).fetchall())
