"""What the store has of a measure under every id it had, as its own."""

import pandas as pd

from kpis.frames import OUTTURN_KEY, REVISIONS
from kpis.model import Measure
from kpis.store import Store


def revisions_in_line(store: Store, measure: Measure, release: int | None = None) -> pd.DataFrame:
    """REVISIONS of a measure and of what it continues, oldest first.

    release: only what that release knew. Of the revisions of one figure that stand under two ids
    the one known last is the one shown. Raises UnknownRelease, AccessRefused, StoreError and
    StoreBusy.
    """
    found = store.revisions(measure.id, release)
    if not measure.earlier_ids:
        return found
    frames = [found, *(store.revisions(each, release) for each in measure.earlier_ids)]
    every = pd.concat([each for each in frames if len(each)] or [found], ignore_index=True)
    every = every.assign(measure_id=measure.id).sort_values("known_at", kind="stable")
    last = ~every[every["current"]].duplicated(OUTTURN_KEY, keep="last")
    shown = every["current"] & last.reindex(every.index, fill_value=False)
    return REVISIONS.conform(every.assign(current=shown).reset_index(drop=True))
