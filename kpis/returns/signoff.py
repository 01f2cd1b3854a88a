"""What happens to a submission once it is stored."""

from datetime import datetime

from kpis.model import Submission
from kpis.returns.given import require
from kpis.store import Store


def withdraw_submission(
    store: Store, submission_id: str, *, by: str, why: str, now: datetime | None = None
) -> Submission:
    """Take a submission back: its figures count no more, and it stays in the history.

    Raises UnknownSubmission, with the nearest ids; StoreError when it was withdrawn before;
    UsageError without a post or a reason.
    """
    require(by, "Say which post withdraws the submission, for instance Performance Officer.")
    require(why, "Say why the submission is withdrawn: the history keeps the reason.")
    return store.withdraw(submission_id.strip(), by=by.strip(), why=why.strip(), now=now)
