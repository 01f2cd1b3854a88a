"""Make what a plan says of the plan before it part of the `Plan`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from kpis.model import Agreement, Continuation, PlanChange
from kpis.plan.files import CROSSWALK

if TYPE_CHECKING:
    from kpis.plan.files import Entries
    from kpis.plan.schema import CrosswalkFile, PlanFile


def agreement_of(plan: "PlanFile") -> Agreement | None:
    return None if plan.agreed is None else Agreement(**vars(plan.agreed))


def changes_of(entries: "Entries") -> tuple[PlanChange, ...]:
    """In the order of the file; () where there is none."""
    file = cast("CrosswalkFile | None", entries.further.get(CROSSWALK))
    if file is None:
        return ()
    return tuple(
        PlanChange(
            kind=entry.kind, from_=tuple(entry.from_), to=tuple(entry.to), reason=entry.reason
        )
        for entry in file.changes
    )


def table_changes(table: dict[str, Any]) -> Iterator[PlanChange]:
    """Those of a crosswalk that are as they should be; its own plan's check tells of the rest."""
    changes = table.get("changes")
    for entry in changes if isinstance(changes, list) else ():
        try:
            yield PlanChange(
                kind=Continuation(entry["kind"]),
                from_=tuple(map(str, entry.get("from", ()))),
                to=tuple(map(str, entry.get("to", ()))),
                reason=str(entry.get("reason", "")),
            )
        except (KeyError, ValueError, TypeError, AttributeError):
            continue
