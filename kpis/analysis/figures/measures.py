"""The plan's measures and parts as columns, in plan order: what every report says of them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kpis.analysis.figures.columns import Columns, columns_from
from kpis.analysis.figures.per_plan import per_plan
from kpis.analysis.figures.states import as_clause
from kpis.frames import FIGURE, TEXT, WHOLE
from kpis.model import Frequency, Measure, Plan, QuarterValue, Unit

MEASURES = {
    "measure_id": TEXT,
    "code": TEXT,
    "part_of": TEXT,
    "title": TEXT,
    "short_title": TEXT,
    "outcome": WHOLE,
    "priority": WHOLE,
    "themes": TEXT,  # ids joined by a space
    "frequency": TEXT,
    "basis": TEXT,
    "unit": TEXT,
    "unit_label": TEXT,
    "decimals": WHOLE,
    "polarity": TEXT,
    "arrears": WHOLE,
    "carried_forward_for": WHOLE,  # of its own periods, without a newer figure
    "quarter_value": TEXT,
    "sample_size": WHOLE,
    "design_effect": FIGURE,
    "usual_denominator": WHOLE,
    "not_by_chance": TEXT,  # why the figure of a period of the report does not vary case by case
    "rolling_months": WHOLE,
    "data_only": TEXT,
    "parts": TEXT,  # codes of its parts, "" when it has none and is returned itself
}


@per_plan
def measure_columns(plan: Plan) -> Columns:
    """MEASURES: one row per measure and part, in plan order."""
    priority_of = {outcome.number: outcome.priority for outcome in plan.outcomes}
    rows = [
        {
            "measure_id": measure.id,
            "code": measure.code,
            "part_of": measure.part_of,
            "title": measure.title,
            "short_title": measure.short_title,
            "outcome": measure.outcome,
            "priority": priority_of[measure.outcome],
            "themes": " ".join(link.theme for link in measure.themes),
            "frequency": measure.frequency.value,
            "basis": measure.basis.value,
            "unit": measure.unit.value,
            "unit_label": measure.unit_label,
            "decimals": measure.decimals,
            "polarity": measure.polarity.value,
            "arrears": measure.arrears,
            "carried_forward_for": (
                plan.carried_forward_for
                if measure.carried_forward_for is None
                else measure.carried_forward_for
            ),
            "quarter_value": measure.quarter_value.value,
            "sample_size": measure.sample_size,
            "design_effect": measure.design_effect,
            "usual_denominator": measure.usual_denominator,
            "not_by_chance": _not_by_chance(measure),
            "rolling_months": measure.rolling_months,
            "data_only": measure.data_only,
            "parts": ", ".join(part.code for part in plan.parts_of.get(measure.id, ())),
        }
        for measure in plan.measures
    ]
    return columns_from(rows, MEASURES)


def _not_by_chance(measure: Measure) -> str:
    """Why the figures of reports do not vary case by case; those of its months still may."""
    mean_of_months = (
        measure.frequency is Frequency.MONTH
        and measure.quarter_value is QuarterValue.MEAN
        and measure.unit is Unit.COUNT
    )
    by_design = "A mean of three months, not a count" if mean_of_months else ""
    return as_clause(measure.not_by_chance) or by_design


@per_plan
def measure_index(plan: Plan) -> pd.Index:
    """The ids in plan order: `get_indexer` gives the position in the plan for each id, or -1."""
    return pd.Index([measure.id for measure in plan.measures], dtype="object")


def places_in_plan(
    plan: Plan, measure_ids: "np.ndarray | pd.Series | Sequence[str]"
) -> NDArray[np.intp]:
    """The position in the plan of each id, -1 for one that the plan does not have."""
    # Objects: of a bare array pandas would first find out what it holds.
    wanted = np.asarray(measure_ids, dtype="object")
    return measure_index(plan).get_indexer(pd.Index(wanted, dtype="object"))


def effects_in(plan: Plan, measures: np.ndarray, period_ids: np.ndarray) -> np.ndarray:
    """The design effect of each figure: that of its wave, where a survey says so, else the usual.

    measures: positions in the plan. period_ids: "" for none.
    """
    effects: np.ndarray = measure_columns(plan)["design_effect"][measures].copy()
    with_waves = [place for place, measure in enumerate(plan.measures) if measure.waves]
    for row in np.flatnonzero(np.isin(measures, with_waves)) if with_waves else ():
        effects[row] = plan.measures[measures[row]].design_effect_in(str(period_ids[row]))
    return effects
