"""What pages show, read once for all readers: plan, figures, and the frames made from them.

Everything is keyed by small values: the plan's files by when they were last changed, the store
by its version token, which any write by any process changes. So a page costs one look at the
file system, and a return submitted on the command line is there at the next click. Frames are
shared between readers as they are, never copied: pages must not change them.

While somebody is storing a return the store may be busy. Then the figures of a moment before are
shown, and a note says so.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

import pandas as pd
import streamlit as st

from kpis.analysis.figures.horizon import activities_until
from kpis.analysis.figures.lines import activities_in_line, in_lines, revisions_in_line
from kpis.analysis.figures.rows import is_own_whole, reported_by
from kpis.analysis.report.activities import activity_performance
from kpis.analysis.report.first_quarter import last_full_quarter
from kpis.analysis.report.performance import performance
from kpis.analysis.series.measure_series import series_with_comparators
from kpis.default_paths import store_path
from kpis.errors import NothingPublished, StoreBusy
from kpis.frames import (
    ACTIVITY_PERFORMANCE,
    ActivityPerformanceRow,
    PerformanceRow,
)
from kpis.model import (
    RATED,
    Release,
    SubmissionState,
    standing_releases,
    the_program,
)
from kpis.periods import ReportingPeriod
from kpis.plan.chain.chain import Chain
from kpis.store import Store, releases_in
from kpis.ui.state import visitor
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import forget, kept_per_state
from kpis.ui.state.one_run import asked_once
from kpis.ui.state.plan_files import PlanFiles, chain, chain_in, plan_files, today
from kpis.ui.state.plan_files import plan as plan
from kpis.ui.state.plan_files import plan_trouble as plan_trouble
from kpis.ui.state.report import Report, report, rows_by_quarter
from kpis.use_cases.figures_as_at import (
    chain_published,
    figures_as_at,
    groups_of_others,
    newest_published,
)
from kpis.use_cases.seen_store import SeenStore

PATIENCE = 3.0  # seconds a reader waits for a busy store before getting the last figures
# Who comes while a new store is being filled waits until it is, however slow the machine.
_first_start = threading.Lock()
HISTORY = 12  # quarters before the plan's first year that grids and small trends reach back


@dataclass(slots=True)
class _LastRead:
    """The version of a store whose figures were last read, for when the store is busy."""

    path: str
    version: str = ""


@asked_once
def whole_store() -> Store:
    """The store, made and filled with the plan's first figures when there is none.

    All of it, whoever looks: pages ask `seen.store` instead. In the place of one that is gone none
    is made: what was read of it is still shown (`store_trouble`), and the rest raises StoreGone.
    """
    path = store_path()
    default_store = Store(path, timeout=PATIENCE)
    with _first_start:
        if not (default_store.exists() or default_store.is_gone()):
            with st.spinner("Preparing the figures for the first time. This takes a few seconds."):
                _fill(Store(path))
    return default_store


def make_ready() -> None:
    """Work out what the first visitor will ask for, while the server is still starting."""
    default_store = Store(store_path())
    with _first_start:
        if not (default_store.exists() and default_store.has_submissions()):
            _fill(default_store)
    shown = _as_they_stand(0, stands_in=False)
    figures_until(shown, shown.first)


def _fill(new: Store) -> None:
    # What reads and checks returns is not imported by a server that finds a store.
    from kpis.use_cases.first_figures import load_first_figures

    load_first_figures(new, chain().beginning)


@asked_once
def figures(release: int = 0, *, for_readers: bool = False) -> Figures:
    """Everything about performance, as the store stands now or, if it is busy, stood last.

    Pages of performance show what `publication.choose` gives them, which ends with the quarter.
    release: the number of one, to see what it showed and no more; whoever may not see figures
    before they are published gets the newest quarter's without it. for_readers: where the plan's
    files are faulty, the plan that the newest release keeps stands in, so that what is published
    stays readable; whoever asks so says it (`plan_trouble`). Raises PlanError and StoreError,
    UnknownRelease among them; StoreBusy only when nothing was read before.
    """
    if not release and not visitor.sees_unpublished():
        release = _newest_to_see()
    return _as_they_stand(
        release,
        stands_in=for_readers and plan_trouble() is not None,
        illustrative=visitor.sees_illustrative(),
    )


def _as_they_stand(release: int, *, stands_in: bool, illustrative: bool = True) -> Figures:
    """The same, whoever asks. illustrative: whether illustrative figures are in them."""
    path = str(whole_store().path)
    remembered = _last_read(path)
    newest = Store(Path(path)).version()
    files, asked = plan_files(), (today(), release, stands_in, illustrative)
    try:
        shown = _of_all_plans(lambda place: _figures(files, path, newest, *asked, place))
    except StoreBusy:
        if not remembered.version:
            raise
        st.info(
            "New figures are being stored at this moment. The figures shown are those from just "
            "before; reload the page in a minute to see the new ones."
        )
        before = remembered.version
        return _of_all_plans(lambda place: _figures(files, path, before, *asked, place))
    if remembered.version not in ("", newest):
        # Who is in the midst of a page still asks for those of the state just before.
        needed = [f" {path} {version} " for version in (newest, remembered.version)]
        forget(lambda key: f" {path} " in key and not any(each in key for each in needed))
    remembered.version = newest
    return shown


def is_anything_to_see() -> bool:
    """Whether there are figures at all that whoever looks may see."""
    if visitor.sees_unpublished() or visitor.early():
        return True
    return bool(standing_releases(releases_in(whole_store().releases())))


def _newest_to_see() -> int:
    """What somebody is shown first who sees none but releases. Raises NothingPublished."""
    try:
        return newest_published(whole_store())
    except NothingPublished:
        for due in visitor.early():
            return due.release_number
        raise


@kept_per_state(max_entries=64)
def figures_until(everything: Figures, quarter: ReportingPeriod) -> Figures:
    """The figures without anything later than the report of one of `quarters` can hold.

    Where several plans are in force one after the other, by the one in force in the quarter.
    """
    everything = by_plan_in_force(everything, quarter)
    state = everything.state.until(quarter)
    quarters = everything.until(quarter, len(everything.quarters))
    ids = {each.id for each in quarters}
    # What a report says of its own figures follows from none that comes later, so the rows stand.
    performed = everything.performance[everything.performance["quarter_id"].isin(list(ids))]
    return replace(
        everything,
        key=f"{everything.key} until {quarter.id}",
        state=state,
        plan=state.plan,
        outturns=state.outturns,
        activities=activities_until(everything.activities, quarter),
        performance=performed,
        rows={
            quarter_id: rows for quarter_id, rows in everything.rows.items() if quarter_id in ids
        },
        quarters=quarters,
    )


def by_plan_in_force(everything: Figures, quarter: ReportingPeriod) -> Figures:
    """The figures by the plan in force in a quarter; as they are where there is one plan alone."""
    if not everything.of_plans:
        return everything
    return everything.of_plans[everything.state.chain.place_of(quarter)]


def by_plan(everything: Figures, plan_id: str) -> Figures:
    """The figures by one of the plans; as they are where none has the id."""
    return next((each for each in everything.of_plans if each.plan.id == plan_id), everything)


# What these are kept of is the same for all: its key names the state of the store they read.
@kept_per_state(max_entries=8)
def releases(shown: Figures) -> tuple[Release, ...]:  # noqa: ARG001
    """Every release, newest first."""
    return releases_in(whole_store().releases())


@kept_per_state(max_entries=64)
def unapproved(latest: Figures, quarter: ReportingPeriod) -> int:
    """How many of the council's latest figures up to a quarter nobody has approved yet.

    latest: the figures as they stand. Figures of groups are not counted.
    """
    latest = by_plan_in_force(latest, quarter)
    waiting = whole_store().find_submissions(state=SubmissionState.SUBMITTED, limit=None)
    own = latest.outturns[
        latest.outturns["submission_id"].isin(waiting["submission_id"])
        & is_own_whole(latest.plan, latest.outturns)
    ]
    return len(reported_by(latest.plan, own, quarter))


@kept_per_state(max_entries=256)
def report_of(shown: Figures, quarter: ReportingPeriod) -> Report:
    """The report of one of `shown.quarters`."""
    return report(shown.performance, shown.rows, quarter)


@kept_per_state(max_entries=64)
def history_until(
    shown: Figures, quarter: ReportingPeriod
) -> Mapping[str, Sequence[PerformanceRow]]:
    """The rows of each measure of the plan up to a quarter in which it was due, oldest first."""
    rows: dict[str, list[PerformanceRow]] = {measure.id: [] for measure in shown.plan.measures}
    for earlier in shown.until(quarter, len(shown.quarters)):
        for row in shown.rows[earlier.id]:
            if row.period_id:
                rows[row.measure_id].append(row)
    return rows


@kept_per_state(max_entries=256)
def measure_series(shown: Figures, measure_id: str) -> pd.DataFrame:
    """SERIES of one measure, as `series_with_comparators` has them."""
    measure = shown.plan.measures_by_id[measure_id]
    return series_with_comparators(shown.plan, measure, shown.outturns)


@kept_per_state(max_entries=64)
def revisions(shown: Figures, measure_id: str) -> pd.DataFrame:
    """REVISIONS of one measure, oldest first; beside a release those it knew.

    For who may read its history, which `visitor.may_read_history` tells.
    """
    measure = shown.plan.measures_by_id[measure_id]
    number, kept_in = shown.release.number if shown.release else None, whole_store()
    ids = (measure_id, *measure.earlier_ids)
    return revisions_in_line(measure, [kept_in.revisions(each, number) for each in ids])


@kept_per_state(max_entries=4)
def returned_by_group(shown: Figures) -> pd.DataFrame:
    """Every figure by group that ever came, for telling what is withheld: nothing of it is shown.

    As `Store.figures_by_group` gives it.
    """
    return in_lines(shown.plan, whole_store().figures_by_group())


def with_groups_of_others(shown: Figures) -> pd.DataFrame:
    """OUTTURNS of the figures with all groups that others publish; read anew each time."""
    return groups_of_others(whole_store(), shown.state)


@kept_per_state(max_entries=64)
def activities(shown: Figures, quarter: ReportingPeriod) -> tuple[ActivityPerformanceRow, ...]:
    """ACTIVITY_PERFORMANCE of a quarter as named tuples, in plan order.

    Beside a release they stand as it shows them.
    """
    frame = activity_performance(shown.plan, shown.activities, quarter)
    return ACTIVITY_PERFORMANCE.rows(frame)


@kept_per_state(max_entries=64)
def commitments(shown: Figures, quarter: ReportingPeriod) -> tuple[ActivityPerformanceRow, ...]:
    """The same of the partnership's commitments; () where the plan names none."""
    frame = activity_performance(shown.plan, shown.activities, quarter, commitments=True)
    return ACTIVITY_PERFORMANCE.rows(frame)


