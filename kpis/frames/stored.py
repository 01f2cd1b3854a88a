"""Frames of what the store keeps of figures: returned, standing, revised, submitted, released."""

import pandas as pd

from kpis.frames.contract import frame_of_rows
from kpis.frames.figure import FigureColumns, FigureKey, PeriodColumns, PlaceColumns


class ReturnRow(FigureKey, PeriodColumns, FigureColumns, PlaceColumns):
    """Rows of a return that passed every check: one row per figure, in file order."""

    returned_on: pd.Timestamp


RETURN_ROWS = frame_of_rows("return rows", ReturnRow)


class OutturnRow(FigureKey, PeriodColumns, FigureColumns, PlaceColumns):
    """Figures as they stand at a time: one row per key, the revision that is shown."""

    provenance: str  # model.Provenance
    submission_id: str
    known_at: pd.Timestamp  # when it was returned (backdated for history) or stored
    first_known_at: pd.Timestamp  # of the first revision of this key: late or in time
    revisions: int  # how many there are of this key up to then, 1 or more


OUTTURNS = frame_of_rows("outturns", OutturnRow)


class FigureReturnedRow(FigureKey):
    """Every figure of a measure that was ever returned, also where that was withdrawn; latest
    first.
    """

    period_end: pd.Timestamp


FIGURES_RETURNED = frame_of_rows("figures returned", FigureReturnedRow)


class AreaRow:
    """Areas that have a figure that stands, once for each provenance of theirs, by name."""

    area: str
    provenance: str  # model.Provenance


AREAS = frame_of_rows("areas", AreaRow)


class FigureByGroupRow(FigureKey):
    """Figures by group that submissions brought, also withdrawn ones, in the order of storing."""

    submission_id: str
    outturn: float
    marker: str


FIGURES_BY_GROUP = frame_of_rows("figures by group", FigureByGroupRow)


class RevisionRow(FigureKey, PeriodColumns, FigureColumns, PlaceColumns):
    """Every revision of one measure, oldest first, also withdrawn ones."""

    provenance: str
    submission_id: str
    file_name: str
    submitted_by: str
    note: str
    known_at: pd.Timestamp
    recorded_at: pd.Timestamp
    withdrawn_at: pd.Timestamp
    current: bool  # the revision shown now


REVISIONS = frame_of_rows("revisions", RevisionRow)


class ChangeRow(FigureKey):
    """What submitting a return would change: one row per accepted row."""

    change: str  # new | restated | unchanged
    before: float  # outturn now stored, NaN when new
    before_marker: str
    after: float
    after_marker: str
    sheet: str
    cell: str


CHANGES = frame_of_rows("changes", ChangeRow)


class SubmittedFigureRow(FigureKey):
    """The figures of one submission, in file order, each beside what is approved in its place."""

    period_end: pd.Timestamp
    change: str  # new | restated | unchanged, against what is approved
    before: float  # outturn approved before, NaN where none is; an illustrative one is none
    before_marker: str
    illustrative_before: float  # the illustrative outturn it replaces where none was approved
    outturn: float
    marker: str
    commentary: str
    sheet: str
    cell: str


SUBMITTED_FIGURES = frame_of_rows("submitted figures", SubmittedFigureRow)


class ToApproveRow(SubmittedFigureRow):
    """What a post vouches for: SUBMITTED_FIGURES with their ratings."""

    rag: str  # model.RagStatus; "" where the plan rates no such figure


TO_APPROVE = frame_of_rows("to approve", ToApproveRow)


class SubmissionRow:
    """Every submission, newest first, also withdrawn ones: model.Submission and its state."""

    submission_id: str
    provenance: str
    file_name: str
    sha256: str
    submitted_by: str
    note: str
    recorded_at: pd.Timestamp
    new: int
    restated: int
    unchanged: int
    withdrawn_at: pd.Timestamp  # NaT when it stands
    withdrawn_by: str
    withdrawn_why: str
    reason: str  # why figures were restated
    warnings_note: str  # why it was submitted although it had warnings
    approved_at: pd.Timestamp  # NaT when it is not; recorded_at for what is no return
    approved_by: str  # a post; "" also for what is no return
    state: str  # model.SubmissionState
    activities: int  # statuses of activities in it


SUBMISSIONS = frame_of_rows("submissions", SubmissionRow)


class NoLongerPresentRow(FigureKey):
    """Figures that would stay although a file that once brought them has them no more."""

    outturn: float
    marker: str


NO_LONGER_PRESENT = frame_of_rows("no_longer_present", NoLongerPresentRow)


class AnnotationRow:
    """Annotations pinned to a period of a measure, in the order of making; those that stand."""

    number: int
    measure_id: str
    period_id: str
    kind: str  # model.AnnotationKind
    text: str
    noted_at: pd.Timestamp
    noted_by: str  # a post


ANNOTATIONS = frame_of_rows("annotations", AnnotationRow)


class ReleaseRow:
    """Every release, newest first: the fields of model.Release."""

    number: int
    quarter_id: str
    published_at: pd.Timestamp
    published_by: str
    note: str
    figures: int  # how many it shows, of periods up to the quarter's
    reason: str  # why it corrects the release before it; "" for a first one
    plan_sha256: str  # of the plan kept with it; "" for one made before releases kept their plan
    withdrawn_at: pd.Timestamp  # NaT while it stands
    withdrawn_by: str  # a post
    withdrawn_why: str  # for readers
    early_readers: str  # posts that could read it before it was published, one a line
    early_hours: int  # for how many hours before; 0 where nobody could


RELEASES = frame_of_rows("releases", ReleaseRow)


class DifferenceRow(FigureKey):
    """What the next release of a quarter says otherwise than the last one: one row per figure.

    NaN and "" where one of the two has no figure.
    """

    before: float
    before_marker: str
    after: float
    after_marker: str


DIFFERENCES = frame_of_rows("differences", DifferenceRow)


class AuditRow:
    """Every act that changed the store, and every one that was refused; newest first."""

    number: int  # from 1 without gaps
    recorded_at: pd.Timestamp
    who: str  # a post, or "kpis" for what the program did by itself
    person: str  # "" where nobody signed in
    name: str  # of the person, or the post in place of a name that was erased
    origin: str  # "command line" | "dashboard" | "program"; "" before that was kept
    address: str  # of the network; "" for this machine and where it was erased
    # prepare | submit | withdraw | approve | publish | remark | withdraw remark | mapping |
    # name person | miss file | put back file | a value of Act
    action: str
    submission_id: str  # "" when it was about none
    what: str  # a JSON object with the particulars
    refused: bool
    old: str
    new: str
    hash_before: str  # "" for an entry of before there were any
    hash: str


AUDIT = frame_of_rows("audit", AuditRow)
