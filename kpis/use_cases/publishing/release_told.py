"""What a release says and what it changed, gathered for mails by the door that the public has.

Everything is read of the release by its number, as whoever has no role may see it. So what is not
published cannot be in it, and nothing illustrative where the house keeps that from the public.
"""

from dataclasses import dataclass

import pandas as pd

from kpis.analysis.figures.lines import in_lines
from kpis.model import IllustrativeFor, Plan, Provenance, Release, somebody, standing_of
from kpis.plan.chain.chain import Chain
from kpis.reports.quarter import QuarterReport
from kpis.store import Store, releases_in
from kpis.use_cases.figures_as_at import plan_of_release
from kpis.use_cases.publishing.report import report_of
from kpis.use_cases.seen_store import SeenStore, seen_by


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ReleaseTold:
    """A release as a mail tells of it.

    report: of its quarter, of the whole plan. made_up: measure and period, by id, of the council's
    figures in it that are illustrative; made_up_before: of those of the release before.
    """

    report: QuarterReport
    release: Release
    made_up: frozenset[tuple[str, str]]
    made_up_before: frozenset[tuple[str, str]] = frozenset()

    @property
    def before(self) -> Release | None:
        """The release that readers had before; None where there is none."""
        return self.report.since.release if self.report.since else None

    @property
    def corrects(self) -> bool:
        """Whether that is of the same quarter."""
        return self.before is not None and self.before.quarter_id == self.release.quarter_id


def told_of(
    store: Store,
    chain: Chain,
    number: int,
    *,
    illustrative_for: IllustrativeFor = IllustrativeFor.EVERYBODY,
) -> ReleaseTold:
    """What a release says, by its number.

    chain: its plans stand in for that of a release that kept none. illustrative_for: to whom the
    house shows illustrative figures. Raises UnknownRelease, PlanError where the plan kept cannot be
    read, StoreError and StoreBusy.
    """
    public = somebody()
    seen = seen_by(store, chain.known, public, illustrative_for=illustrative_for)
    release = seen.release(number)
    report = report_of(seen, chain, release.published_at, actor=public, release=number)
    before = report.since.release if report.since else None
    return ReleaseTold(
        report=report,
        release=release,
        made_up=_illustrative(seen, report.plan, release),
        made_up_before=_illustrative(seen, report.plan, before) if before else frozenset(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalTold:
    """A release that was withdrawn. instead: the one that stands for its quarter, None for none."""

    plan: Plan
    release: Release
    instead: Release | None


def withdrawal_of(store: Store, chain: Chain, number: int) -> WithdrawalTold:
    """What is told of a release that was withdrawn. Raises as `told_of`."""
    seen = seen_by(store, chain.known, somebody())
    release = seen.release(number)
    standing = standing_of(release, releases_in(seen.releases()))
    return WithdrawalTold(
        plan=plan_of_release(seen, chain, release), release=release, instead=standing.by
    )


def _illustrative(seen: SeenStore, plan: Plan, release: Release) -> frozenset[tuple[str, str]]:
    outturns: pd.DataFrame = in_lines(plan, seen.outturns(release=release.number))
    own = outturns[
        (outturns["area"] == plan.area)
        & (outturns["breakdown"] == "")
        & (outturns["provenance"] == Provenance.ILLUSTRATIVE.value)
    ]
    return frozenset(own[["measure_id", "period_id"]].itertuples(index=False, name=None))