def _plan_published(files: PlanFiles, kept_in: Store) -> Chain:
    """The plan that the newest release keeps. Raises PlanError where none does."""
    return chain_published(kept_in) or chain_in(files)


@st.cache_resource(max_entries=8, show_spinner=False)
def _last_read(path: str) -> _LastRead:
    return _LastRead(path)


def _of_all_plans(read: Callable[[int], Figures]) -> Figures:
    """The figures by the plan that is shown first, and those of the others with them.

    read: those of a plan by its place in the chain. Mostly it is one alone.
    """
    newest = read(-1)
    plans = newest.state.chain.plans
    if len(plans) == 1:
        return newest
    every = (*(read(place) for place in range(len(plans) - 1)), newest)
    full = [each for each in every if each.is_full]
    lead = full[-1] if full else every[0]
    choices = tuple(quarter for each in reversed(every) for quarter in each.choices)
    return replace(lead, key=f"{lead.key} of all", choices=choices, of_plans=every)


@st.cache_resource(max_entries=8, show_spinner=False)
def _figures(
    files: PlanFiles,
    path: str,
    version: str,
    today: date,
    number: int,
    stands_in: bool,
    illustrative: bool,
    place: int,
) -> Figures:
    """place: of the plan in the chain; -1 for the newest, and for a release its own."""
    kept_in = Store(Path(path), timeout=PATIENCE)
    end_of_day = datetime.combine(today, time.max)
    plans = _plan_published(files, kept_in) if stands_in else chain_in(files)
    # Who may see them was asked by `figures`; what is kept here is the same for all who may.
    by = the_program("pages")
    seen = SeenStore(kept_in, plans.known, by, illustrative=illustrative)
    state = figures_as_at(seen, plans, end_of_day, actor=by, release=number or None, for_pages=True)
    state = state.by_plan(state.chain.plans[place])
    in_force, outturns, as_at = state.plan, state.outturns, state.as_at
    in_plan = state.chain.quarters_of(place % len(state.chain.plans))
    begins = in_plan[0].shift(-HISTORY)
    quarters = (*(begins.shift(step) for step in range(HISTORY)), *in_plan)
    performed = performance(in_force, outturns, quarters, as_at)
    full = last_full_quarter(in_force, outturns, as_at, in_plan, performed=performed)
    first = full or in_plan[0]
    is_rated = performed["rag"].isin([status.value for status in RATED])
    offered = {*performed.loc[is_rated, "quarter_id"], *kept_in.releases()["quarter_id"]}
    return Figures(
        key=f"{files.folder} {files.changed} {path} {version} {today} {number} {illustrative} "
        f"{in_force.id}",
        state=state,
        plan=in_force,
        outturns=outturns,
        activities=activities_in_line(plans, in_force, seen.activities(release=number or None)),
        performance=performed,
        rows=rows_by_quarter(performed, quarters),
        quarters=quarters,
        choices=tuple(
            each
            for each in reversed(quarters)
            if plans.is_single or number or plans.in_force(each).id == in_force.id
            if each.id in offered or each == (first if state.chain.is_single else full)
        ),
        is_full=full is not None,
        first=first,
        release=state.release,
        as_at=as_at,
    )
