"""What was known: the plan with what is pinned to it, and the figures, at one point of view.

Screen, command line and exports ask here, so that a release or a past day is the same on all.
"""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from kpis.model import Plan, Release
from kpis.plan.annotations import with_remarks
from kpis.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """plan: with the remarks of that time. outturns: OUTTURNS. as_at: UTC, decides what is late.

    release: the one whose figures these are, None when they are of none.
    """

    plan: Plan
    outturns: pd.DataFrame
    as_at: datetime
    release: Release | None


def known(
    store: Store,
    plan: Plan,
    now: datetime,
    *,
    as_at: datetime | None = None,
    release: int | None = None,
) -> Known:
    """The latest figures; those known at a time; or those of a release, by its number.

    now: stands for `as_at` where neither is given. A remark counts from when it was written, and
    not at all once it is withdrawn. Raises UnknownRelease, UsageError for both a time and a
    release, StoreError and StoreBusy.
    """
    published = None if release is None else store.release(release)
    moment = as_at or (now if published is None else published.published_at)
    remarks = store.remarks()
    if moment is not now:
        remarks = remarks[remarks["noted_at"] <= moment]
    return Known(
        plan=with_remarks(plan, remarks),
        outturns=store.outturns(as_at, release),
        as_at=moment,
        release=published,
    )
