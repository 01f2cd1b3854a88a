"""Frames of analysis: signal and noise, where the year will end, how others do, who is left out."""

import pandas as pd

from kpis.frames.contract import frame_of_rows


class XmrPointRow:
    """Points of control charts, one row per point, by series and then date.

    The names are those of the R package NHSRplotthedots, whose results they agree with; flags are 0
    or 1, and NaN where there are no limits or no mean to hold a point against.
    """

    series: str
    date: pd.Timestamp
    value: float
    rebase_group: int
    mean: float
    lpl: float  # lower process limit
    upl: float
    nlpl: float  # near the lower process limit: two thirds of the way from the mean
    nupl: float
    limits_shown: bool  # there are limits, and the rules in force let them be drawn
    outside_limits: float
    relative_to_mean: float  # -1, 0 or 1
    close_to_limits: float
    special_cause_type: str
    special_cause_flag: int
    point_type: str


XMR = frame_of_rows("xmr", XmrPointRow)


class XmrSummaryRow:
    """What each control chart says as a whole: one row per series."""

    series: str
    points: int  # in the latest group, those with a value
    variation_type: str  # point_type of the latest point; "" with too few points
    assurance_type: str  # consistent_pass | consistent_fail | inconsistent | ""
    special_cause_type: str  # of the latest point
    mean: float  # of the latest group
    lpl: float
    upl: float
    short_group_warning: bool  # a group has fewer than 13 points


XMR_SUMMARY = frame_of_rows("xmr summary", XmrSummaryRow)


class MeasureSpcRow(XmrPointRow):
    """The control charts of measures: XMR with the measure's own periods.

    `series` is measure_id.
    """

    measure_id: str
    period_id: str
    period_label: str
    marker: str
    provenance: str
    lpl_shown: float  # the limits where figures of the unit can be: a count's not below 0
    upl_shown: float
    chart: str  # the model.ChartKind that fits its stretch; "" with too few points
    adjusted: float  # what the rules were held to: the value, or what is left of it


MEASURE_SPC = frame_of_rows("measure spc", MeasureSpcRow)


class SpcSummaryRow:
    """How one measure varies: one row per counted measure, in plan order."""

    measure_id: str
    points: int  # in the latest group
    spc_chart: str  # the model.ChartKind of the latest group; "" where none is shown
    spc_chart_reason: str  # why it is that one, a sentence; "" where none is shown
    variation: str  # XMR point_type of the latest point, "" with too few points
    assurance: str
    special_cause: str  # XMR special_cause_type of the latest point
    mean: float
    lpl: float
    upl: float
    lpl_shown: float  # as readers see them, see MEASURE_SPC
    upl_shown: float
    spc_target: float  # what assurance is about, comparable with the points; or NaN
    spc_target_illustrative: bool
    # The latest point: of a monthly measure a month, of a year-to-date measure the amount of
    # its own period.
    spc_period_id: str
    spc_period_label: str
    spc_value: float
    spc_side: int  # of the mean: -1, 0 or 1
    spc_run: int  # points that rise, fall or lie on that side in a row, by special_cause
    spc_illustrative: bool  # any point of the latest group is illustrative
    spc_reason: str  # why there is no signal to give, a sentence: "9 points so far; 13 are needed."


SPC_SUMMARY = frame_of_rows("spc summary", SpcSummaryRow)


class OutlookRow:
    """Where the year will end: one row per counted measure, in plan order."""

    quarter_id: str  # seen from this quarter's report
    measure_id: str
    outlook_period_id: str  # whose outturn is foreseen: "" when nothing is
    outlook_period_label: str
    outlook: float  # the middle, in the measure's unit; NaN when nothing is foreseen
    outlook_low: float  # of the 80 % interval
    outlook_high: float
    outlook_target: float  # the aims of that period
    outlook_minimum: float
    outlook_target_upper: float
    outlook_minimum_upper: float
    outlook_aims_of: str  # id of the financial year whose aims these are: "2019-20"
    chance_target: float  # 0 to 1, that the target is met or better; NaN without one
    chance_minimum: float
    outlook_method: str  # a phrase: "exponential smoothing of 20 years"
    outlook_reason: str  # why nothing is foreseen, a sentence; "" when something is
    outlook_illustrative: bool  # figures it rests on, or the target, are illustrative
    outlook_figures_illustrative: bool  # figures it rests on are


OUTLOOK = frame_of_rows("outlook", OutlookRow)


class OutlookStepRow:
    """The way there, for the fan: one row per measure and coming period, in order."""

    measure_id: str
    period_id: str
    period_label: str
    period_start: pd.Timestamp
    period_end: pd.Timestamp
    expected: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float
    target: float  # the aims of that period; NaN where there are none
    minimum_expectation: float
    target_upper: float
    minimum_expectation_upper: float


