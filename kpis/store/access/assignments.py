"""Roles as they were given to people, and taken: a record each, never changed."""

import json
from datetime import date, datetime
from typing import Any

import duckdb

from kpis.errors import NotAllowed
from kpis.model import Actor, Assignment, Holding, Role
from kpis.store import audit
from kpis.store.access import people

_ASSIGNMENTS = """
    SELECT
        assignment.number AS number, assignment.person AS person, coalesce(login, '') AS login,
        coalesce(name, '') AS name, role, post, deputy, directorate, outcomes, starts_on, ends_on,
        given_at, given_by, assignment.why AS why, taken_at, coalesce(taken_by, '') AS taken_by,
        coalesce(assignment_end.why, '') AS taken_why
    FROM assignment
    LEFT JOIN person ON person.person = assignment.person
    LEFT JOIN assignment_end ON assignment_number = assignment.number
"""
_OF_HOLDING = ("role", "post", "deputy", "directorate", "outcomes")


def assignments(connection: duckdb.DuckDBPyConnection, login: str = "") -> list[Assignment]:
    """Every role that was ever given, or of one person, in the order of giving."""
    found = connection.execute(
        f"""
        {_ASSIGNMENTS}
        WHERE $login = '' OR lower(login) = lower($login)
        ORDER BY assignment.number
        """,
        {"login": login},
    )
    names = [column[0] for column in found.description]
    return [_assignment(dict(zip(names, row, strict=True))) for row in found.fetchall()]


def give(
    connection: duckdb.DuckDBPyConnection,
    login: str,
    name: str,
    holding: Holding,
    starts_on: date | None,
    ends_on: date | None,
    why: str,
    by: Actor,
    now: datetime,
) -> Assignment:
    """Give a person a role. Raises NotAllowed where they have just that, for the same days."""
    person = people.known(connection, login, name, by, now)
    for each in assignments(connection):
        same = (each.person, each.holding, each.starts_on, each.ends_on)
        if each.taken_at is None and same == (person, holding, starts_on, ends_on):
            raise NotAllowed(f"{each.name} has that role already: assignment {each.number}.")
    query = "SELECT coalesce(max(number), 0) + 1 FROM assignment"
    number = int(connection.execute(query).fetchall()[0][0])
    connection.execute(
        "INSERT INTO assignment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            person,
            holding.role.value,
            holding.post,
            holding.deputy,
            holding.directorate,
            json.dumps(list(holding.outcomes)),
            starts_on,
            ends_on,
            now,
            by.post,
            why,
        ],
    )
    given = assignments(connection)[-1]
    audit.note(
        connection,
        now,
        by,
        "give access",
        particulars=_particulars(given) | {"why": why},
        new=holding.role.value,
    )
    return given


def take(
    connection: duckdb.DuckDBPyConnection, number: int, why: str, by: Actor, now: datetime
) -> Assignment:
    """Take a role away. Raises NotAllowed where none of that number stands."""
    standing = [each for each in assignments(connection) if each.number == number]
    if not standing or standing[0].taken_at is not None:
        raise NotAllowed(f"There is no assignment {number}, or it was taken back before.")
    (taken,) = standing
    connection.execute(
        """
        INSERT INTO assignment_end
        SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM assignment_end
        """,
        [number, now, by.post, why],
    )
    audit.note(
        connection,
        now,
        by,
        "take access",
        particulars=_particulars(taken) | {"why": why},
        old=taken.holding.role.value,
    )
    return next(each for each in assignments(connection) if each.number == number)


def _assignment(row: dict[str, Any]) -> Assignment:
    of_holding = {name: row.pop(name) for name in _OF_HOLDING}
    of_holding["role"] = Role(of_holding["role"])
    of_holding["outcomes"] = tuple(json.loads(of_holding["outcomes"]))
    return Assignment(holding=Holding(**of_holding), **row)


def _particulars(given: Assignment) -> dict[str, Any]:
    """Of an entry of the audit: no name is in it."""
    held = given.holding
    return {
        "assignment": given.number,
        "person": given.person,
        "role": held.role.value,
        "post": held.post,
        "deputy": held.deputy,
        "directorate": held.directorate,
        "outcomes": list(held.outcomes),
        "from": given.starts_on.isoformat() if given.starts_on else "",
        "to": given.ends_on.isoformat() if given.ends_on else "",
    }
