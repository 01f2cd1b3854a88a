"""Frames of a report: how measures stand in a quarter, counted, and over time."""

import pandas as pd

from kpis.frames.contract import frame_of_rows
from kpis.frames.figure import FigureKey


class PerformanceRow:
    """One row per measure or part and quarter of the report: everything pages and exports show."""

    quarter_id: str  # the quarter of the report
    measure_id: str
    code: str
    part_of: str  # id of the whole, "" for a measure
    title: str
    short_title: str
    outcome: int
    priority: int
    themes: str  # ids joined by a space
    period_id: str  # the measure's own period reported in this quarter; "" = not due
    period_label: str
    frequency: str
    basis: str
    unit: str
    unit_label: str
    decimals: int
    polarity: str
    outturn: float  # unrounded; shown and rated after kpis.rounding
    numerator: float
    denominator: float
    interval_low: float  # of the 95 % interval, unrounded; NaN where there is none
    interval_high: float
    interval_method: str  # "Wilson score"; "" where there is none
    interval_reason: str  # why there is none, a sentence; "" where there is one
    marker: str
    provenance: str
    submission_id: str
    commentary: str
    target: float
    minimum_expectation: float
    target_upper: float  # RANGE only
    minimum_expectation_upper: float
    rating_name: str  # what the council calls the rating: "On target"; "" for no other name
    rule: str  # model.RagRule: what decides the colour
    green_limit: float  # the least that is green; where lower is better, the most
    green_limit_upper: float  # RANGE only
    amber_limit: float  # the same of amber; that of green where nothing is amber
    amber_limit_upper: float
    reference: float  # what a rule holds it against besides its aims; a rank, for a rank
    reference_of: str  # whose figure that is: "England", "Q1 2018/19", "33 London boroughs"
    target_illustrative: bool
    aims_of: str  # id of the financial year whose aims these are: "2018-19"
    variance: float  # outturn − target, both rounded, in the measure's unit
    rag: str  # model.RagStatus
    rag_reason: str  # why it is not rated, a sentence; "" when rated
    previous_period_id: str  # "" when there is none to compare with
    previous_outturn: float
    direction_previous: str  # model.Direction, "" when blank
    direction_previous_reason: str  # why blank, why no clear change, why not tested
    direction_previous_p: float  # of the test behind it; NaN where there is none
    direction_previous_holds: bool  # better or worse also among all tests of the report
    year_period_id: str
    year_outturn: float
    direction_year: str
    direction_year_reason: str
    direction_year_p: float
    direction_year_holds: bool
    direction_long: str  # the slope of the last comparable periods
    direction_long_reason: str  # what the slope is, or why there is none
    # The newest figure known by this quarter, also when none was due: its own when it has one.
    latest_period_id: str  # "" when no figure is known, as in the other texts
    latest_period_label: str
    latest_quarter_id: str  # the quarter it was reported in
    latest_outturn: float
    latest_marker: str
    latest_provenance: str
    latest_target: float  # the aims of that figure
    latest_minimum_expectation: float
    latest_target_upper: float
    latest_minimum_expectation_upper: float
    latest_green_limit: float
    latest_green_limit_upper: float
    latest_amber_limit: float
    latest_amber_limit_upper: float
    latest_rating_name: str
    latest_reference: float
    latest_reference_of: str
    latest_target_illustrative: bool
    latest_aims_of: str
    latest_variance: float
    latest_rag: str  # model.RagStatus of that figure; of this quarter where none is known
    latest_rag_reason: str
    carried_forward: bool  # it was reported in an earlier quarter
    due_on: pd.Timestamp
    returned_on: pd.Timestamp  # NaT when not returned
    returned_late: bool


PERFORMANCE = frame_of_rows("performance", PerformanceRow)


class RatingChangeRow(PerformanceRow):
    """The rated rows of one quarter, each beside the last rating of its measure before it."""

    rag_before: str  # "" when never rated before, as the two below
    quarter_before: str
    period_before: str
    outturn_before: float
    target_before: float
    moved: str  # better | worse | same | first


RATING_CHANGES = frame_of_rows("rating changes", RatingChangeRow)


class SeriesRow(FigureKey):
    """The figures of one measure over time, each beside the aim it is held against: one row per
    area, category and period. Periods without a return between the first and the last are
    rows too, so that a line drawn through the rows breaks where it should.
    """

    period_label: str
    frequency: str
    period_start: pd.Timestamp
    period_end: pd.Timestamp
    year: str  # financial year of the period's last day: "2019/20"
    year_to_date: bool  # totals to date: a line through them starts again each April
    returned: bool  # False: nothing was returned for this period
    outturn: float
    numerator: float
    denominator: float
    interval_low: float  # of the 95 % interval, unrounded; NaN where there is none
    interval_high: float
    interval_method: str  # "Wilson score"; "" where there is none
    interval_reason: str  # why there is none, a sentence; "" where there is one
    marker: str
    commentary: str
    provenance: str
    submission_id: str
    # Of the plan's own area and the whole measure only; NaN outside the plan's years.
    target: float
    minimum_expectation: float
    target_upper: float
    minimum_expectation_upper: float
    rating_name: str  # what the council calls the rating: "On target"; "" for no other name
    rule: str  # model.RagRule: what decides the colour
    green_limit: float  # the least that is green; where lower is better, the most
    green_limit_upper: float  # RANGE only
    amber_limit: float  # the same of amber; that of green where nothing is amber
    amber_limit_upper: float
    reference: float  # what a rule holds it against besides its aims; a rank, for a rank
    reference_of: str  # whose figure that is: "England", "Q1 2018/19", "33 London boroughs"
    target_illustrative: bool
    aims_of: str  # id of the financial year whose aims these are: "2018-19"
    rag: str  # model.RagStatus, "" where nothing was returned or is not to be rated
    break_before: bool  # figures from here on do not compare with those before
    break_reason: str


SERIES = frame_of_rows("series", SeriesRow)
