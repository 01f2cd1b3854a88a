"""People: an id drawn at random, which all other tables have, and the name and login behind it.

Those two can be erased without touching anything else. So that nobody puts another name in their
place, the audit keeps a hash of them with a salt that is erased with them.
"""

import hashlib
import secrets
from datetime import datetime

import duckdb

from kpis.errors import UsageError
from kpis.model import Actor
from kpis.store import audit

NAMED, ERASED = "name person", "erase name"  # acts of the audit
_BYTES = 5  # of an id: a million people meet by chance once in two


def known_by(connection: duckdb.DuckDBPyConnection, login: str, name: str) -> str:
    """The id of a person by login and name ("": whatever it is); "" where none is known so."""
    rows = connection.execute(
        """
        SELECT person FROM person
        WHERE lower(login) = lower($login) AND login <> '' AND $name IN ('', name)
        """,
        {"login": login, "name": name},
    ).fetchall()
    return str(rows[0][0]) if rows else ""


def known(
    connection: duckdb.DuckDBPyConnection, login: str, name: str, by: Actor, now: datetime
) -> str:
    """The id of a person, who is noted now where the store has not met them, or by another name."""
    if person := known_by(connection, login, name):
        return person
    person = known_by(connection, login, "")
    salt = secrets.token_hex(16)
    name = name or login
    if person:
        connection.execute(
            "UPDATE person SET name = ?, salt = ? WHERE person = ?", [name, salt, person]
        )
    else:
        person = f"P-{secrets.token_hex(_BYTES)}"
        connection.execute("INSERT INTO person VALUES (?, ?, ?, ?)", [person, login, name, salt])
    sealed = {"person": person, "sha256": seal(salt, login, name)}
    audit.note(connection, now, by, NAMED, particulars=sealed)
    return person


def erase(connection: duckdb.DuckDBPyConnection, login: str, by: Actor, now: datetime) -> str:
    """Put the post a person last held in the place of their name; returns that post.

    Login, salt and the addresses they came from go too. Raises UsageError where nobody signs in
    so.
    """
    person = known_by(connection, login, "")
    if not person:
        raise UsageError(f"Nobody signs in as {login!r}.")
    rows = connection.execute(
        "SELECT post FROM assignment WHERE person = ? AND post <> '' ORDER BY number DESC LIMIT 1",
        [person],
    ).fetchall()
    post = str(rows[0][0]) if rows else "somebody without a post"
    connection.execute(
        "UPDATE person SET login = '', name = ?, salt = '' WHERE person = ?", [post, person]
    )
    connection.execute(
        """
        DELETE FROM audit_address
        WHERE audit_number IN (SELECT number FROM audit WHERE person = ?)
        """,
        [person],
    )
    audit.note(connection, now, by, ERASED, particulars={"person": person}, new=post)
    return post


def submitter(connection: duckdb.DuckDBPyConnection, submission_id: str) -> str:
    """The id of the person who submitted; "" where nobody knows."""
    rows = connection.execute(
        """
        SELECT coalesce(person, '') FROM audit
        WHERE submission_id = ? AND action = 'submit' AND NOT coalesce(refused, false)
        """,
        [submission_id],
    ).fetchall()
    return str(rows[0][0]) if rows else ""


def seal(salt: str, login: str, name: str) -> str:
    """The hash by which the audit knows a name again without having it."""
    return hashlib.sha256("\n".join((salt, login, name)).encode()).hexdigest()
