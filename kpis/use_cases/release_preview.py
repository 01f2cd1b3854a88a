"""What the next release of a quarter would show, before it is published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
import pandas as pd

from kpis.analysis.figures.lines import in_lines
from kpis.analysis.figures.rows import reported_by
from kpis.analysis.report.first_quarter import quarters_of_plan
from kpis.analysis.report.performance import performance
from kpis.analysis.report.plan_changes import (
    CAME_OR_WENT,
    NOTHING,
    AimChange,
    TermChange,
    changed_aims,
    changed_terms,
    untold_aims,
)
from kpis.analysis.report.release_changes import (
    ReleaseChanges,
    Shown,
    differing,
    release_changes,
)
from kpis.analysis.report.release_checks import (
    ReleaseChecks,
    ReleaseSituation,
    release_checks,
)
from kpis.clock import utc_now
from kpis.errors import UsageError
from kpis.frames import OUTTURN_KEY
from kpis.model import (
    About,
    Act,
    Actor,
    Plan,
    Release,
    ReleaseWarning,
    corrected_release,
    standing_releases,
)
from kpis.periods import ReportingPeriod, period_of_id
from kpis.plan.annotations import with_annotations
from kpis.plan.calendar import periods_reported_in
from kpis.plan.chain.chain import Chain
from kpis.store import Store, releases_in
from kpis.use_cases.allow import allow
from kpis.use_cases.figures_as_at import outturns_of_release, plan_of_release
from kpis.use_cases.kept.wanted import of_measures
from kpis.words.releases import summary_sentences

# A return that says of a figure what is approved of it leaves nothing out.
_SAID = ("outturn", "marker", "commentary", "provenance")


@dataclass(frozen=True, kw_only=True)
class ReleasePreview:
    """The next release of a quarter, as things stand.

    figures: OUTTURNS of the quarter's own report that it would show; past: how many of earlier
    periods besides. left_out: OUTTURNS up to the quarter that stand and are not approved.
    previous: the last release of the same quarter, None before the first; changes: what would
    differ from it, None without it. checks: faults and warnings. seen: the version of the store
    all this was read from.
    """

    previous: Release | None
    figures: pd.DataFrame
    past: int
    left_out: pd.DataFrame
    changes: ReleaseChanges | None
    checks: ReleaseChecks
    seen: str

    def summary(self, quarter: ReportingPeriod) -> str:
        """What is in and what is not, in sentences, as `summary_sentences`. quarter: its own."""
        return summary_sentences(
            quarter.label,
            due=self.checks.due,
            came_in=self.checks.came_in,
            late=len(self.checks.of(ReleaseWarning.LATE)),
            awaited=len(self.checks.of(ReleaseWarning.AWAITED)),
            past=self.past,
        )


def preview_release(
    store: Store,
    plan: Plan,
    quarter: ReportingPeriod,
    *,
    actor: Actor,
    now: datetime | None = None,
) -> ReleasePreview:
    """What `publish_release` would publish now.

    plan: as its files have it, without annotations. now: UTC, the clock's if not given. Raises
    AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.READ_BEFORE_RELEASE, About(words=quarter.label))
    now, seen = now or utc_now(), store.version()
    state = _as_it_would_be(store, plan, quarter)
    stored = store.outturns(of=of_measures(plan))
    standing = reported_by(plan, in_lines(plan, stored), quarter)
    left_out = _not_in(standing, state.outturns)
    previous, last = _earlier_releases(store, quarter)
    before = shown_by_release(store, plan, last) if last else state
    changes = release_changes(before, state) if previous else None
    noted = with_annotations(plan, state.annotations)
    found = ReleaseSituation(
        approved=performance(noted, state.outturns, [quarter], now),
        left_out=_of_council(left_out, plan),
        restated=_restated(plan, quarter, in_lines(plan, before.outturns), state.outturns),
        aims=_changed_aims(before.plan, plan) if before.has_plan else (),
        terms=_changed_terms(before.plan, plan) if before.has_plan else (),
        untold=_untold(store, plan, now.date()),
        corrects=previous is not None,
        changes=changes is None or changes.anything,
        preparation=next(iter(store.in_preparation(quarter.id)), None),
    )
    figures = _of_report(state.outturns, reported_in(plan, quarter))
    return ReleasePreview(
        previous=previous,
        figures=figures,
        past=len(state.outturns) - len(figures),
        left_out=left_out,
        changes=changes,
        checks=release_checks(noted, quarter, now, found),
        seen=seen,
    )


def changes_in_release(store: Store, plan: Plan | Chain, number: int) -> ReleaseChanges | None:
    """What a release shows otherwise than the one before it of the same quarter.

    plan: stands in for that of a release that kept none. None for the first of a quarter. Raises
    UnknownRelease, StoreError and StoreBusy.
    """
    release = store.release(number)
    before = corrected_release(release, releases_in(store.releases()))
    if before is None:
        return None
    return release_changes(
        shown_by_release(store, plan, before), shown_by_release(store, plan, release)
    )


def shown_by_release(store: Store, plan: Plan | Chain, release: Release) -> Shown:
    """What a release shows. plan: stands in for that of a release that kept none."""
    then = plan_of_release(store, plan, release)
    return Shown(
        plan=then,
        outturns=in_lines(then, outturns_of_release(store, then, release)),
        activities=store.activities(release=release.number),
        annotations=in_lines(then, store.annotations(release=release.number)),
        has_plan=release.keeps_its_plan,
    )


