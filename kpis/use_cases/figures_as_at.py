"""Figures as at a time, or as a release shows them: with the plan and its annotations of then.

Screen, command line and exports ask here, so that a release or a past day is the same on all, and
so is what the report of a quarter can hold: `until` cuts off everything later at once.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from kpis.analysis.figures.horizon import annotations_until, outturns_until
from kpis.analysis.figures.lines import in_lines
from kpis.analysis.figures.rows import reported_by
from kpis.errors import NothingPublished, UsageError
from kpis.model import Act, Actor, Frequency, Plan, Provenance, Release, standing_releases
from kpis.periods import ReportingPeriod, period_containing, period_of_id
from kpis.plan.annotations import with_annotations
from kpis.plan.chain.chain import Chain, chain_of
from kpis.plan.content import plan_of_content
from kpis.plan.illustrative import without_illustrative_aims
from kpis.store import ALL_FIGURES, Store, WantedFigures, releases_in
from kpis.use_cases.kept.wanted import of_measures, of_pages
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

    chain: the plans that may be in force; of a release its own alone. stored, noted: OUTTURNS and
    ANNOTATIONS by the ids they are stored under, which another plan of the chain reads otherwise.

    whole: whether figures of all areas are in it; else of those alone that a page names.
    """

    plan: Plan
    outturns: pd.DataFrame
    as_at: datetime
    release: Release | None
    own_plan: Plan
    annotations: pd.DataFrame
    all_outturns: pd.DataFrame
    chain: Chain
    stored: pd.DataFrame
    noted: pd.DataFrame
    horizon: ReportingPeriod | None = None
    whole: bool = True

    def by_plan_in_force(self, quarter: ReportingPeriod) -> "FiguresAsAt":
        """The same as the plan in force in a quarter has them; as they are where that is theirs."""
        return self.by_plan(self.chain.in_force(quarter))

    def by_plan(self, plan: Plan) -> "FiguresAsAt":
        """The same with another plan of the chain: its measures, aims and ids."""
        if plan is self.own_plan:
            return self
        found = _by(plan, self.chain, self.stored, self.noted, self.as_at, self.release)
        return replace(found, whole=self.whole)

    def until(self, quarter: ReportingPeriod | None) -> "FiguresAsAt":
        """The same without anything later than a quarter's report can hold; as it is for None.

        By the plan in force in the quarter. No figure of a period that ends after the quarter or
        is reported with a later one, and no annotation of such a period.
        """
        if quarter is None:
            return self
        in_force = self.by_plan_in_force(quarter)
        if in_force is not self:
            return in_force.until(quarter)
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
    plan: Plan | Chain,
    now: datetime,
    *,
    actor: Actor,
    as_at: datetime | None = None,
    release: int | None = None,
    for_pages: bool = False,
) -> FiguresAsAt:
    """The latest figures; those known at a time; or those of a release, by its number.

    plan: alone, or the chain of those that are in force one after the other; the figures are then
    by the one in force at that time, and `until` a quarter by the one in force in it. now: stands
    for `as_at` where neither is given. An annotation counts from when it was written, and not at
    all once it is withdrawn. A release has what was known when it was made, and rates by the plan
    it was made with; the one in force in its quarter stands in for one that kept none. Whoever may
    not read figures before they are published gets the newest quarter that was by then. Raises
    UnknownRelease, for them also where nothing was; UsageError for both a time and a release,
    StoreError and StoreBusy. Of a store that keeps illustrative figures to itself the plan has no
    illustrative aims. for_pages: only of areas that a page names (`wanted.of_pages`): what is read
    and held then grows with what is shown and not with what is stored. Documents, open data and
    what compares releases are of all areas.
    """
    if release is not None:
        if as_at is not None:
            raise UsageError("Figures stand as at a time or in a release, not both.")
        return _as_released(store, plan, release, for_pages)
    moment = as_at or now
    if not actor.may(Act.READ_BEFORE_RELEASE):
        return _as_released(store, plan, newest_published(store, moment), for_pages)
    annotations = store.annotations()
    if moment is not now:
        annotations = annotations[annotations["noted_at"] <= moment]
    chain = _shown_chain(store, plan)
    then = chain.in_force(period_containing(moment.date(), Frequency.QUARTER))
    wanted = of_pages(chain) if for_pages else of_measures(chain)
    found = _by(then, chain, store.outturns(as_at, of=wanted), annotations, moment, None)
    return replace(found, whole=not for_pages)


