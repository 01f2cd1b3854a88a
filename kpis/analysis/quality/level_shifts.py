"""Whether a measure's level has shifted for good, so that its control limits have had their day.

Limits say what to expect as long as nothing changes. Once figures have stood on one side of the
mean for so long that limits could be worked out of these alone, every further one is shown as
news, although it no longer is, or the shift is taken for figures that follow each other. NHS
England's Making Data Count asks then to recalculate the limits (Strengthening your decisions,
"Increasing your familiarity with process limits"), provided that the change has lasted, that its
reason is known and that it will last on. The first is worked out here and a baseline proposed;
the other two only its owner can say. So no limit is ever moved here: a post pins a baseline.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.quality.finding import finding, written
from kpis.analysis.quality.kinds import SHIFT
from kpis.analysis.spc.measure_points import measure_points
from kpis.analysis.spc.rules import FEWEST_POINTS
from kpis.model import Measure, Plan, Provenance
from kpis.periods import period_of_id


def shifts(plan: Plan, outturns: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """One finding for each measure whose latest points all stand on one side of the mean.

    outturns: OUTTURNS. As many as limits need, of those since limits were last recalculated; the
    mean is that of all of these. The finding's period is the first of the baseline proposed.
    """
    points = measure_points(plan, outturns)
    for measure in plan.counted:
        own = take(points, points["measure_id"] == measure.id)
        if not len(own["outturn"]):
            continue
        group = take(own, slice(int(np.append(0, np.flatnonzero(own["rebase"]))[-1]), None))
        run = _on_one_side(np.sign(group["outturn"] - group["outturn"].mean()))
        if FEWEST_POINTS <= run < len(group["outturn"]):
            yield _shifted(measure, group, run)


def _on_one_side(sides: np.ndarray) -> int:
    """How many points at the end stand on the same side; 0 for a latest one on the mean."""
    other = np.flatnonzero(sides != sides[-1])
    return 0 if sides[-1] == 0 else len(sides) - 1 - int(other[-1]) if len(other) else len(sides)


def _shifted(measure: Measure, group: Columns, run: int) -> dict[str, Any]:
    first, last = (period_of_id(group["period_id"][at]) for at in (-run, -1))
    mean, before = group["outturn"].mean(), group["outturn"][:-run].mean()
    side = "above" if group["outturn"][-1] > mean else "below"
    return finding(
        SHIFT,
        measure,
        first,
        f"The {run} figures from {first.label} to {last.label} all lie {side} the mean of "
        f"{written(measure, mean)}. Baseline proposed from {first.label}, with a mean of "
        f"{written(measure, group['outturn'][-run:].mean())}, after {written(measure, before)}.",
        illustrative=bool((group["provenance"] == Provenance.ILLUSTRATIVE.value).any()),
    )
