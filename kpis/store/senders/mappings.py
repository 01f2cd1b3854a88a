"""What the columns of a sender's own layout mean, kept from one return to the next.

The store keeps them as text and understands only two things in it: the header cells by which a
layout is found again, and whose figures are read where no column says it, for one file may hold
several series. Of two mappings for the same header and series the later one holds.

The name of a mapping is "m" and the number of the first that its sender had for that header and
series: short enough to be typed, and the same when the columns are pointed out anew or another
period is given.
"""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import duckdb

from kpis.model import Actor
from kpis.store import audit
from kpis.store.senders import plain_name
from kpis.store.values import SavedMapping

_FORGOTTEN = "forgotten"
_OF_SERIES = ("measure", "area", "breakdown", "category")  # fixed for a table, not its period
_NAME = "m"


def mappings(connection: duckdb.DuckDBPyConnection, sender: str = "") -> list[SavedMapping]:
    """Mappings of a sender, or of all for "", the last one first; of each series only the last.

    Those that were forgotten are left out.
    """
    rows = connection.execute(
        """
        SELECT number, sender, lower(sender), mapping, saved_by, saved_at
        FROM mapping
        WHERE $sender = '' OR lower(sender) = lower($sender)
        ORDER BY number
        """,
        {"sender": plain_name(sender)},
    ).fetchall()
    latest: dict[tuple[str, str, str | None], SavedMapping] = {}
    for number, of_sender, in_small_letters, mapping, by, at in rows:
        headers, series = _signature(mapping)
        key = (in_small_letters, headers, series)
        if series is None:  # forgotten when a header had but one mapping: all it had since
            for each in [each for each in latest if each[:2] == key[:2]]:
                latest[each] = replace(latest[each], mapping=mapping)
            continue
        before = latest.pop(key, None)  # so that it stands after those saved before it
        latest[key] = SavedMapping(
            number=number,
            name=before.name if before else f"{_NAME}{number}",
            sender=of_sender,
            mapping=mapping,
            saved_by=by,
            saved_at=at,
        )
    return [saved for saved in reversed(latest.values()) if not _is_forgotten(saved.mapping)]


def save(
    connection: duckdb.DuckDBPyConnection, sender: str, mapping: str, by: Actor, now: datetime
) -> int:
    """Keep a mapping for a sender, unless it is the one that holds already; returns its number."""
    for saved in mappings(connection, sender):
        if saved.mapping == mapping:
            return saved.number
    return _add(connection, sender, mapping, by, now, "mapping")


def submission_mapping(connection: duckdb.DuckDBPyConnection, submission_id: str) -> str:
    """The mapping a submission was read with; "" for none, and where that was not yet kept."""
    rows = connection.execute(
        """
        SELECT mapping
        FROM submission_mapping
        JOIN mapping ON mapping.number = mapping_number
        WHERE submission_id = ?
        """,
        [submission_id],
    ).fetchall()
    return rows[0][0] if rows else ""


def forget(
    connection: duckdb.DuckDBPyConnection, sender: str, mapping: str, by: Actor, now: datetime
) -> None:
    """Use a sender's mapping no more. Nothing is removed: a further entry says so."""
    if any(saved.mapping == mapping for saved in mappings(connection, sender)):
        document = json.loads(mapping)
        entry = json.dumps(
            {"headers": document.get("headers"), "fixed": _series(document), _FORGOTTEN: True}
        )
        _add(connection, sender, entry, by, now, "forget mapping")


def _add(
    connection: duckdb.DuckDBPyConnection,
    sender: str,
    mapping: str,
    by: Actor,
    now: datetime,
    action: str,
) -> int:
    query = "SELECT coalesce(max(number), 0) + 1 FROM mapping"
    number = int(connection.execute(query).fetchall()[0][0])
    connection.execute(
        "INSERT INTO mapping VALUES (?, ?, ?, ?, ?)",
        [number, plain_name(sender), mapping, now, by.post],
    )
    audit.note(
        connection,
        now,
        by,
        action,
        particulars={"sender": plain_name(sender), "headers": _signature(mapping)[0]},
    )
    return number


def _is_forgotten(mapping: str) -> bool:
    try:
        document = json.loads(mapping)
    except ValueError:
        return False
    return isinstance(document, dict) and bool(document.get(_FORGOTTEN))


def _signature(mapping: str) -> tuple[str, str | None]:
    """The header cells a mapping is for, the whole mapping where it names none; and its series.

    No series (None) for what forgets every mapping of that header.
    """
    try:
        document = json.loads(mapping)
    except ValueError:
        return mapping, ""
    headers = document.get("headers") if isinstance(document, dict) else None
    if not headers:
        return mapping, ""
    of_every_series = _FORGOTTEN in document and "fixed" not in document
    series = None if of_every_series else json.dumps(_series(document), ensure_ascii=False)
    return json.dumps(headers, ensure_ascii=False), series


def _series(document: dict[str, Any]) -> dict[str, str]:
    fixed = document.get("fixed")
    if not isinstance(fixed, dict):
        return {}
    return {name: fixed[name] for name in _OF_SERIES if name in fixed}
