"""A release in preparation: its states one after the other, and what reviewers say of it.

Each state is a row of its own, so it is kept who put it there and when. Of a quarter one is in
preparation at a time: what comes first in a transaction asks here whether there is one.
"""

from collections.abc import Mapping
from datetime import datetime

import duckdb

from kpis.errors import NotAllowed
from kpis.model import Actor, Preparation, PreparationState, PreparationStep, ReviewComment
from kpis.periods import period_of_id
from kpis.store import audit, queries
from kpis.store.releasing import scheduled

PREPARE, COMMENT = "prepare release", "comment on release"  # as the audit has them
_DRAFT, _READY = PreparationState.DRAFT, PreparationState.READY
_APPROVED, _PUBLISHED = PreparationState.APPROVED, PreparationState.PUBLISHED


def in_preparation(
    connection: duckdb.DuckDBPyConnection, quarter_id: str = ""
) -> tuple[Preparation, ...]:
    """Every release in preparation, by quarter; of one quarter alone where it is named."""
    query = """
        SELECT number, quarter_id
        FROM release_preparation
        WHERE number NOT IN (
            SELECT preparation_number FROM preparation_step WHERE state = $published
        )
        AND $quarter_id IN ('', quarter_id)
        ORDER BY quarter_id
    """
    parameters = {"published": _PUBLISHED.value, "quarter_id": quarter_id}
    found = connection.execute(query, parameters).fetchall()
    return tuple(
        Preparation(
            number=number,
            quarter_id=quarter,
            steps=_steps(connection, number),
            comments=_comments(connection, number),
            scheduled=scheduled.of_preparation(connection, number),
        )
        for number, quarter in found
    )


def begin(
    connection: duckdb.DuckDBPyConnection, quarter_id: str, by: Actor, now: datetime | None
) -> Preparation:
    """Begin to prepare a release of a quarter. Raises NotAllowed where one is being prepared."""
    now = queries.moment(connection, now)
    if in_preparation(connection, quarter_id):
        raise NotAllowed(f"A release of {_label(quarter_id)} is in preparation already.")
    number = new_preparation(connection, quarter_id)
    step(connection, number, _DRAFT, now, by.post)
    _note(connection, now, by, PREPARE, quarter_id, old="", new=_DRAFT.value)
    return _one(connection, quarter_id)


def put_forward(
    connection: duckdb.DuckDBPyConnection, quarter_id: str, by: Actor, now: datetime | None
) -> Preparation:
    """Say that a draft is ready for review. Raises NotAllowed for what is no draft."""
    now = queries.moment(connection, now)
    found = _one(connection, quarter_id)
    if found.state is not _DRAFT:
        raise NotAllowed(f"The release of {_label(quarter_id)} is no draft: it is {_told(found)}.")
    step(connection, found.number, _READY, now, by.post)
    _note(connection, now, by, PREPARE, quarter_id, old=_DRAFT.value, new=_READY.value)
    return _one(connection, quarter_id)


def send_back(
    connection: duckdb.DuckDBPyConnection,
    quarter_id: str,
    why: str,
    by: Actor,
    now: datetime | None,
) -> Preparation:
    """Make it a draft again, from either state after that. Raises NotAllowed for a draft.

    What was frozen of it stays, and is never published.
    """
    now = queries.moment(connection, now)
    found = _one(connection, quarter_id)
    if found.state is _DRAFT:
        raise NotAllowed(f"The release of {_label(quarter_id)} is a draft already.")
    step(connection, found.number, _DRAFT, now, by.post, why)
    told = {"why": why}
    _note(connection, now, by, PREPARE, quarter_id, told, old=found.state.value, new=_DRAFT.value)
    return _one(connection, quarter_id)


def comment(
    connection: duckdb.DuckDBPyConnection,
    quarter_id: str,
    text: str,
    by: Actor,
    now: datetime | None,
) -> ReviewComment:
    """Say something of a release in preparation; what is approved is to be sent back first."""
    now = queries.moment(connection, now)
    found = _one(connection, quarter_id)
    if found.state is _APPROVED:
        raise NotAllowed(
            f"The release of {_label(quarter_id)} is {_told(found)}. Send it back to draft, and "
            "say why, if something is wrong with it."
        )
    number = _next(connection, "review_comment")
    connection.execute(
        "INSERT INTO review_comment VALUES (?, ?, ?, ?, ?)",
        [number, found.number, text, now, by.post],
    )
    _note(connection, now, by, COMMENT, quarter_id, {"comment": number, "text": text})
    return _comment(connection, quarter_id, number)


