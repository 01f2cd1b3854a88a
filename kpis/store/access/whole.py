"""Whether the audit is whole: the chain itself, and what the other tables know of it.

The chain cannot tell by itself that its last entries are gone. But each of them was written with a
record of what was done, and whoever leaves that where it is has taken away too little.
"""

import json
from collections.abc import Iterator

import duckdb

from kpis.model import AuditFault
from kpis.store import audit
from kpis.store.access import people
from kpis.store.chain import FaultFound, faults_in

# A record, the act that wrote it, and where the entry of the act names the record.
WRITTEN_WITH = (
    ("submission", "submission_id", "submit", "submission_id"),
    ("withdrawal", "submission_id", "withdraw", "submission_id"),
    ("approval", "submission_id", "approve", "submission_id"),
    ("release", "number", "publish", "json_extract_string(what, '$.release')"),
    ("remark", "number", "remark", "json_extract_string(what, '$.number')"),
    (
        "remark_withdrawal",
        "remark_number",
        "withdraw remark",
        "json_extract_string(what, '$.number')",
    ),
    ("assignment", "number", "give access", "json_extract_string(what, '$.assignment')"),
    (
        "assignment_end",
        "assignment_number",
        "take access",
        "json_extract_string(what, '$.assignment')",
    ),
    ("subscription", "number", "subscribe", "json_extract_string(what, '$.subscription')"),
    (
        "subscription_end",
        "subscription_number",
        "unsubscribe",
        "json_extract_string(what, '$.subscription')",
    ),
)
_NAMED_IN_WORDS = {
    "remark": "annotation",
    "remark_withdrawal": "withdrawal of annotation",
    "subscription_end": "end of subscription",
}


def faults(connection: duckdb.DuckDBPyConnection) -> Iterator[FaultFound]:
    """What is wrong with the audit of a store, nothing where it is whole."""
    yield from faults_in(audit.entries(connection))
    for table, key, act, named in WRITTEN_WITH:
        rows = connection.execute(
            f"""
            SELECT CAST({key} AS VARCHAR) AS record FROM {table}
            EXCEPT
            SELECT {named} FROM audit WHERE action = '{act}' AND NOT coalesce(refused, false)
            ORDER BY record
            """
        ).fetchall()
        for (record,) in rows:
            what = _NAMED_IN_WORDS.get(table, table).replace("_", " ")
            yield FaultFound(
                kind=AuditFault.CUT,
                number=0,
                sentence=f"The store has {what} {record}, and the audit no entry of it.",
            )
    yield from _faults_of_names(connection)


def _faults_of_names(connection: duckdb.DuckDBPyConnection) -> Iterator[FaultFound]:
    sealed: dict[str, str] = {}
    for (what,) in connection.execute(
        "SELECT what FROM audit WHERE action IN (?, ?) AND NOT refused ORDER BY number",
        [people.NAMED, people.ERASED],
    ).fetchall():
        particulars = json.loads(what)
        sealed[particulars["person"]] = particulars.get("sha256", "")
    for person, login, name, salt in connection.execute(
        "SELECT person, login, name, salt FROM person ORDER BY person"
    ).fetchall():
        erased = not salt and not login
        if sealed.get(person) != ("" if erased else people.seal(salt, login, name)):
            yield FaultFound(
                kind=AuditFault.NAME,
                number=0,
                sentence=f"The name of {person} is not the one the audit knows by its hash.",
            )
