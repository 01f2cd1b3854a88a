"""Whose returns a page of the collection is about, and of which quarter."""

from streamlit.delta_generator import DeltaGenerator

from kpis.analysis.report.progress import collected_now, quarters_collected
from kpis.clock import utc_now
from kpis.model import Plan, Whose
from kpis.periods import ReportingPeriod
from kpis.ui.returns.progress.frames import Own
from kpis.ui.state import narrowing, query_params
from kpis.ui.state.figures import Figures


def choose_whose_returns(place: DeltaGenerator, plan: Plan, own: Own) -> tuple[Whose, Own]:
    """Draw the list of directorates in its place; → who is chosen, and the ids of their measures.

    own: ids of the measures whose returns whoever looks may read; None for all. None is given
    back for all too.
    """
    theirs = [each for each in plan.counted if own is None or each.id in own]
    whose = narrowing.choose(place, theirs)
    return whose, _ids(plan, whose, own) if whose.said else own


def choose_collected_quarter(figures: Figures) -> ReportingPeriod:
    """Draw the list of quarters collected so far, the one collected now chosen at first."""
    chain, today = figures.state.chain, utc_now()
    quarter, _ = query_params.choose_quarter(
        quarters_collected(chain, today)[::-1],
        collected_now(chain, figures.state.stored, today),
        visit="collected_quarter",
    )
    return quarter


def _ids(plan: Plan, whose: Whose, own: Own) -> Own:
    return tuple(each.id for each in whose.of(plan.measures) if own is None or each.id in own)
