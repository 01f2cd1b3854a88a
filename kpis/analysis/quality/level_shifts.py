"""Whether a measure's level has shifted for good, so that its control limits have had their day.

Limits say what to expect as long as nothing changes. Once figures have stood on one side of the
mean for so long that limits could be worked out of these alone, every further one is shown as
news, although it no longer is. Making Data Count asks then to recalculate the limits, provided
the reason is known and will last, and that only its owner can say.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, columns_of, take
from kpis.analysis.quality.finding import finding, written
from kpis.analysis.quality.kinds import SHIFT
from kpis.analysis.spc import measure_spc
from kpis.analysis.spc.rules import FEWEST_POINTS
from kpis.model import Measure, Plan, Provenance
from kpis.periods import period_of_id

_READ = ("measure_id", "period_id", "value", "mean", "relative_to_mean", "rebase_group")


def shifts(plan: Plan, outturns: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """One finding for each measure whose latest points all stand on one side of the mean.

    outturns: OUTTURNS. As many as limits need, of those since limits were last recalculated.
    """
    points = columns_of(measure_spc(plan, outturns), (*_READ, "provenance"))
    for measure in plan.counted:
        own = take(points, points["measure_id"] == measure.id)
        if not len(own["value"]):
            continue
        group = take(own, own["rebase_group"] == own["rebase_group"][-1])
        run = _on_one_side(group["relative_to_mean"])
        if FEWEST_POINTS <= run < len(group["value"]):
            yield _shifted(measure, group, run)


def _on_one_side(sides: np.ndarray) -> int:
    """How many points at the end stand on the same side; 0 for a latest one on the mean."""
    other = np.flatnonzero(sides != sides[-1])
    return 0 if sides[-1] == 0 else len(sides) - 1 - int(other[-1]) if len(other) else len(sides)


def _shifted(measure: Measure, group: Columns, run: int) -> dict[str, Any]:
    first, last = (period_of_id(group["period_id"][at]) for at in (-run, -1))
    side = "above" if group["relative_to_mean"][-1] > 0 else "below"
    return finding(
        SHIFT,
        measure,
        first,
        f"The {run} figures from {first.label} to {last.label} all lie {side} the mean of "
        f"{written(measure, group['mean'][-1])}.",
        illustrative=bool((group["provenance"] == Provenance.ILLUSTRATIVE.value).any()),
    )
