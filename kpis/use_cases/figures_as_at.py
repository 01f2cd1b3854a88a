"""Figures as at a time, or as a release shows them: with the plan and its annotations of then.

Screen, command line and exports ask here, so that a release or a past day is the same on all.
"""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from kpis.model import Plan, Release
from kpis.plan.annotations import with_annotations
from kpis.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresAsAt:
    """plan: with the annotations of that time. outturns: OUTTURNS.

    as_at: the moment seen from, UTC; what is late or awaited follows from it.

    release: the one whose figures these are, None when they are of none.
    """

    plan: Plan
    outturns: pd.DataFrame
    as_at: datetime
    release: Release | None


def figures_as_at(
    store: Store,
    plan: Plan,
    now: datetime,
    *,
    as_at: datetime | None = None,
    release: int | None = None,
) -> FiguresAsAt:
    """The latest figures; those known at a time; or those of a release, by its number.

    now: stands for `as_at` where neither is given. An annotation counts from when it was written,
    and not at all once it is withdrawn. Raises UnknownRelease, UsageError for both a time and a
    release, StoreError and StoreBusy.
    """
    published = None if release is None else store.release(release)
    moment = as_at or (now if published is None else published.published_at)
    annotations = store.annotations()
    if moment is not now:
        annotations = annotations[annotations["noted_at"] <= moment]
    return FiguresAsAt(
        plan=with_annotations(plan, annotations),
        outturns=store.outturns(as_at, release),
        as_at=moment,
        release=published,
    )
