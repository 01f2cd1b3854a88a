"""Subscriptions: each a record, ended by another. The address stands apart, so that it can go.

All tables know an address by an id drawn at random. With the last subscription of an address its
row is emptied: nothing else of it was ever written down, in the audit neither.
"""

import secrets
from datetime import datetime
from typing import Any

import duckdb

from kpis.errors import NotAllowed
from kpis.model import Actor, MailAbout, Subscription
from kpis.store import audit

# Columns of a subscription, for queries that join `subscription` and what belongs to it.
COLUMNS = """
    subscription.number AS number, post, coalesce(address, '') AS address, about, of_what,
    subscription.person AS person, subscribed_at, subscribed_by, ended_at,
    coalesce(ended_by, '') AS ended_by
"""
JOINED = """
    subscription
    LEFT JOIN mail_address USING (address_id)
    LEFT JOIN subscription_end ON subscription_number = subscription.number
"""
_BYTES = 5  # of an id


def subscriptions(connection: duckdb.DuckDBPyConnection, person: str = "") -> list[Subscription]:
    """All there ever were, or a person's own, in the order of subscribing."""
    found = connection.execute(
        f"SELECT {COLUMNS} FROM {JOINED} WHERE $person IN ('', subscription.person) ORDER BY 1",
        {"person": person},
    )
    names = [column[0] for column in found.description]
    return [of_row(dict(zip(names, row, strict=True))) for row in found.fetchall()]


def of_row(row: dict[str, Any]) -> Subscription:
    """row: of COLUMNS by their names."""
    return Subscription(**row | {"about": MailAbout(row["about"])})


def subscribe(
    connection: duckdb.DuckDBPyConnection,
    post: str,
    address: str,
    about: MailAbout,
    of_what: str,
    person: str,
    by: Actor,
    now: datetime,
) -> Subscription:
    """Raises NotAllowed where just that stands already."""
    for each in subscriptions(connection):
        same = (each.post.casefold(), each.address.casefold(), each.about, each.of_what)
        if each.stands and same == (post.casefold(), address.casefold(), about, of_what):
            raise NotAllowed(f"{post} gets these mails there already: subscription {each.number}.")
    query = "SELECT coalesce(max(number), 0) + 1 FROM subscription"
    number = int(connection.execute(query).fetchall()[0][0])
    connection.execute(
        "INSERT INTO subscription VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [number, post, _id_of(connection, address), about.value, of_what, person, now, by.post],
    )
    made = subscriptions(connection)[-1]
    audit.note(connection, now, by, "subscribe", particulars=_particulars(made), new=about.value)
    return made


def end(
    connection: duckdb.DuckDBPyConnection, number: int, by: Actor, now: datetime
) -> Subscription:
    """End one; its address goes with the last of it. Raises NotAllowed where none such stands."""
    standing = [each for each in subscriptions(connection) if each.stands]
    ended = next((each for each in standing if each.number == number), None)
    if ended is None:
        raise NotAllowed(f"There is no subscription {number}, or it ended before.")
    connection.execute(
        """
        INSERT INTO subscription_end
        SELECT coalesce(max(number), 0) + 1, ?, ?, ? FROM subscription_end
        """,
        [number, now, by.post],
    )
    connection.execute(
        """
        UPDATE mail_address SET address = ''
        WHERE address_id NOT IN (
            SELECT address_id FROM subscription
            WHERE number NOT IN (SELECT subscription_number FROM subscription_end)
        )
        """
    )
    about = ended.about.value
    audit.note(connection, now, by, "unsubscribe", particulars=_particulars(ended), old=about)
    return next(each for each in subscriptions(connection) if each.number == number)


def end_of_person(
    connection: duckdb.DuckDBPyConnection, person: str, by: Actor, now: datetime
) -> None:
    """End what somebody subscribed to themselves; nothing for ""."""
    for each in subscriptions(connection, person) if person else ():
        if each.stands:
            end(connection, each.number, by, now)


def _id_of(connection: duckdb.DuckDBPyConnection, address: str) -> str:
    """The id of an address, which is noted now where no subscription of it stands."""
    query = "SELECT address_id FROM mail_address WHERE lower(address) = lower(?)"
    rows = connection.execute(query, [address]).fetchall()
    if rows:
        return str(rows[0][0])
    address_id = f"A-{secrets.token_hex(_BYTES)}"
    connection.execute("INSERT INTO mail_address VALUES (?, ?)", [address_id, address])
    return address_id


def _particulars(of: Subscription) -> dict[str, Any]:
    """Of an entry of the audit: no address is in it."""
    return {
        "subscription": of.number,
        "post": of.post,
        "about": of.about.value,
        "of": of.of_what,
    }
