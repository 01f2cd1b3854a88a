"""Whose returns a page of the collection is about, and of which quarter."""

from collections.abc import Collection

from kpis.analysis.report.progress import quarter_collected_now, quarters_collected
from kpis.clock import utc_now
from kpis.model import Plan
from kpis.periods import ReportingPeriod
from kpis.ui.state import query_params
from kpis.ui.state.figures import Figures


def choose_directorate(plan: Plan, own: Collection[str] | None = None) -> str:
    """Draw the list of directorates and return the one chosen; "" for all of them.

    own: ids of the measures whose returns whoever looks may read; None for all.
    """
    theirs = [each for each in plan.counted if own is None or each.id in own]
    names = {name: name for name in sorted({measure.directorate for measure in theirs})}
    return query_params.choose("directorate", "Directorate", names, "directorate") or ""


def choose_collected_quarter(figures: Figures) -> ReportingPeriod:
    """Draw the list of quarters collected so far, the one collected now chosen at first."""
    plan, today = figures.plan, utc_now()
    quarter, _ = query_params.choose_quarter(
        quarters_collected(plan, today)[::-1],
        quarter_collected_now(plan, figures.outturns, today),
        visit="collected_quarter",
    )
    return quarter
