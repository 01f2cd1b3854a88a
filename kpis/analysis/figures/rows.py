"""Rate figures row by row as they come in a return or stand in a series, whatever is due when.

The same figure gets the same colour here as in the report of its quarter (`performance.py`):
the same aims, the same rule, the same order of reasons for having none.
"""

import numpy as np
import pandas as pd

from kpis.analysis.figures.aims import IN_FORCE, aims_in_force
from kpis.analysis.figures.columns import Columns, columns_of, select, take
from kpis.analysis.figures.measures import measure_columns, places_in_plan
from kpis.analysis.figures.quarters import quarter_number, quarter_numbers
from kpis.analysis.figures.rag import LIMITS, Against, needs_others, rated_by
from kpis.analysis.figures.report_columns import ReportColumn, as_report
from kpis.analysis.figures.states import figure_states
from kpis.frames import FIGURE
from kpis.model import Frequency, Plan, QuarterValue, RagStatus
from kpis.periods import ReportingPeriod

_FIGURES = tuple(name for name, kind in IN_FORCE.items() if kind == FIGURE)


def is_own_whole(plan: Plan, frame: pd.DataFrame) -> pd.Series:
    """Which rows are of the plan's own area and a whole measure: what the plan rates."""
    whole = (frame["breakdown"] == "") & (frame["category"] == "")
    return whole & (frame["area"] == plan.area)


def rate_rows(plan: Plan, rows: pd.DataFrame, against: Against | None = None) -> pd.Series:
    """The RagStatus of each row, "" where it is not one that the plan rates.

    rows: RETURN_ROWS or OUTTURNS, any index. against: finds the figures that some rules hold
        others against (`references.py`); None where the plan has no such rule.
    Returns a str Series "rag" on the same index: a colour, or suspended, not_available,
    data_only, no_target, not_comparable. "" for comparators and breakdowns, for measures the plan
    does not have or rates by their parts, and for the single months of a measure whose quarter is
    their sum: no target is set for a month.
    """
    own = is_own_whole(plan, rows)
    names = ("measure_id", "period_end", "outturn", *(("period_id",) if needs_others(plan) else ()))
    columns = columns_of(rows, names, own)
    columns["measure"] = places_in_plan(plan, columns["measure_id"])
    rag = pd.Series("", index=rows.index, name="rag", dtype="str")
    rag[own.to_numpy()] = states_of_rows(plan, columns, against)["rag"]
    return rag


def reported_in(plan: Plan, measures: np.ndarray, period_ends: np.ndarray) -> np.ndarray:
    """The numbers of the quarters whose reports figures of these measures and periods belong to.

    measures: positions in the plan, any number for -1; period_ends: datetime64.
    """
    return quarter_numbers(period_ends) + measure_columns(plan)["arrears"][measures]


def reported_by(plan: Plan, outturns: pd.DataFrame, quarter: ReportingPeriod) -> pd.DataFrame:
    """The rows of OUTTURNS whose period is reported in this quarter or an earlier one.

    Rows of measures the plan does not have are left out.
    """
    columns = columns_of(outturns, ("measure_id", "period_end"))
    measures = places_in_plan(plan, columns["measure_id"])
    reported = reported_in(plan, measures, columns["period_end"])
    return outturns[(measures >= 0) & (reported <= quarter_number(quarter))]


def aims_of_rows(plan: Plan, measures: np.ndarray, period_ends: np.ndarray) -> Columns:
    """The aims (`aims.IN_FORCE`) that figures of these measures and periods are held against.

    measures: positions in the plan, -1 for one it does not have; period_ends: datetime64.
    """
    aims = aims_in_force(plan, measures, reported_in(plan, measures, period_ends))
    of_a_sum = _month_of_a_sum(plan, measures)
    for name in _FIGURES:
        aims[name] = np.where(of_a_sum, np.nan, aims[name])
    return aims


def _month_of_a_sum(plan: Plan, measures: np.ndarray) -> np.ndarray:
    """Where a measure's figures are months whose sum alone has a target."""
    table = take(measure_columns(plan), measures)
    monthly = table["frequency"] == Frequency.MONTH.value
    return monthly & (table["quarter_value"] == QuarterValue.SUM.value)


def states_of_rows(plan: Plan, columns: Columns, against: Against | None = None) -> Columns:
    """`rate_rows` for columns of the plan's own whole figures: rag, and by what they are rated.

    columns: measure (position in the plan, -1 for one it does not have), period_end, outturn; and
        period_id where `against` is given.
    Returns rag, rule, reference, reference_of and the limits (`rag.rated_by`).
    """
    measures = columns["measure"]
    figures = as_report(
        take(measure_columns(plan), measures)
        | aims_of_rows(plan, measures, columns["period_end"])
        | {"outturn": columns["outturn"]}
    )
    found = against(measures, columns["period_id"]) if against else None
    figures |= rated_by(plan, figures, measures, found)
    unrated = (measures < 0) | (figures["parts"] != "") | _month_of_a_sum(plan, measures)
    rag = select(
        [unrated, figures["suspended"] != ""],
        ["", RagStatus.SUSPENDED.value],
        figure_states(figures),
    )
    names: tuple[ReportColumn, ...] = (
        *("rating_name", "rule", "reference", "reference_of"),
        *LIMITS,
    )
    return {"rag": rag} | {name: figures[name] for name in names}
