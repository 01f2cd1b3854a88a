"""Why a control chart says nothing of a measure yet, in one plain sentence."""

from kpis.analysis.figures.columns import Columns
from kpis.analysis.figures.like_for_like import breaks_between
from kpis.analysis.figures.states import as_clause
from kpis.analysis.spc.measure_points import can_be_taken_apart
from kpis.analysis.spc.rules import FEWEST_POINTS
from kpis.model import Measure, Provenance
from kpis.periods import period_of_id


def reason_for_nothing(measure: Measure, points: Columns | None) -> str:
    """ "" where there is enough for limits.

    points: period_id, rebase_group and provenance of all the measure's points, in order; None
        when it has none.
    """
    if measure.rolling_months:
        return (
            f"Each figure covers {measure.rolling_months} months and shares most of its cases "
            "with the one before, so limits would be too narrow."
        )
    if not can_be_taken_apart(measure):
        return "Figures of the year to date in this unit cannot be taken apart into single periods."
    if points is None:
        return "No figures that can be compared yet."
    group = points["rebase_group"]
    latest = group == group[-1]
    count = int(latest.sum())
    if count >= FEWEST_POINTS:
        return ""
    so_far = f"{count} point{'' if count == 1 else 's'}"
    first = len(group) - count
    since = f" since {_recalculated(measure, points, first)}" if first else " so far"
    return f"{so_far}{since}; {FEWEST_POINTS} are needed."


def _recalculated(measure: Measure, points: Columns, first: int) -> str:
    """When and why the limits were recalculated, at the point with this number."""
    before, after = (period_of_id(points["period_id"][row]) for row in (first - 1, first))
    if breaks := breaks_between(measure, before, after):
        return f"{after.label}, when the series broke ({as_clause(breaks[-1].reason)})"
    starts = [period_of_id(baseline.period).start for baseline in measure.baselines]
    if any(before.start < start <= after.start for start in starts):
        return f"{after.label}, where the plan has limits recalculated"
    illustrative = points["provenance"][first] == Provenance.ILLUSTRATIVE.value
    if illustrative:
        return f"{after.label}, when illustrative figures follow published ones"
    return f"{after.label}, when published figures follow illustrative ones"
