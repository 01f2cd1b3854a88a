"""Who may read a release before its time: staff, and its pre-release readers in their hours.

Pre-release readers are posts, never persons. Whoever holds one, in whatever role, reads that
release alone, from so many hours before its time on, and changes nothing. The posts are public with
the release, so that everybody knows who has seen it before them.
"""

from collections.abc import Iterable
from datetime import datetime

from kpis.model.access import About, Actor, Belonging
from kpis.model.enumerations import Act
from kpis.model.preparation import ScheduledRelease


def may_read_early(actor: Actor, due: ScheduledRelease, now: datetime) -> bool:
    """Whether somebody may read a release that is approved for a time. now: UTC."""
    return actor.may(Act.READ_SCHEDULED, about_early(due, now))


def read_early(
    actor: Actor, scheduled: Iterable[ScheduledRelease], now: datetime
) -> tuple[ScheduledRelease, ...]:
    """Those of several that somebody may read now, in their order."""
    return tuple(each for each in scheduled if may_read_early(actor, each, now))


def about_early(due: ScheduledRelease, now: datetime) -> About:
    """A release before its time as its pre-release readers', and nobody's before their hours."""
    posts = frozenset(due.early_readers) if due.early_from <= now else frozenset()
    words = f"the release of {due.quarter_id} before its time"
    return About(words=words, belongs=(Belonging(posts=posts),))
