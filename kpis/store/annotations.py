"""Annotations: what a post writes to a period of a measure, to be read beside its figure.

They are about the series, not about one return, so neither a restatement nor a withdrawal of
figures touches them; an annotation is taken back by itself, and the record of both stays. Their
tables and their acts in the audit keep the name they were first stored under, remark.
"""

from datetime import datetime

import duckdb
import pandas as pd

from kpis.errors import NotAllowed
from kpis.frames import ANNOTATIONS
from kpis.model import Actor, AnnotationKind
from kpis.store import audit
from kpis.store.database.arrow import frame_of


def annotations(connection: duckdb.DuckDBPyConnection, measure_id: str) -> pd.DataFrame:
    """ANNOTATIONS that stand, of one measure or, for "", of all; in the order of making."""
    query = f"""
        SELECT {", ".join(ANNOTATIONS.columns)}
        FROM remark
        WHERE number NOT IN (SELECT remark_number FROM remark_withdrawal)
            AND $measure_id IN ('', measure_id)
        ORDER BY number
    """
    return frame_of(ANNOTATIONS, connection, query, {"measure_id": measure_id})


def add(
    connection: duckdb.DuckDBPyConnection,
    measure_id: str,
    period_id: str,
    kind: AnnotationKind,
    text: str,
    by: Actor,
    now: datetime,
) -> int:
    """Keep an annotation; returns its number."""
    query = "SELECT coalesce(max(number), 0) + 1 FROM remark"
    number = int(connection.execute(query).fetchall()[0][0])
    connection.execute(
        "INSERT INTO remark VALUES (?, ?, ?, ?, ?, ?, ?)",
        [number, measure_id, period_id, kind.value, text, now, by.post],
    )
    audit.note(
        connection,
        now,
        by,
        "remark",
        particulars={
            "number": number,
            "measure": measure_id,
            "period": period_id,
            "kind": kind.value,
            "text": text,
        },
        new=text,
    )
    return number


def withdraw(connection: duckdb.DuckDBPyConnection, number: int, by: Actor, now: datetime) -> None:
    """Take an annotation back. Raises NotAllowed when none of that number stands."""
    in_force = annotations(connection, "")
    if number not in set(in_force["number"]):
        raise NotAllowed(f"There is no annotation {number}, or it was taken back before.")
    connection.execute(
        """
        INSERT INTO remark_withdrawal
        SELECT coalesce(max(number), 0) + 1, ?, ?, ? FROM remark_withdrawal
        """,
        [number, now, by.post],
    )
    text = in_force.loc[in_force["number"] == number, "text"].item()
    audit.note(connection, now, by, "withdraw remark", particulars={"number": number}, old=text)
