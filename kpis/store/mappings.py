"""What the columns of a sender's own layout mean, kept from one return to the next.

The store keeps them as text and understands only one thing in it: the header cells by which a
layout is found again. Of two mappings for the same header the later one holds.
"""

import json
from datetime import datetime

import duckdb

from kpis.store import audit
from kpis.store.values import SavedMapping

_FORGOTTEN = "forgotten"


def mappings(connection: duckdb.DuckDBPyConnection, sender: str) -> list[SavedMapping]:
    """Mappings of a sender, the last one first; of each header only the last.

    Those that were forgotten are left out.
    """
    rows = connection.execute(
        """
        SELECT mapping, saved_by, saved_at
        FROM mapping
        WHERE lower(sender) = lower(?)
        ORDER BY number DESC
        """,
        [_plain(sender)],
    ).fetchall()
    latest: dict[str, SavedMapping] = {}
    for mapping, by, at in rows:
        saved = SavedMapping(mapping=mapping, saved_by=by, saved_at=at)
        latest.setdefault(_signature(mapping), saved)
    return [saved for saved in latest.values() if not _is_forgotten(saved.mapping)]


def save(
    connection: duckdb.DuckDBPyConnection, sender: str, mapping: str, by: str, now: datetime
) -> None:
    """Keep a mapping for a sender, unless it is the one that holds already."""
    if any(saved.mapping == mapping for saved in mappings(connection, sender)):
        return
    _add(connection, sender, mapping, by, now, "mapping")


def forget(
    connection: duckdb.DuckDBPyConnection, sender: str, mapping: str, by: str, now: datetime
) -> None:
    """Use a sender's mapping no more. Nothing is removed: a further entry says so."""
    if any(saved.mapping == mapping for saved in mappings(connection, sender)):
        entry = json.dumps({"headers": json.loads(mapping).get("headers"), _FORGOTTEN: True})
        _add(connection, sender, entry, by, now, "forget mapping")


def _add(
    connection: duckdb.DuckDBPyConnection,
    sender: str,
    mapping: str,
    by: str,
    now: datetime,
    action: str,
) -> None:
    connection.execute(
        """
        INSERT INTO mapping
        SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM mapping
        """,
        [_plain(sender), mapping, now, by],
    )
    audit.note(
        connection,
        now,
        by,
        action,
        what={"sender": _plain(sender), "headers": _signature(mapping)},
    )


def _is_forgotten(mapping: str) -> bool:
    try:
        found = json.loads(mapping)
    except ValueError:
        return False
    return isinstance(found, dict) and bool(found.get(_FORGOTTEN))


def _signature(mapping: str) -> str:
    """The header cells a mapping is for; the whole mapping where it names none."""
    try:
        found = json.loads(mapping)
    except ValueError:
        return mapping
    headers = found.get("headers") if isinstance(found, dict) else None
    return json.dumps(headers, ensure_ascii=False) if headers else mapping


def _plain(sender: str) -> str:
    return " ".join(sender.split())
