"""The audit: one entry for every act that changed the store, in the same transaction as it.

An act that was refused has an entry of its own. `chain.py` says how a change of them shows.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb

from kpis.model import Actor
from kpis.store.chain import AuditEntry, hash_of, hash_of_earlier

_AT_ONCE = 1000  # entries read from the database in one go


def note(
    connection: duckdb.DuckDBPyConnection,
    now: datetime,
    by: Actor,
    action: str,
    *,
    submission_id: str = "",
    particulars: dict[str, Any],
    old: str = "",
    new: str = "",
    refused: bool = False,
) -> None:
    """Add an entry. particulars: kept as JSON, with the keys in their order.

    old, new: what the act is about, before and after it; "" for nothing.
    """
    number, hash_before = _next(connection)
    entry = AuditEntry(
        number=number,
        at=now,
        post=by.post,
        person=by.person,
        origin=by.origin,
        act=action,
        submission=submission_id,
        particulars=json.dumps(particulars, ensure_ascii=False),
        refused=refused,
        old=old,
        new=new,
        hash_before=hash_before,
    )
    connection.execute(
        """
        INSERT INTO audit BY NAME
        SELECT
            $number AS number, $at AS recorded_at, $post AS who, $act AS action,
            $submission AS submission_id, $particulars AS what, $person AS person,
            $origin AS origin, $refused AS refused, $old AS old, $new AS new,
            $hash_before AS hash_before, $hash AS hash
        """,
        {name: getattr(entry, name) for name in entry.__slots__} | {"hash": hash_of(entry)},
    )
    if by.address:
        connection.execute("INSERT INTO audit_address VALUES (?, ?)", [number, by.address])


def entries(connection: duckdb.DuckDBPyConnection, after: int = 0) -> Iterator[AuditEntry]:
    """Every entry after one by its number, as it is hashed, in its order."""
    found = connection.execute(
        """
        SELECT
            number, recorded_at, who, coalesce(person, ''), coalesce(origin, ''), action,
            submission_id, what, coalesce(refused, false), coalesce(old, ''), coalesce(new, ''),
            coalesce(hash_before, ''), coalesce(hash, '')
        FROM audit
        WHERE number > ?
        ORDER BY number
        """,
        [after],
    )
    while rows := found.fetchmany(_AT_ONCE):
        for row in rows:
            yield AuditEntry(**dict(zip(AuditEntry.__slots__, row, strict=True)))


def _next(connection: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """Number of the next entry, and the hash it has of the one before."""
    query = "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
    last = connection.execute(query).fetchall()
    number, hash_before = last[0] if last else (0, None)
    return int(number) + 1, hash_before or hash_of_earlier(entries(connection))
