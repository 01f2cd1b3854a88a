"""Frames of a quarter's collection: who has returned, how completely, and what looks wrong."""

from kpis.frames.contract import FIGURE, TEXT, TIME, WHOLE, YES_NO, Frame

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
