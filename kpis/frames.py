"""Every DataFrame that crosses from one module to another: its columns, their types and units.

A frame with no rows still has all its columns in their types: `empty()` makes one.
Text is pandas `str` and never missing: "" where there is none, unless a column says otherwise.
Figures are float64 in the measure's own unit, NaN where there is none. Times are UTC without a
zone. `check()` is called where a frame is handed over, so a fault shows where it was made.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from kpis.errors import FrameError

TEXT, FIGURE, WHOLE, YES_NO, TIME = "str", "float64", "int64", "bool", "datetime64[us]"


@dataclass(frozen=True, slots=True)
class Frame:
    """The contract of one kind of frame. `columns` maps each name to its dtype, in order."""

    name: str
    columns: dict[str, str]

    def empty(self) -> pd.DataFrame:
        # Arrays, not Series, whose many indexes would take three times as long to agree.
        return pd.DataFrame({name: pd.array([], kind) for name, kind in self.columns.items()})

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with exactly these columns, in order and cast; a new RangeIndex.

        Missing text becomes "". Raises FrameError when a column is missing or will not cast.
        """
        self._require(frame.columns)
        frame = frame.reset_index(drop=True)
        cast = {}
        for name, kind in self.columns.items():
            column = frame[name]
            if kind == TEXT and column.array.isna().any():
                column = column.astype(object).where(column.notna(), "")
            try:
                cast[name] = column if column.dtype == kind else column.astype(kind)
            except (TypeError, ValueError) as error:
                raise FrameError(f"{self.name}.{name} is not {kind}: {error}") from error
        return pd.DataFrame(cast, index=frame.index, copy=False)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same frame, if it keeps the contract. Further columns are allowed.

        Raises FrameError naming the columns that are missing or of another type.
        """
        self._require(frame.columns)
        wrong = [
            f"{name} is {frame[name].dtype}, not {kind}"
            for name, kind in self.columns.items()
            if str(frame[name].dtype) != kind
        ]
        if wrong:
            raise FrameError(f"{self.name}: {'; '.join(wrong)}.")
        return frame

    def _require(self, names: Iterable[str]) -> None:
        present = set(names)
        missing = [name for name in self.columns if name not in present]
        if missing:
            raise FrameError(f"{self.name} lacks {', '.join(missing)}.")


# What identifies a figure. Its history is its revisions under one key.
OUTTURN_KEY = ["measure_id", "period_id", "area", "breakdown", "category"]

_KEY = {
    "measure_id": TEXT,  # a measure or a part
    "period_id": TEXT,  # as ReportingPeriod.id
    "area": TEXT,  # the plan's own area, or a comparator
    "breakdown": TEXT,  # "" for the whole; "Sex", "Ward", "How the duty ended"
    "category": TEXT,  # "" for the whole; "Women", "Bow East"
}
_PERIOD = {"frequency": TEXT, "period_start": TIME, "period_end": TIME}
_FIGURE = {
    "outturn": FIGURE,
    "numerator": FIGURE,
    "denominator": FIGURE,
    "marker": TEXT,  # "", or letters of model.Marker: "p", "r", "c", "x", "z"
    "commentary": TEXT,
}
_PLACE = {
    "sheet": TEXT,  # "" in a CSV
    "cell": TEXT,  # of the outturn: "D14"; in a CSV "row 14, column outturn"
}

# Rows of a return that passed every check: one row per figure, in file order.
RETURN_ROWS = Frame(
    "return rows",
    _KEY
    | _PERIOD
    | _FIGURE
    | _PLACE
    # When the service first returned it: only in published and illustrative files, which carry
    # history; NaT = when it is stored.
    | {"returned_on": TIME},
)

# Figures as they stand at a time: one row per key, the revision that is shown.
OUTTURNS = Frame(
    "outturns",
    _KEY
    | _PERIOD
    | _FIGURE
    | _PLACE
    | {
        "provenance": TEXT,  # model.Provenance
        "submission_id": TEXT,
        "known_at": TIME,  # when it was returned (backdated for history) or stored
        "first_known_at": TIME,  # of the first revision of this key: late or in time
        "revisions": WHOLE,  # how many there are of this key up to then, 1 or more
    },
)

# Every revision of one measure, oldest first, also withdrawn ones.
REVISIONS = Frame(
    "revisions",
    _KEY
    | _PERIOD
    | _FIGURE
    | _PLACE
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
    _KEY
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
MISSING = Frame("missing", _KEY | {"outturn": FIGURE, "marker": TEXT})

# Remarks pinned to a period of a measure, in the order of making; those that stand.
REMARKS = Frame(
    "remarks",
    {
        "number": WHOLE,
        "measure_id": TEXT,
        "period_id": TEXT,
        "kind": TEXT,  # model.RemarkKind
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

# Rows of an activities return that passed every check, in file order.
ACTIVITY_ROWS = Frame(
    "activity rows",
    {
        "activity_code": TEXT,  # "A1.2"
        "quarter_id": TEXT,
        "status": TEXT,  # model.ActivityStatus
        "percent_done": FIGURE,
        "expected_on": TIME,  # NaT where none is given
        "revised_on": TIME,
        "comment": TEXT,
    }
    | _PLACE,
)

# How activities stand: one row per activity and quarter, the revision that is shown.
ACTIVITIES = Frame(
    "activities",
    ACTIVITY_ROWS.columns | {"submission_id": TEXT, "provenance": TEXT, "known_at": TIME},
)

# Every action that changed the store, newest first.
AUDIT = Frame(
    "audit",
    {
        "recorded_at": TIME,
        "who": TEXT,  # a post, or "kpis" for what the program did by itself
        # prepare | submit | withdraw | approve | publish | remark | withdraw remark | mapping |
        # forget mapping
        "action": TEXT,
        "submission_id": TEXT,  # "" when it was about none
        "what": TEXT,  # a JSON object with the particulars
    },
)

# One row per measure or part and quarter of the report: everything pages and exports show.
PERFORMANCE = Frame(
    "performance",
    {
        "quarter_id": TEXT,  # the quarter of the report
        "measure_id": TEXT,
        "code": TEXT,
        "part_of": TEXT,  # id of the whole, "" for a measure
        "title": TEXT,
        "short_title": TEXT,
        "outcome": WHOLE,
        "priority": WHOLE,
        "themes": TEXT,  # ids joined by a space
        "period_id": TEXT,  # the measure's own period reported in this quarter; "" = not due
        "period_label": TEXT,
        "frequency": TEXT,
        "basis": TEXT,
        "unit": TEXT,
        "unit_label": TEXT,
        "decimals": WHOLE,
        "polarity": TEXT,
        "outturn": FIGURE,  # unrounded; shown and rated after kpis.rounding
        "numerator": FIGURE,
        "denominator": FIGURE,
        "marker": TEXT,
        "provenance": TEXT,
        "submission_id": TEXT,
        "commentary": TEXT,
        "target": FIGURE,
        "minimum_expectation": FIGURE,
        "target_upper": FIGURE,  # RANGE only
        "minimum_expectation_upper": FIGURE,
        "target_illustrative": YES_NO,
        "variance": FIGURE,  # outturn − target, both rounded, in the measure's unit
        "rag": TEXT,  # model.RagStatus
        "rag_reason": TEXT,  # why it is not rated, a sentence; "" when rated
        "previous_period_id": TEXT,  # "" when there is none to compare with
        "previous_outturn": FIGURE,
        "direction_previous": TEXT,  # model.Direction, "" when blank
        "direction_previous_reason": TEXT,  # why blank or why no clear change
        "year_period_id": TEXT,
        "year_outturn": FIGURE,
        "direction_year": TEXT,
        "direction_year_reason": TEXT,
        "latest_period_id": TEXT,  # newest figure known up to this quarter, also when not due
        "latest_outturn": FIGURE,
        "due_on": TIME,
        "returned_on": TIME,  # NaT when not returned
        "returned_late": YES_NO,
    },
)

# Counts of one report: one row per group and state.
COUNTS = Frame(
    "counts",
    {
        "group": TEXT,  # "all", or the outcome number, priority number or theme id as text
        "rag": TEXT,
        "count": WHOLE,
    },
)

# Counts of one report beside those of an earlier one.
COUNT_CHANGES = Frame(
    "count changes",
    COUNTS.columns | {"before": WHOLE, "change": WHOLE},  # change = count − before
)

# The figures of one measure over time, each beside the aim it is held against: one row per area,
# category and period. Periods without a return between the first and the last are rows too, so
# that a line drawn through the rows breaks where it should.
SERIES = Frame(
    "series",
    _KEY
    | {"period_label": TEXT}
    | _PERIOD
    | {
        "year": TEXT,  # financial year of the period's last day: "2019/20"
        "year_to_date": YES_NO,  # totals to date: a line through them starts anew each April
        "returned": YES_NO,  # False: nothing was returned for this period
        "outturn": FIGURE,
        "numerator": FIGURE,
        "denominator": FIGURE,
        "marker": TEXT,
        "commentary": TEXT,
        "provenance": TEXT,
        "submission_id": TEXT,
        # Of the plan's own area and the whole measure only; NaN outside the plan's years.
        "target": FIGURE,
        "minimum_expectation": FIGURE,
        "target_upper": FIGURE,
        "minimum_expectation_upper": FIGURE,
        "target_illustrative": YES_NO,
        "rag": TEXT,  # model.RagStatus, "" where nothing was returned or is not to be rated
        "break_before": YES_NO,  # figures from here on do not compare with those before
        "break_reason": TEXT,
    },
)

# What one quarter's collection has brought so far: one row per measure or part that is due, in
# plan order. A monthly measure is one row: its quarter is returned when all three months are.
PROGRESS = Frame(
    "progress",
    {
        "quarter_id": TEXT,
        "measure_id": TEXT,
        "code": TEXT,
        "title": TEXT,
        "directorate": TEXT,
        "owner": TEXT,  # a post
        "period_id": TEXT,
        "period_label": TEXT,
        "state": TEXT,  # analysis.progress.ReturnState
        "missing": TEXT,  # labels of the periods not returned, "Aug 2019, Sep 2019"; "" = none
        "marker": TEXT,
        "provenance": TEXT,  # "" when not returned
        "due_on": TIME,
        "returned_on": TIME,  # NaT when not returned
        "days_late": WHOLE,  # by which it came after the due date, or is overdue by now; else 0
    },
)

# How complete and how timely each quarter's collection was: one row per quarter.
COMPLETENESS = Frame(
    "completeness",
    {
        "quarter_id": TEXT,
        "due": WHOLE,
        "returned": WHOLE,
        "in_time": WHOLE,  # of `returned`: by the end of the due date
        "illustrative": WHOLE,  # of `returned`: made up
        "published": WHOLE,  # of `returned`: taken from official statistics
        "percent": FIGURE,  # returned of due; NaN when nothing is due
        "percent_in_time": FIGURE,  # in time of due
        "due_on": TIME,
    },
)

# What does not look right in the figures that stand: one row per finding.
QUALITY = Frame(
    "quality",
    {
        "code": TEXT,  # analysis.quality.KINDS
        "severity": TEXT,  # model.Severity
        "measure_id": TEXT,
        "measure_code": TEXT,
        "title": TEXT,
        "period_id": TEXT,  # the (first) period it is about; "" when about none
        "period_label": TEXT,
        "sentence": TEXT,  # what was found, with the figures
        "action": TEXT,  # what to do
        "illustrative": YES_NO,  # the figures it is about are made up
    },
)
