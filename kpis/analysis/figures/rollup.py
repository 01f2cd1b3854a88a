"""Make the figures of quarters from the months of monthly measures.

A quarter stands only when all three of its months were returned: a sum of two months is not a
smaller quarter, it is a wrong one. A month returned without a figure ([c], [x], [z]) leaves the
quarter without one too, and the quarter says so.
"""

import numpy as np

from kpis.analysis.figures.averages import weighted_mean
from kpis.analysis.figures.columns import Columns, select, take
from kpis.analysis.figures.quarters import LATER_THAN_ANY, quarter_id, quarter_numbers
from kpis.model import Marker, Provenance, QuarterValue

MONTHS_IN_A_QUARTER = 3
# A figure made of several is illustrative if one is, and no official statistic unless all are.
WEAKEST_FIRST = (Provenance.ILLUSTRATIVE, Provenance.RETURN, Provenance.PUBLISHED)
# Of several months' markers the quarter carries the gravest, and "r" besides if any does.
_GRAVEST_FIRST = (
    Marker.CONFIDENTIAL,
    Marker.NOT_AVAILABLE,
    Marker.NOT_APPLICABLE,
    Marker.PROVISIONAL,
)


def roll_up(
    months: Columns, quarter_value: np.ndarray, weight: np.ndarray
) -> tuple[Columns, dict[str, int]]:
    """The quarters that months make, and what there is of those not complete.

    months: figures of one area and no breakdown, one per measure and month, in any order:
        measure (its position in the plan), measure_id, period_id, period_end, outturn,
        numerator, denominator, marker, commentary, provenance, submission_id, first_known_at.
    quarter_value: QuarterValue of each of them.
    weight: what each counts for in a mean (`averages.py`).
    Returns the same columns, one row per measure and complete quarter, and the number of months
        returned by key ("measure_id period_id") of each incomplete one. The outturn is the sum,
        mean or last of the three, NaN when any is; numerator and denominator are summed or the
        last likewise, and NaN for a mean, whose ratio they would not give. Commentaries are
        joined; first_known_at is that of the last month to arrive.
    """
    keys = months["measure"] * LATER_THAN_ANY + quarter_numbers(months["period_end"])
    order = np.lexsort((months["period_end"], keys))
    quarters, starts, counts = np.unique(keys[order], return_index=True, return_counts=True)
    ids = [quarter_id(key % LATER_THAN_ANY) for key in quarters.tolist()]
    incomplete = {
        f"{months['measure_id'][order[start]]} {quarter_id}": int(count)
        for start, quarter_id, count in zip(starts, ids, counts, strict=True)
        if count < MONTHS_IN_A_QUARTER
    }
    complete = counts == MONTHS_IN_A_QUARTER
    rows = order[starts[complete][:, None] + np.arange(MONTHS_IN_A_QUARTER)]
    three, last = take(months, rows), take(months, rows[:, -1])
    how = quarter_value[rows[:, -1]]
    mean = weighted_mean(three["outturn"], weight[rows])
    return last | {
        "period_id": np.array(ids, dtype=object)[complete],
        "outturn": _combine(three["outturn"], how, mean=mean),
        "numerator": _combine(three["numerator"], how, mean=np.nan),
        "denominator": _combine(three["denominator"], how, mean=np.nan),
        "marker": _marker(three["marker"]),
        "provenance": _first_of(three["provenance"], WEAKEST_FIRST),
        "commentary": np.array([_joined(texts) for texts in three["commentary"]], dtype=object),
        "first_known_at": three["first_known_at"].max(axis=1),
    }, incomplete


def _combine(three: np.ndarray, how: np.ndarray, *, mean: np.ndarray | float) -> np.ndarray:
    # One missing month leaves a "last" without a figure too: all three must be there.
    last = three[:, -1] + 0 * three.sum(axis=1)
    return np.select(
        [how == QuarterValue.SUM.value, how == QuarterValue.MEAN.value],
        [three.sum(axis=1), mean],
        last,
    )


def _marker(three: np.ndarray) -> np.ndarray:
    letters = three.astype("U")

    def carried(marker: Marker) -> np.ndarray:
        positions: np.ndarray = np.char.find(letters, marker.value)
        return positions.max(axis=1, initial=-1) >= 0

    gravest = select(
        [carried(marker) for marker in _GRAVEST_FIRST],
        [marker.value for marker in _GRAVEST_FIRST],
        "",
    )
    return np.where(carried(Marker.REVISED), gravest + Marker.REVISED.value, gravest)


def _first_of(three: np.ndarray, order: tuple[Provenance, ...]) -> np.ndarray:
    conditions = [(three == kind.value).any(axis=1) for kind in order]
    return select(conditions, [kind.value for kind in order], "")


def _joined(texts: np.ndarray) -> str:
    return " ".join(dict.fromkeys(text for text in texts if text))
