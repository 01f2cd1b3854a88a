"""What happens to a submission once it is stored: taken back, or approved and published.

A submission is submitted, then approved by a post that vouches for it, then published in a
release of a quarter's figures. Whether one post may both submit and approve is the plan's rule.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import pandas as pd

from kpis.analysis.figures.lines import in_lines, places_in_chain
from kpis.analysis.figures.rate_return import rate_return
from kpis.analysis.report.release_checks import ReleaseChecks
from kpis.errors import NotAllowed, NotReadyToPublish, require
from kpis.frames import TO_APPROVE
from kpis.model import (
    About,
    Act,
    Actor,
    Approval,
    Belonging,
    Plan,
    Provenance,
    Release,
    ReleaseFault,
    ReleaseWarning,
    Submission,
)
from kpis.periods import ReportingPeriod
from kpis.plan.chain.chain import Chain, chain_of
from kpis.plan.content import content_of
from kpis.regardless import regardless_of_case
from kpis.store import Store
from kpis.use_cases.allow import allow, allow_some, of_things
from kpis.use_cases.due import publish_due
from kpis.use_cases.kept.wanted import of_measures
from kpis.use_cases.release_preview import (
    ReleasePreview,
    last_ends,
    preview_release,
    refuse_other_quarters,
    reported_in,
)
from kpis.use_cases.seen_store import seen_by
from kpis.use_cases.typed import refuse_unreadable, require_post
from kpis.words.releases import CHECK_MEANINGS, check_sentence

ALL_WARNINGS = frozenset(ReleaseWarning)  # for whoever stands by all of them


def withdraw_submission(
    store: Store, submission_id: str, *, actor: Actor, why: str, now: datetime | None = None
) -> Submission:
    """Take a submission back: its figures count no more, and it stays in the history.

    What was published with it stays published. Raises UnknownSubmission, with the nearest ids;
    NotAllowed when it was withdrawn before; UsageError without a post or a reason; AccessRefused
    where another post submitted it.
    """
    allow_some(store, actor, Act.WITHDRAW, _named(submission_id))
    require_post(actor, "Say which post withdraws it, for instance Performance Officer.")
    require(why, "Say why the submission is withdrawn: the history keeps the reason.")
    refuse_unreadable(why)
    submission = store.submission(submission_id.strip())
    allow(store, actor, Act.WITHDRAW, _by_its_post(submission))
    return store.withdraw(submission.id, by=actor, why=why.strip(), now=now)


def withdraw_illustrative(
    store: Store, *, actor: Actor, why: str, now: datetime | None = None
) -> tuple[Submission, ...]:
    """Withdraw every illustrative submission that stands, oldest first; () when none does.

    Official statistics and services' returns stay. Raises UsageError without a post or a reason,
    AccessRefused, StoreError and StoreBusy.
    """
    allow_some(store, actor, Act.WITHDRAW, About(words="everything illustrative"))
    require_post(actor, "Say which post withdraws them, for instance Performance Officer.")
    require(why, "Say why they are withdrawn: the history keeps the reason.")
    submissions = store.submissions()
    stand = (submissions["provenance"] == Provenance.ILLUSTRATIVE.value) & submissions[
        "withdrawn_at"
    ].isna()
    return tuple(
        withdraw_submission(store, submission_id, actor=actor, why=why, now=now)
        for submission_id in reversed(submissions.loc[stand, "submission_id"].tolist())
    )


def figures_to_approve(
    store: Store, plan: Plan | Chain, submission_id: str, *, actor: Actor
) -> pd.DataFrame:
    """TO_APPROVE: what a post vouches for by approving a submission, in file order.

    Of a chain each figure is rated by the plan in force when it is reported. Figures of measures
    that no plan of it has are left out: no page shows them. Raises UnknownSubmission, with the
    nearest ids; AccessRefused, StoreError and StoreBusy.
    """
    chain = plan if isinstance(plan, Chain) else chain_of(plan)
    figures = seen_by(store, chain.known, actor).submitted_figures(submission_id.strip())
    provenance = store.submission(submission_id.strip()).provenance
    stored = store.outturns(of=of_measures(chain))
    places = places_in_chain(chain, figures["measure_id"], figures["period_end"])
    rag = pd.Series("", index=figures.index, dtype="str")
    for place, by in enumerate(chain.plans):
        own = figures[places == place]
        if len(own):
            named, known = in_lines(by, own), in_lines(by, stored)
            rag[own.index] = rate_return(by, named, stored=known, provenance=provenance)
    return TO_APPROVE.conform(figures.assign(rag=rag)[places >= 0])


def approve_submission(
    store: Store,
    plan: Plan,
    submission_id: str,
    *,
    actor: Actor,
    note: str = "",
    now: datetime | None = None,
) -> Submission:
    """Approve a submission, so that its figures may be published.

    Raises UnknownSubmission, with the nearest ids; NotAllowed when it was withdrawn, approved
    before or needs no approval, and when the plan asks for another post than the one that
    submitted it, or another person; UsageError without a post; AccessRefused.
    """
    allow_some(store, actor, Act.APPROVE, _named(submission_id))
    require_post(actor, "Say which post approves the submission, for instance Head of Performance.")
    refuse_unreadable(note)
    submission = store.submission(submission_id.strip())
    allow(store, actor, Act.APPROVE, _about(store, plan, submission))
    if plan.approval is Approval.TWO:
        _refuse_the_same(store, plan, actor, submission)
    return store.approve(submission.id, by=actor, note=note.strip(), now=now)


def publish_release(
    store: Store,
    plan: Plan,
    quarter: ReportingPeriod,
    *,
    actor: Actor,
    note: str = "",
    reason: str = "",
    accepted: Collection[ReleaseWarning] = (),
    seen: str = "",
    now: datetime | None = None,
) -> Release:
    """Publish what is approved of periods up to a quarter, as its next release, with the plan.

    plan: as its files have it, without annotations, for the release rates by it for good. A
    further release of the same quarter is a correction: it gives its reason to readers, and
    figures of that quarter's report that differ from the release before carry the marker "r".
    accepted: the kinds of warnings that whoever publishes has seen and stands by. seen: the
    version of the store that was looked at; "" where nobody looked.
    Raises UsageError without a post, for a correction without a reason and for what is no quarter
    of the plan; NotReadyToPublish for a fault, for a warning that is not accepted, and where the
    store has changed since it was seen; AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.PUBLISH, About(words=quarter.label))
    require_post(actor, "Say which post publishes the figures, for instance Head of Performance.")
    publish_due(store, now=now)
    preview = look_through(
        store,
        plan,
        quarter,
        actor=actor,
        note=note,
        reason=reason,
        accepted=accepted,
        seen=seen,
        now=now,
    )
    return store.publish(
        quarter.id,
        by=actor,
        note=note.strip(),
        reason=reason.strip() if preview.previous else "",
        reported=reported_in(plan, quarter),
        until=last_ends(plan, quarter),
        plan=content_of(plan),
        now=now,
    )


