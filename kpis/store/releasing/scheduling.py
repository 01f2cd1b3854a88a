"""Approve a release for a time, and publish what is due: each once, however many try.

What is approved is worked out and frozen at that moment, so that what was looked at is what becomes
public, whatever comes in meanwhile. When it is due it gets the next number of a release, and its
content is copied; nothing is worked out again.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import duckdb

from kpis.model import Actor, PreparationState, Release, ScheduledRelease
from kpis.store import audit, queries
from kpis.store.releasing import preparations, releases, scheduled
from kpis.store.values import Scheduling

# The tables of what a release shows, each with the columns it has beside the release's number.
_CONTENTS = {
    "release_figure": "revision_number, marker, first_known_at, revisions",
    "release_contents": "reason, plan_sha256",
    "release_history": "revision_number, withdrawn_at",
    "release_activity": "revision_number",
    "release_annotation": "remark_number",
}


def schedule(
    connection: duckdb.DuckDBPyConnection,
    quarter_id: str,
    reported: Iterable[tuple[str, str]] | None,
    until: Mapping[str, datetime] | None,
    plan: str,
    by: Actor,
    asked: Scheduling,
    now: datetime | None,
) -> ScheduledRelease:
    """Freeze what a release made now would show, to be published at a time.

    Arguments and errors otherwise as `releases.publish` has them. Where no release of the quarter
    is in preparation, it is from now on.
    """
    now = queries.moment(connection, now)
    preparation = preparations.to_publish(connection, quarter_id)
    releases.work_out_next(connection, quarter_id, reported, until, plan, now)
    scheduled.refuse_undone(connection, quarter_id, asked.due_at)
    if preparation is None:
        preparation = preparations.new_preparation(connection, quarter_id)
    number = _write(connection, preparation, by, asked, now)
    preparations.step(connection, preparation, PreparationState.APPROVED, now, by.post)
    releases.keep_contents(connection, -number, asked.reason, plan)
    made = scheduled.of_number(connection, number)
    assert made is not None  # noqa: S101 it was approved just now
    audit.note(
        connection,
        now,
        by,
        "schedule release",
        particulars={
            "quarter": quarter_id,
            "due": f"{asked.due_at:%Y-%m-%dT%H:%M:%S}",
            "figures": made.figures,
            "note": asked.note,
            "reason": asked.reason,
            "early_hours": asked.early_hours,
            "early_readers": list(asked.early_readers),
            "plan_sha256": made.plan_sha256,
        },
        old=PreparationState.READY.value,
        new=PreparationState.APPROVED.value,
    )
    return made


def publish_due(
    connection: duckdb.DuckDBPyConnection, by: Actor, now: datetime | None
) -> tuple[Release, ...]:
    """Publish every release whose time has come, first the one that was due first; () for none.

    Each has been published at the time it was due, whenever that is done, by the post that approved
    it. by: whoever sees to it, for the audit.
    """
    now = queries.moment(connection, now)
    return tuple(
        _publish(connection, each, by, now)
        for each in scheduled.waiting(connection)
        if each.due_at <= now
    )


def _write(
    connection: duckdb.DuckDBPyConnection,
    preparation: int,
    by: Actor,
    asked: Scheduling,
    now: datetime,
) -> int:
    query = "SELECT coalesce(max(number), 0) + 1 FROM scheduled_release"
    number = int(connection.execute(query).fetchall()[0][0])
    connection.execute(
        "INSERT INTO scheduled_release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(number, preparation, asked.due_at, now, by.post, asked.note, asked.reason),
            *(" ".join(asked.accepted), asked.early_hours),
        ],
    )
    for place, post in enumerate(asked.early_readers):
        connection.execute("INSERT INTO early_reader VALUES (?, ?, ?)", [number, place, post])
    return number


def _publish(
    connection: duckdb.DuckDBPyConnection, due: ScheduledRelease, by: Actor, now: datetime
) -> Release:
    previous = releases.previous(connection, due.quarter_id)
    number = releases.next_number(connection)
    connection.execute(
        "INSERT INTO release VALUES (?, ?, ?, ?, ?)",
        [number, due.quarter_id, due.due_at, due.approved_by, due.note],
    )
    for table, columns in _CONTENTS.items():
        connection.execute(
            f"INSERT INTO {table} SELECT $number, {columns} FROM {table} "
            "WHERE release_number = $frozen ORDER BY 2",
            {"number": number, "frozen": due.release_number},
        )
    connection.execute("INSERT INTO release_scheduled VALUES (?, ?)", [number, due.number])
    (open_one,) = preparations.in_preparation(connection, due.quarter_id)
    preparations.step(connection, open_one.number, PreparationState.PUBLISHED, now, due.approved_by)
    made = releases.release(connection, number)
    releases.note_published(connection, made, previous, by, now)
    return made
