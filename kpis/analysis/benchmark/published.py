"""The published figures of the council and of all it is compared with, as columns.

The store may hold millions of figures of hundreds of areas. What is not compared is left out
before anything is worked out, and areas and periods are small numbers from here on.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.figures.measures import measure_columns, measure_index
from kpis.analysis.figures.rows import reported_in
from kpis.frames import OUTTURNS
from kpis.model import Plan, Provenance
from kpis.rounding import round_half_up

OWN = 0  # the number of the council's own area


@dataclass(frozen=True, slots=True)
class Published:
    """measure (position in the plan), area, period (numbers), reported (number of the quarter it
    is reported in), outturn (rounded as shown, NaN where there is only a marker), numerator and
    denominator (NaN where unknown), marker."""

    columns: Columns
    areas: tuple[str, ...]  # by number, the council's own first
    periods: tuple[str, ...]  # ids by number, in order of their end

    def only(self, rows: np.ndarray) -> "Published":
        return Published(take(self.columns, rows), self.areas, self.periods)

    def numbers_of(self, areas: Collection[str]) -> list[int]:
        return [self.areas.index(name) for name in areas if name in self.areas]


def published_figures(
    plan: Plan, outturns: pd.DataFrame, measure_ids: Collection[str] | None = None
) -> Published:
    """The published figures of whole measures, of the council and of its comparator sets.

    outturns: OUTTURNS. measure_ids: only these; every counted measure when None.
    """
    OUTTURNS.check(outturns)
    areas_of_sets = (
        name
        for comparator_set in plan.comparator_sets
        for name in (comparator_set.reference, *comparator_set.areas)
    )
    areas = tuple(dict.fromkeys((plan.area, *filter(None, areas_of_sets))))
    wanted = {measure.id for measure in plan.counted}
    if measure_ids is not None:
        wanted &= set(measure_ids)
    rows = outturns[
        (outturns["provenance"] == Provenance.PUBLISHED.value).to_numpy()
        & (outturns["breakdown"] == "").to_numpy()
        & (outturns["category"] == "").to_numpy()
        & outturns["measure_id"].isin(list(wanted)).to_numpy()
        & outturns["area"].isin(list(areas)).to_numpy()
    ]
    measure = _numbers(rows["measure_id"], measure_index(plan))
    ends = rows["period_end"].to_numpy()
    period, periods = _periods(rows["period_id"], ends)
    return Published(
        {
            "measure": measure,
            "area": _numbers(rows["area"], pd.Index(areas, dtype="object")),
            "period": period,
            "reported": reported_in(plan, measure, ends),
            "outturn": round_half_up(
                rows["outturn"].to_numpy(), measure_columns(plan)["decimals"][measure]
            ),
            "numerator": rows["numerator"].to_numpy(),
            "denominator": rows["denominator"].to_numpy(),
            "marker": rows["marker"].to_numpy(dtype=object),
        },
        areas,
        periods,
    )


def _numbers(texts: pd.Series, index: pd.Index) -> np.ndarray:
    """The position of each text in the index, looked up once per different text."""
    codes, different = pd.factorize(texts)
    return np.append(index.get_indexer(different.astype("object")), -1)[codes]


def _periods(ids: pd.Series, ends: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    codes, different = pd.factorize(ids)
    end_of = np.zeros(len(different), dtype="datetime64[us]")
    end_of[codes] = ends
    order = np.argsort(end_of, kind="stable")
    place = np.empty(len(order), dtype="int64")
    place[order] = np.arange(len(order))
    return place[codes], tuple(different[number] for number in order)
