"""Find the measure a return means where several plans are in force one after the other.

A figure belongs to the plan of its quarter, and names in it are that plan's. But people go on
writing last year's titles, and copy this year's into an old quarter. A name of another plan is
taken where its measure goes on under another one; where it ended, or is new, that can be told. A
code alone is not: the next plan may have given it to another measure.
"""

from functools import cached_property

from kpis.model import Measure, Plan
from kpis.model.record import Record
from kpis.plan.chain.chain import Chain
from kpis.plan.chain.stories import told_in
from kpis.plan.lookup import MeasureLookup
from kpis.plan.names.folding import folded


class Elsewhere(Record):
    """A measure that the plan of a figure's quarter does not have. plan: the one that has it.

    told: what became of it, or where it comes from, in sentences.
    """

    measure: Measure
    plan: Plan
    told: tuple[str, ...]


class LookupInChain(MeasureLookup):
    """The lookup of one plan of a chain, which knows of the others' measures."""

    def __init__(self, chain: Chain, place: int) -> None:
        plan = chain.plans[place]
        super().__init__(plan)
        self._chain, self._plan = chain, plan
        self._others = [each for each in reversed(chain.plans) if each is not plan]

    def find(self, text: str) -> Measure | None:
        found = super().find(text)
        if found is None and (other := self._named_elsewhere(text)):
            return self._in_line.get(other[0].id)
        return found

    def elsewhere(self, text: str) -> Elsewhere | None:
        """The measure of another plan that a text names and this plan does not have."""
        if self.find(text) is not None or (other := self._named_elsewhere(text)) is None:
            return None
        measure, plan = other
        told = told_in(self._chain, self._plan, measure.id)
        return Elsewhere(measure=measure, plan=plan, told=told)

    def _named_elsewhere(self, text: str) -> tuple[Measure, Plan] | None:
        for plan, lookup in self._lookups:
            measure = lookup.find(text)
            if measure is not None and folded(text) != measure.code:
                return measure, plan
        return None

    @cached_property
    def _lookups(self) -> list[tuple[Plan, MeasureLookup]]:
        return [(plan, MeasureLookup(plan)) for plan in self._others]

    @cached_property
    def _in_line(self) -> dict[str, Measure]:
        """By every id that a measure of this plan had or will have, that measure."""
        own = self._plan.measures_by_id
        line = {
            each: measure for measure in own.values() for each in (measure.id, *measure.earlier_ids)
        }
        for plan in self._others:
            for measure in plan.measures:
                for each in measure.earlier_ids:
                    if each in own:
                        line[measure.id] = own[each]
        return line
