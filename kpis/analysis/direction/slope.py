"""The long direction of travel: the slope of the last comparable periods, and its test.

Two figures say little of where a measure is heading. Kent County Council therefore gives its
quarterly report's direction of travel by regression over the whole of its graph, and no longer
by the movement from the last quarter: improving, worsening, or stable with no clear trend. So it
is here: a straight line through the last comparable figures, and a direction where its slope
differs from none at 95 %, by a test that knows that figures follow each other and have seasons
(`line_test.py`).

Source: Kent County Council, Quarterly Performance Report, Quarter 1 2020/21, "Key to KPI ratings
used".

Which figures are compared (`comparable_figures.py` leaves out what never compares):

- A monthly measure is taken by its quarters, as in the report: eight months are two thirds of a
  year, and their slope is the season's. For the same reason what comes more than once a year
  needs 8 figures, two years of quarters, so that every season lies in both halves, and takes up
  to 12: three years show the same rise far more often. What comes once a year needs 5, the
  fewest for which the public health profiles (Fingertips) tell a trend, and takes up to 8.
- A total to date is taken as its period's own amount. Percentages to date cannot be taken apart
  and have no slope.
- Nothing across a break in the series. A gap is left out, and each figure stands at its own
  time. The line ends where illustrative figures would stand beside published ones.
- Figures of rolling months have no slope: they share most of their cases with the ones before,
  so they follow each other without any trend.

For a measure that is best within a range it is the distance from the range that falls or rises.
"""

import numpy as np

from kpis.analysis.direction.comparable_figures import adds_up
from kpis.analysis.direction.line_test import QUARTERS_IN_A_YEAR, steady_lines
from kpis.analysis.direction.of_travel import NO_RANGE, how_far_outside, is_withheld, lacks_range
from kpis.analysis.direction.slope_words import line_in_words, too_few_in_words, why_left_out
from kpis.analysis.figures.columns import Columns, select, take
from kpis.analysis.figures.own_figures import Figures
from kpis.analysis.figures.quarters import LATER_THAN_ANY
from kpis.analysis.figures.report_columns import Report, as_columns
from kpis.model import Basis, Direction, Frequency, Plan, Polarity
from kpis.rounding import round_half_up

PERIODS = 12  # of what comes more than once a year
FEWEST_WITHIN_A_YEAR = 8
YEARLY = 8
FEWEST_YEARLY = 5

_WITHIN_A_YEAR = [kind.value for kind in (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR)]
_TOO_FEW, _LEFT_OUT = "too few", "left out"  # whose words depend on the row
_WORDS_REST_ON = (
    "frequency",
    "basis",
    "unit",
    "decimals",
    "polarity",
    "slope",
    "steady",
    "clear",
    "outside",
    "count",
    "fewest",
    "since",
    "illustrative",
    "stopped_by",
)


def slopes(
    plan: Plan, report: Report, figures: Figures, comparable: Columns
) -> tuple[np.ndarray, np.ndarray]:
    """The Direction of the slope up to each row's own period, and a sentence about it.

    report: key (of the figure due), period_id, outturn, marker, incomparable (why there is no
        direction by design), target and target_upper (for Polarity.RANGE), measure (position in
        the plan) and `measure_columns`.
    comparable: the `comparable_figures` of these figures.
    Returns the direction, "" where there is none, and the reason, without a full stop: what the
        slope is and over how many periods, or why there is none.
    """
    window = _window(report, comparable, figures)
    within_a_year = np.isin(report["frequency"], _WITHIN_A_YEAR)
    fewest = np.where(within_a_year, FEWEST_WITHIN_A_YEAR, FEWEST_YEARLY)
    stock = np.array([measure.stock for measure in plan.measures], dtype=bool)
    line = _fit(report, window, stock[report["measure"]]) | {"fewest": fewest}
    why_none = _why_none(report, window, fewest)
    falling_is_better = np.isin(report["polarity"], [Polarity.LOWER.value, Polarity.RANGE.value])
    better = np.where(falling_is_better, -line["slope"], line["slope"])
    direction = select(
        [why_none != "", ~line["clear"], better > 0],
        ["", Direction.NO_CLEAR_CHANGE.value, Direction.IMPROVING.value],
        Direction.WORSENING.value,
    )
    reason = why_none.copy()
    every = as_columns(report) | window | line
    lines = {name: every[name] for name in _WORDS_REST_ON}
    for row in np.flatnonzero(why_none == ""):
        reason[row] = line_in_words(take(lines, row))
    for row in np.flatnonzero(why_none == _TOO_FEW):
        reason[row] = too_few_in_words(take(lines, row))
    for row in np.flatnonzero(why_none == _LEFT_OUT):
        measure = plan.measures[report["measure"][row]]
        reason[row] = why_left_out(measure, report["period_id"][row])
    return direction, reason


