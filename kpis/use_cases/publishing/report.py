"""The report of a quarter, read from the store: of a release, or of figures as they stand."""

from dataclasses import replace
from datetime import datetime

import pandas as pd

from kpis.analysis.figures.horizon import activities_until
from kpis.analysis.figures.lines import activities_in_line
from kpis.analysis.report.first_quarter import last_full_quarter, quarters_of_plan
from kpis.analysis.report.release_changes import Shown, release_changes
from kpis.model import Actor, Release, the_program
from kpis.model.release_standing import standing_releases
from kpis.periods import ReportingPeriod, period_of_id
from kpis.plan.chain.chain import Chain
from kpis.reports.quarter import Known, QuarterReport, SinceLast, quarter_report
from kpis.store import Store
from kpis.store.releasing.listed import releases_in
from kpis.use_cases.figures_as_at import FiguresAsAt, figures_as_at
from kpis.use_cases.release_preview import shown_by_release
from kpis.use_cases.seen_store import SeenStore, seen_by


def report_of(
    store: Store,
    chain: Chain,
    now: datetime,
    *,
    actor: Actor,
    quarter: ReportingPeriod | None = None,
    release: int | None = None,
) -> QuarterReport:
    """What pack, slides, workbook and site are made of.

    release: the number of one, whose quarter it is of. Without it figures as they stand, of
    `quarter` or the latest mostly returned; whoever may not read these gets the newest release.
    now: UTC. Raises UnknownRelease, NothingPublished, PlanError, StoreError and StoreBusy.
    """
    seen = seen_by(store, chain.known, actor)
    figures = figures_as_at(seen, chain, now, actor=actor, release=release)
    return report_of_figures(seen, chain, figures, _quarter(figures, quarter))


def report_of_figures(
    store: Store, chain: Chain, figures: FiguresAsAt, quarter: ReportingPeriod
) -> QuarterReport:
    """The same of figures that have been read already: those a page shows.

    store: as whoever asks may see it. A document is of all areas: those that the figures lack are
    read. Raises PlanError, StoreError and StoreBusy.
    """
    figures = _of_all_areas(store, chain, figures).until(quarter)
    number = figures.release.number if figures.release else None
    activities = activities_in_line(
        figures.chain, figures.own_plan, store.activities(release=number)
    )
    known = Known(
        plan=figures.plan,
        outturns=figures.outturns,
        all_outturns=figures.all_outturns,
        activities=activities_until(activities, quarter),
        as_at=figures.as_at,
        release=figures.release,
    )
    return quarter_report(known, quarter, since=_since(store, chain, figures, known, quarter))


def _of_all_areas(store: Store, chain: Chain, figures: FiguresAsAt) -> FiguresAsAt:
    """The same figures, where they are of those areas alone that a page names."""
    if figures.whole:
        return figures
    by = store.actor if isinstance(store, SeenStore) else the_program("documents")
    number = figures.release.number if figures.release else None
    whole = figures_as_at(store, chain, figures.as_at, actor=by, release=number)
    return whole.by_plan(whole.chain.plans[figures.chain.plans.index(figures.own_plan)])


def _quarter(figures: FiguresAsAt, asked: ReportingPeriod | None) -> ReportingPeriod:
    if figures.release is not None:
        return period_of_id(figures.release.quarter_id)
    if asked is not None:
        return asked
    quarters = quarters_of_plan(figures.own_plan)
    full = last_full_quarter(figures.own_plan, figures.outturns, figures.as_at, quarters)
    return full or quarters[0]


def _since(
    store: Store, chain: Chain, figures: FiguresAsAt, known: Known, quarter: ReportingPeriod
) -> SinceLast | None:
    """Against the release that readers had before this one; None before the first."""
    before = release_before(releases_in(store.releases()), figures.release, quarter)
    if before is None:
        return None
    then = shown_by_release(store, chain, before)
    now = Shown(
        plan=figures.own_plan,
        outturns=known.outturns,
        activities=known.activities,
        annotations=figures.annotations,
        has_plan=figures.release is None or figures.release.keeps_its_plan,
    )
    # A figure of a newer period is no change of what readers had.
    had = replace(now, outturns=now.outturns[_within(now.outturns, then.outturns)])
    return SinceLast(release=before, changes=release_changes(then, had))


def release_before(
    releases: tuple[Release, ...], made: Release | None, quarter: ReportingPeriod
) -> Release | None:
    """The release that a report follows: of its own quarter what it corrects, else the last one of
    an earlier quarter; None for the first. made: the release it is of, None for none yet."""
    earlier = [
        each
        for each in standing_releases(releases)
        if each.quarter_id <= quarter.id
        and (made is None or not made.is_published or each.number < made.number)
    ]
    return max(earlier, key=lambda each: (each.quarter_id, each.number), default=None)


def _within(outturns: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    """Which figures are of a measure and a period that was there before."""
    known = before.groupby("measure_id")["period_end"].max()
    ends = outturns["measure_id"].map(known)
    return outturns["period_end"] <= ends
