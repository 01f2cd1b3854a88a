"""Gather what is given out as open data: the data of each release that was published."""

from datetime import datetime

from kpis.analysis.figures.horizon import activities_until
from kpis.analysis.figures.lines import activities_in_line
from kpis.model import Actor, Release, standing_of, standing_releases
from kpis.periods import period_of_id
from kpis.plan.chain.chain import Chain
from kpis.plan.publication.next_release import next_release
from kpis.reports.open_data.data_set import DataSet
from kpis.reports.open_data.gathered import data_set_of
from kpis.reports.open_data.versions import versions
from kpis.reports.open_data.whole import OpenData
from kpis.reports.quarter import Known
from kpis.store import Store
from kpis.store.releasing.listed import releases_in
from kpis.use_cases.figures_as_at import figures_as_at
from kpis.use_cases.seen_store import seen_by


def open_data_of(
    store: Store, chain: Chain, now: datetime, *, actor: Actor, until: int | None = None
) -> OpenData:
    """All that is published, as open data.

    now: UTC; nothing hangs on it but what the store must be asked with. until: the number of a
    release, for whoever needs none that was published after it. Nothing of what is not published
    yet is in it. Of a store without a release it has no data.
    Raises PlanError where a plan kept with a release cannot be read, StoreError and StoreBusy.
    """
    seen = seen_by(store, chain.known, actor)
    releases = sorted(releases_in(seen.releases()), key=lambda each: each.number)
    data_sets = tuple(
        data_of_release(seen, chain, now, release, actor=actor)
        for release in releases
        if until is None or release.number <= until
    )
    newest = max(
        standing_releases(releases), key=lambda each: (each.quarter_id, each.number), default=None
    )
    coming = None
    if newest is not None:
        quarter = period_of_id(newest.quarter_id)
        coming = next_release(chain.in_force(quarter.shift(1)), quarter)
    return OpenData(
        plan=chain.newest,
        data_sets=data_sets,
        versions={each.release.number: each for each in versions(data_sets)},
        standings={each.number: standing_of(each, releases) for each in releases},
        coming=coming,
    )


def data_of_release(
    store: Store, chain: Chain, now: datetime, release: Release, *, actor: Actor
) -> DataSet:
    """The data of one release. Raises PlanError, StoreError and StoreBusy."""
    quarter = period_of_id(release.quarter_id)
    whole = figures_as_at(store, chain, now, actor=actor, release=release.number)
    figures = whole.until(quarter)
    told = activities_in_line(
        figures.chain, figures.own_plan, store.activities(release=release.number)
    )
    return data_set_of(
        Known(
            plan=figures.plan,
            outturns=figures.outturns,
            all_outturns=figures.all_outturns,
            activities=activities_until(told, quarter),
            as_at=figures.as_at,
            release=release,
        )
    )
