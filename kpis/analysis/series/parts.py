"""Parts of a measure beside the whole they are some of: women among all who found work.

Parts may overlap (a woman may also be of an ethnic minority), so they are held against their
whole one by one and never added together. A part of a count is so much of its whole; a part with
a share, a rate or an average of its own is so much better or worse off than everybody.
"""

from math import isnan, nan
from typing import Any

import pandas as pd

from kpis.analysis.figures.like_for_like import break_between, mixed
from kpis.analysis.figures.rows import is_own_whole
from kpis.frames import OUTTURNS, PARTS, OutturnRow
from kpis.model import Measure, Plan, Provenance
from kpis.periods import period_of_id
from kpis.plan.adding_rules import AMOUNTS
from kpis.rounding import round_figure

SHARE_DECIMALS = 1


def parts_beside_whole(plan: Plan, outturns: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """PARTS of a measure of the plan's own area, at every period a part has a figure for.

    outturns: OUTTURNS. No rows when the measure has no parts or names no whole.
    """
    OUTTURNS.check(outturns)
    parts = plan.parts_of.get(measure.id, ())
    rows: list[dict[str, Any]] = []
    if measure.whole in plan.measures_by_id:
        wanted = [measure.whole, *(part.id for part in parts)]
        own = outturns[is_own_whole(plan, outturns) & outturns["measure_id"].isin(wanted)]
        own = own.sort_values("period_end", kind="stable")
        figures = {(row.measure_id, row.period_id): row for row in OUTTURNS.rows(own)}
        rows = [
            _row(plan, part, row, figures.get((measure.whole, row.period_id)))
            for part in parts
            for row in OUTTURNS.rows(own[own["measure_id"] == part.id])
            if not isnan(row.outturn)
        ]
    return PARTS.conform(pd.DataFrame(rows, columns=list(PARTS.columns)))


def _row(plan: Plan, part: Measure, row: OutturnRow, whole: OutturnRow | None) -> dict[str, Any]:
    everybody = plan.measures_by_id[part.whole]
    own = round_figure(row.outturn, part.decimals)
    total = nan if whole is None else round_figure(whole.outturn, everybody.decimals)
    reason = _why_not(plan, part, row, whole, own, total)
    share = difference = nan
    if not reason and part.unit in AMOUNTS:
        share = round_figure(100 * own / total, SHARE_DECIMALS)
    elif not reason:
        difference = round_figure(own - total, max(part.decimals, everybody.decimals))
    return {
        "measure_id": part.id,
        "part_label": part.part_label,
        "whole_id": everybody.id,
        "period_id": row.period_id,
        "period_label": period_of_id(row.period_id).label,
        "outturn": own,
        "whole": total,
        "share": share,
        "difference": difference,
        "illustrative": Provenance.ILLUSTRATIVE.value
        in (row.provenance, whole.provenance if whole is not None else ""),
        "reason": reason,
    }


def _why_not(
    plan: Plan, part: Measure, row: OutturnRow, whole: OutturnRow | None, own: float, total: float
) -> str:
    everybody = plan.measures_by_id[part.whole]
    period = period_of_id(row.period_id)
    if whole is None or isnan(total):
        return f"There is no figure of the whole for {period.label}."
    if mixed({row.provenance, whole.provenance}):
        return "One figure is published, the other illustrative."
    for measure in (part, everybody):
        if marked := break_between(measure, period, period):
            return f"The figures of {period.label} are not comparable: {marked}."
    if part.unit in AMOUNTS and own > total:
        return "The part is larger than its whole, so one of the two figures is wrong."
    if part.unit in AMOUNTS and total <= 0:
        return f"The whole is nothing for {period.label}."
    return ""
