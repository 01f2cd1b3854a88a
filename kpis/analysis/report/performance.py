"""One frame with everything a report says: screen, pack, command line and open data share it.

Each row is a measure or part in a quarter's report: what was due, what came back, how it stands
against target and minimum expectation, and which way it is going. What follows from the plan
alone is kept per plan (`schedule.py`); what is worked out here depends on the figures.
"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from kpis.analysis.direction.of_travel import directions
from kpis.analysis.direction.slope import slopes
from kpis.analysis.figures.columns import Columns
from kpis.analysis.figures.intervals import intervals
from kpis.analysis.figures.own_figures import Figures, own_figures
from kpis.analysis.figures.rag import colours
from kpis.analysis.figures.states import reasons, states
from kpis.analysis.report.schedule import schedule
from kpis.frames import OUTTURNS, PERFORMANCE
from kpis.model import RATED, Plan, Polarity, Provenance
from kpis.periods import ReportingPeriod
from kpis.rounding import round_half_up

_COMPARED = ("outturn", "numerator", "denominator", "marker", "provenance")


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
    report |= figures.at(report["key"])
    report["months_returned"] = np.array([figures.incomplete.get(k, 0) for k in report["key"]])
    report["colour"] = colours(report, plan.rag_rule, plan.tolerance_percent)
    report["rag"] = states(report, as_at)
    report["rag_reason"] = reasons(report, as_at)
    report["variance"] = _variance(report)
    report["returned_on"] = report["first_known_at"]
    report["returned_late"] = _late(report)
    report |= intervals(report)
    report |= _compare(report, figures, "previous", report["incomparable_previous"])
    report |= _compare(report, figures, "year", report["incomparable"])
    report["direction_long"], report["direction_long_reason"] = slopes(plan, report, figures)
    newest = figures.newest(report["measure"], report["quarter"])
    report |= {"latest_period_id": newest["period_id"], "latest_outturn": newest["outturn"]}
    return PERFORMANCE.of(report)


def _variance(report: Columns) -> np.ndarray:
    """Outturn less target, both rounded; for a range the distance to the bound it lies beyond."""
    decimals = report["decimals"]
    outturn, target, upper = (
        round_half_up(report[name], decimals) for name in ("outturn", "target", "target_upper")
    )
    below, above = np.fmin(outturn - target, 0.0), np.fmax(outturn - upper, 0.0)
    variance = np.where(report["polarity"] == Polarity.RANGE.value, below + above, outturn - target)
    rated = np.isin(report["rag"], [status.value for status in RATED])
    return round_half_up(np.where(rated, variance, np.nan), decimals)


def _late(report: Columns) -> np.ndarray:
    by_a_service = report["provenance"] != Provenance.PUBLISHED.value
    return by_a_service & (report["first_known_at"].astype("datetime64[D]") > report["due_on"])


def _compare(report: Columns, figures: Figures, which: str, incomparable: np.ndarray) -> Columns:
    """The figure of the previous period ("previous") or a year ago ("year"), and the direction."""
    before = figures.at(report[f"{which}_key"])
    direction, reason = directions(
        report
        | {f"before_{name}": before[name] for name in _COMPARED}
        | {
            "before_label": report[f"{which}_label"],
            "series_break": report[f"break_{which}"],
            "incomparable": incomparable,
        }
    )
    known = ~np.isnan(before["outturn"])
    return {
        f"{which}_period_id": np.where(known, report[f"{which}_id"], ""),
        f"{which}_outturn": before["outturn"],
        f"direction_{which}": direction,
        f"direction_{which}_reason": reason,
    }
