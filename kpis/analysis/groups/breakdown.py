"""A measure by group or ward, as the public may see it.

Whatever leaves this module has been through `disclosure.py`: pages, downloads and the command
line show breakdowns from here and from nowhere else. Those who collect returns see what was
returned, on the pages of returns.
"""

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import columns_of
from kpis.analysis.figures.intervals import intervals_of
from kpis.analysis.groups.disclosure import FIGURES, suppress
from kpis.analysis.groups.order import ordered
from kpis.frames import BREAKDOWN, OUTTURNS
from kpis.model import Basis, Plan
from kpis.periods import period_of_id
from kpis.rounding import round_half_up

_NEEDED = (
    *("measure_id", "period_id", "breakdown", "category", "period_start", "period_end"),
    *(*FIGURES, "marker", "provenance"),
)


def breakdown(plan: Plan, outturns: pd.DataFrame, measure_id: str) -> pd.DataFrame:
    """BREAKDOWN of a measure or part in the plan's own area, suppressed and rounded as shown.

    outturns: OUTTURNS of at least this measure. By period, then breakdown, then category: those
    with a number in their name by that number (ages, sizes), others by the alphabet. No rows
    when it was never returned by group. Raises KeyError for a measure the plan does not have.
    """
    OUTTURNS.check(outturns)
    measure = plan.measures_by_id[measure_id]
    is_own = (outturns["measure_id"] == measure_id) & (outturns["area"] == plan.area)
    own = outturns.loc[is_own, list(_NEEDED)]
    by_group = own["breakdown"] != ""
    rows = own[by_group]
    if rows.empty:
        return BREAKDOWN.empty()
    whole = own[~by_group & (own["category"] == "")]
    shown = suppress(
        rows,
        whole=whole,
        unit=measure.unit.value,
        year_to_date=measure.basis is Basis.YEAR_TO_DATE,
    )
    # The usual sample is that of everybody asked, not of a group.
    sample_size = np.where(shown["denominator"] > 0, measure.sample_size, 0)
    limits = intervals_of(
        measure, columns_of(shown, FIGURES), sample_size, periods=shown["period_id"].tolist()
    )
    frame = shown.assign(**limits, of_own_people=_of_own_people(rows, whole))
    frame["outturn"] = round_half_up(frame["outturn"], measure.decimals)
    labels = {period_id: period_of_id(period_id).label for period_id in frame["period_id"].unique()}
    frame["period_label"] = frame["period_id"].map(labels)
    order = ordered(frame["category"])
    frame["place"] = frame["category"].map({name: place for place, name in enumerate(order)})
    return BREAKDOWN.conform(
        frame.sort_values(["period_end", "period_start", "breakdown", "place"], kind="stable")
    )


def _of_own_people(rows: pd.DataFrame, whole: pd.DataFrame) -> np.ndarray:
    """Whether a breakdown is by groups of people, each with a denominator of its own.

    Of one whose categories are shares of the whole (how a duty ended) all have the whole's
    denominator; where no denominator is known nothing is known of its groups either.
    """
    of_whole = rows["period_id"].map(whole.set_index("period_id")["denominator"])
    own = rows["denominator"].notna() & (rows["denominator"] != of_whole)
    return own.groupby(rows["breakdown"]).transform("any").to_numpy(dtype=bool)