def _window(report: Report, series: Columns, figures: Figures) -> Columns:
    """The comparable figures up to each row's own, the latest first: arrays of rows × PERIODS.

    Returns used (bool), quarters (before the row's own period: 0, -1, …) and amounts; and per
    row count, since (period_id of the earliest used), illustrative (how many are illustrative) and
    stopped_by ("break" or "kind" where more figures lie before those that are used).
    """
    at = figures.rows_of(report["key"])
    key = figures.columns["measure"][at] * LATER_THAN_ANY + figures.columns["quarter"][at]
    own = np.searchsorted(series["key"], key)
    own = np.where((at >= 0) & (series["key"].take(own, mode="clip") == key), own, 0)
    rows = np.maximum(own[:, None] - np.arange(PERIODS + 1), 0)
    of_measure = (series["measure"][rows] == report["measure"][:, None]) & (own > 0)[:, None]
    chapter = series["chapter"][rows] == series["chapter"][own][:, None]
    illustrative, published = (
        of_measure & series[kind][rows] for kind in ("illustrative", "published")
    )
    mixed = np.logical_or.accumulate(illustrative, axis=1) & np.logical_or.accumulate(
        published, axis=1
    )
    used = np.logical_and.accumulate(of_measure & chapter & ~mixed, axis=1)
    yearly = ~np.isin(report["frequency"], _WITHIN_A_YEAR)
    used[yearly, YEARLY:] = False
    first_unused = used.sum(axis=1)  # the place of the first figure not used
    beyond = np.take_along_axis(of_measure, first_unused[:, None].clip(max=PERIODS), axis=1)[:, 0]
    by_break = ~np.take_along_axis(chapter, first_unused[:, None].clip(max=PERIODS), axis=1)[:, 0]
    used = used[:, :PERIODS]
    count = used.sum(axis=1)
    earliest = rows[np.arange(len(rows)), np.maximum(count - 1, 0)]
    quarters = series["quarter"][rows[:, :PERIODS]] - series["quarter"][own][:, None]
    return {
        "used": used,
        "quarters": np.where(used, quarters, 0),
        "amounts": np.where(used, series["amount"][rows[:, :PERIODS]], 0.0),
        "count": count,
        "since": series["period_id"][earliest],
        "illustrative": (illustrative[:, :PERIODS] & used).sum(axis=1),
        "stopped_by": select([~beyond, by_break], ["", "break"], "kind"),
    }


def _fit(report: Report, window: Columns, stock: np.ndarray) -> Columns:
    """The line through each row's figures: slope (a year), steady (it differs from none at
    95 %), clear (and it comes to something as shown), outside (the farthest a figure lies from
    the range; 0 when there is none)."""
    used, quarters, y = window["used"], window["quarters"], window["amounts"]
    low, high = report["target"][:, None], report["target_upper"][:, None]
    ranged = report["polarity"] == Polarity.RANGE.value
    distance = np.where(used, how_far_outside(y, low, high), 0.0)
    y = np.where(ranged[:, None], distance, y)
    slope, steady = steady_lines(quarters, y, used, _quarters_in(report["frequency"]), stock)
    years = -quarters.min(axis=1) / QUARTERS_IN_A_YEAR
    rise = round_half_up(slope * years, report["decimals"])
    return {
        "slope": slope,
        "steady": steady,
        "clear": steady & (rise != 0),
        "outside": np.where(ranged, distance.max(axis=1), 0.0),
    }


def _quarters_in(frequency: np.ndarray) -> np.ndarray:
    """From one period to the next; a monthly measure is taken by its quarters."""
    half_years = np.where(frequency == Frequency.HALF_YEAR.value, 2, QUARTERS_IN_A_YEAR)
    by_quarter = np.isin(frequency, [Frequency.MONTH.value, Frequency.QUARTER.value])
    return np.where(by_quarter, 1, half_years)


def _why_none(report: Report, window: Columns, fewest: np.ndarray) -> np.ndarray:
    missing = np.isnan(report["outturn"])
    to_date = report["basis"] == Basis.YEAR_TO_DATE.value
    return select(
        [
            report["incomparable"] != "",
            missing & is_withheld(report["marker"]),
            missing,
            report["rolling_months"] > 0,
            to_date & ~adds_up(report["unit"]),
            lacks_range(report),
            window["count"] == 0,
            window["count"] < fewest,
        ],
        [
            report["incomparable"],
            "The figure is withheld",
            "No figure for this period",
            "Each figure covers rolling months and shares most of them with the one before",
            "A share of the year to date cannot be taken apart into periods",
            NO_RANGE,
            _LEFT_OUT,
            _TOO_FEW,
        ],
        "",
    )
