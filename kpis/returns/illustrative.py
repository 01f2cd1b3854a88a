"""Take everything that was made up out of a store: its figures and its activities, in one go."""

from datetime import datetime

from kpis.model import Provenance, Submission
from kpis.returns.given import require
from kpis.returns.signoff import withdraw_submission
from kpis.store import Store


def withdraw_illustrative(
    store: Store, *, by: str, why: str, now: datetime | None = None
) -> tuple[Submission, ...]:
    """Withdraw every illustrative submission that stands, oldest first; () when none does.

    Official statistics and services' returns stay. Raises UsageError without a post or a reason,
    StoreError and StoreBusy.
    """
    require(by, "Say which post withdraws the submissions, for instance Performance Officer.")
    require(why, "Say why they are withdrawn: the history keeps the reason.")
    known = store.submissions()
    stand = (known["provenance"] == Provenance.ILLUSTRATIVE.value) & known["withdrawn_at"].isna()
    return tuple(
        withdraw_submission(store, submission_id, by=by, why=why, now=now)
        for submission_id in reversed(known.loc[stand, "submission_id"].tolist())
    )
