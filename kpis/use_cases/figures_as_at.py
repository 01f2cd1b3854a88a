"""Figures as at a time, or as a release shows them: with the plan and its annotations of then.

Screen, command line and exports ask here, so that a release or a past day is the same on all, and
so is what the report of a quarter can hold: `until` cuts off everything later at once.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from kpis.analysis.figures.horizon import annotations_until, outturns_until
from kpis.analysis.figures.rows import reported_by
from kpis.errors import NothingPublished, UsageError
from kpis.model import Act, Actor, Plan, Release
from kpis.periods import ReportingPeriod, period_of_id
from kpis.plan.annotations import with_annotations
from kpis.plan.content import plan_of_content
from kpis.plan.illustrative import without_illustrative_aims
from kpis.store import Store
from kpis.use_cases.seen_store import SeenStore


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
    actor: Actor,
    as_at: datetime | None = None,
    release: int | None = None,
) -> FiguresAsAt:
    """The latest figures; those known at a time; or those of a release, by its number.

    now: stands for `as_at` where neither is given. An annotation counts from when it was written,
    and not at all once it is withdrawn. A release has what was known when it was made, and rates
    by the plan it was made with; `plan` stands in for one that kept none. Whoever may not read
    figures before they are published gets the newest quarter that was by then. Raises
    UnknownRelease, for them also where nothing was; UsageError for both a time and a release,
    StoreError and StoreBusy. Of a store that keeps illustrative figures to itself the plan has no
    illustrative aims.
    """
    if release is not None:
        if as_at is not None:
            raise UsageError("Figures stand as at a time or in a release, not both.")
        return _as_released(store, plan, release)
    moment, plan = as_at or now, shown_plan(store, plan)
    if not actor.may(Act.READ_BEFORE_RELEASE):
        return _as_released(store, plan, newest_published(store, moment))
    annotations = store.annotations()
    if moment is not now:
        annotations = annotations[annotations["noted_at"] <= moment]
    outturns = store.outturns(as_at)
    return FiguresAsAt(
        plan=with_annotations(plan, annotations),
        outturns=outturns,
        as_at=moment,
        release=None,
        own_plan=plan,
        annotations=annotations,
        all_outturns=outturns,
    )


def plan_of_release(store: Store, plan: Plan, release: Release) -> Plan:
    """The plan a release was made with, without annotations.

    Of a release made before releases kept their plan it is `plan`, the present one. Raises
    PlanError where the plan kept cannot be read, StoreError and StoreBusy.
    """
    content = store.release_plan(release.number) if release.keeps_its_plan else ""
    return shown_plan(store, plan_of_content(content) if content else plan)


def shown_plan(store: Store, plan: Plan) -> Plan:
    """The plan, without illustrative aims for whom the store has nothing illustrative."""
    keeps = isinstance(store, SeenStore) and not store.has_illustrative
    return without_illustrative_aims(plan) if keeps else plan


def outturns_of_release(store: Store, plan: Plan, release: Release) -> pd.DataFrame:
    """OUTTURNS of a release. plan: says what one that kept none may hold: it took all along."""
    outturns = store.outturns(release=release.number)
    if release.keeps_its_plan:
        return outturns
    within = reported_by(plan, outturns, period_of_id(release.quarter_id))
    return within.reset_index(drop=True)


def newest_published(store: Store, moment: datetime | None = None) -> int:
    """The number of the newest quarter's last release by a time, None for today.

    Raises UnknownRelease where nothing was published by then, StoreError and StoreBusy.
    """
    releases = store.releases()
    made = releases if moment is None else releases[releases["published_at"] <= moment]
    if made.empty:
        raise NothingPublished("No figures have been published yet.")
    return int(max(zip(made["quarter_id"], made["number"], strict=True))[1])


def _as_released(store: Store, plan: Plan, number: int) -> FiguresAsAt:
    release = store.release(number)
    then = plan_of_release(store, plan, release)
    outturns, annotations = (
        outturns_of_release(store, plan, release),
        store.annotations(release=number),
    )
    return FiguresAsAt(
        plan=with_annotations(then, annotations),
        outturns=outturns,
        as_at=release.published_at,
        release=release,
        own_plan=then,
        annotations=annotations,
        all_outturns=outturns,
    )
