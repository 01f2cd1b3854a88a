"""The target that a control chart's points can be held against, if there is one.

A target says what a period's figure should be; process limits say what the process gives. They
compare only when they are about the same thing:

- the aim that the latest point's period is held against;
- none for a month whose quarter alone has a target, nor in a year not held against its target;
- for a year-to-date measure, whose points are the amounts of single periods, the profile's share
  of the latest period. As the shares of a year differ, the limits must clear all of them before
  the target may be called met or missed each time.
- none where neither way is better, or best is within a range.
"""

import numpy as np

from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.figures.measures import measure_columns
from kpis.analysis.figures.rows import aims_of_rows
from kpis.model import Basis, Frequency, Measure, Plan, Polarity
from kpis.periods import MONTHS_IN, period_of_id
from kpis.plan.aims_asked import aim_of

WAYS = {Polarity.HIGHER: 1, Polarity.LOWER: -1}  # an increase, or a decrease, is an improvement
_MONTHS_IN_A_QUARTER = 3


def way_of(measure: Measure) -> int:
    """1 when an increase is an improvement, -1 a decrease, 0 neither."""
    return WAYS.get(measure.polarity, 0)


def targets(plan: Plan, latest: Columns) -> Columns:
    """The targets of the latest points. latest: measure (position), period_id, period_end.

    Returns target (of the point's own period), lowest and highest (of the periods of its year),
    NaN without one, and illustrative (bool).
    """
    aims = aims_of_rows(plan, latest["measure"], latest["period_end"])
    table = take(measure_columns(plan), latest["measure"])
    one_way = np.isin(table["polarity"], [polarity.value for polarity in WAYS])
    is_comparable = one_way & (aims["not_comparable"] == "")
    target = np.where(is_comparable, aims["target"], np.nan)
    bounds = {"target": target, "lowest": target.copy(), "highest": target.copy()}
    to_date = is_comparable & (table["basis"] == Basis.YEAR_TO_DATE.value)
    for row in np.flatnonzero(to_date):
        measure = plan.measures[latest["measure"][row]]
        shares, own = _shares(measure, latest["period_id"][row])
        bounds["target"][row] = own
        bounds["lowest"][row], bounds["highest"][row] = min(shares), max(shares)
    return bounds | {"illustrative": ~np.isnan(bounds["target"]) & aims["target_illustrative"]}


def _shares(measure: Measure, period_id: str) -> tuple[list[float], float]:
    """What the profile expects of each period of the year by itself, and of this one; NaN when
    there is no profile, or it says nothing of periods as short as these or reported later."""
    period = period_of_id(period_id)
    aim = aim_of(measure, period)
    months = MONTHS_IN.get(measure.frequency, 0)
    if not aim or not aim.target_profile or measure.arrears or measure.frequency is Frequency.MONTH:
        return [np.nan], np.nan
    step = months // _MONTHS_IN_A_QUARTER
    shares = np.diff(aim.target_profile[step - 1 :: step], prepend=0.0).tolist()
    return shares, shares[period.quarter // step - 1]