def refuse_other_quarters(plan: Plan, quarter: ReportingPeriod) -> None:
    """Raise UsageError for what is no quarter of the plan."""
    quarters = quarters_of_plan(plan)
    if quarter not in quarters:
        raise UsageError(
            f"{quarter.label} is no quarter of {plan.title}. "
            f"Its quarters are {quarters[0].label} to {quarters[-1].label}."
        )


def reported_in(plan: Plan, quarter: ReportingPeriod) -> list[tuple[str, str]]:
    """Measure and period, by id, of everything the report of a quarter is about."""
    return [
        (measure.id, period.id)
        for measure in plan.counted
        for period in periods_reported_in(measure, quarter)
    ]


def last_ends(plan: Plan, quarter: ReportingPeriod) -> dict[str, datetime]:
    """By each id of a measure, those it had before too, the last day of what is reported by a
    quarter: later for none."""
    return {
        each: datetime.combine(quarter.shift(-measure.arrears).end, time())
        for measure in plan.measures
        for each in (measure.id, *measure.earlier_ids)
    }


def _as_it_would_be(store: Store, plan: Plan, quarter: ReportingPeriod) -> Shown:
    """What a release made now would show."""
    ends = last_ends(plan, quarter)
    annotations = in_lines(plan, store.annotations())
    is_in = [
        measure_id in ends and period_of_id(period_id).end <= ends[measure_id].date()
        for measure_id, period_id in zip(
            annotations["measure_id"], annotations["period_id"], strict=True
        )
    ]
    approved = store.approved_outturns(of=of_measures(plan))
    return Shown(
        plan=plan,
        outturns=reported_by(plan, in_lines(plan, approved), quarter),
        activities=store.approved_activities(quarter.id),
        annotations=annotations[np.array(is_in, dtype=bool)],
    )


def _earlier_releases(
    store: Store, quarter: ReportingPeriod
) -> tuple[Release | None, Release | None]:
    """The last release of the same quarter that stands; the one to hold against: that, or the last
    of all."""
    releases = standing_releases(releases_in(store.releases()))  # newest first
    previous = next((each for each in releases if each.quarter_id == quarter.id), None)
    return previous, previous or next(iter(releases), None)


def _changed_aims(before: Plan, plan: Plan) -> tuple[AimChange, ...]:
    """Aims that are not those of the plan released last. Of another plan only those count that
    both set for a year: to set further ones, or to leave out history, changes none."""
    aims = changed_aims(before, plan)
    if before.id == plan.id:
        return aims
    return tuple(each for each in aims if each.before != NOTHING and _of_both(each, before, plan))


def _of_both(change: AimChange, before: Plan, plan: Plan) -> bool:
    """Whether the year is one that the plan is in force in, as far as the two plans tell."""
    is_later = before.first_year > plan.first_year
    return plan.first_year <= change.year and not (is_later and change.year >= before.first_year)


def _changed_terms(before: Plan, plan: Plan) -> tuple[TermChange, ...]:
    """What is said otherwise of measures that stay. What came and went with the next plan its
    crosswalk tells, and what a later plan says is no change of an earlier one."""
    if before.first_year > plan.first_year:
        return ()
    terms = changed_terms(before, plan)
    if before.id == plan.id:
        return terms
    return tuple(each for each in terms if each.measure_id and each.what != CAME_OR_WENT)


def _untold(store: Store, plan: Plan, today: date) -> tuple[AimChange, ...]:
    """Agreed aims that the plan of the newest release asked otherwise, and the plan does not tell.

    Releases of a plan that followed this one do not count: what they ask of their years is theirs.
    A release that kept no plan has none to hold against.
    """
    for release in standing_releases(releases_in(store.releases())):
        if not release.keeps_its_plan:
            return ()
        before = plan_of_release(store, plan, release)
        if before.first_year <= plan.first_year:
            untold = untold_aims(before, plan, today)
            return tuple(each for each in untold if _is_own(each, before, plan))
    return ()


def _is_own(change: AimChange, before: Plan, plan: Plan) -> bool:
    return before.id == plan.id or change.year >= plan.first_year


def _restated(
    plan: Plan, quarter: ReportingPeriod, before: pd.DataFrame, after: pd.DataFrame
) -> pd.DataFrame:
    """DIFFERENCES of the council's figures that were released before and would now be otherwise.

    The release held against may be of a later quarter: what this one cannot hold is no difference.
    """
    within = _of_council(reported_by(plan, before, quarter), plan)
    differences = differing(within, _of_council(after, plan))
    was_there = ~differences["before"].isna() | (differences["before_marker"] != "")
    return differences[was_there]


def _of_council(outturns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    return outturns[outturns["area"] == plan.area]


def _not_in(standing: pd.DataFrame, approved: pd.DataFrame) -> pd.DataFrame:
    """What stands and is not said of the same figure by what is approved."""
    columns = [*OUTTURN_KEY, *_SAID]
    known, asked = (
        _keys(frame.assign(outturn=frame["outturn"].fillna(np.inf)), columns)
        for frame in (approved, standing)
    )
    known_keys = set(known)
    is_in = [key in known_keys for key in asked]
    return standing[~np.array(is_in, dtype=bool)]


def _of_report(outturns: pd.DataFrame, reported: Iterable[tuple[str, str]]) -> pd.DataFrame:
    pairs = set(reported)
    is_reported = [key in pairs for key in _keys(outturns, ["measure_id", "period_id"])]
    return outturns[np.array(is_reported, dtype=bool)]


def _keys(outturns: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(outturns[name].tolist() for name in columns), strict=True)
