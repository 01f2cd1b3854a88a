"""The lines of a crosswalk, as acts write them."""

from collections.abc import Sequence
from typing import Any

from kpis.model import Continuation
from kpis.plan.files import CROSSWALK, Table
from kpis.use_cases.plans.acts.draft import Draft


def changes_in(draft: Draft) -> list[Table]:
    """Those that the crosswalk has; [] without one."""
    changes: list[Table] = draft.tables.get(CROSSWALK, {}).get("changes", [])
    return changes


def say_change(
    draft: Draft, kind: Continuation, before: Sequence[str], after: Sequence[str], reason: str
) -> None:
    """Say in the crosswalk what became of measures, and where it was typed."""
    change: dict[str, Any] = {"kind": kind.value}
    draft.put(change, {"from": list(before), "to": list(after), "reason": reason.strip()})
    changes = draft.tables.setdefault(CROSSWALK, {}).setdefault("changes", [])
    changes.append(change)
    place = len(changes) - 1
    for key, name in (("from", "measure_id"), ("to", "into"), ("reason", "reason")):
        draft.came_from(name, CROSSWALK, ("changes", place, key))
