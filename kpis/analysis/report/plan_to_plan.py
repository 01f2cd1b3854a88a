"""What a plan changed of the plan before it, for readers: measures, aims and activities.

Who owns what is left out: that changes with the house, not with the plan. What became of measures
is what the plan's crosswalk says; without a plan before there is nothing to compare, and only the
aims of its own years are told.
"""

from collections.abc import Iterator

from kpis.analysis.report.aims_over_years import MeasureAims, aims_over_years
from kpis.model import ONE_LINE, Activity, Continuation, Measure, Plan, PlanChange
from kpis.model.record import Record
from kpis.plan.names.folding import folded

# Those that are told one by one; a measure that only has another id is no news to a reader.
TOLD = (
    Continuation.CONTINUED_WITH_BREAK,
    Continuation.SPLIT,
    Continuation.MERGED,
    Continuation.REPLACED,
    Continuation.DROPPED,
    Continuation.ADDED,
)


class MeasuresChanged(Record):
    """before: measures of the plan before; after: of this one; neither is known in both."""

    kind: Continuation
    before: tuple[Measure, ...]
    after: tuple[Measure, ...]
    reason: str


class Renamed(Record):
    before: Measure
    after: Measure


class PlanToPlan(Record):
    """plan: the one asked about. before: the one it follows; None where it follows none.

    changed: by kind in the order of TOLD, each in the order of the crosswalk. activities: the same
    title is the same activity, whatever its number.
    """

    plan: Plan
    before: Plan | None
    changed: tuple[MeasuresChanged, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    aims: tuple[MeasureAims, ...]
    activities_added: tuple[Activity, ...] = ()
    activities_gone: tuple[Activity, ...] = ()


def plan_to_plan(plan: Plan, before: Plan | None) -> PlanToPlan:
    """What a plan changed. before: the plan it follows; None for none."""
    if before is None:
        return PlanToPlan(plan=plan, before=None, aims=aims_over_years(plan, None, {}, frozenset()))
    lines = dict(_lines(plan, before))
    anew = frozenset(_with_parts(plan, _ids_anew(plan.changes)))
    added, gone = _only_in(plan, before), _only_in(before, plan)
    return PlanToPlan(
        plan=plan,
        before=before,
        changed=tuple(
            _changed(change, plan, before)
            for kind in TOLD
            for change in plan.changes
            if change.kind is kind
        ),
        renamed=tuple(
            Renamed(before=was, after=plan.measures_by_id[now])
            for now, was in lines.items()
            if folded(was.title) != folded(plan.measures_by_id[now].title)
        ),
        aims=aims_over_years(plan, before, lines, anew),
        activities_added=added,
        activities_gone=gone,
    )


def _lines(plan: Plan, before: Plan) -> Iterator[tuple[str, Measure]]:
    """(id now, measure of the plan before) of each measure and part that goes on, in plan order."""
    known = before.measures_by_id
    was = {
        change.to[0]: change.from_[0]
        for change in plan.changes
        if change.kind in ONE_LINE and change.to and change.from_
    }
    elsewhere = {each for change in plan.changes for each in change.from_} - {*was.values()}
    for measure in plan.measures:
        name = was.get(measure.id, measure.id)
        if name in known and name not in elsewhere:
            yield measure.id, known[name]


def _ids_anew(changes: tuple[PlanChange, ...]) -> set[str]:
    anew = (each for each in changes if each.kind is Continuation.CONTINUED_WITH_BREAK)
    return {measure_id for change in anew for measure_id in change.to}


def _with_parts(plan: Plan, ids: set[str]) -> Iterator[str]:
    for measure in plan.measures:
        if measure.id in ids or measure.part_of in ids:
            yield measure.id


def _changed(change: PlanChange, plan: Plan, before: Plan) -> MeasuresChanged:
    return MeasuresChanged(
        kind=change.kind,
        before=_known(before, change.from_),
        after=_known(plan, change.to),
        reason=change.reason,
    )


def _known(plan: Plan, ids: tuple[str, ...]) -> tuple[Measure, ...]:
    return tuple(plan.measures_by_id[each] for each in ids if each in plan.measures_by_id)


def _only_in(plan: Plan, other: Plan) -> tuple[Activity, ...]:
    titles = {folded(each.title) for each in other.activities}
    return tuple(each for each in plan.activities if folded(each.title) not in titles)
