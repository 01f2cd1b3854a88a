"""The figures of all areas behind one comparison, for a chart or a table of them."""

import numpy as np
import pandas as pd

from kpis.analysis.benchmark.published import OWN, published_figures
from kpis.analysis.benchmark.ranks import FEWEST_AREAS, goodness, ranks
from kpis.analysis.figures.aims import aims_in_force
from kpis.analysis.figures.columns import take
from kpis.analysis.figures.measures import measure_columns, places_in_plan
from kpis.analysis.figures.quarters import quarter_number
from kpis.errors import UsageError
from kpis.frames import BENCHMARK_AREAS
from kpis.model import COMPARABLE_UNITS, ComparatorSet, Plan
from kpis.periods import period_of_id, reporting_quarter
from kpis.rounding import round_half_up


def benchmark_areas(
    plan: Plan,
    outturns: pd.DataFrame,
    measure_id: str,
    period_id: str,
    comparators: str,
    *,
    ranked: bool = True,
) -> pd.DataFrame:
    """BENCHMARK_AREAS of one period: the areas of a comparator set and the council.

    ranked=False ranks none of them, as where the figures are too old.

    Best first where they are ranked, else highest first; areas with only a marker last. The
    ranks are those of `benchmark`: 0 with fewer than FEWEST_AREAS figures, for counts, and where
    neither way is better. No rows when nothing is published for the period.
    Raises UsageError when the plan has no comparator set of this id.
    """
    comparator_set = set_of(plan, comparators)
    published = published_figures(plan, outturns, [measure_id])
    in_set = np.isin(published.columns["area"], [OWN, *published.numbers_of(comparator_set.areas)])
    at_period = published.columns["period"] == _number(published.periods, period_id)
    rows = take(published.columns, in_set & at_period)
    rank = _ranks(plan, measure_id, period_id, rows["outturn"]) * ranked
    names = np.array(published.areas, dtype=object)[rows["area"]]
    order = np.lexsort((names.astype("str"), -np.nan_to_num(rows["outturn"], nan=-np.inf), rank))
    order = order[np.argsort(np.isnan(rows["outturn"][order]), kind="stable")]
    return BENCHMARK_AREAS.conform(
        pd.DataFrame(
            {
                "measure_id": measure_id,
                "comparators": comparator_set.id,
                "period_id": period_id,
                "area": names[order],
                "outturn": rows["outturn"][order],
                "marker": rows["marker"][order],
                "rank": rank[order],
                "own": rows["area"][order] == OWN,
            }
        )
    )


def set_of(plan: Plan, comparators: str) -> ComparatorSet:
    """The plan's comparator set of this id. Raises UsageError with those there are."""
    for comparator_set in plan.comparator_sets:
        if comparator_set.id == comparators:
            return comparator_set
    ids = ", ".join(comparator_set.id for comparator_set in plan.comparator_sets)
    raise UsageError(
        f"The plan has no comparator set {comparators!r}. "
        + (f"Its sets are {ids}." if ids else "It has none at all.")
    )


def _number(periods: tuple[str, ...], period_id: str) -> int:
    return periods.index(period_id) if period_id in periods else -1


def _ranks(plan: Plan, measure_id: str, period_id: str, outturns: np.ndarray) -> np.ndarray:
    measure = plan.measures_by_id[measure_id]
    unranked = np.zeros(len(outturns), dtype="int64")
    has_figure = ~np.isnan(outturns)
    if measure.unit not in COMPARABLE_UNITS or has_figure.sum() < FEWEST_AREAS:
        return unranked
    reported = quarter_number(reporting_quarter(period_of_id(period_id), measure.arrears))
    position = places_in_plan(plan, [measure_id])
    aims = aims_in_force(plan, position, np.array([reported]))
    table = take(measure_columns(plan), position)
    low, high = (round_half_up(aims[name], measure.decimals) for name in ("target", "target_upper"))
    good = goodness(outturns, table["polarity"], low, high)
    if np.isnan(good[has_figure]).any():
        return unranked
    better = has_figure.sum() - np.searchsorted(np.sort(good[has_figure]), good, side="right")
    return np.where(has_figure, ranks(better), 0)
