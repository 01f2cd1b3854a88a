"""What goes into the store and what comes back, beside the frames. Light: no database here."""

from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from kpis.model import Actor, Change, Provenance, Submission, local_administrator
from kpis.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    import pandas as pd

LISTED = 200  # submissions found, where nothing else is said
TIMEOUT = 15.0  # seconds to wait while another process has the store


def actor_of(by: Actor | str) -> Actor:
    """Who does something; a post alone stands for whoever sits at this machine."""
    return by if isinstance(by, Actor) else local_administrator(by)


class SavedMapping(Record):
    """What somebody said of a sender's layout, in the text `kpis.readers.mapping.saved` writes.

    number: its own, in the order of saving. name: "m3", the same for all that were saved for this
    sender and header.
    """

    number: int
    name: str
    sender: str  # a post, as it was written when this was saved
    mapping: str
    saved_by: str  # a post
    saved_at: datetime  # UTC


class SavedAnswer(Record):
    """What a sender answered to a question, by its key, and with which submission."""

    question: str
    answer: str
    given_at: datetime  # UTC
    submission_id: str
    sender: str  # a post, as it was written when this was answered


class MendedCell(Record):
    """A cell that was typed right on the page. sheet: "" in a CSV."""

    sheet: str
    cell: str
    before: str
    after: str


class MendedFile(Record):
    """A file in which cells were typed right. original: the SHA-256 of the file as it was sent."""

    original: str
    cells: tuple[MendedCell, ...] = ()


class MissingFile(Record):
    """A kept file that is gone, or altered.

    as_sent: whether it is the one as sent of a file that was mended. address: where it is kept.
    known_since: when it was first missed (UTC); None where that is not known yet.
    """

    submission_id: str
    file_name: str
    sha256: str
    as_sent: bool
    altered: bool
    address: str
    known_since: datetime | None


class Incoming(Record):
    """A checked return on its way into the store."""

    rows: "pd.DataFrame"  # RETURN_ROWS
    file_name: str
    content: bytes  # the file as it was given
    provenance: Provenance
    by: Actor | str  # as `actor_of` takes it
    note: str = ""
    reason: str = ""  # why figures are restated
    warnings_note: str = ""  # why it is submitted although it has warnings
    activities: "pd.DataFrame | None" = None  # ACTIVITY_ROWS
    mapping: SavedMapping | str | None = None  # it was read with; a text is kept for `by` as well
    answers: "Mapping[str, str]" = field(default_factory=dict)  # by question
    lasting: "Set[str]" = frozenset()  # the questions whose answers hold for `by`'s next file
    original: bytes = b""  # the file as it was sent, where cells of it were mended
    mended: tuple[MendedCell, ...] = ()
    now: datetime | None = None  # UTC; None = the clock's


class Scheduling(Record):
    """What is said of a release that is approved for a time, as `ScheduledRelease` has it."""

    due_at: datetime  # UTC
    note: str = ""
    reason: str = ""
    accepted: tuple[str, ...] = ()
    early_readers: tuple[str, ...] = ()
    early_hours: int = 0


class Stored(Record):
    """What became of a return.

    changes, activity_changes: CHANGES and ACTIVITY_CHANGES as found within the transaction.
    repeated: all of it was stored from that very file before, so nothing was; `submission` is the
    earlier one, and every figure of `changes` is unchanged. put_back: a sentence for each kept
    file that was missing or altered, and is there again.
    """

    submission: Submission
    changes: "pd.DataFrame"
    activity_changes: "pd.DataFrame"
    repeated: bool
    put_back: tuple[str, ...] = ()


class Preview(Record):
    """What storing a return would do, worked out without storing it.

    changes: CHANGES. activity_changes: ACTIVITY_CHANGES. repeated: the submission of that very
    file that stands and holds all of this, None when there is none. no_longer_present:
    NO_LONGER_PRESENT, what files of that name brought before and this one does not.
    """

    changes: "pd.DataFrame"
    activity_changes: "pd.DataFrame"
    repeated: Submission | None
    no_longer_present: "pd.DataFrame"


def as_repeated(changes: "pd.DataFrame") -> "pd.DataFrame":
    """CHANGES of a file that was submitted before: nothing is stored, so every figure stays."""
    return changes.assign(
        change=Change.UNCHANGED.value,
        after=changes["before"],
        after_marker=changes["before_marker"],
    ).astype({"change": "str"})


def activities_as_repeated(changes: "pd.DataFrame") -> "pd.DataFrame":
    """ACTIVITY_CHANGES of a file that was submitted before: every status stays as it is."""
    return changes.assign(
        change=Change.UNCHANGED.value, after_status=changes["before_status"]
    ).astype({"change": "str"})


class WantedActs(Record):
    """Which acts of the audit are looked for; all, unless a field is given.

    find: words that each stand somewhere in what is written of the act. person: id, or a part of
    the name. post, act: the whole of it. None of them minds capitals. since, until: UTC, both
    included. measure: id of one that figures were submitted of, that an annotation is on, or that
    was asked for; submission: an id; release: a number. refused: None for done and refused alike.
    """

    find: str = ""
    person: str = ""
    post: str = ""
    act: str = ""
    since: datetime | None = None
    until: datetime | None = None
    measure: str = ""
    submission: str = ""
    release: str = ""
    refused: bool | None = None


class TriedWithoutRole(Record):
    """Acts that were refused to somebody without a role: who, from where, how often, what, when.

    name: of a person who had a role once; "" for somebody the store does not know. address: "" for
    this machine. acts: as the audit has them.
    """

    name: str
    address: str
    times: int
    acts: tuple[str, ...]
    last_at: datetime  # UTC


ALL_ACTS = WantedActs()


class WantedFigures(Record):
    """Of which figures something is asked; of all, unless a field is given.

    measures: ids as they are stored; areas: names. groups_alone: only figures by group.
    """

    measures: "frozenset[str] | None" = None
    areas: "frozenset[str] | None" = None
    groups_alone: bool = False


ALL_FIGURES = WantedFigures()


class AuditExtent(Record):
    """count: acts looked for. posts, kinds: those that the whole audit has, kinds as called."""

    count: int
    posts: tuple[str, ...]
    kinds: tuple[str, ...]
