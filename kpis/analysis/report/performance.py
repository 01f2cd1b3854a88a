"""One frame with everything a report says: screen, pack, command line and open data share it.

Each row is a measure or part in a quarter's report: what was due, what came back, how it stands
against target and minimum expectation, and which way it is going. What follows from the plan
alone is kept per plan (`schedule.py`); what is worked out here depends on the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from kpis.analysis.direction.comparable_figures import comparable_figures
from kpis.analysis.direction.many_tests import told_among_many
from kpis.analysis.direction.of_travel import directions
from kpis.analysis.direction.slope import slopes
from kpis.analysis.direction.spread import spreads
from kpis.analysis.figures.intervals import intervals
from kpis.analysis.figures.measures import effects_in
from kpis.analysis.figures.own_figures import Figures, own_figures
from kpis.analysis.figures.rag import rated_by
from kpis.analysis.figures.references import references
from kpis.analysis.figures.report_columns import Report, ReportColumn
from kpis.analysis.figures.states import reasons, states
from kpis.analysis.figures.variance import variances
from kpis.analysis.report.latest import latest
from kpis.analysis.report.schedule import schedule
from kpis.frames import OUTTURNS, PERFORMANCE
from kpis.model import Frequency, Plan, Provenance
from kpis.periods import MONTHS_IN, MONTHS_IN_A_YEAR, ReportingPeriod

_BEFORE: dict[ReportColumn, ReportColumn] = {
    "outturn": "before_outturn",
    "numerator": "before_numerator",
    "denominator": "before_denominator",
    "marker": "before_marker",
    "provenance": "before_provenance",
}


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The names of the columns of one comparison with an earlier period."""

    key: ReportColumn  # read: the earlier figure, its period, what bars the comparison
    id: ReportColumn
    label: ReportColumn
    series_break: ReportColumn
    incomparable: ReportColumn
    a_year: bool  # the earlier period lies a year before, else next before
    period_id: ReportColumn  # written: the earlier period where its figure is known, and so on
    outturn: ReportColumn
    direction: ReportColumn
    reason: ReportColumn
    p: ReportColumn
    holds: ReportColumn


_WITH_PREVIOUS = _Comparison(
    key="previous_key",
    id="previous_id",
    label="previous_label",
    series_break="break_previous",
    incomparable="incomparable_previous",
    a_year=False,
    period_id="previous_period_id",
    outturn="previous_outturn",
    direction="direction_previous",
    reason="direction_previous_reason",
    p="direction_previous_p",
    holds="direction_previous_holds",
)
_WITH_YEAR_AGO = _Comparison(
    key="year_key",
    id="year_id",
    label="year_label",
    series_break="break_year",
    incomparable="incomparable",
    a_year=True,
    period_id="year_period_id",
    outturn="year_outturn",
    direction="direction_year",
    reason="direction_year_reason",
    p="direction_year_p",
    holds="direction_year_holds",
)


def performance(
    plan: Plan, outturns: pd.DataFrame, quarters: Sequence[ReportingPeriod], as_at: datetime
) -> pd.DataFrame:
    """PERFORMANCE: one row per quarter, in the order given, and measure or part, in plan order.

    outturns: OUTTURNS as they stood at `as_at`; only whole-measure figures of the plan's own
        area are used. as_at (UTC, naive) decides what is awaited and what is late.
    The outturn of a monthly measure is that of the quarter, and so is its period. Previous and
        year figures are given where the plan has such a period and a figure is known for it,
        also where the two do not compare (then the direction's reason says why). The variance
        is given where there is a rating; for a range it is the distance to the nearer bound, 0
        within. A figure taken from published statistics is never a late return.
    Raises FrameError when `outturns` breaks its contract.
    """
    OUTTURNS.check(outturns)
    figures = own_figures(plan, outturns)
    report = dict(schedule(plan, tuple(quarters)))
    report["design_effect"] = effects_in(plan, report["measure"], report["period_id"])
    report |= figures.at(report["key"])
    report["months_returned"] = np.array([figures.incomplete.get(k, 0) for k in report["key"]])
    against = references(plan, outturns)
    found = against(report["measure"], report["period_id"]) if against else None
    report |= rated_by(plan, report, report["measure"], found)
    report["rag"] = states(report, as_at)
    report["rag_reason"] = reasons(report, as_at)
    report["variance"] = variances(report)
    report["returned_on"] = report["first_known_at"]
    report["returned_late"] = _late(report)
    report |= intervals(report)
    comparable = comparable_figures(plan, figures)
    report |= spreads(plan, report, figures, comparable)
    report |= _compare(plan, report, figures, _WITH_PREVIOUS)
    report |= _compare(plan, report, figures, _WITH_YEAR_AGO)
    long = slopes(plan, report, figures, comparable)
    report["direction_long"], report["direction_long_reason"] = long
    report |= latest(plan, report, figures, as_at, against)
    return PERFORMANCE.of(report)


def _late(report: Report) -> np.ndarray:
    by_a_service = report["provenance"] != Provenance.PUBLISHED.value
    return by_a_service & (report["first_known_at"].astype("datetime64[D]") > report["due_on"])


def _compare(plan: Plan, report: Report, figures: Figures, names: _Comparison) -> Report:
    """The figure of an earlier period, and the direction of travel since."""
    before = figures.at(report[names.key])
    pairs = report | {earlier: before[name] for name, earlier in _BEFORE.items()}
    pairs["before_label"] = report[names.label]
    pairs["before_design_effect"] = effects_in(plan, report["measure"], report[names.id])
    pairs["series_break"] = report[names.series_break]
    pairs["incomparable"] = report[names.incomparable]
    pairs["before_months"] = _months_before(report, a_year=names.a_year)
    direction, alone, p = directions(pairs)
    holds, reason = told_among_many(direction, alone, p, report["quarter"])
    has_figure = ~np.isnan(before["outturn"])
    return {
        names.period_id: np.where(has_figure, report[names.id], ""),
        names.outturn: before["outturn"],
        names.direction: direction,
        names.reason: reason,
        names.p: p,
        names.holds: holds,
    }


def _months_before(report: Report, *, a_year: bool) -> np.ndarray:
    """How many months lie between each figure's period and the one it is compared with."""
    apart = np.full(len(report["frequency"]), MONTHS_IN_A_YEAR)
    if not a_year:
        for frequency, months in MONTHS_IN.items():
            # The months of a monthly measure are reported as a quarter.
            apart[report["frequency"] == frequency.value] = max(
                months, MONTHS_IN[Frequency.QUARTER]
            )
    return apart
