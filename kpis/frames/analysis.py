"""Frames of analysis: signal and noise, where the year will end, how others do, who is left out."""

from kpis.frames.contract import FIGURE, TEXT, TIME, WHOLE, YES_NO, Frame
from kpis.frames.report import PERFORMANCE

# Points of control charts, one row per point, by series and then date. The names are those of
# the R package NHSRplotthedots, whose results they agree with; flags are 0 or 1, and NaN where
# there are no limits or no mean to hold a point against.
XMR = Frame(
    "xmr",
    {
        "series": TEXT,
        "date": TIME,
        "value": FIGURE,
        "rebase_group": WHOLE,
        "mean": FIGURE,
        "lpl": FIGURE,  # lower process limit
        "upl": FIGURE,
        "nlpl": FIGURE,  # near the lower process limit: two thirds of the way from the mean
        "nupl": FIGURE,
        "limits_shown": YES_NO,  # there are limits, and the rules in force let them be drawn
        "outside_limits": FIGURE,
        "relative_to_mean": FIGURE,  # -1, 0 or 1
        "close_to_limits": FIGURE,
        "special_cause_type": TEXT,
        "special_cause_flag": WHOLE,
        "point_type": TEXT,
    },
)

# What each control chart says as a whole: one row per series.
XMR_SUMMARY = Frame(
    "xmr summary",
    {
        "series": TEXT,
        "points": WHOLE,  # in the latest group, those with a value
        "variation_type": TEXT,  # point_type of the latest point; "" when it may not be told
        "assurance_type": TEXT,  # consistent_pass | consistent_fail | inconsistent | ""
        "special_cause_type": TEXT,  # of the latest point
        "mean": FIGURE,  # of the latest group
        "lpl": FIGURE,
        "upl": FIGURE,
        "short_group_warning": YES_NO,  # a group has fewer than 13 points
    },
)

# The control charts of measures: XMR with the measure's own periods. `series` is measure_id.
MEASURE_SPC = Frame(
    "measure spc",
    XMR.columns
    | {
        "measure_id": TEXT,
        "period_id": TEXT,
        "period_label": TEXT,
        "marker": TEXT,
        "provenance": TEXT,
    },
)

# How one measure varies: one row per counted measure, in plan order.
SPC_SUMMARY = Frame(
    "spc summary",
    {
        "measure_id": TEXT,
        "points": WHOLE,  # in the latest group
        "variation": TEXT,  # XMR point_type of the latest point, "" when not told
        "assurance": TEXT,
        "special_cause": TEXT,  # XMR special_cause_type of the latest point
        "mean": FIGURE,
        "lpl": FIGURE,
        "upl": FIGURE,
        "spc_target": FIGURE,  # what assurance is about, comparable with the points; or NaN
        "spc_target_illustrative": YES_NO,
        # The latest point: of a monthly measure a month, of a year-to-date measure the amount of
        # its own period.
        "spc_period_id": TEXT,
        "spc_period_label": TEXT,
        "spc_value": FIGURE,
        "spc_side": WHOLE,  # of the mean: -1, 0 or 1
        "spc_run": WHOLE,  # points that rise, fall or lie on that side in a row, by special_cause
        "spc_illustrative": YES_NO,  # points of the latest group are made up
        "spc_reason": TEXT,  # why nothing is told, a sentence: "9 points so far; 13 are needed."
    },
)

