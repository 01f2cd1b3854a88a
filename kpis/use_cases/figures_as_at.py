"""Figures as at a time, or as a release shows them: with the plan and its annotations of then.

Screen, command line and exports ask here, so that a release or a past day is the same on all, and
so is what the report of a quarter can hold: `until` cuts off everything later at once.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from kpis.analysis.figures.horizon import annotations_until, outturns_until
from kpis.model import Plan, Release
from kpis.periods import ReportingPeriod
from kpis.plan.annotations import with_annotations
from kpis.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresAsAt:
    """plan: with the annotations of that time. outturns: OUTTURNS.

    as_at: the moment seen from, UTC; what is late or awaited follows from it.

    release: the one whose figures these are, None when they are of none.

    horizon: the quarter after which everything is cut off, None where nothing is.

    own_plan: the plan without annotations; annotations: ANNOTATIONS, those it is read with.

    all_outturns: OUTTURNS beyond the horizon too. Only for telling which figures by group must be
    withheld, since a later total can give away an earlier one; nothing of it is shown.
    """

    plan: Plan
    outturns: pd.DataFrame
    as_at: datetime
    release: Release | None
    own_plan: Plan
    annotations: pd.DataFrame
    all_outturns: pd.DataFrame
    horizon: ReportingPeriod | None = None

    def until(self, quarter: ReportingPeriod | None) -> "FiguresAsAt":
        """The same without anything later than a quarter's report can hold; as it is for None.

        No figure of a period that ends after the quarter or is reported with a later one, and no
        annotation of such a period.
        """
        if quarter is None:
            return self
        annotations = annotations_until(self.own_plan, self.annotations, quarter)
        return replace(
            self,
            # The plan itself where nothing is cut off it: much is kept for each plan.
            plan=self.plan
            if len(annotations) == len(self.annotations)
            else with_annotations(self.own_plan, annotations),
            outturns=outturns_until(self.plan, self.outturns, quarter),
            annotations=annotations,
            horizon=quarter,
        )


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
    outturns = store.outturns(as_at, release)
    return FiguresAsAt(
        plan=with_annotations(plan, annotations),
        outturns=outturns,
        as_at=moment,
        release=published,
        own_plan=plan,
        annotations=annotations,
        all_outturns=outturns,
    )
