"""How much more a series varies than its cases alone explain: Laney's sigma-z.

Households that leave temporary accommodation do not leave one by one: a new block of flats houses
forty at once, and some quarters staff are short. Counts and shares of such a kind spread wider
than chance has it of single cases (overdispersion), and a test that knows only how many cases
there are calls one change in three clear where one in twenty should be.

The series knows its own spread. Each figure is taken as so many standard errors z from the mean
of its series, the standard error being that of its cases alone: √(p (1 − p) / n) of a share,
√(u / n) of a rate or count. Were there nothing but chance, z would vary by 1 from each figure to
the next; sigma-z is by how much it does, the mean moving range of z over 1.128.

Source: Laney 2002, Quality Engineering 14, 531-537 (p′ and u′ charts). Used in tests, with what
follows from that:

- from 13 earlier comparable figures on, as for control limits, of the last 20;
- the figure that is tested is left out: a true change must not hide in the spread it makes;
- a sigma-z below 1 is taken as 1: it never makes a test sharper than its cases allow;
- one above 1 is known only so well: from n figures about as well as a standard deviation of
  0.605 (n − 1) + 1 figures (Cryer and Ryan 1990, Journal of Quality Technology 22, 187-192: the
  efficiency of the moving range is 60.5 %), so Student's t takes the place of the normal.
"""

import numpy as np

from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.figures.intervals import events_behind, proportions
from kpis.analysis.figures.measures import measure_columns
from kpis.analysis.figures.own_figures import Figures
from kpis.analysis.figures.quarters import LATER_THAN_ANY
from kpis.analysis.figures.report_columns import Report, ReportColumn
from kpis.model import Plan

FEWEST = 13
MOST = 20
_MEAN_MOVING_RANGE = 1.128  # of a normal distribution, in standard deviations
_EFFICIENCY = 0.605
_OF_THE_MEASURE: tuple[ReportColumn, ...] = (
    "unit",
    "sample_size",
    "design_effect",
    "usual_denominator",
)


def spreads(plan: Plan, report: Report, figures: Figures, comparable: Columns) -> Report:
    """How much more the series before each row's figure varied than its cases alone explain.

    report: key (of the figure due) and measure (position in the plan). comparable: the
    `comparable_figures` of these figures.
    Returns spread (sigma-z, at least 1; 1 also where it is not known) and spread_freedom (by how
        many degrees of freedom it is known; infinity where it is taken as 1).
    """
    if not plan.measures:  # no figure has a measure whose unit could be looked up
        return {"spread": np.ones(0), "spread_freedom": np.ones(0)}
    series = _of_known_cases(plan, figures, comparable)
    own = _places(series, report, figures)
    rows = np.maximum(own[:, None] - np.arange(MOST + 1), 0)
    of_series = np.ones(rows.shape, dtype=bool)
    for name in ("measure", "chapter"):
        of_series &= series[name][rows] == series[name][own][:, None]
    illustrative, published = (
        np.logical_or.accumulate(series[kind][rows], axis=1)
        for kind in ("illustrative", "published")
    )
    of_series &= (rows > 0) & ~(illustrative & published)
    used = np.logical_and.accumulate(of_series, axis=1)[:, 1:]
    sigma_z = _sigma_z(take(series, rows[:, 1:]), used)
    wider = (used.sum(axis=1) >= FEWEST) & (sigma_z > 1)
    return {
        "spread": np.where(wider, sigma_z, 1.0),
        "spread_freedom": np.where(wider, _EFFICIENCY * (used.sum(axis=1) - 1), np.inf),
    }


def _of_known_cases(plan: Plan, figures: Figures, comparable: Columns) -> Columns:
    """The comparable figures of which the cases are known: with level (events by exposure),
    exposure and share (bool, whether a level is of 1 at most); the row of no measure first."""
    series = dict(comparable)
    table = measure_columns(plan)
    read: Report = {"outturn": series["amount"]}
    for name in ("numerator", "denominator"):
        read[name] = figures.columns[name][series["row"]]
    for name in _OF_THE_MEASURE:
        read[name] = table[name][series["measure"]]
    share, number = proportions(read)
    events, per_event = events_behind(read)
    is_share = ~np.isnan(share)
    series["share"] = is_share
    series["exposure"] = np.where(is_share, number, 1 / per_event)
    series["level"] = np.where(is_share, share, events * per_event)
    known = ~np.isnan(series["level"])
    known[0] = True
    return take(series, known)


def _places(series: Columns, report: Report, figures: Figures) -> np.ndarray:
    """Where each row's own figure stands in the series; 0 where it does not."""
    at = figures.rows_of(report["key"])
    key = figures.columns["measure"][at] * LATER_THAN_ANY + figures.columns["quarter"][at]
    own = np.searchsorted(series["key"], key)
    there = (at >= 0) & (series["key"].take(own, mode="clip") == key)
    return np.where(there, own, 0)


def _sigma_z(window: Columns, used: np.ndarray) -> np.ndarray:
    """Laney's sigma-z of each row's figures, the latest first; used: which of them count."""
    level, exposure = (np.where(used, window[name], 0.0) for name in ("level", "exposure"))
    in_all = np.maximum(exposure.sum(axis=1), np.finfo(float).tiny)
    mean = (level * exposure).sum(axis=1) / in_all
    of_one = np.where(window["share"][:, 0], mean * (1 - mean), mean)
    error = np.sqrt(of_one[:, None] / np.where(exposure > 0, exposure, np.inf))
    z = np.where(error > 0, (level - mean[:, None]) / np.where(error > 0, error, 1.0), 0.0)
    moves = np.abs(np.diff(z, axis=1)) * used[:, 1:]
    return moves.sum(axis=1) / np.maximum(used[:, 1:].sum(axis=1), 1) / _MEAN_MOVING_RANGE
