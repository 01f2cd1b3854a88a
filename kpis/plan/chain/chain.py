"""Plans that follow each other: the one in force in a quarter, and the measures of all of them.

A plan is rolled forward every year, before the years it was made for are over. A quarter belongs
to the newest plan that was agreed and whose first year had begun, and what is shown for the
quarter is shown by that plan: measures, aims, words. So nothing that is agreed later changes how
a year was judged.

A plan of the chain that has faults is left out, with one sentence that says so, and the others go
on being used: a slip in next year's files must not close this year's pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kpis.errors import PlanError
from kpis.model import Measure, Plan
from kpis.periods import ReportingPeriod, quarters_of_year, slashed
from kpis.plan.chain.siblings import folders_after
from kpis.plan.load import load_plan


@dataclass(frozen=True, eq=False)
class Chain:
    """named: the plan that was asked for, which may be a proposed one.

    plans: those that are in force in some quarter, by first year, oldest first; at least one.
    folders: the folder of each of them. troubles: a sentence for each plan that is left out.
    """

    named: Plan
    plans: tuple[Plan, ...]
    folders: tuple[Path, ...] = ()
    troubles: tuple[str, ...] = ()

    def in_force(self, quarter: ReportingPeriod) -> Plan:
        """The plan that a quarter is judged by: before all of them it is the oldest."""
        return self.plans[self.place_of(quarter)]

    def place_of(self, quarter: ReportingPeriod) -> int:
        """The place in `plans` of the one in force in a quarter."""
        begun = [place for place, first in enumerate(self.begins) if first <= quarter]
        return begun[-1] if begun else 0

    @cached_property
    def begins(self) -> tuple[ReportingPeriod, ...]:
        """The first quarter of each plan."""
        return tuple(quarters_of_year(plan.first_year)[0] for plan in self.plans)

    def last_quarter_of(self, place: int) -> ReportingPeriod | None:
        """The last quarter in which a plan of `plans` is in force; None for the newest."""
        return self.begins[place + 1].shift(-1) if place + 1 < len(self.plans) else None

    def quarters_of(self, place: int) -> tuple[ReportingPeriod, ...]:
        """The quarters of its years in which a plan of `plans` is in force, earliest first."""
        plan, last = self.plans[place], self.last_quarter_of(place)
        years = range(int(plan.first_year[:4]), int(plan.last_year[:4]) + 1)
        quarters = [each for start in years for each in quarters_of_year(slashed(start))]
        return tuple(each for each in quarters if last is None or each <= last)

    @property
    def quarters(self) -> tuple[ReportingPeriod, ...]:
        """Every quarter of the plans' years, earliest first."""
        return tuple(each for place in range(len(self.plans)) for each in self.quarters_of(place))

    @property
    def beginning(self) -> Plan:
        """The plan whose first figures a new store begins with: the first that names some."""
        return next((plan for plan in self.plans if plan.first_figures), self.named)

    @property
    def newest(self) -> Plan:
        return self.plans[-1]

    @property
    def is_single(self) -> bool:
        """Whether one plan is in force always, as where none was ever rolled forward."""
        return len(self.plans) == 1

    @cached_property
    def known(self) -> Plan:
        """The newest plan with every id that only earlier ones have, to name any figure by.

        Those follow its own measures, are retired with the last quarter of their plan, so that none
        is due any more, and have the plan's id with their code, which another may have by now.
        """
        if self.is_single:
            return self.newest
        return replace(self.newest, measures=(*self.newest.measures, *self._gone()))

    def measure(self, measure_id: str) -> Measure:
        """The measure of an id as the newest plan has it that knows it. Raises KeyError."""
        return self.known.measures_by_id[measure_id]

    def _gone(self) -> Iterator[Measure]:
        met = {*self.newest.measures_by_id}
        for place in range(len(self.plans) - 2, -1, -1):
            plan, last = self.plans[place], self.last_quarter_of(place)
            for measure in plan.measures:
                if measure.id not in met and last is not None:
                    retired = min(measure.retired or last.id, last.id)
                    yield replace(measure, code=f"{measure.code} ({plan.id})", retired=retired)
            met |= {*plan.measures_by_id}


def chain_of(plan: Plan) -> Chain:
    """The chain of a single plan."""
    return Chain(plan, (plan,))


def load_chain(folder: Path) -> Chain:
    """The plan of a folder, those before it and those that follow it.

    Raises PlanError where the named plan has faults, or no plan of the chain can be used.
    """
    named, folders = load_plan(folder), chain_folders(folder)
    if len(folders) == 1:
        return Chain(named, (named,), folders)
    return _put_together(folder.resolve(), named, folders)


def chain_folders(folder: Path) -> tuple[Path, ...]:
    """The folder of a plan, those before it, and those of agreed plans that follow; faulty or not.

    The folder itself alone, as it was given, where there are no others.
    """
    path = folder / "plan.toml"
    before: tuple[Path, ...] = ()
    if path.is_file() and b"previous" in path.read_bytes():
        from kpis.plan.crosswalk.links import folders_before

        before = tuple(folders_before(folder))
    after = tuple(folders_after(before[-1] if before else folder))
    if not before and not after:
        return (folder,)
    return tuple(dict.fromkeys((*before, folder.resolve(), *after)))


def _put_together(folder: Path, named: Plan, folders: Iterable[Path]) -> Chain:
    troubles: list[str] = []
    found: dict[Path, Plan] = {}
    for each in folders:
        if each == folder:
            plan = named
        else:
            try:
                plan = load_plan(each)
            except PlanError as error:
                troubles.append(_left_out(each, error))
                continue
        if not plan.proposed:
            found[each] = plan
    ordered = sorted(found.items(), key=lambda item: (item[1].first_year, item[0].name))
    ordered = list(_one_for_each_year(ordered, troubles))
    if not ordered:
        raise PlanError(
            f"The plan in {folder} is proposed, so it is in force nowhere, and no plan before it "
            f"can be used. {' '.join(troubles)}"
        )
    return Chain(
        named,
        tuple(plan for _, plan in ordered),
        tuple(each for each, _ in ordered),
        tuple(troubles),
    )


def _one_for_each_year(
    ordered: list[tuple[Path, Plan]], troubles: list[str]
) -> Iterator[tuple[Path, Plan]]:
    """Of two plans that begin in one year the first: nobody could tell which is in force."""
    first: dict[str, Path] = {}
    for folder, plan in ordered:
        if plan.first_year in first:
            troubles.append(
                f"{folder.name} and {first[plan.first_year].name} are both agreed and both begin "
                f"in {plan.first_year}: {folder.name} is left out. Take [agreed] out of one."
            )
            continue
        first[plan.first_year] = folder
        yield folder, plan


def _left_out(folder: Path, error: PlanError) -> str:
    count = "one fault" if len(error.faults) == 1 else f"{len(error.faults)} faults"
    return (
        f"The plan in {folder.name} has {count} and is left out: its quarters are shown by the "
        "plan before it. In the folder of the plans, "
        f"kpis check-plan --plan {folder.name} lists why."
    )
