"""Make next year's plan and agree it where it is written down who did."""

import os
from datetime import date, datetime
from pathlib import Path

from kpis.errors import UsageError
from kpis.model import About, Act, Actor, Plan, of_measures
from kpis.plan.files import PLAN, read_plan_files
from kpis.plan.load import load_plan
from kpis.store import Store
from kpis.use_cases.allow import allow
from kpis.use_cases.plans.changing import WHICH_POST
from kpis.use_cases.plans.next_year.agree import PlanAgreed, agree_plan
from kpis.use_cases.plans.next_year.roll import Rolled, left_to_set, roll_plan
from kpis.use_cases.typed import require_post


def may_make(folder: Path) -> bool:
    """Whether a folder can be made beside that of a plan."""
    return os.access(folder.resolve().parent, os.W_OK)


def make_next_plan(
    store: Store,
    folder: Path,
    to: str,
    *,
    minimum_from_target: bool,
    actor: Actor,
    now: datetime | None = None,
) -> Rolled:
    """Write the plan that follows the one in a folder beside it, as a proposal.

    to: its id and years, "2020-23". Raises AccessRefused, UsageError without a post, and what
    `roll_plan` raises; nothing is written then.
    """
    about = f"make the plan {to}"
    allow(store, actor, Act.CHANGE_PLAN, About(words=about))
    require_post(actor, WHICH_POST)
    follows = f"{to}: it follows {folder.resolve().name}"
    with store.plan_changed(Act.CHANGE_PLAN, about, [follows], by=actor, now=now):
        return roll_plan(folder, to, minimum_from_target=minimum_from_target)


def agree_next_plan(
    store: Store,
    plan: Plan,
    folder: Path,
    *,
    by: str,
    reason: str,
    on: date,
    actor: Actor,
    now: datetime | None = None,
) -> PlanAgreed:
    """Write into a plan that it was agreed, with all that is proposed in it.

    plan: as it was looked at. Raises AccessRefused for whoever may not agree the targets of all its
    measures, UsageError without a post or where its files say something else by now, and what
    `agree_plan` raises; nothing is written then.
    """
    about = f"agree the plan {plan.id}"
    belongs = of_measures(plan.measures)
    allow(store, actor, Act.AGREE_PLAN, About(words=about, belongs=belongs))
    require_post(actor, WHICH_POST)
    if load_plan(folder) != plan:
        raise UsageError(
            "The plan was changed meanwhile, so nothing was agreed. Look at it again, and try once "
            "more."
        )
    said = f"{plan.id}: agreed by {by} on {on}, {reason}"
    with store.plan_changed(Act.AGREE_PLAN, about, [said], by=actor, now=now):
        return agree_plan(folder, by=by, reason=reason, on=on)


def without_target(folder: Path) -> list[str]:
    """Ids of the measures and parts of which the first year of a plan asks nothing yet."""
    tables = read_plan_files(folder).tables
    first = tables[PLAN]["first_year"]
    return [measure_id for measure_id, _ in left_to_set(tables, [first])]