def resolve(
    connection: duckdb.DuckDBPyConnection,
    quarter_id: str,
    number: int,
    by: Actor,
    now: datetime | None,
) -> ReviewComment:
    """Say that what a comment asks for is done. Raises NotAllowed for none that is open."""
    now = queries.moment(connection, now)
    found = _one(connection, quarter_id)
    if number not in {each.number for each in found.unresolved}:
        numbers = ", ".join(str(each.number) for each in found.unresolved)
        there = f"These are not resolved: {numbers}." if numbers else "None is left to resolve."
        raise NotAllowed(
            f"No comment {number} on the release of {_label(quarter_id)} is to be resolved. {there}"
        )
    connection.execute("INSERT INTO comment_resolution VALUES (?, ?, ?)", [number, now, by.post])
    _note(connection, now, by, PREPARE, quarter_id, {"comment": number}, new="resolved")
    return _comment(connection, quarter_id, number)


def to_publish(connection: duckdb.DuckDBPyConnection, quarter_id: str) -> int | None:
    """The number of the quarter's preparation that may be approved now; None where there is none.

    Raises NotAllowed for a draft, for what is approved already, and while a comment is unresolved.
    """
    found = next(iter(in_preparation(connection, quarter_id)), None)
    if found is None:
        return None
    if found.state is not _READY:
        advice = "Say first that it is ready for review."
        if found.state is _APPROVED:
            advice = "Send it back to draft to publish something else."
        raise NotAllowed(f"The release of {_label(quarter_id)} is {_told(found)}. {advice}")
    if found.unresolved:
        raise NotAllowed(
            f"Of the comments on the release of {_label(quarter_id)} {len(found.unresolved)} "
            "must be resolved first."
        )
    return found.number


def new_preparation(connection: duckdb.DuckDBPyConnection, quarter_id: str) -> int:
    """Its number. It has no state yet."""
    number = _next(connection, "release_preparation")
    connection.execute("INSERT INTO release_preparation VALUES (?, ?)", [number, quarter_id])
    return number


def step(
    connection: duckdb.DuckDBPyConnection,
    preparation: int,
    state: PreparationState,
    now: datetime,
    post: str,
    why: str = "",
) -> None:
    """Put a preparation into a state."""
    connection.execute(
        "INSERT INTO preparation_step VALUES (?, ?, ?, ?, ?, ?)",
        [_next(connection, "preparation_step"), preparation, state.value, now, post, why],
    )


def _steps(connection: duckdb.DuckDBPyConnection, number: int) -> tuple[PreparationStep, ...]:
    query = """
        SELECT state, stepped_at, stepped_by, why
        FROM preparation_step WHERE preparation_number = ? ORDER BY number
    """
    return tuple(
        PreparationStep(state=PreparationState(state), at=at, by=by, why=why)
        for state, at, by, why in connection.execute(query, [number]).fetchall()
    )


def _comments(connection: duckdb.DuckDBPyConnection, number: int) -> tuple[ReviewComment, ...]:
    query = """
        SELECT number, text, made_at, made_by, resolved_at, coalesce(resolved_by, '')
        FROM review_comment LEFT JOIN comment_resolution ON comment_number = number
        WHERE preparation_number = ? ORDER BY number
    """
    names = ("number", "text", "made_at", "made_by", "resolved_at", "resolved_by")
    rows = connection.execute(query, [number]).fetchall()
    return tuple(ReviewComment(**dict(zip(names, row, strict=True))) for row in rows)


def _comment(connection: duckdb.DuckDBPyConnection, quarter_id: str, number: int) -> ReviewComment:
    comments = _one(connection, quarter_id).comments
    return next(each for each in comments if each.number == number)


def _one(connection: duckdb.DuckDBPyConnection, quarter_id: str) -> Preparation:
    """The quarter's. Raises NotAllowed where there is none."""
    for found in in_preparation(connection, quarter_id):
        return found
    raise NotAllowed(
        f"No release of {_label(quarter_id)} is in preparation. Begin to prepare one first."
    )


def _told(found: Preparation) -> str:
    """ "ready for review"; "approved for 01/12/2026 at 09:30 UTC"."""
    if found.scheduled is not None:
        return f"approved for {found.scheduled.due_at:%d/%m/%Y at %H:%M} UTC"
    return {_DRAFT: "a draft", _READY: "ready for review"}[found.state]


def _label(quarter_id: str) -> str:
    return period_of_id(quarter_id).label


def _note(
    connection: duckdb.DuckDBPyConnection,
    now: datetime,
    by: Actor,
    action: str,
    quarter_id: str,
    told: Mapping[str, int | str] | None = None,
    *,
    old: str = "",
    new: str = "",
) -> None:
    particulars = {"quarter": quarter_id, **(told or {})}
    audit.note(connection, now, by, action, particulars=particulars, old=old, new=new)


def _next(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    query = f"SELECT coalesce(max(number), 0) + 1 FROM {table}"
    return int(connection.execute(query).fetchall()[0][0])
