"""Kept files that are gone or altered: which, and since when that is known.

A file that somebody took away or changed is noticed when it is looked for. The first time goes
into the audit, for whoever asks later since when; so does that it was put back, where it came
again as it had been.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

import duckdb

from kpis.model import Actor
from kpis.store import audit, files
from kpis.store.values import MissingFile

NOTED, PUT_BACK = "miss file", "put back file"  # acts of the audit


def missing_files(
    connection: duckdb.DuckDBPyConnection, store: Path, submission_ids: Collection[str]
) -> list[MissingFile]:
    """Files of these submissions that are not there as they were sent, in the order of storing."""
    rows = connection.execute(
        """
        WITH kept AS (
            SELECT submission_id, file_name, sha256, false AS as_sent, number FROM submission
            UNION
            SELECT submission_id, file_name, original_sha256, true, submission.number
            FROM mended_cell JOIN submission USING (submission_id)
        )
        SELECT submission_id, file_name, sha256, as_sent
        FROM kept WHERE list_contains(?, submission_id)
        ORDER BY number, as_sent
        """,
        [list(submission_ids)],
    ).fetchall()
    found = [(*row, state) for row in rows if (state := files.fault(store, row[2]))]
    since = _noted(connection) if found else {}
    return [
        MissingFile(
            submission_id=submission_id,
            file_name=file_name,
            sha256=sha256,
            as_sent=as_sent,
            altered=state == files.ALTERED,
            address=files.where(store, sha256),
            known_since=since.get(sha256),
        )
        for submission_id, file_name, sha256, as_sent, state in found
    ]


def note(
    connection: duckdb.DuckDBPyConnection, missing: MissingFile, by: Actor, now: datetime
) -> datetime:
    """Put into the audit that a file is missing, where it is not there; since when it is known."""
    if (known := _noted(connection).get(missing.sha256)) is not None:
        return known
    audit.note(
        connection,
        now,
        by,
        NOTED,
        submission_id=missing.submission_id,
        particulars={"file": missing.file_name, "sha256": missing.sha256},
    )
    return now


def note_put_back(
    connection: duckdb.DuckDBPyConnection, faults: Mapping[str, str], by: Actor, now: datetime
) -> tuple[str, ...]:
    """Put into the audit that files of submissions were not as they were kept, and now are again.

    faults: by SHA-256, as `files.not_as_kept` gives them. Those that no submission names are new,
    and nothing is said of them. A sentence for each of the others.
    """
    told = []
    for sha256, state in faults.items():
        rows = connection.execute(
            """
            SELECT submission_id, file_name FROM submission
            WHERE sha256 = $sha256 OR submission_id IN (
                SELECT submission_id FROM mended_cell WHERE original_sha256 = $sha256
            )
            ORDER BY number LIMIT 1
            """,
            {"sha256": sha256},
        ).fetchall()
        for submission_id, file_name in rows:
            particulars = {"file": file_name, "sha256": sha256, "was": state}
            audit.note(
                connection, now, by, PUT_BACK, submission_id=submission_id, particulars=particulars
            )
            told.append(
                f"The kept file of {submission_id} was {state}. It is kept again as it was."
            )
    return tuple(told)


def _noted(connection: duckdb.DuckDBPyConnection) -> dict[str, datetime]:
    """When each file was first missed, by its SHA-256."""
    rows = connection.execute(
        "SELECT what, recorded_at FROM audit WHERE action = ? ORDER BY number DESC", [NOTED]
    ).fetchall()
    return {json.loads(what)["sha256"]: recorded_at for what, recorded_at in rows}
