"""Change a plan where it is written down who did: by an act of the page, or by its workbook."""

import os
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from kpis.errors import UsageError
from kpis.model import About, Act, Actor, Belonging, Plan, of_measures
from kpis.store import Store
from kpis.use_cases.allow import allow
from kpis.use_cases.plans.acts.aims import AgreeAims
from kpis.use_cases.plans.acts.proposing import ActProposed, PlanAct, propose, write
from kpis.use_cases.plans.workbook import (
    PlanProposed,
    check_plan_workbook,
    import_plan_workbook,
)
from kpis.use_cases.typed import require_post
from kpis.words.lists import counted

WHICH_POST = "Say which post changes the plan, for instance Head of Performance."
MOST_KEPT = 200  # changes that the audit names one by one


def act_of(act: PlanAct) -> Act:
    """What somebody has to be allowed to do it."""
    return Act.AGREE_PLAN if act.agrees else Act.CHANGE_PLAN


def may_write(folder: Path) -> bool:
    """Whether the files of a plan can be written here."""
    return all(os.access(each, os.W_OK) for each in (folder, folder / "measures"))


def look_at_change(
    store: Store, plan: Plan, folder: Path, act: PlanAct, *, actor: Actor, today: date
) -> ActProposed:
    """What an act would change, and what is wrong with it. Writes nothing.

    Raises AccessRefused; PlanError where the plan has faults itself.
    """
    allow(store, actor, act_of(act), _about(plan, act))
    return propose(folder, act, today)


def change_plan(
    store: Store,
    plan: Plan,
    folder: Path,
    act: PlanAct,
    proposed: ActProposed,
    *,
    actor: Actor,
    now: datetime | None = None,
) -> None:
    """Write what an act was shown to change, and put it into the audit.

    Raises AccessRefused; UsageError without a post, where there are faults, or where the plan was
    changed meanwhile; StoreError and StoreBusy. Nothing is written then.
    """
    allow(store, actor, act_of(act), _about(plan, act))
    require_post(actor, WHICH_POST)
    if proposed.faults:
        raise UsageError(proposed.faults[0].message)
    changes = [*told(proposed.proposed), *proposed.notes]
    with store.plan_changed(act_of(act), act.words, changes, by=actor, now=now):
        write(folder, proposed)


def look_at_workbook(
    store: Store, content: bytes, folder: Path, *, actor: Actor, today: date
) -> PlanProposed:
    """What a workbook would change in the plan, and every fault of it. Writes nothing.

    Raises AccessRefused, and what `check_plan_workbook` raises.
    """
    allow(store, actor, Act.CHANGE_PLAN, About(words="by its workbook"))
    return check_plan_workbook(content, folder, today)


def change_plan_by_workbook(
    store: Store,
    content: bytes,
    folder: Path,
    *,
    seen: PlanProposed,
    actor: Actor,
    today: date,
    now: datetime | None = None,
) -> PlanProposed:
    """Write what a workbook says into the plan, and put it into the audit.

    seen: what it was shown to change. Nothing is written where what is returned has faults. Raises
    as `change_plan`, and what `import_plan_workbook` raises.
    """
    allow(store, actor, Act.CHANGE_PLAN, About(words="by its workbook"))
    require_post(actor, WHICH_POST)
    proposed = check_plan_workbook(content, folder, today)
    if proposed.before != seen.before:  # else it would take back what somebody wrote since
        raise UsageError(
            "The plan was changed meanwhile, so nothing was written. Look at what would change "
            "now, and try once more."
        )
    if proposed.faults or not proposed.changes:
        return proposed
    changes = told(proposed)
    with store.plan_changed(Act.CHANGE_PLAN, "by its workbook", changes, by=actor, now=now):
        return import_plan_workbook(content, folder, today)


def told(proposed: PlanProposed) -> list[str]:
    """What changes, a line each as the audit keeps it; the rest counted where it is very much."""
    lines = [
        f"{', '.join(filter(None, (each.about, each.key)))}: {each.before} before, {each.after} now"
        for each in proposed.changes
    ]
    further = len(lines) - MOST_KEPT
    if further > 0:
        return [*lines[:MOST_KEPT], f"and {counted(further, 'more change')}"]
    return lines


def may_agree(actor: Actor, plan: Plan, measure_ids: Sequence[str]) -> bool:
    """Whether somebody may agree the aims of these measures."""
    return actor.may(Act.AGREE_PLAN, About(belongs=_of(plan, measure_ids)))


def _about(plan: Plan, act: PlanAct) -> About:
    if isinstance(act, AgreeAims):
        return About(words=act.words, belongs=_of(plan, [each for each, _ in act.aims]))
    return About(words=act.words)


def _of(plan: Plan, measure_ids: Iterable[str]) -> tuple[Belonging, ...]:
    known = plan.measures_by_id
    return of_measures(known[each] for each in measure_ids if each in known)
