"""A release before it is published: who prepared it, what reviewers said, when it is due.

A quarter has one release in preparation at a time. When it is approved for a time its content is
frozen, under the number of that approval below nought (`ScheduledRelease.release_number`): no list
of releases has it, and whoever may read it before its time reads it as any other release.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from kpis.model.record import Record
from kpis.model.submission import Release

EARLY_HOURS = 24  # pre-release readers see it so long before, unless something else is said
MOST_EARLY_HOURS = 168  # a week: the longest anybody has asked for is a day


class PreparationState(StrEnum):
    """How far a release in preparation has come."""

    DRAFT = "draft"
    READY = "ready"  # for review
    APPROVED = "approved"  # for a date and time; its content is frozen
    PUBLISHED = "published"


class PreparationStep(Record):
    """A state it was put into. why: of one that went back to draft; "" else."""

    state: PreparationState
    at: datetime  # UTC, naive
    by: str  # a post
    why: str = ""


class ReviewComment(Record):
    """What somebody said of a release that is not published. number: its own, of all comments."""

    number: int
    text: str
    made_at: datetime  # UTC, naive
    made_by: str  # a post
    resolved_at: datetime | None = None  # None while it is not
    resolved_by: str = ""

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None


class ScheduledRelease(Record):
    """A release that is approved for a time.

    accepted: the kinds of warnings that whoever approved it stands by. early_readers: posts that
    may read it before, from so many hours before its time on.
    """

    number: int  # of the approval, 1, 2, 3 … across quarters
    quarter_id: str
    due_at: datetime  # UTC, naive
    approved_at: datetime
    approved_by: str  # a post
    note: str
    reason: str  # why it corrects the release before it; "" for a first one
    accepted: tuple[str, ...] = ()
    early_readers: tuple[str, ...] = ()
    early_hours: int = EARLY_HOURS
    figures: int = 0
    plan_sha256: str = ""

    @property
    def release_number(self) -> int:
        """Under which its content is kept until it is published: below nought."""
        return -self.number

    @property
    def early_from(self) -> datetime:
        """From when on its pre-release readers may read it: not before there was anything to."""
        return max(self.due_at - timedelta(hours=self.early_hours), self.approved_at)

    def as_release(self) -> Release:
        """As the release it will be, under its number below nought, published when it is due."""
        return Release(
            number=self.release_number,
            quarter_id=self.quarter_id,
            published_at=self.due_at,
            published_by=self.approved_by,
            note=self.note,
            figures=self.figures,
            reason=self.reason,
            plan_sha256=self.plan_sha256,
            early_readers=self.early_readers,
            early_hours=self.early_hours,
        )


class Preparation(Record):
    """steps: oldest first, one at least. scheduled: while it is approved for a time."""

    number: int
    quarter_id: str
    steps: tuple[PreparationStep, ...]
    comments: tuple[ReviewComment, ...] = ()  # oldest first
    scheduled: ScheduledRelease | None = None

    @property
    def state(self) -> PreparationState:
        return self.steps[-1].state

    @property
    def unresolved(self) -> tuple[ReviewComment, ...]:
        return tuple(each for each in self.comments if not each.is_resolved)
