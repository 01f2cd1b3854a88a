"""Begin a store with the figures the plan brings along: published ones and illustrative ones."""

from datetime import datetime

from kpis.clock import utc_now
from kpis.frames import OUTTURNS
from kpis.model import Plan, the_program
from kpis.store import Store
from kpis.use_cases.check import check_file
from kpis.use_cases.submit import Submitted, incoming_of, submitted

FIRST_LOADED_BY = the_program("first start")


def load_first_figures(
    store: Store, plan: Plan, *, now: datetime | None = None, anew: bool = False
) -> list[Submitted]:
    """Make the store with the plan's first figures, unless something was submitted to it before.

    Every CSV in the folders the plan names is a submission, and they are stored together or not
    at all: a start that is interrupted leaves no store, and of several that happen at once one
    makes it. Returns what was stored, nothing when there was nothing to do. anew: also where there
    was a store that is gone. Raises ReturnRefused when a file does not pass the checks, StoreGone,
    StoreError and StoreBusy.
    """
    if store.exists() and store.has_submissions():
        return []
    now, nothing = now or utc_now(), OUTTURNS.empty()
    batch, checks = [], []
    for provenance, folder in plan.first_figures:
        for path in sorted(folder.glob("*.csv")):
            content = path.read_bytes()
            checked = check_file(plan, path.name, content, provenance, now, nothing)
            note = f"Loaded from {folder.name}/{path.name} when the store was new."
            batch.append(incoming_of(checked, content, provenance, FIRST_LOADED_BY, note, now))
            checks.append(checked)
    stored = store.submit_first(batch, now, anew=anew)
    return [submitted(*pair) for pair in zip(stored, checks, strict=bool(stored))]
