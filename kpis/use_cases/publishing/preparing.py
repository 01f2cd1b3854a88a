"""Prepare a release: begin it, put it forward for review, comment on it, send it back.

Whoever prepares may begin, put forward, resolve comments and send back; whoever may read figures
before they are published may comment. Approving is another act, and another role's: `scheduling`.
"""

from datetime import datetime

from kpis.errors import require
from kpis.model import About, Act, Actor, Plan, Preparation, ReviewComment
from kpis.periods import ReportingPeriod
from kpis.store import Store
from kpis.use_cases.allow import allow
from kpis.use_cases.release_preview import refuse_other_quarters
from kpis.use_cases.typed import refuse_unreadable, require_post

_POST = "Say which post does it, for instance Performance Officer."


def begin_release(
    store: Store,
    plan: Plan,
    quarter: ReportingPeriod,
    *,
    actor: Actor,
    now: datetime | None = None,
) -> Preparation:
    """Begin to prepare a release of a quarter, as a draft.

    Raises NotAllowed where one is in preparation, UsageError without a post and for what is no
    quarter of the plan; AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.PREPARE_RELEASE, About(words=quarter.label))
    require_post(actor, _POST)
    refuse_other_quarters(plan, quarter)
    return store.begin_preparation(quarter.id, by=actor, now=now)


def put_release_forward(
    store: Store, quarter: ReportingPeriod, *, actor: Actor, now: datetime | None = None
) -> Preparation:
    """Say that a draft is ready for review. Raises as `begin_release`."""
    allow(store, actor, Act.PREPARE_RELEASE, About(words=quarter.label))
    require_post(actor, _POST)
    return store.put_forward(quarter.id, by=actor, now=now)


def send_release_back(
    store: Store, quarter: ReportingPeriod, *, actor: Actor, why: str, now: datetime | None = None
) -> Preparation:
    """Make what is ready or approved a draft again: it is not published at its time.

    Whoever prepares may, also where it was approved: to stop a release asks for less than to make
    one. Raises UsageError without a reason, and as `begin_release`.
    """
    allow(store, actor, Act.PREPARE_RELEASE, About(words=quarter.label))
    require_post(actor, _POST)
    require(why, "Say why it goes back to draft: whoever prepares it has to know.")
    refuse_unreadable(why)
    return store.send_back(quarter.id, by=actor, why=why.strip(), now=now)


def comment_on_release(
    store: Store, quarter: ReportingPeriod, *, actor: Actor, text: str, now: datetime | None = None
) -> ReviewComment:
    """Say something of a release in preparation; it blocks the release until it is resolved.

    Raises UsageError without words, and as `begin_release`.
    """
    allow(store, actor, Act.COMMENT_ON_RELEASE, About(words=quarter.label))
    require_post(actor, _POST)
    require(text, "Say what is to be looked at.")
    refuse_unreadable(text)
    return store.comment_on_release(quarter.id, text.strip(), by=actor, now=now)


def resolve_comment(
    store: Store,
    quarter: ReportingPeriod,
    number: int,
    *,
    actor: Actor,
    now: datetime | None = None,
) -> ReviewComment:
    """Say that what a comment asks for is done, or answered. Raises as `begin_release`."""
    allow(store, actor, Act.PREPARE_RELEASE, About(words=quarter.label))
    require_post(actor, _POST)
    return store.resolve_comment(quarter.id, number, by=actor, now=now)


def in_preparation(
    store: Store, quarter: ReportingPeriod | None = None, *, actor: Actor
) -> tuple[Preparation, ...]:
    """Every release in preparation, by quarter, or that of one; for staff. Raises AccessRefused."""
    allow(store, actor, Act.READ_BEFORE_RELEASE, About(words="releases in preparation"))
    return store.in_preparation(quarter.id if quarter else "")
