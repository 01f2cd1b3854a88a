"""Why a measure has the control chart it has, or none, each in one plain sentence."""

from kpis.analysis.figures.columns import Columns
from kpis.analysis.figures.like_for_like import breaks_between
from kpis.analysis.figures.states import as_sentence
from kpis.analysis.spc.measure_points import can_be_taken_apart
from kpis.analysis.spc.rare_events import FEWEST_EVENTS
from kpis.analysis.spc.rules import FEWEST_POINTS
from kpis.model import ChartKind, Measure, Provenance
from kpis.periods import period_of_id

_TOO_RARE = f"Too rare to tell: at least {FEWEST_EVENTS} periods with such an event are needed."
_SAME_CASES = (
    "Most of the same cases are counted each time, so each figure is held against what the one "
    "before led to expect."
)
_FOLLOWS = (
    "The figures follow each other, so each is held against what the one before led to expect."
)
_SEASON = "The figures have a season, so each is held against the same time of other years."
_WHY: dict[str, str] = {
    ChartKind.XMR: "The figures vary around one level, without a season, each by itself.",
    ChartKind.SEASONAL: _SEASON,
    ChartKind.RESIDUAL: _FOLLOWS,
    ChartKind.SEASONAL_RESIDUAL: (
        "The figures have a season and follow each other, so each is held against what the season "
        "and the one before led to expect."
    ),
    ChartKind.P_PRIME: "The limits allow for the number of cases behind each figure.",
    ChartKind.U_PRIME: "The limits allow for the number of people behind each figure.",
    ChartKind.G: "Such events are rare, so the chart shows how long it was from one to the next.",
}


def why_this_chart(measure: Measure, point: Columns) -> str:
    """point: chart of the latest point, which has one."""
    if measure.stock and point["chart"] == ChartKind.RESIDUAL:
        return _SAME_CASES
    return _WHY[str(point["chart"])]


def reason_for_nothing(measure: Measure, points: Columns | None) -> str:
    """ "" where there is enough for limits.

    points: period_id, rebase_group, point_type and provenance of all the measure's points, in
        order; None when it has none.
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
    if points["point_type"][-1]:
        return ""
    if count >= FEWEST_POINTS:
        return _TOO_RARE
    so_far = f"{count} point{'' if count == 1 else 's'}"
    first = len(group) - count
    since, why = _recalculated(measure, points, first) if first else ("so far", "")
    return f"{so_far} {since}; {FEWEST_POINTS} are needed.{why}"


def _recalculated(measure: Measure, points: Columns, first: int) -> tuple[str, str]:
    """When the limits were recalculated, at the point with this number, and a sentence why."""
    before, after = (period_of_id(points["period_id"][row]) for row in (first - 1, first))
    if breaks := breaks_between(measure, before, after):
        why = f" Why: {as_sentence(breaks[-1].reason)}"
        return f"since {after.label}, when the series broke", why
    within = [
        baseline
        for baseline in measure.baselines
        if before.start < period_of_id(baseline.period).start <= after.start
    ]
    if within:
        why = f" Why: {as_sentence(within[-1].reason)}"
        return f"since {after.label}, when a baseline was set", why
    illustrative = points["provenance"][first] == Provenance.ILLUSTRATIVE.value
    if illustrative:
        return f"since {after.label}, when illustrative figures follow published ones", ""
    return f"since {after.label}, when published figures follow illustrative ones", ""