def look_through(
    store: Store,
    plan: Plan,
    quarter: ReportingPeriod,
    *,
    actor: Actor,
    note: str,
    reason: str,
    accepted: Collection[ReleaseWarning],
    seen: str,
    now: datetime | None,
) -> ReleasePreview:
    """What would be published of a quarter at a time, looked through. As `publish_release`.

    Raises UsageError and NotReadyToPublish as that does.
    """
    refuse_unreadable(note, reason)
    refuse_other_quarters(plan, quarter)
    if seen and store.version() != seen:
        raise NotReadyToPublish(
            "The store has changed since this list was made. Look through it again; nothing was "
            "published."
        )
    preview = preview_release(store, plan, quarter, actor=actor, now=now)
    if obstacle := why_not(quarter, preview.checks, accepted):
        raise NotReadyToPublish(obstacle)
    if preview.previous is not None:
        require(reason, f"{quarter.label} was released before. Say for readers what is corrected.")
    return preview


def why_not(
    quarter: ReportingPeriod, checks: ReleaseChecks, accepted: Collection[ReleaseWarning]
) -> str:
    """Why a quarter cannot be published, in sentences; "" where it can."""
    if checks.faults:
        return " ".join(
            f"{check_sentence(kind, len(checks.of(kind)), quarter.label)} {CHECK_MEANINGS[kind]}"
            for kind in ReleaseFault
            if checks.of(kind)
        )
    words = [
        check_sentence(kind, len(checks.of(kind)), quarter.label)
        for kind in checks.kinds
        if kind not in accepted
    ]
    if not words:
        return ""
    each = "this" if len(words) == 1 else "each of these"
    return f"{' '.join(words)} Accept {each} to publish all the same. Nothing was published."


def _named(submission_id: str) -> About:
    """A submission that was not looked for yet."""
    return About(words=submission_id.strip(), submission_id=submission_id.strip())


def _by_its_post(submission: Submission) -> About:
    """A submission as its post's."""
    return About(
        words=f"{submission.id}, {submission.file_name}",
        submission_id=submission.id,
        belongs=(Belonging(posts=frozenset({submission.submitted_by})),),
    )


def _about(store: Store, plan: Plan, submission: Submission) -> About:
    """A submission as theirs whose measures and activities it is about."""
    ids, codes = store.submitted_of([submission.id])[submission.id]
    measures = [plan.measures_by_id[each] for each in sorted(ids) if each in plan.measures_by_id]
    return replace(_by_its_post(submission), belongs=of_things(plan, measures, codes))


def _refuse_the_same(store: Store, plan: Plan, actor: Actor, submission: Submission) -> None:
    """Raises NotAllowed where the post that submitted would approve, or the same person."""
    same_person = actor.person and actor.person == store.submitter(submission.id)
    same_post = regardless_of_case(actor.post) == regardless_of_case(submission.submitted_by)
    if same_person or same_post:
        other = "person" if same_person else "post"
        raise NotAllowed(
            f"{submission.id} was submitted by {submission.submitted_by}, and {plan.title} asks "
            f"for another {other} to approve it. Nothing was changed."
        )
