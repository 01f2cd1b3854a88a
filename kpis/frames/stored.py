"""Frames of what the store keeps of figures: returned, standing, revised, submitted, released."""

from kpis.frames.contract import FIGURE, TEXT, TIME, WHOLE, YES_NO, Frame
from kpis.frames.figure import FIGURE_COLUMNS, KEY_COLUMNS, PERIOD_COLUMNS, PLACE_COLUMNS

# Rows of a return that passed every check: one row per figure, in file order.
RETURN_ROWS = Frame(
    "return rows",
    KEY_COLUMNS
    | PERIOD_COLUMNS
    | FIGURE_COLUMNS
    | PLACE_COLUMNS
    # When the service first returned it: only in published and illustrative files, which carry
    # history; NaT = when it is stored.
    | {"returned_on": TIME},
)

# Figures as they stand at a time: one row per key, the revision that is shown.
OUTTURNS = Frame(
    "outturns",
    KEY_COLUMNS
    | PERIOD_COLUMNS
    | FIGURE_COLUMNS
    | PLACE_COLUMNS
    | {
        "provenance": TEXT,  # model.Provenance
        "submission_id": TEXT,
        "known_at": TIME,  # when it was returned (backdated for history) or stored
        "first_known_at": TIME,  # of the first revision of this key: late or in time
        "revisions": WHOLE,  # how many there are of this key up to then, 1 or more
    },
)

# Every figure of a measure that was ever returned, also where that was withdrawn; latest first.
FIGURES_RETURNED = Frame("figures returned", KEY_COLUMNS | {"period_end": TIME})

# Every revision of one measure, oldest first, also withdrawn ones.
REVISIONS = Frame(
    "revisions",
    KEY_COLUMNS
    | PERIOD_COLUMNS
    | FIGURE_COLUMNS
    | PLACE_COLUMNS
    | {
        "provenance": TEXT,
        "submission_id": TEXT,
        "file_name": TEXT,
        "submitted_by": TEXT,
        "note": TEXT,
        "known_at": TIME,
        "recorded_at": TIME,
        "withdrawn_at": TIME,
        "current": YES_NO,  # the revision shown now
    },
)

# What submitting a return would change: one row per accepted row.
CHANGES = Frame(
    "changes",
    KEY_COLUMNS
    | {
        "change": TEXT,  # new | restated | unchanged
        "before": FIGURE,  # outturn now stored, NaN when new
        "before_marker": TEXT,
        "after": FIGURE,
        "after_marker": TEXT,
        "sheet": TEXT,
        "cell": TEXT,
    },
)

# Every submission, newest first, also withdrawn ones: model.Submission and its state.
SUBMISSIONS = Frame(
    "submissions",
    {
        "submission_id": TEXT,
        "provenance": TEXT,
        "file_name": TEXT,
        "sha256": TEXT,
        "submitted_by": TEXT,
        "note": TEXT,
        "recorded_at": TIME,
        "new": WHOLE,
        "restated": WHOLE,
        "unchanged": WHOLE,
        "withdrawn_at": TIME,  # NaT when it stands
        "withdrawn_by": TEXT,
        "withdrawn_why": TEXT,
        "reason": TEXT,  # why figures were restated
        "warnings_note": TEXT,  # why it was submitted although it had warnings
        "approved_at": TIME,  # NaT when it is not; recorded_at for what is no return
        "approved_by": TEXT,  # a post; "" also for what is no return
        "state": TEXT,  # model.SubmissionState
        "activities": WHOLE,  # statuses of activities in it
    },
)

# Figures that would stay although a file that once brought them has them no more.
MISSING = Frame("missing", KEY_COLUMNS | {"outturn": FIGURE, "marker": TEXT})

# Annotations pinned to a period of a measure, in the order of making; those that stand.
ANNOTATIONS = Frame(
    "annotations",
    {
        "number": WHOLE,
        "measure_id": TEXT,
        "period_id": TEXT,
        "kind": TEXT,  # model.AnnotationKind
        "text": TEXT,
        "noted_at": TIME,
        "noted_by": TEXT,  # a post
    },
)

# Every release, newest first: the fields of model.Release.
RELEASES = Frame(
    "releases",
    {
        "number": WHOLE,
        "quarter_id": TEXT,
        "published_at": TIME,
        "published_by": TEXT,
        "note": TEXT,
        "figures": WHOLE,  # how many it shows, of all periods
    },
)

# Every action that changed the store, newest first.
AUDIT = Frame(
    "audit",
    {
        "recorded_at": TIME,
        "who": TEXT,  # a post, or "kpis" for what the program did by itself
        # prepare | submit | withdraw | approve | publish | remark | withdraw remark |
        # mapping | forget mapping
        "action": TEXT,
        "submission_id": TEXT,  # "" when it was about none
        "what": TEXT,  # a JSON object with the particulars
    },
)
