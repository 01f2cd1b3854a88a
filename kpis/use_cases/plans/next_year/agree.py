"""Agree a plan: from its first year on it is in force, and so are the aims proposed in it."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from kpis.errors import PlanError, UsageError, require
from kpis.model.record import Record
from kpis.plan.agreed.changed import has_begun
from kpis.plan.agreed.figures import figures_of
from kpis.plan.crosswalk.links import EarlierPlan, earlier_plan, previous_folder
from kpis.plan.crosswalk.load import table_changes
from kpis.plan.faults import fault
from kpis.plan.files import CROSSWALK, MEASURES, PLAN, Table
from kpis.use_cases.plans.next_year.holders import Holder, asked_in, holders_in
from kpis.use_cases.plans.next_year.texts import texts_of
from kpis.use_cases.plans.next_year.which import is_proposed
from kpis.use_cases.plans.together import write_together
from kpis.use_cases.plans.workbook import sound_files


class PlanAgreed(Record):
    """A plan that was agreed. aims: how many proposed aims of its years are agreed with it;
    changed: how many of them changed what the plan before had asked of a year that has begun."""

    plan_id: str
    first_year: str
    aims: int
    changed: int


def agree_plan(folder: Path, *, by: str, reason: str, on: date) -> PlanAgreed:
    """Write into a plan that it was agreed, and agree the aims that are proposed in it.

    by: a post or body. reason: why, or where it is recorded, for readers. An aim of a year that
    has begun by then tells what the plan before asked, with that reason.
    Raises PlanError, each fault a sentence, where the plan has faults, or a rated measure is asked
    nothing in its first year; UsageError where it was agreed before, where the plan it follows is
    only proposed, without `by` or `reason`, or where a file cannot be written. Nothing is written
    then.
    """
    require(by, "Say who agreed the plan: a post, or a body such as Cabinet.")
    require(reason, "Say why it was agreed, or where that is recorded: readers are told.")
    files = sound_files(folder)
    plan = files.tables[PLAN]
    if "agreed" in plan:
        said = plan["agreed"]
        raise UsageError(f"{plan['title']} was agreed by {said['by']} on {said['on']}.")
    _refuse_before_its_own(folder, plan)
    first = plan["first_year"]
    if missing := list(_asked_nothing(files.tables, first)):
        count = "one measure" if len(missing) == 1 else f"{len(missing)} measures"
        raise PlanError(
            f"The plan in {folder} cannot be agreed: {count} or parts are asked nothing in "
            f"{first}. Set their targets, or say in data_only why they have none.",
            missing,
        )
    tables = deepcopy(files.tables)
    tables[PLAN]["agreed"] = {"by": by.strip(), "on": on, "reason": reason.strip()}
    earlier = _Before(folder, tables)
    counts = [
        earlier.agree(holder, year, tables[PLAN]["agreed"])
        for holder in holders_in(tables)
        for year in sorted(holder.years)
        if first <= year <= plan["last_year"] and asked_in(holder, plan, year)
    ]
    texts = texts_of(folder, files.tables, tables)
    write_together(
        folder,
        {file: ((folder / file).read_bytes(), new) for file, new in texts.items() if new},
    )
    return PlanAgreed(
        plan_id=plan["id"],
        first_year=first,
        aims=sum(agreed for agreed, _ in counts),
        changed=sum(changed for _, changed in counts),
    )


def _refuse_before_its_own(folder: Path, plan: Table) -> None:
    """A plan that follows one nobody agreed would be in force nowhere, agreed or not."""
    before = previous_folder(folder, plan.get("previous"))
    if before is not None and is_proposed(before):
        raise UsageError(
            f"{plan['title']} follows {before.name}, which nobody has agreed yet. Agree that "
            "first, or let this one follow the plan before it."
        )


def _asked_nothing(tables: dict[str, Table], year: str) -> Iterator[str]:
    for file, table in tables.items():
        if file.startswith(f"{MEASURES}/"):
            for holder in holders_in({file: table}):
                if not asked_in(holder, tables[PLAN], year):
                    key = f"years.{year}" if holder.table is table else f"{holder.id}.years.{year}"
                    yield fault(file, key, "There is no target, and data_only does not say why.")


class _Before:
    """What the plan before asked."""

    def __init__(self, folder: Path, tables: dict[str, Table]) -> None:
        before = previous_folder(folder, tables[PLAN].get("previous"))
        self._plan: EarlierPlan | None = earlier_plan(before) if before else None
        self._was = {
            change.to[0]: change.from_[0]
            for change in table_changes(tables.get(CROSSWALK, {}))
            if len(change.to) == len(change.from_) == 1
        }

    def agree(self, holder: Holder, year: str, agreement: Table) -> tuple[bool, bool]:
        """Agree an aim if it is proposed: whether it was, and whether it changed what was asked.

        One that is illustrative stays so: nobody agrees what was made up.
        """
        aim, is_new = holder.years[year], False
        stated = holder.shared | aim
        if aim.pop("proposed", False) and not stated.get("illustrative"):
            aim |= {"agreed_by": agreement["by"], "agreed_on": agreement["on"]}
            is_new = True
        was = self._asked(holder.id, year)
        told = [figures_of(each) for each in aim.get("earlier") or ()]
        if not was or was == figures_of(aim) or was in told:
            return is_new, False
        if stated.get("illustrative") or not has_begun(year, agreement["on"]):
            return is_new, False
        said = {"changed_on": agreement["on"], "changed_by": agreement["by"]}
        entry = was | said | {"reason": agreement["reason"]}
        aim["earlier"] = [*(aim.get("earlier") or ()), entry]
        return is_new, True

    def _asked(self, measure_id: str, year: str) -> dict[str, Any]:
        """What was agreed for a year in the plan before; {} for nothing."""
        if self._plan is None:
            return {}
        table = self._plan.measures.get(self._was.get(measure_id, measure_id), {})
        aim = (table.get("years") or {}).get(year) or {}
        stated = (table.get("every_year") or {}) | aim
        return {} if stated.get("proposed") or stated.get("illustrative") else figures_of(aim)
