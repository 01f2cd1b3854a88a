"""What the columns of a sender's own layout mean, kept from one return to the next.

The store keeps them as text and understands only one thing in it: the header cells by which a
layout is found again. Of two mappings for the same header the later one holds.
"""

import json
from datetime import datetime

import duckdb

from kpis.store import audit


def mappings(connection: duckdb.DuckDBPyConnection, sender: str) -> list[str]:
    """Mappings of a sender, as saved, the last one first; of each header only the last."""
    rows = connection.execute(
        "SELECT mapping FROM mapping WHERE lower(sender) = lower(?) ORDER BY number DESC",
        [_plain(sender)],
    ).fetchall()
    latest: dict[str, str] = {}
    for (mapping,) in rows:
        latest.setdefault(_signature(mapping), mapping)
    return list(latest.values())


def save(
    connection: duckdb.DuckDBPyConnection, sender: str, mapping: str, by: str, now: datetime
) -> None:
    """Keep a mapping for a sender, unless it is the one that holds already."""
    if mapping in mappings(connection, sender):
        return
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
        "mapping",
        what={"sender": _plain(sender), "headers": _signature(mapping)},
    )


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
