"""Frames of a report: how measures stand in a quarter, counted, and over time."""

from kpis.frames.contract import FIGURE, TEXT, TIME, WHOLE, YES_NO, Frame
from kpis.frames.figure import KEY_COLUMNS, PERIOD_COLUMNS

# The 95 % confidence interval of a figure, as `analysis.intervals` tells it.
INTERVAL_COLUMNS = {
    "interval_low": FIGURE,  # unrounded, in the measure's unit; NaN where there is none
    "interval_high": FIGURE,
    "interval_method": TEXT,  # "Wilson score"; "" where there is none
    "interval_reason": TEXT,  # why there is none, a sentence; "" where there is one
}

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
        **INTERVAL_COLUMNS,
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
        "direction_long": TEXT,  # the slope of the last 8 comparable periods
        "direction_long_reason": TEXT,  # what the slope is, or why there is none
        "latest_period_id": TEXT,  # newest figure known up to this quarter, also when not due
        "latest_outturn": FIGURE,
        "due_on": TIME,
        "returned_on": TIME,  # NaT when not returned
        "returned_late": YES_NO,
    },
)

# The figures of one measure over time, each beside the aim it is held against: one row per area,
# category and period. Periods without a return between the first and the last are rows too, so
# that a line drawn through the rows breaks where it should.
SERIES = Frame(
    "series",
    KEY_COLUMNS
    | {"period_label": TEXT}
    | PERIOD_COLUMNS
    | {
        "year": TEXT,  # financial year of the period's last day: "2019/20"
        "year_to_date": YES_NO,  # totals to date: a line through them starts anew each April
        "returned": YES_NO,  # False: nothing was returned for this period
        "outturn": FIGURE,
        "numerator": FIGURE,
        "denominator": FIGURE,
        **INTERVAL_COLUMNS,
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
