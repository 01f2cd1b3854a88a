"""What a sender answered about files of theirs, and cells mended before a file was stored.

An answer is kept with the submission it was given for. Those that last hold for the sender's next
file too, until another is given, it is forgotten, or the submission is withdrawn: whoever takes a
return back because of a wrong answer is asked again. The store knows nothing of what they mean.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace
from datetime import datetime

import duckdb

from kpis.model import Actor
from kpis.store import audit
from kpis.store.senders import plain_name
from kpis.store.values import MendedCell, MendedFile, SavedAnswer


def keep(
    connection: duckdb.DuckDBPyConnection,
    submission_id: str,
    sender: str,
    answers: Mapping[str, str],
    lasting: Set[str],
    now: datetime,
) -> None:
    """Keep the answers a submission was read with. lasting: the questions whose answers last."""
    for question, answer in answers.items():
        _add(connection, submission_id, sender, question, answer, question in lasting, now)


def remembered(connection: duckdb.DuckDBPyConnection, sender: str | None) -> list[SavedAnswer]:
    """Of each question the answer a sender gave last, those that last; the newest first.

    sender: None for every sender.
    """
    rows = connection.execute(
        """
        SELECT question, answer, given_at, submission_id, sender
        FROM answer
        WHERE lasts AND ($sender IS NULL OR lower(sender) = lower($sender))
            AND submission_id NOT IN (SELECT submission_id FROM withdrawal)
        QUALIFY row_number() OVER (
            PARTITION BY lower(sender), question ORDER BY number DESC
        ) = 1
        ORDER BY number DESC
        """,
        {"sender": None if sender is None else plain_name(sender)},
    ).fetchall()
    return [
        SavedAnswer(
            question=question, answer=answer, given_at=at, submission_id=submission_id, sender=by
        )
        for question, answer, at, submission_id, by in rows
        if answer
    ]


def of_submission(connection: duckdb.DuckDBPyConnection, submission_id: str) -> dict[str, str]:
    """The answers a submission was read with, by question."""
    rows = connection.execute(
        "SELECT question, answer FROM answer WHERE submission_id = ? ORDER BY number",
        [submission_id],
    ).fetchall()
    return dict(rows)


def forget(
    connection: duckdb.DuckDBPyConnection, sender: str, question: str, by: Actor, now: datetime
) -> None:
    """Ask a sender a question again. Nothing is removed: a further entry without an answer says so.

    Nothing happens where no answer is remembered.
    """
    held = {saved.question: saved.answer for saved in remembered(connection, sender)}
    if question in held:
        _add(connection, "", sender, question, "", True, now)
        particulars = {"sender": plain_name(sender), "question": question}
        audit.note(
            connection, now, by, "forget answer", particulars=particulars, old=held[question]
        )


def keep_mended(
    connection: duckdb.DuckDBPyConnection,
    submission_id: str,
    original: str,
    cells: Iterable[MendedCell],
) -> None:
    """Keep which cells of a file were typed right before it was stored. original: its SHA-256."""
    for each in cells:
        connection.execute(
            "INSERT INTO mended_cell VALUES (?, ?, ?, ?, ?, ?)",
            [submission_id, original, each.sheet, each.cell, each.before, each.after],
        )


def mended(
    connection: duckdb.DuckDBPyConnection, submission_ids: Collection[str]
) -> dict[str, MendedFile]:
    """The files of these submissions in which cells were mended, by submission."""
    rows = connection.execute(
        """
        SELECT submission_id, original_sha256, sheet, cell, before, after
        FROM mended_cell
        WHERE list_contains(?, submission_id)
        """,
        [list(submission_ids)],
    ).fetchall()
    files: dict[str, MendedFile] = {}
    for submission_id, original, sheet, cell, before, after in rows:
        earlier = files.get(submission_id, MendedFile(original=original))
        made = MendedCell(sheet=sheet, cell=cell, before=before, after=after)
        files[submission_id] = replace(earlier, cells=(*earlier.cells, made))
    return files


def _add(
    connection: duckdb.DuckDBPyConnection,
    submission_id: str,
    sender: str,
    question: str,
    answer: str,
    lasts: bool,
    now: datetime,
) -> None:
    connection.execute(
        """
        INSERT INTO answer
        SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM answer
        """,
        [submission_id, plain_name(sender), question, answer, lasts, now],
    )
