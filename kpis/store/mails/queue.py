"""Mails that are due, and what became of each: `mail` says that there is one, `mail_try` the rest.

Which mails there have to be follows from releases and subscriptions, so `catch_up` makes the rows
that are missing, whoever published and whatever happened since. Whoever sends takes mails first,
under the lock of the store, so that no other sends them too; a mail that was taken and of which
nothing more is noted for as long as `LEASE` is due again.
"""

from datetime import datetime, timedelta
from typing import Any

import duckdb

from kpis.errors import NotAllowed
from kpis.model import Mail, MailAbout, MailState
from kpis.store.mails.subscriptions import COLUMNS, JOINED, of_row

LEASE = timedelta(minutes=15)
_WAITING, _TRYING = f"'{MailState.WAITING.value}'", f"'{MailState.TRYING.value}'"
# A mail, how its last row says it stands, and whether it is over before it went.
_LAST = f"""
    SELECT
        mail.number AS mail_number, release_number, quarter_id, queued_at,
        coalesce(state, {_WAITING}) AS state, coalesce(tries, 0) AS tries, noted_at, due_at,
        coalesce(why, '') AS why, subscribed.*,
        of_withdrawal.mail_number IS NOT NULL AS withdrawal,
        ended_at IS NOT NULL OR (
            of_withdrawal.mail_number IS NULL
            AND release_number IN (SELECT release_number FROM release_withdrawal)
        ) AS is_over
    FROM mail
    JOIN (SELECT {COLUMNS} FROM {JOINED}) AS subscribed
        ON subscribed.number = mail.subscription_number
    JOIN release ON release.number = release_number
    LEFT JOIN mail_of_withdrawal AS of_withdrawal ON of_withdrawal.mail_number = mail.number
    LEFT JOIN (
        SELECT mail_number, state, noted_at, due_at, why FROM mail_try
        WHERE number IN (SELECT max(number) FROM mail_try GROUP BY mail_number)
    ) AS last ON last.mail_number = mail.number
    LEFT JOIN (
        SELECT mail_number, count(*) AS tries FROM mail_try
        WHERE state = {_TRYING} GROUP BY mail_number
    ) AS tried ON tried.mail_number = mail.number
"""
_MAILS = f"""
    SELECT
        * EXCLUDE (state, is_over),
        CASE
            WHEN is_over AND state IN ({_WAITING}, {_TRYING}) THEN '{MailState.STOPPED.value}'
            ELSE state
        END AS state
    FROM ({_LAST})
"""
_DUE = f"""
    NOT is_over AND (
        (state = {_WAITING} AND coalesce(due_at, $now) <= $now)
        OR (state = {_TRYING} AND noted_at <= $left)
    )
"""
_DUE_AT_ONCE = f"""
    NOT is_over AND coalesce(noted_at < $before, true) AND (
        state IN ({_WAITING}, '{MailState.GIVEN_UP.value}')
        OR (state = {_TRYING} AND noted_at <= $left)
    )
"""
# Of release and subscription what has no mail and is to have one.
_MISSING = f"""
    release JOIN subscription ON published_at >= subscribed_at
    WHERE subscription.number NOT IN (SELECT subscription_number FROM subscription_end)
        AND release.number NOT IN (SELECT release_number FROM release_withdrawal)
        AND (release.number, subscription.number)
            NOT IN (SELECT (release_number, subscription_number) FROM mail)
        AND (
            about <> '{MailAbout.CORRECTIONS.value}'
            OR EXISTS (
                SELECT 1 FROM release AS earlier
                WHERE earlier.quarter_id = release.quarter_id AND earlier.number < release.number
            )
        )
"""
# Mails of releases that were withdrawn, and whoever got them has not been told.
_UNTOLD = f"""
    mail JOIN release_withdrawal USING (release_number)
    WHERE mail.number NOT IN (SELECT mail_number FROM mail_of_withdrawal)
        AND mail.number IN (
            SELECT mail_number FROM mail_try
            WHERE state IN ('{MailState.SENT.value}', '{MailState.WRITTEN.value}')
        )
        AND subscription_number NOT IN (SELECT subscription_number FROM subscription_end)
        AND (release_number, subscription_number) NOT IN (
            SELECT (release_number, subscription_number) FROM mail
            WHERE number IN (SELECT mail_number FROM mail_of_withdrawal)
        )
"""
_OF_MAIL = ("mail_number", "release_number", "quarter_id", "queued_at", "state")
_OF_TRIES = ("tries", "noted_at", "due_at", "why")


