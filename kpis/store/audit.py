"""The audit: one line for every action that changed the store, in the same transaction as it."""

import json
from datetime import datetime
from typing import Any

import duckdb

_NOTE = """
    INSERT INTO audit
    SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ? FROM audit
"""


def note(
    connection: duckdb.DuckDBPyConnection,
    now: datetime,
    who: str,
    action: str,
    *,
    submission_id: str = "",
    particulars: dict[str, Any],
) -> None:
    """Add a line. particulars: kept as JSON, with the keys in their order."""
    connection.execute(
        _NOTE, [now, who, action, submission_id, json.dumps(particulars, ensure_ascii=False)]
    )
