"""What was stored and what was published."""

from datetime import datetime

from kpis.model.enumerations import Provenance
from kpis.model.record import Record


class Submission(Record):
    """A file that was stored, and whether it has since been approved or withdrawn."""

    id: str
    provenance: Provenance
    file_name: str
    sha256: str
    submitted_by: str  # a post
    note: str
    recorded_at: datetime  # UTC, naive
    new: int
    restated: int
    unchanged: int
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_why: str = ""
    reason: str = ""  # why figures were restated
    warnings_note: str = ""  # why it was submitted although it had warnings
    # What is no return counts as approved from when it was recorded, by nobody.
    approved_at: datetime | None = None
    approved_by: str = ""  # a post
    activities: int = 0  # statuses of activities in it; they are no figures


class Release(Record):
    """A quarter as it was published, closed; what it shows never changes.

    It may be withdrawn, which is kept beside it.
    """

    number: int  # 1, 2, 3 … across quarters; a later one of the same quarter corrects it
    quarter_id: str
    published_at: datetime  # UTC, naive
    published_by: str  # a post
    note: str  # for readers
    figures: int  # how many it shows, of periods up to the quarter's
    reason: str = ""  # why it corrects the release before it, for readers; "" for a first one
    # Of the plan kept with it; "" for one made before releases kept their plan.
    plan_sha256: str = ""
    withdrawn_at: datetime | None = None  # UTC, naive; None while it stands
    withdrawn_by: str = ""  # a post
    withdrawn_why: str = ""  # for readers
    # The posts that could read it before it was published, and for how many hours; () for none.
    early_readers: tuple[str, ...] = ()
    early_hours: int = 0

    @property
    def is_published(self) -> bool:
        """False of one that is approved for a time to come: its number is below nought."""
        return self.number > 0

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back: then it counts no more, and is still read by its number."""
        return self.withdrawn_at is not None

    @property
    def keeps_its_plan(self) -> bool:
        return bool(self.plan_sha256)
