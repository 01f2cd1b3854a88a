"""The latest position: what is last known of each measure, carried forward until it is too old.

Half of a council's measures are not due in a given quarter. A report that knew only what was due
would forget a survey's red for three quarters of the year. So beside what was reported this
quarter stands the newest figure known by then, with the aims and the rating of its own period.

A figure stands until more of the measure's own periods have come due without a newer one than the
plan allows (`carried_forward_for`, two unless it says otherwise); then the measure is out of date.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np

from kpis.analysis.figures.aims import aims_in_force
from kpis.analysis.figures.columns import select, take
from kpis.analysis.figures.measures import measure_columns
from kpis.analysis.figures.own_figures import Figures
from kpis.analysis.figures.quarters import quarter_id
from kpis.analysis.figures.rag import Against, rated_by
from kpis.analysis.figures.report_columns import Report, ReportColumn, as_report
from kpis.analysis.figures.states import figure_states, reasons
from kpis.analysis.figures.variance import variances
from kpis.model import AimsOf, Frequency, Plan, RagStatus
from kpis.periods import period_of_id

QUARTERS_BETWEEN = {  # reports from one period of a measure to the next
    Frequency.MONTH.value: 1,  # its months are reported as a quarter
    Frequency.QUARTER.value: 1,
    Frequency.HALF_YEAR.value: 2,
}
_IN_A_YEAR = 4
_TOLD_WHY = tuple(
    state.value for state in (RagStatus.DATA_ONLY, RagStatus.NO_TARGET, RagStatus.NOT_COMPARABLE)
)
_LATEST: dict[ReportColumn, ReportColumn] = {
    "rating_name": "latest_rating_name",
    "reference": "latest_reference",
    "reference_of": "latest_reference_of",
    "green_limit": "latest_green_limit",
    "green_limit_upper": "latest_green_limit_upper",
    "amber_limit": "latest_amber_limit",
    "amber_limit_upper": "latest_amber_limit_upper",
}


def latest(
    plan: Plan, report: Report, figures: Figures, as_at: datetime, against: Against | None = None
) -> Report:
    """The latest_… columns of PERFORMANCE and carried_forward, one element per row of the report.

    report: rag, rag_reason, quarter, measure, period_id and the columns of `schedule`. against:
        finds what some rules hold figures against (`references.py`).
    A row without any figure by its quarter has its own state for `latest_rag`, and its reason;
    so has a measure that is rated by its parts. A withheld figure is no newer figure.
    """
    newest = figures.newest(report["measure"], report["quarter"])
    has_figure = newest["period_id"] != ""
    reported = newest["quarter"] + report["arrears"]
    is_own = has_figure & (newest["period_id"] == report["period_id"])
    carried = has_figure & ~is_own & (report["parts"] == "")
    aims = aims_in_force(plan, report["measure"], np.where(has_figure, reported, -1))
    rated = as_report(take(measure_columns(plan), report["measure"]) | aims)
    rated |= {name: newest[name] for name in ("outturn", "marker")}
    found = against(report["measure"], newest["period_id"]) if against else None
    rated |= rated_by(plan, rated, report["measure"], found)
    missed = np.where(carried, periods_due_since(report, reported), 0)
    out_of_date = missed > report["carried_forward_for"]
    rated["rag"] = select(
        [~carried, out_of_date],
        [report["rag"], RagStatus.OUT_OF_DATE.value],
        figure_states(rated),
    )
    reason = np.where(carried, "", report["rag_reason"])
    told = np.flatnonzero(carried & np.isin(rated["rag"], _TOLD_WHY))
    rated["year"] = _years_asked(plan, rated["measure_id"], aims["aims_of"])
    reason[told] = reasons(take(report | rated, told), as_at)
    for row in np.flatnonzero(out_of_date):
        reason[row] = _too_old(str(newest["period_id"][row]), int(missed[row]))
    return {
        "latest_period_id": newest["period_id"],
        "latest_period_label": _by_value(newest["period_id"], _label),
        "latest_quarter_id": _by_value(
            np.where(has_figure, reported.astype(object), ""), quarter_id
        ),
        "latest_outturn": newest["outturn"],
        "latest_marker": newest["marker"],
        "latest_provenance": newest["provenance"],
        "latest_target": rated["target"],
        "latest_minimum_expectation": rated["minimum_expectation"],
        "latest_target_upper": rated["target_upper"],
        "latest_minimum_expectation_upper": rated["minimum_expectation_upper"],
        **{_LATEST[name]: rated[name] for name in _LATEST},
        "latest_target_illustrative": rated["target_illustrative"],
        "latest_aims_of": np.where(has_figure, rated["aims_of"], ""),
        "latest_variance": variances(rated),
        "latest_rag": rated["rag"],
        "latest_rag_reason": reason,
        "carried_forward": carried,
    }


def periods_due_since(report: Report, reported: np.ndarray) -> np.ndarray:
    """How many later periods of its measure have come due since each figure was reported.

    report: quarter, frequency; reported: numbers of the quarters the figures were reported in.
    """
    between = np.array([QUARTERS_BETWEEN.get(name, _IN_A_YEAR) for name in report["frequency"]])
    return (report["quarter"] - reported) // between


def _label(period_id: str) -> str:
    return period_of_id(period_id).label


def _too_old(period_id: str, missed: int) -> str:
    label = period_of_id(period_id).label
    later = "one later one has" if missed == 1 else f"{missed} later ones have"
    return f"The latest figure is of {label}; {later} come due since"


def _years_asked(plan: Plan, measure_ids: np.ndarray, aims_of: np.ndarray) -> np.ndarray:
    """What is said after "the target for", as `plan.aims_asked.year_asked`."""
    by_report = {m.id for m in plan.measures if m.aims_of is AimsOf.REPORTING_YEAR}
    years = _by_value(aims_of, _label)
    if not by_report:
        return years
    return np.where(np.isin(measure_ids, list(by_report)), "figures reported in " + years, years)


def _by_value(values: np.ndarray, word: Callable[[Any], str]) -> np.ndarray:
    """A word for each value, worked out once for each different one; "" for ""."""
    words = {value: word(value) for value in set(values.tolist()) if value != ""} | {"": ""}
    return np.array([words[value] for value in values.tolist()], dtype=object)
