"""Make the twin of a store: counts that are withheld are others, all that is public is the same."""

from itertools import permutations
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from kpis.analysis.groups.breakdown import breakdown
from kpis.model import Plan, Unit
from kpis.store import Store

OF_A_TABLE = ["measure_id", "breakdown", "period_id"]
OF_A_GROUP = ["period_id", "breakdown", "category"]


def change_withheld(place: Path, plan: Plan) -> pd.DataFrame:
    """Change what is withheld in a store of the first figures; → OUTTURNS that were changed."""
    outturns = Store(place).outturns()
    twin = with_other_counts(plan, outturns)
    changed = np.flatnonzero((twin["outturn"] != outturns["outturn"]) & outturns["outturn"].notna())
    assert len(changed) >= 20
    with duckdb.connect(place) as connection:
        for row in twin.iloc[changed].itertuples():
            connection.execute(
                "UPDATE revision SET outturn = ?, numerator = ? WHERE measure_id = ? AND "
                "period_id = ? AND area = ? AND breakdown = ? AND category = ?",
                [
                    row.outturn,
                    row.numerator if row.denominator == row.denominator else None,
                    *(row.measure_id, row.period_id, row.area, row.breakdown, row.category),
                ],
            )
    pd.testing.assert_frame_equal(
        Store(place).outturns()[["outturn", "numerator"]], twin[["outturn", "numerator"]]
    )
    return twin.iloc[changed]


def with_other_counts(plan: Plan, outturns: pd.DataFrame) -> pd.DataFrame:
    """The same OUTTURNS, one person moved between two withheld groups in each table that can be."""
    by_group = outturns[(outturns["breakdown"] != "") & (outturns["area"] == plan.area)]
    twin = outturns.copy()
    for measure_id, tables in by_group.groupby("measure_id", sort=False):
        own = outturns[outturns["measure_id"] == measure_id]
        public = breakdown(plan, own, str(measure_id))
        for _, table in tables.groupby(OF_A_TABLE, sort=False):
            own = with_one_moved(plan, own, table, public)
        twin.loc[own.index] = own
    return twin


def with_one_moved(
    plan: Plan, own: pd.DataFrame, table: pd.DataFrame, public: pd.DataFrame
) -> pd.DataFrame:
    """Rows of a measure, own, with one person moved in one of its tables; public is as it was."""
    measure = plan.measures_by_id[own["measure_id"].iloc[0]]
    column = "outturn" if measure.unit is Unit.COUNT else "numerator"
    withheld = set(map(tuple, public.loc[public["outturn"].isna(), OF_A_GROUP].to_numpy()))
    hidden = [tuple(group) in withheld for group in table[OF_A_GROUP].to_numpy()]
    small = table[table[column].between(1, 4)].index
    for place, other in permutations(table.index[hidden], 2):
        if place not in small:
            continue
        moved = own.copy()
        moved.loc[[place, other], column] += [1, -1]
        pair = moved.loc[[place, other]]
        if measure.unit is Unit.PERCENT:
            rounded = (100 * pair["numerator"] / pair["denominator"]).round(measure.decimals)
            moved.loc[[place, other], "outturn"] = rounded
        possible = (pair[column] >= 0).all() and not (pair[column] > pair["denominator"]).any()
        if possible and breakdown(plan, moved, measure.id).equals(public):
            return moved
    return own