# Where the year will end: one row per counted measure, in plan order.
OUTLOOK = Frame(
    "outlook",
    {
        "quarter_id": TEXT,  # seen from this quarter's report
        "measure_id": TEXT,
        "outlook_period_id": TEXT,  # whose outturn is foreseen: "" when nothing is
        "outlook_period_label": TEXT,
        "outlook": FIGURE,  # the middle, in the measure's unit; NaN when nothing is foreseen
        "outlook_low": FIGURE,  # of the 80 % interval
        "outlook_high": FIGURE,
        "outlook_target": FIGURE,  # the aims of that period
        "outlook_minimum": FIGURE,
        "outlook_target_upper": FIGURE,
        "outlook_minimum_upper": FIGURE,
        "chance_target": FIGURE,  # 0 to 1, that the target is met or better; NaN without one
        "chance_minimum": FIGURE,
        "outlook_method": TEXT,  # a phrase: "exponential smoothing of 20 years"
        "outlook_reason": TEXT,  # why nothing is foreseen, a sentence; "" when something is
        "outlook_illustrative": YES_NO,  # figures it rests on, or the target, are made up
    },
)

# The way there, for the fan: one row per measure and coming period, in order.
OUTLOOK_PATH = Frame(
    "outlook path",
    {
        "measure_id": TEXT,
        "period_id": TEXT,
        "period_label": TEXT,
        "period_start": TIME,
        "period_end": TIME,
        "expected": FIGURE,
        "low_80": FIGURE,
        "high_80": FIGURE,
        "low_95": FIGURE,
        "high_95": FIGURE,
        "target": FIGURE,  # the aims of that period; NaN where there are none
        "minimum_expectation": FIGURE,
        "target_upper": FIGURE,
        "minimum_expectation_upper": FIGURE,
    },
)

# How the council stands among others: one row per measure that others have published figures of,
# in plan order, and comparator set. Every figure is rounded as shown.
BENCHMARK = Frame(
    "benchmark",
    {
        "measure_id": TEXT,
        "comparators": TEXT,  # id of the plan's comparator set
        "comparators_title": TEXT,
        "period_id": TEXT,  # "" when nothing of the council is published
        "period_label": TEXT,
        "outturn": FIGURE,  # the council's
        "areas": WHOLE,  # with a figure, the council included
        "rank": WHOLE,  # 1 = best by polarity, ties share the better rank; 0 = not ranked
        "quartile": WHOLE,  # 1 = best quarter of the areas; 0 = not ranked
        "median": FIGURE,  # of the areas, the council included; NaN with too few
        "reference_area": TEXT,  # "London": the figure of the whole; "" when there is none
        "reference": FIGURE,
        "gap": FIGURE,  # outturn − reference, or − median without one
        "gap_better": YES_NO,  # the gap is to the council's advantage
        "gap_before": FIGURE,  # a year before; NaN when not comparable
        "gap_direction": TEXT,  # Direction of the gaps of several years; "" when not told
        "gap_direction_reason": TEXT,  # what they do, or why it is not told, without a full stop
        "provisional": YES_NO,  # one of the figures is
        "note": TEXT,  # what keeps the figures from being like for like; "" when nothing
        "coverage": TEXT,  # how many areas have no figure, and that it is old; "" if neither
        "benchmark_reason": TEXT,  # why it is not ranked, a sentence; "" when it is
    },
)

# The figures behind it: one row per area, best first; those without a figure last.
BENCHMARK_AREAS = Frame(
    "benchmark areas",
    {
        "measure_id": TEXT,
        "comparators": TEXT,
        "period_id": TEXT,
        "area": TEXT,
        "outturn": FIGURE,  # rounded as shown; NaN where there is only a marker
        "marker": TEXT,
        "rank": WHOLE,  # 0 = not ranked
        "own": YES_NO,
    },
)

# Other views of one measure, worked out from its own periods: one row per view and window, by view
# and time. A view that cannot be had is one row without a window, and its reason.
VIEWS = Frame(
    "views",
    {
        "measure_id": TEXT,
        "view": TEXT,  # analysis.views.View: year_to_date | rolling_12_months | annual
        "period_id": TEXT,  # of the last period in the window; of the year, for annual
        "period_label": TEXT,  # of the window: "Oct 2018 to Sep 2019"
        "period_start": TIME,  # of the window
        "period_end": TIME,
        "outturn": FIGURE,  # unrounded; NaN where the window has none
        "numerator": FIGURE,
        "denominator": FIGURE,
        "marker": TEXT,  # the gravest of its periods
        "provenance": TEXT,  # the weakest of its periods; "" where there is no figure
        "reason": TEXT,  # why there is no figure, a sentence; "" where there is one
    },
)