OUTLOOK_PATH = frame_of_rows("outlook path", OutlookStepRow)


class BenchmarkRow:
    """How the council stands among others: one row per measure that others have published
    figures of, in plan order, and comparator set. Every figure is rounded as shown.
    """

    measure_id: str
    comparators: str  # id of the plan's comparator set
    comparators_title: str
    period_id: str  # "" when nothing of the council is published
    period_label: str
    outturn: float  # the council's
    areas: int  # with a figure, the council included
    rank: int  # 1 = best by polarity, ties share the better rank; 0 = not ranked
    tied: int  # other areas with the same figure as shown
    rank_low: int  # of the 95 % interval of the rank: what chance may make of it; 0 = not known
    rank_high: int
    rank_unknown: str  # why its interval is not known, a sentence; "" where it is or is not ranked
    # Where the whole interval lies: best_quarter | better_half | weaker_half | worst_quarter, of as
    # many areas as a quarter holds whole; "" where it lies in none of them or is not known.
    standing: str
    median: float  # of the areas, the council included; NaN with too few
    reference_area: str  # "London": the figure of the whole; "" when there is none
    reference: float
    gap: float  # outturn − reference, or − median without one
    gap_better: bool  # the gap is to the council's advantage
    gap_before: float  # a year before; NaN when not comparable
    gap_direction: str  # Direction of the gaps of several years; "" for none
    gap_direction_reason: str  # what they do, or why there is none, without a full stop
    provisional: bool  # one of the figures is
    note: str  # what keeps the figures from being like for like; "" when nothing
    coverage: str  # how many areas have no figure, and that it is old; "" if neither
    old: bool  # too long ago to rank anybody by in this quarter's report, or to be told in it
    years_old: int  # whole years from the period's end to that of the quarter of the report
    benchmark_reason: str  # why it is not ranked, a sentence; "" when it is


BENCHMARK = frame_of_rows("benchmark", BenchmarkRow)


class BenchmarkAreaRow:
    """The figures behind it: one row per area, best first; those without a figure last."""

    measure_id: str
    comparators: str
    period_id: str
    area: str
    outturn: float  # rounded as shown; NaN where there is only a marker
    marker: str
    rank: int  # 0 = not ranked
    own: bool


BENCHMARK_AREAS = frame_of_rows("benchmark areas", BenchmarkAreaRow)


class ViewRow:
    """Other views of one measure, worked out from its own periods: one row per view and window,
    by view and time. A view that cannot be had is one row without a window, and its reason.
    """

    measure_id: str
    view: str  # analysis.views.View: year_to_date | rolling_12_months | annual
    period_id: str  # of the last period in the window; of the year, for annual
    period_label: str  # of the window: "Oct 2018 to Sep 2019"
    period_start: pd.Timestamp  # of the window
    period_end: pd.Timestamp
    outturn: float  # unrounded; NaN where the window has none
    numerator: float
    denominator: float
    marker: str  # the gravest of its periods
    provenance: str  # the weakest of its periods; "" where there is no figure
    reason: str  # why there is no figure, a sentence; "" where there is one


VIEWS = frame_of_rows("views", ViewRow)


class PartRow:
    """Parts beside the whole they are some of: one row per part and period, by part and time."""

    measure_id: str  # the part
    part_label: str
    whole_id: str
    period_id: str
    period_label: str
    outturn: float  # rounded as shown, as are all figures here
    whole: float
    share: float  # of the whole, in per cent to one decimal; counts and amounts only
    difference: float  # part − whole; of shares, rates and averages only
    illustrative: bool  # either figure is
    reason: str  # why they are not compared, a sentence; "" when they are


PARTS = frame_of_rows("parts", PartRow)


class BreakdownRow:
    """A measure by groups or wards: one row per period, dimension and category, fit to be shown."""

    measure_id: str
    period_id: str
    period_label: str
    breakdown: str  # "Ward"
    category: str
    outturn: float  # NaN where withheld
    numerator: float
    denominator: float
    marker: str  # "c" where withheld
    interval_low: float
    interval_high: float
    provenance: str
    of_own_people: bool  # of a group's own denominator; else a share of the whole's


BREAKDOWN = frame_of_rows("breakdown", BreakdownRow)


class InequalityRow:
    """The gap between the best and the worst group: one row per measure, period and dimension."""

    measure_id: str
    period_id: str
    period_label: str
    breakdown: str
    best: str
    best_outturn: float
    worst: str
    worst_outturn: float
    gap: float  # best less worst by polarity, never negative
    gap_low: float  # 95 %; NaN where it is not known
    gap_high: float
    gap_direction: str  # model.Direction against a year before, "" when blank
    gap_direction_reason: str
    groups: int  # with a figure shown
    withheld: int


INEQUALITY = frame_of_rows("inequality", InequalityRow)
