"""Frames of a quarter's collection: who has returned, how completely, and what looks wrong."""

import pandas as pd

from kpis.frames.contract import frame_of_rows


class ProgressRow:
    """What one quarter's collection has brought so far: one row per measure or part that is due,
    in plan order. A monthly measure is one row: its quarter is returned when all three months
    are.
    """

    quarter_id: str
    measure_id: str
    code: str
    title: str
    directorate: str
    owner: str  # a post
    period_id: str
    period_label: str
    state: str  # analysis.progress.ReturnState
    missing: str  # labels of the periods not returned, "Aug 2019, Sep 2019"; "" = none
    marker: str
    provenance: str  # "" when not returned
    due_on: pd.Timestamp
    returned_on: pd.Timestamp  # NaT when not returned
    days_late: int  # by which it came after the due date, or is overdue by now; else 0


PROGRESS = frame_of_rows("progress", ProgressRow)


class CompletenessRow:
    """How complete and how timely each quarter's collection was: one row per quarter."""

    quarter_id: str
    due: int
    returned: int
    in_time: int  # of `returned`: by the end of the due date
    illustrative: int  # of `returned`: made up
    published: int  # of `returned`: taken from official statistics
    percent: float  # returned of due; NaN when nothing is due
    percent_in_time: float  # in time of due
    due_on: pd.Timestamp


COMPLETENESS = frame_of_rows("completeness", CompletenessRow)


class QualityRow:
    """What does not look right in the figures that stand: one row per finding."""

    code: str  # analysis.quality.KINDS
    severity: str  # model.Severity
    measure_id: str
    measure_code: str
    title: str
    period_id: str  # the (first) period it is about; "" when about none
    period_label: str
    sentence: str  # what was found, with the figures
    action: str  # what to do
    illustrative: bool  # the figures it is about are made up


QUALITY = frame_of_rows("quality", QualityRow)