# Parts beside the whole they are some of: one row per part and period, by part and time.
PARTS = Frame(
    "parts",
    {
        "measure_id": TEXT,  # the part
        "part_label": TEXT,
        "whole_id": TEXT,
        "period_id": TEXT,
        "period_label": TEXT,
        "outturn": FIGURE,  # rounded as shown, as are all figures here
        "whole": FIGURE,
        "share": FIGURE,  # of the whole, in per cent to one decimal; counts and amounts only
        "difference": FIGURE,  # part − whole; of shares, rates and averages only
        "illustrative": YES_NO,  # either figure is
        "reason": TEXT,  # why they are not compared, a sentence; "" when they are
    },
)

# A measure by groups or wards: one row per period, dimension and category, fit to be shown.
BREAKDOWN = Frame(
    "breakdown",
    {
        "measure_id": TEXT,
        "period_id": TEXT,
        "period_label": TEXT,
        "breakdown": TEXT,  # "Ward"
        "category": TEXT,
        "outturn": FIGURE,  # NaN where withheld
        "numerator": FIGURE,
        "denominator": FIGURE,
        "marker": TEXT,  # "c" where withheld
        "interval_low": FIGURE,
        "interval_high": FIGURE,
        "provenance": TEXT,
        "of_own_people": YES_NO,  # of a group's own denominator; else a share of the whole's
    },
)

# The gap between the best and the worst group: one row per measure, period and dimension.
INEQUALITY = Frame(
    "inequality",
    {
        "measure_id": TEXT,
        "period_id": TEXT,
        "period_label": TEXT,
        "breakdown": TEXT,
        "best": TEXT,
        "best_outturn": FIGURE,
        "worst": TEXT,
        "worst_outturn": FIGURE,
        "gap": FIGURE,  # best less worst by polarity, never negative
        "gap_low": FIGURE,  # 95 %; NaN where it cannot be told
        "gap_high": FIGURE,
        "gap_direction": TEXT,  # model.Direction against a year before, "" when blank
        "gap_direction_reason": TEXT,
        "groups": WHOLE,  # with a figure shown
        "withheld": WHOLE,
    },
)


def beside_performance(frame: Frame, prefix: str = "") -> dict[str, str]:
    """What the columns of a frame of one row per measure are called in INSIGHTS.

    Columns by which rows are known have no place there.
    """
    return {
        name: f"{prefix}{name.removeprefix(prefix).removeprefix('comparators_')}"
        for name in frame.columns
        if name not in ("measure_id", "quarter_id")
    }


def _kinds(frame: Frame, prefix: str = "") -> dict[str, str]:
    return {new: frame.columns[old] for old, new in beside_performance(frame, prefix).items()}


# Everything that is known of a measure in a quarter's report: one row per measure or part, in
# plan order. PERFORMANCE with the columns of SPC_SUMMARY and OUTLOOK under their own names, those
# of BENCHMARK (the plan's first comparator set, newest period) after "benchmark_", and those of
# INEQUALITY (newest period, the dimension with the widest gap) after "inequality_". Text is "",
# figures NaN, numbers 0 where a measure has none of it.
INSIGHTS = Frame(
    "insights",
    PERFORMANCE.columns
    | {
        "latest_period_label": TEXT,
        "latest_marker": TEXT,
        "latest_provenance": TEXT,
    }
    | _kinds(SPC_SUMMARY)
    | _kinds(OUTLOOK)
    | _kinds(BENCHMARK, "benchmark_")
    | _kinds(INEQUALITY, "inequality_")
    | {"inequality_illustrative": YES_NO},  # figures of its groups are made up
)
