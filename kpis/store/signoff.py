"""Sign-off: a post vouches for a submission, and its figures may go into a release.

What is no return needs none: official statistics and illustrative figures come with the plan, and
count as approved from the moment they are stored. Whether the post that submitted may also
approve is the plan's rule, which `kpis.use_cases` keeps.
"""

from dataclasses import replace
from datetime import datetime

import duckdb

from kpis.errors import StoreError
from kpis.model import Provenance, Submission
from kpis.store import audit, queries, submissions

# The revisions that may be released.
APPROVED = f"""(
    SELECT *
    FROM revision
    WHERE submission_id IN (
        SELECT submission_id FROM submission WHERE provenance <> '{Provenance.RETURN.value}'
        UNION ALL
        SELECT submission_id FROM approval
    )
)"""


def approve(
    connection: duckdb.DuckDBPyConnection,
    submission_id: str,
    by: str,
    note: str,
    now: datetime | None,
) -> Submission:
    """Approve a submission that stands.

    Raises UnknownSubmission; StoreError when it was withdrawn, approved before or needs none.
    """
    submission = submissions.submission(connection, submission_id)
    which = f"{submission_id} ({submission.file_name})"
    if submission.withdrawn_at is not None:
        raise StoreError(
            f"{which} was withdrawn on {submission.withdrawn_at:%d/%m/%Y at %H:%M} UTC by "
            f"{submission.withdrawn_by}, so it cannot be approved."
        )
    if submission.provenance is not Provenance.RETURN:
        raise StoreError(f"{which} is no service's return, so it needs no approval.")
    if submission.approved_at is not None:
        raise StoreError(
            f"{which} was approved already, on {submission.approved_at:%d/%m/%Y at %H:%M} UTC by "
            f"{submission.approved_by}."
        )
    now = queries.moment(connection, now)
    connection.execute(
        """
        INSERT INTO approval
        SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM approval
        """,
        [submission_id, now, by, note],
    )
    audit.note(
        connection,
        now,
        by,
        "approve",
        submission_id=submission_id,
        particulars={"file": submission.file_name, "note": note},
    )
    return replace(submission, approved_at=now, approved_by=by)
