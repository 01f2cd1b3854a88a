"""Count ratings and every reason for having none, by outcome, priority or theme.

The unrated are counted state by state and never left out: a headline of "17 green of 34" that
is silent about 24 others misleads. A measure that supports several themes counts in each, so
themes do not add up to all; one that supports none by itself supports every theme and stands in
a group of its own, "". A measure with parts is not counted, its parts are.
"""

from typing import Literal

import pandas as pd

from kpis.errors import FrameError
from kpis.frames import COUNT_CHANGES, COUNTS, PERFORMANCE
from kpis.model import RagStatus

Grouping = Literal["all", "outcome", "priority", "theme"]

COUNTED_STATES = [status.value for status in RagStatus if status is not RagStatus.SEE_PARTS]
EVERY_THEME = ""  # the group of measures that support every theme


def count_by(performance: pd.DataFrame, grouping: Grouping) -> pd.DataFrame:
    """COUNTS of one report: every state in every group, zeros included.

    performance: PERFORMANCE of one quarter; rows may have been left out, as by a filter.
    Groups stand in the order in which they first come; no rows, no groups, but for "all".
    Raises FrameError when the rows are of several quarters, which do not add up.
    """
    PERFORMANCE.check(performance)
    if len(set(performance["quarter_id"])) > 1:
        raise FrameError("Counts are of one quarter; the performance frame holds several.")
    counted = performance[performance["rag"] != RagStatus.SEE_PARTS.value].reset_index(drop=True)
    group = _groups(counted, grouping)
    names = ["all"] if grouping == "all" else list(dict.fromkeys(group))
    every = pd.MultiIndex.from_product([names, COUNTED_STATES], names=["group", "rag"])
    each = pd.DataFrame({"group": group, "rag": counted["rag"].take(group.index)})
    counts = each.value_counts().reindex(every, fill_value=0)
    return COUNTS.conform(counts.rename("count").reset_index())


def count_changes(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """COUNT_CHANGES: the counts of a report beside those of an earlier one.

    now, before: COUNTS by the same grouping. A group or state that only one of them has counts
    as 0 in the other. In the order of `now`, then what only `before` has.
    """
    key = ["group", "rag"]
    both = COUNTS.check(now).merge(
        COUNTS.check(before).rename(columns={"count": "before"}), on=key, how="outer", sort=False
    )
    order = pd.concat([now[key], before[key]]).drop_duplicates()
    both = order.merge(both, on=key, how="left").fillna({"count": 0, "before": 0})
    return COUNT_CHANGES.conform(both.assign(change=both["count"] - both["before"]))


def _groups(counted: pd.DataFrame, grouping: Grouping) -> pd.Series:
    """The group of each row; rows of several themes more than once, under their own index."""
    match grouping:
        case "all":
            return pd.Series("all", index=counted.index, dtype="str")
        case "theme":
            return counted["themes"].str.split(" ").explode()
        case _:
            return counted[grouping].astype("str")