def mails(connection: duckdb.DuckDBPyConnection, limit: int | None = None) -> list[Mail]:
    """Every mail there is or was, the newest first, `limit` of them at most."""
    return _found(connection, f"{_MAILS} ORDER BY mail_number DESC", limit)


def catch_up(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Make what mails are missing.

    One for each release that was published while a subscription stood that is about it, and that
    still does; and one that tells of its withdrawal, to whoever was told of the release.
    """
    _insert(connection, "release.number, subscription.number", _MISSING, now)
    before = _last_number(connection)
    _insert(connection, "release_number, subscription_number", _UNTOLD, now)
    query = "INSERT INTO mail_of_withdrawal SELECT number FROM mail WHERE number > ?"
    connection.execute(query, [before])


def _insert(
    connection: duckdb.DuckDBPyConnection, of_whom: str, missing: str, now: datetime
) -> None:
    """of_whom: what holds the numbers of release and subscription in what is missing."""
    release, subscription = of_whom.split(", ")
    connection.execute(
        f"""
        INSERT INTO mail
        SELECT
            $before + row_number() OVER (ORDER BY {of_whom}), {subscription}, {release}, $now
        FROM {missing}
        """,
        {"before": _last_number(connection), "now": now},
    )


def is_anything_due(connection: duckdb.DuckDBPyConnection, now: datetime) -> bool:
    """Whether there is anything for `catch_up` or `take`."""
    due = f"SELECT 1 FROM ({_LAST}) WHERE {_DUE} LIMIT 1"
    when = {"now": now, "left": now - LEASE}
    missing = (f"SELECT 1 FROM {each} LIMIT 1" for each in (_MISSING, _UNTOLD))
    return any(_rows(connection, each, {}) for each in missing) or bool(
        _rows(connection, due, when)
    )


def take(
    connection: duckdb.DuckDBPyConnection,
    most: int,
    now: datetime,
    *,
    at_once: datetime | None = None,
) -> list[Mail]:
    """Take mails that are due, the oldest first, and note that they are tried.

    at_once: whatever was not sent and of which nothing was noted since then, also what waits for
    its next try and what was given up.
    """
    where = _DUE_AT_ONCE if at_once else _DUE
    query = f"SELECT * EXCLUDE (is_over) FROM ({_LAST}) WHERE {where} ORDER BY mail_number"
    when = {"left": now - LEASE} | ({"before": at_once} if at_once else {"now": now})
    taken = _found(connection, query, most, when)
    for each in taken:
        note(connection, each.number, MailState.TRYING, now)
    return taken


def note(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    state: MailState,
    now: datetime,
    *,
    due_at: datetime | None = None,
    why: str = "",
) -> None:
    """Note how a mail stands from now on.

    due_at: when one that waits is tried next. Raises NotAllowed for one that was sent: nothing may
    make it go once more.
    """
    sent = f"('{MailState.SENT.value}', '{MailState.WRITTEN.value}')"
    query = f"SELECT 1 FROM mail_try WHERE mail_number = $number AND state IN {sent}"
    if _rows(connection, query, {"number": number}):
        raise NotAllowed(f"Mail {number} was sent before.")
    connection.execute(
        """
        INSERT INTO mail_try
        SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ? FROM mail_try
        """,
        [number, state.value, now, due_at, why],
    )


def _last_number(connection: duckdb.DuckDBPyConnection) -> int:
    return int(_rows(connection, "SELECT coalesce(max(number), 0) FROM mail", {})[0][0])


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]
) -> list[tuple[Any, ...]]:
    return connection.execute(query, parameters).fetchall()


def _found(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    limit: int | None,
    parameters: dict[str, Any] | None = None,
) -> list[Mail]:
    most = "" if limit is None else f"LIMIT {limit:d}"
    found = connection.execute(f"{query} {most}", parameters or {})
    names = [column[0] for column in found.description]
    return [_mail(dict(zip(names, row, strict=True))) for row in found.fetchall()]


def _mail(row: dict[str, Any]) -> Mail:
    number, release, quarter_id, queued_at, state = (row.pop(name) for name in _OF_MAIL)
    withdrawal = row.pop("withdrawal")
    of_tries = {name: row.pop(name) for name in _OF_TRIES}
    return Mail(
        number=number,
        subscription=of_row(row),
        release=release,
        quarter_id=quarter_id,
        queued_at=queued_at,
        state=MailState(state),
        withdrawal=withdrawal,
        **of_tries,
    )
