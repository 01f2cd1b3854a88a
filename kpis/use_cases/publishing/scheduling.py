"""Approve a release for a time, and take a release back."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from kpis.clock import utc_now
from kpis.errors import NotReadyToPublish, UsageError, require
from kpis.model import (
    EARLY_HOURS,
    MOST_EARLY_HOURS,
    About,
    Act,
    Actor,
    Plan,
    Release,
    ReleaseFault,
    ReleaseWarning,
    ScheduledRelease,
)
from kpis.periods import ReportingPeriod
from kpis.plan.content import content_of
from kpis.regardless import regardless_of_case
from kpis.store import Scheduling, Store
from kpis.use_cases.allow import allow
from kpis.use_cases.due import publish_due
from kpis.use_cases.release_preview import last_ends, reported_in
from kpis.use_cases.signoff import look_through
from kpis.use_cases.typed import LONGEST_NAME, refuse_unreadable, require_post
from kpis.words.days import uk_time
from kpis.words.releases import CHECK_MEANINGS, check_sentence

MOST_READERS = 50  # posts: more than a dozen are already a second publication
LONGEST_WAIT = timedelta(days=366)  # beyond that somebody mistyped the year


def schedule_release(
    store: Store,
    plan: Plan,
    quarter: ReportingPeriod,
    *,
    actor: Actor,
    due_at: datetime,
    note: str = "",
    reason: str = "",
    accepted: Collection[ReleaseWarning] = (),
    seen: str = "",
    early_readers: Iterable[str] = (),
    early_hours: int = EARLY_HOURS,
    now: datetime | None = None,
) -> ScheduledRelease:
    """Approve the release of a quarter for a time (UTC): it is frozen now and published then.

    It is looked through as of that time: what is not yet due now may be late by then.
    early_readers: posts that may read it so many hours before. Otherwise as `publish_release`,
    which raises the same; UsageError also for a time that has passed, and for readers that nobody
    could be.
    """
    allow(store, actor, Act.PUBLISH, About(words=quarter.label))
    require_post(actor, "Say which post approves the release, for instance Head of Performance.")
    now = now or utc_now()
    publish_due(store, now=now)
    _refuse_other_times(due_at, now)
    readers = _posts(early_readers)
    hours = _hours(early_hours) if readers else 0
    if now.date() <= quarter.end:
        kind = ReleaseFault.NOT_ENDED
        words = f"{check_sentence(kind, 1, quarter.label)} {CHECK_MEANINGS[kind]}"
        raise NotReadyToPublish(words)
    preview = look_through(
        store,
        plan,
        quarter,
        actor=actor,
        note=note,
        reason=reason,
        accepted=accepted,
        seen=seen,
        now=due_at,
    )
    asked = Scheduling(
        due_at=due_at,
        note=note.strip(),
        reason=reason.strip() if preview.previous else "",
        accepted=tuple(kind.value for kind in preview.checks.kinds),
        early_readers=readers,
        early_hours=hours,
    )
    return store.schedule(
        quarter.id,
        asked,
        by=actor,
        reported=reported_in(plan, quarter),
        until=last_ends(plan, quarter),
        plan=content_of(plan),
        now=now,
    )


def withdraw_release(
    store: Store, number: int, *, actor: Actor, why: str, now: datetime | None = None
) -> Release:
    """Take a release back, with a reason for readers. It stays on record, and counts no more.

    Its number and address stay its own, and show it, marked as withdrawn. The release before it of
    the same quarter counts again, if there is one. Raises UnknownRelease; NotAllowed when it was
    withdrawn before; UsageError without a post or a reason; AccessRefused.
    """
    allow(store, actor, Act.PUBLISH, About(words=f"release {number}"))
    require_post(actor, "Say which post withdraws it, for instance Head of Performance.")
    require(why, "Say for readers why the release is withdrawn.")
    refuse_unreadable(why)
    publish_due(store, now=now)
    return store.withdraw_release(number, by=actor, why=why.strip(), now=now)


def _refuse_other_times(due_at: datetime, now: datetime) -> None:
    if due_at <= now:
        raise UsageError(
            f"{_capital(uk_time(due_at))} has passed. Name a time to come, or none to publish at "
            "once."
        )
    if due_at - now > LONGEST_WAIT:
        raise UsageError(f"{_capital(uk_time(due_at))} is more than a year from now.")


def _posts(typed: Iterable[str]) -> tuple[str, ...]:
    """Each post once, as it was written first."""
    posts: dict[str, str] = {}
    for text in typed:
        refuse_unreadable(text, most=LONGEST_NAME)
        post = " ".join(text.split())
        require(post, "Name the post of each pre-release reader, for instance Mayor.")
        posts.setdefault(regardless_of_case(post), post)
    if len(posts) > MOST_READERS:
        raise UsageError(
            f"{len(posts)} posts cannot all read it before it is published: at most {MOST_READERS}."
        )
    return tuple(posts.values())


def _hours(hours: int) -> int:
    if not 1 <= hours <= MOST_EARLY_HOURS:
        raise UsageError(
            f"Pre-release readers may read a release 1 to {MOST_EARLY_HOURS} hours before it is "
            f"published, not {hours}."
        )
    return hours


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
