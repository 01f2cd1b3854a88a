"""Sign-off: a post vouches for a submission, and its figures may go into a release.

What is no return needs none: official statistics and illustrative figures come with the plan, and
count as approved from the moment they are stored. Whether the post that submitted may also
approve is the plan's rule, which `kpis.use_cases` keeps.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import duckdb
import pandas as pd

from kpis.errors import NotAllowed
from kpis.frames import SUBMITTED_FIGURES
from kpis.model import Actor, Change, Provenance, Submission, SubmissionState
from kpis.store import audit, queries, submissions
from kpis.store.database.arrow import frame_of
from kpis.store.history import KEY, differs, known_revisions, shown_revisions


def approved(source: str = "revision", *, by_time: bool = False) -> str:
    """A query in brackets: the rows of a table of revisions that may be released.

    by_time: only where the submission was approved by the parameter $as_at.
    """
    return f"""(
        SELECT *
        FROM {source}
        WHERE submission_id IN (
            SELECT submission_id FROM submission WHERE provenance <> '{Provenance.RETURN.value}'
            UNION ALL
            SELECT submission_id FROM approval {"WHERE approved_at <= $as_at" if by_time else ""}
        )
    )"""


def submitted_figures(connection: duckdb.DuckDBPyConnection, submission_id: str) -> pd.DataFrame:
    """SUBMITTED_FIGURES of a submission, whether it is approved by now or not.

    What is illustrative gives way to any return, so it does not count as approved before; it is
    given by itself. Raises UnknownSubmission.
    """
    submissions.submission(connection, submission_id)
    before = f"""(
        SELECT *
        FROM {approved()} AS approved
        WHERE submission_id <> $submission_id
            AND ({KEY}) IN (SELECT ({KEY}) FROM mine)
            AND submission_id NOT IN (
                SELECT submission_id
                FROM submission
                WHERE provenance = '{Provenance.ILLUSTRATIVE.value}'
            )
    )"""
    query = f"""
        WITH
        mine AS (SELECT * FROM revision WHERE submission_id = $submission_id),
        {shown_revisions(before)},
        earlier AS (
            SELECT {KEY}, outturn AS before_outturn, marker AS before_marker
            FROM revision JOIN shown USING (number)
        ),
        made_up AS (
            SELECT
                {KEY},
                arg_max({{'outturn': outturn}}, (known_at, number)).outturn AS illustrative_outturn
            FROM ({known_revisions()}) SEMI JOIN mine USING ({KEY})
            WHERE illustrative AND submission_id <> $submission_id
            GROUP BY {KEY}
        )
        SELECT
            {KEY}, period_end,
            CASE
                WHEN before_marker IS NULL THEN '{Change.NEW}'
                WHEN {differs("", "before_")} THEN '{Change.RESTATED}'
                ELSE '{Change.UNCHANGED}'
            END AS change,
            before_outturn AS before, coalesce(before_marker, '') AS before_marker,
            CASE WHEN before_marker IS NULL THEN illustrative_outturn END AS illustrative_before,
            outturn, marker, commentary, sheet, cell, number
        FROM mine LEFT JOIN earlier USING ({KEY}) LEFT JOIN made_up USING ({KEY})
    """
    parameters = {"submission_id": submission_id}
    return frame_of(SUBMITTED_FIGURES, connection, query, parameters, rising="number")


def submitted_of(
    connection: duckdb.DuckDBPyConnection, submission_ids: Collection[str]
) -> dict[str, tuple[set[str], set[str]]]:
    """Of which measures and activities each submission brought something; empty sets for none."""
    found: dict[str, tuple[set[str], set[str]]] = {each: (set(), set()) for each in submission_ids}
    tables = (("revision", "measure_id"), ("activity_revision", "activity_code"))
    for place, (table, column) in enumerate(tables):
        query = f"""
            SELECT DISTINCT submission_id, {column} FROM {table}
            WHERE list_contains(?, submission_id)
        """
        for submission_id, named in connection.execute(query, [list(found)]).fetchall():
            found[submission_id][place].add(str(named))
    return found


def approve(
    connection: duckdb.DuckDBPyConnection,
    submission_id: str,
    by: Actor,
    note: str,
    now: datetime | None,
) -> Submission:
    """Approve a submission that stands.

    Raises UnknownSubmission; NotAllowed when it was withdrawn, approved before or needs none.
    """
    submission = submissions.submission(connection, submission_id)
    which = f"{submission_id} ({submission.file_name})"
    if submission.withdrawn_at is not None:
        raise NotAllowed(
            f"{which} was withdrawn on {submission.withdrawn_at:%d/%m/%Y at %H:%M} UTC by "
            f"{submission.withdrawn_by}, so it cannot be approved."
        )
    if submission.provenance is not Provenance.RETURN:
        raise NotAllowed(f"{which} is no service's return, so it needs no approval.")
    if submission.approved_at is not None:
        raise NotAllowed(
            f"{which} was approved already, on {submission.approved_at:%d/%m/%Y at %H:%M} UTC by "
            f"{submission.approved_by}."
        )
    now = queries.moment(connection, now)
    connection.execute(
        """
        INSERT INTO approval
        SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM approval
        """,
        [submission_id, now, by.post, note],
    )
    audit.note(
        connection,
        now,
        by,
        "approve",
        submission_id=submission_id,
        particulars={"file": submission.file_name, "note": note},
        old=SubmissionState.SUBMITTED.value,
        new=SubmissionState.APPROVED.value,
    )
    return replace(submission, approved_at=now, approved_by=by.post)
