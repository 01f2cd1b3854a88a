"""What posts pin to single periods of a measure: notes, breaks in the series, "not comparable".

A service learns of a break when it returns the figure, not when the plan is written. So remarks
are kept in the store, and the plan is read together with them: whatever heeds the plan's own
breaks, the directions of travel, ratings, charts and definitions, heeds these too.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from kpis.frames import REMARKS
from kpis.model import Measure, PinnedNote, Plan, RemarkKind, SeriesBreak
from kpis.periods import period_of_id


def with_remarks(plan: Plan, remarks: pd.DataFrame) -> Plan:
    """The plan with what stands pinned to its measures; the plan itself when nothing does.

    remarks: REMARKS. Those of a measure that the plan no longer has are passed over. A note of
    a period stands with the measure in the order of periods, then of writing.
    """
    REMARKS.check(remarks)
    of_measures = {
        measure_id: list(rows.sort_values("number").itertuples(index=False))
        for measure_id, rows in remarks.groupby("measure_id")
        if measure_id in plan.measures_by_id
    }
    if not of_measures:
        return plan
    return replace(
        plan,
        measures=tuple(
            _pinned(measure, of_measures.get(measure.id, [])) for measure in plan.measures
        ),
    )


def _pinned(measure: Measure, remarks: list[Any]) -> Measure:
    by_kind: dict[RemarkKind, list[Any]] = {kind: [] for kind in RemarkKind}
    for remark in remarks:
        by_kind[RemarkKind(remark.kind)].append(remark)
    breaks = [*measure.breaks, *map(_break, by_kind[RemarkKind.BREAK])]
    notes = [
        PinnedNote(
            period=remark.period_id, text=remark.text, by=remark.noted_by, on=remark.noted_at.date()
        )
        for remark in by_kind[RemarkKind.NOTE]
    ]
    return replace(
        measure,
        breaks=tuple(sorted(breaks, key=lambda found: period_of_id(found.period).start)),
        not_comparable=(
            *measure.not_comparable,
            *map(_break, by_kind[RemarkKind.NOT_COMPARABLE]),
        ),
        notes=tuple(sorted(notes, key=lambda note: period_of_id(note.period).start)),
    )


def _break(remark: Any) -> SeriesBreak:
    return SeriesBreak(period=remark.period_id, reason=remark.text)
