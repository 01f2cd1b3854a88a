"""What happens to a submission once it is stored: taken back, or approved and published.

A submission is submitted, then approved by a post that vouches for it, then published in a
release of a quarter's figures. Whether one post may both submit and approve is the plan's rule.
"""

from datetime import datetime

from kpis.analysis.report.first_quarter import quarters_of_plan
from kpis.errors import StoreError, UsageError, require
from kpis.model import Approval, Plan, Provenance, Release, Submission
from kpis.periods import ReportingPeriod
from kpis.store import Store
from kpis.use_cases.release_preview import reported_in


def withdraw_submission(
    store: Store, submission_id: str, *, by: str, why: str, now: datetime | None = None
) -> Submission:
    """Take a submission back: its figures count no more, and it stays in the history.

    What was published with it stays published. Raises UnknownSubmission, with the nearest ids;
    StoreError when it was withdrawn before; UsageError without a post or a reason.
    """
    require(by, "Say which post withdraws the submission, for instance Performance Officer.")
    require(why, "Say why the submission is withdrawn: the history keeps the reason.")
    return store.withdraw(submission_id.strip(), by=by.strip(), why=why.strip(), now=now)


def withdraw_illustrative(
    store: Store, *, by: str, why: str, now: datetime | None = None
) -> tuple[Submission, ...]:
    """Withdraw every illustrative submission that stands, oldest first; () when none does.

    Official statistics and services' returns stay. Raises UsageError without a post or a reason,
    StoreError and StoreBusy.
    """
    require(by, "Say which post withdraws the submissions, for instance Performance Officer.")
    require(why, "Say why they are withdrawn: the history keeps the reason.")
    submissions = store.submissions()
    stand = (submissions["provenance"] == Provenance.ILLUSTRATIVE.value) & submissions[
        "withdrawn_at"
    ].isna()
    return tuple(
        withdraw_submission(store, submission_id, by=by, why=why, now=now)
        for submission_id in reversed(submissions.loc[stand, "submission_id"].tolist())
    )


def approve_submission(
    store: Store,
    plan: Plan,
    submission_id: str,
    *,
    by: str,
    note: str = "",
    now: datetime | None = None,
) -> Submission:
    """Approve a submission, so that its figures may be published.

    Raises UnknownSubmission, with the nearest ids; StoreError when it was withdrawn, approved
    before or needs no approval, and when the plan asks for another post than the one that
    submitted it; UsageError without a post.
    """
    require(by, "Say which post approves the submission, for instance Head of Performance.")
    submission = store.submission(submission_id.strip())
    if plan.approval is Approval.TWO and _same_post(by, submission.submitted_by):
        raise StoreError(
            f"{submission.id} was submitted by {submission.submitted_by}, and {plan.title} asks "
            "for another post to approve it. Nothing was changed."
        )
    return store.approve(submission.id, by=by.strip(), note=note.strip(), now=now)


def publish_release(
    store: Store,
    plan: Plan,
    quarter: ReportingPeriod,
    *,
    by: str,
    note: str = "",
    now: datetime | None = None,
) -> Release:
    """Publish the approved figures as they stand, as the next release of a quarter.

    A further release of the same quarter is a correction: figures of that quarter's report that
    differ from the release before carry the marker "r". Raises UsageError without a post or for
    what is no quarter of the plan; StoreError when nothing of it is approved, or when its last
    release shows just these figures.
    """
    require(by, "Say which post publishes the figures, for instance Head of Performance.")
    quarters = quarters_of_plan(plan)
    if quarter not in quarters:
        raise UsageError(
            f"{quarter.label} is no quarter of {plan.title}. "
            f"Its quarters are {quarters[0].label} to {quarters[-1].label}."
        )
    return store.publish(
        quarter.id,
        by=by.strip(),
        note=note.strip(),
        reported=reported_in(plan, quarter),
        now=now,
    )


def _same_post(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
