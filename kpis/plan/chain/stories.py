"""What became of a measure in the plans after its own, and where it came from."""

from collections.abc import Iterator

from kpis.model import Measure, Plan, PlanChange
from kpis.model.record import Record
from kpis.plan.chain.chain import Chain
from kpis.words.crosswalk import ENDS, came_sentence, went_sentence


class Fate(Record):
    """A change that a measure is in. plan: the one whose crosswalk says so.

    came: whether it is where the measure comes from; else what became of it. measures: those on
    the other side of it, none where they are not known. sentence: for readers.
    """

    plan: Plan
    change: PlanChange
    came: bool
    measures: tuple[Measure, ...]
    sentence: str

    @property
    def ends(self) -> bool:
        """Whether the measure has no figures after it."""
        return not self.came and self.change.kind in ENDS


def fates_of(chain: Chain, measure_id: str) -> tuple[Fate, ...]:
    """Every change that a measure or part is in, by plan, oldest first; () for none.

    measure_id: its id in any of the plans. A part goes with its measure. A measure that goes on
    under another id is followed: all changes of its line are told, whichever of its ids is given.
    """
    ids, fates = {measure_id}, []
    for plan in chain.plans:
        ids |= set(_wholes(plan, ids))
    ids |= _whole_line(chain, ids)
    for place, plan in enumerate(chain.plans):
        before = chain.plans[place - 1] if place else None
        for change in plan.changes:
            if ids & {*change.from_}:
                fates.append(_went(plan, change))
            if ids & {*change.to}:
                fates.append(_came(plan, before, change))
    return tuple(fates)


def told_in(chain: Chain, plan: Plan, measure_id: str) -> tuple[str, ...]:
    """The sentences about a measure for readers of a plan: where it came from until then, and
    what became of it since; () where nothing did."""
    elsewhere = measure_id not in plan.measures_by_id and measure_id not in plan.id_now
    return tuple(
        fate.sentence
        for fate in fates_of(chain, measure_id)
        if elsewhere or fate.came != is_later(fate, plan)
    )


def is_later(fate: Fate, plan: Plan) -> bool:
    """Whether a change came with a plan after this one: nobody knew it by then."""
    return fate.plan.first_year > plan.first_year


def end_of(chain: Chain, measure_id: str) -> Fate | None:
    """The change by which a measure ended, the last of its line; None where none says so."""
    return next((fate for fate in reversed(fates_of(chain, measure_id)) if fate.ends), None)


def named_in(plan: Plan | None, measure_id: str) -> str:
    """ "5.2 Level of recycling", or the id where the plan does not have it."""
    measure = plan.measures_by_id.get(measure_id) if plan else None
    return f"{measure.code} {measure.title}" if measure else measure_id


def _wholes(plan: Plan, ids: set[str]) -> Iterator[str]:
    for each in ids:
        measure = plan.measures_by_id.get(each)
        if measure and measure.part_of:
            yield measure.part_of


def _whole_line(chain: Chain, ids: set[str]) -> set[str]:
    line = set(ids)
    for plan in chain.plans:
        for measure in plan.measures:
            of_line = {measure.id, *measure.earlier_ids}
            if of_line & ids:
                line |= of_line
    return line


def _went(plan: Plan, change: PlanChange) -> Fate:
    names = [named_in(plan, each) for each in change.to if each not in change.from_]
    return Fate(
        plan=plan,
        change=change,
        came=False,
        measures=_known(plan, change.to),
        sentence=went_sentence(change, plan.first_year, names),
    )


def _came(plan: Plan, before: Plan | None, change: PlanChange) -> Fate:
    names = [named_in(before, each) for each in change.from_ if each not in change.to]
    return Fate(
        plan=plan,
        change=change,
        came=True,
        measures=_known(before, change.from_),
        sentence=came_sentence(
            change, plan.first_year, names, before.title if before else "the plan before"
        ),
    )


def _known(plan: Plan | None, ids: tuple[str, ...]) -> tuple[Measure, ...]:
    known = plan.measures_by_id if plan else {}
    return tuple(known[each] for each in ids if each in known)
