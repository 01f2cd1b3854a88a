"""Which figures by group the public may see, wherever else than on a measure's page they stand.

Pages of returns, history and releases show figures as they were returned, one by one. Of a group
they may show what the measure's own page shows of it today and nothing else: neither another
number for the same group, whether of before its restatement or of another file. Of other areas
they show what is an official statistic, as its publisher shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpis.analysis.groups.breakdown import breakdown
from kpis.frames import BREAKDOWN, OUTTURN_KEY
from kpis.model import Marker, Plan, Provenance
from kpis.rounding import round_figure

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """shown: by OUTTURN_KEY, every outturn by group that is shown, rounded as shown."""

    shown: Mapping[_Key, float]
    decimals: Mapping[str, int]

    def withheld(self, frame: pd.DataFrame, outturn: str = "outturn") -> np.ndarray:
        """Which rows hold a figure of a group that is not shown.

        frame: OUTTURN_KEY and a column of outturns. A row without a figure holds none.
        """
        found = np.full(len(frame), False)
        by_group = (frame["breakdown"] != "") | (frame["category"] != "")
        places = np.flatnonzero((by_group & frame[outturn].notna()).to_numpy())
        rows = frame.iloc[places][[*OUTTURN_KEY, outturn]].itertuples(index=False, name=None)
        for place, (*key, figure) in zip(places, rows, strict=True):
            decimals = self.decimals.get(str(key[0]), 0)
            found[place] = self.shown.get(tuple(key)) != round_figure(figure, decimals)
        return found

    def withhold(
        self, frame: pd.DataFrame, outturn: str = "outturn", marker: str = "marker"
    ) -> pd.DataFrame:
        """The same rows; those withheld have no figure and the marker "c". Nothing else changes."""
        hidden = self.withheld(frame, outturn)
        if not hidden.any():
            return frame
        return frame.assign(
            **{
                outturn: frame[outturn].mask(hidden),
                marker: frame[marker].mask(hidden, Marker.CONFIDENTIAL.value),
            }
        )


def public_figures(plan: Plan, outturns: pd.DataFrame) -> PublicFigures:
    """What is public of all groups. outturns: OUTTURNS that stand."""
    own = outturns[(outturns["breakdown"] != "") & (outturns["area"] == plan.area)]
    shown: dict[_Key, float] = {}
    for measure_id in own["measure_id"].unique():
        if measure_id not in plan.measures_by_id:
            continue
        for row in BREAKDOWN.rows(breakdown(plan, outturns, measure_id)):
            if not np.isnan(row.outturn):
                key = (measure_id, row.period_id, plan.area, row.breakdown, row.category)
                shown[key] = row.outturn
    of_others = outturns[(outturns["breakdown"] != "") & (outturns["area"] != plan.area)]
    official = of_others[of_others["provenance"] == Provenance.PUBLISHED.value]
    rows = official[[*OUTTURN_KEY, "outturn"]].itertuples(index=False, name=None)
    decimals = {measure.id: measure.decimals for measure in plan.measures_by_id.values()}
    for *of_other, outturn in rows:
        shown[tuple(of_other)] = round_figure(outturn, decimals.get(str(of_other[0]), 0))
    return PublicFigures(shown, decimals)