def _by(
    plan: Plan,
    chain: Chain,
    stored: pd.DataFrame,
    noted: pd.DataFrame,
    as_at: datetime,
    release: Release | None,
) -> FiguresAsAt:
    annotations, outturns = in_lines(plan, noted), in_lines(plan, stored)
    return FiguresAsAt(
        plan=with_annotations(plan, annotations),
        outturns=outturns,
        as_at=as_at,
        release=release,
        own_plan=plan,
        annotations=annotations,
        all_outturns=outturns,
        chain=chain,
        stored=stored,
        noted=noted,
    )


def _shown_chain(store: Store, plan: Plan | Chain) -> Chain:
    """The chain of plans as `shown_plan` has each of them."""
    chain = plan if isinstance(plan, Chain) else chain_of(plan)
    plans = tuple(shown_plan(store, each) for each in chain.plans)
    if all(shown is own for shown, own in zip(plans, chain.plans, strict=True)):
        return chain
    return replace(chain, named=shown_plan(store, chain.named), plans=plans)


def plan_of_release(store: Store, plan: Plan | Chain, release: Release) -> Plan:
    """The plan a release was made with, without annotations.

    Of a release made before releases kept their plan it is `plan`, the present one, or of a chain
    the one in force in its quarter. Raises PlanError where the plan kept cannot be read, StoreError
    and StoreBusy.
    """
    content = store.release_plan(release.number) if release.keeps_its_plan else ""
    if content:
        return shown_plan(store, plan_of_content(content))
    if isinstance(plan, Chain):
        plan = plan.in_force(period_of_id(release.quarter_id))
    return shown_plan(store, plan)


def shown_plan(store: Store, plan: Plan) -> Plan:
    """The plan, without illustrative aims for whom the store has nothing illustrative."""
    keeps = isinstance(store, SeenStore) and not store.has_illustrative
    return without_illustrative_aims(plan) if keeps else plan


def chain_published(store: Store) -> Chain | None:
    """The plan that the newest release that stands keeps, as a chain; None where none does.

    It stands in while the plan's files are faulty. Raises PlanError where it cannot be read,
    StoreError and StoreBusy.
    """
    for each in standing_releases(releases_in(store.releases())):
        if each.keeps_its_plan:
            return chain_of(plan_of_content(store.release_plan(each.number)))
    return None


def outturns_of_release(
    store: Store, plan: Plan, release: Release, of: WantedFigures = ALL_FIGURES
) -> pd.DataFrame:
    """OUTTURNS of a release. plan: says what one that kept none may hold: it took all along.

    of: which of them.
    """
    outturns = store.outturns(release=release.number, of=of)
    if release.keeps_its_plan:
        return outturns
    within = reported_by(plan, in_lines(plan, outturns), period_of_id(release.quarter_id))
    return within.reset_index(drop=True)


def groups_of_others(store: Store, figures: FiguresAsAt) -> pd.DataFrame:
    """OUTTURNS of the figures, with all that others publish of their groups, also by measures that
    no plan has: for telling what is public.

    store: the whole of it. Raises StoreError and StoreBusy.
    """
    wanted = WantedFigures(groups_alone=True)
    if figures.release is None:
        stored = store.outturns(of=wanted)
    else:
        stored = outturns_of_release(store, figures.own_plan, figures.release, wanted)
    groups = in_lines(figures.own_plan, stored)
    if figures.horizon is not None:
        groups = outturns_until(figures.plan, groups, figures.horizon)
    is_own, shown = groups["area"] == figures.plan.area, figures.outturns
    official = groups[~is_own & (groups["provenance"] == Provenance.PUBLISHED.value)]
    rest = shown[(shown["area"] == figures.plan.area) | (shown["breakdown"] == "")]
    return pd.concat([rest, official], ignore_index=True)


def newest_published(store: Store, moment: datetime | None = None) -> int:
    """The number of the newest quarter's last release that stood at a time, None for today.

    Raises UnknownRelease where nothing was published by then, StoreError and StoreBusy.
    """
    releases = store.releases()
    gone = releases["withdrawn_at"]
    if moment is None:
        made = releases[gone.isna()]
    else:
        was_out = releases["published_at"] <= moment
        made = releases[was_out & (gone.isna() | (gone > moment))]
    if made.empty:
        raise NothingPublished("No figures have been published yet.")
    return int(max(zip(made["quarter_id"], made["number"], strict=True))[1])


def _as_released(store: Store, plan: Plan | Chain, number: int, for_pages: bool) -> FiguresAsAt:
    release = store.release(number)
    then = plan_of_release(store, plan, release)
    wanted = of_pages(then) if for_pages else ALL_FIGURES
    outturns = outturns_of_release(store, then, release, wanted)
    annotations = store.annotations(release=number)
    found = _by(then, chain_of(then), outturns, annotations, release.published_at, release)
    return replace(found, whole=not for_pages)
