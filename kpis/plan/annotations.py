"""What posts pin to single periods of a measure: notes, breaks, "not comparable", baselines.

A service learns of a break when it returns the figure, not when the plan is written. So annotations
are kept in the store, and the plan is read together with them: whatever heeds the plan's own
breaks, the directions of travel, ratings, charts and definitions, heeds these too.
"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from kpis.frames import ANNOTATIONS, AnnotationRow
from kpis.model import Annotation, AnnotationKind, Baseline, Measure, Plan, SeriesBreak
from kpis.periods import period_of_id


def with_annotations(plan: Plan, annotations: pd.DataFrame) -> Plan:
    """The plan with what stands pinned to its measures; the plan itself when nothing does.

    annotations: ANNOTATIONS. Those of a measure that the plan no longer has are passed over. A note
    of a period stands with the measure in the order of periods, then of writing.
    """
    ANNOTATIONS.check(annotations)
    of_measures = {
        measure_id: ANNOTATIONS.rows(rows.sort_values("number"))
        for measure_id, rows in annotations.groupby("measure_id")
        if measure_id in plan.measures_by_id
    }
    if not of_measures:
        return plan
    return replace(
        plan,
        measures=tuple(
            _pinned(measure, of_measures.get(measure.id, ())) for measure in plan.measures
        ),
    )


def _pinned(measure: Measure, annotations: Sequence[AnnotationRow]) -> Measure:
    by_kind: dict[AnnotationKind, list[AnnotationRow]] = {kind: [] for kind in AnnotationKind}
    for annotation in annotations:
        by_kind[AnnotationKind(annotation.kind)].append(annotation)
    breaks = [*measure.breaks, *map(_break, by_kind[AnnotationKind.BREAK])]
    notes = [
        Annotation(
            period=annotation.period_id,
            text=annotation.text,
            by=annotation.noted_by,
            on=annotation.noted_at.date(),
        )
        for annotation in by_kind[AnnotationKind.NOTE]
    ]
    return replace(
        measure,
        breaks=tuple(
            sorted(breaks, key=lambda series_break: period_of_id(series_break.period).start)
        ),
        baselines=tuple(
            sorted(
                [*measure.baselines, *map(_baseline, by_kind[AnnotationKind.BASELINE])],
                key=lambda baseline: period_of_id(baseline.period).start,
            )
        ),
        not_comparable=(
            *measure.not_comparable,
            *map(_break, by_kind[AnnotationKind.NOT_COMPARABLE]),
        ),
        annotations=tuple(sorted(notes, key=lambda note: period_of_id(note.period).start)),
    )


def _baseline(annotation: AnnotationRow) -> Baseline:
    return Baseline(period=annotation.period_id, reason=annotation.text)


def _break(annotation: AnnotationRow) -> SeriesBreak:
    return SeriesBreak(period=annotation.period_id, reason=annotation.text)
