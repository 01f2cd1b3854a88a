"""What pages show, read once for all readers: plan, figures, and the frames made from them.

Everything is keyed by small values: the plan's files by when they were last changed, the store
by its version token, which any write by any process changes. So a page costs one look at the
file system, and a return submitted on the command line is there at the next click. Frames are
shared between readers as they are, never copied: pages must not change them.

While somebody is storing a return the store may be busy. Then the figures of a moment before are
shown, and a note says so.
"""

import threading
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pandas as pd
import streamlit as st

from kpis.analysis.report.activities import activity_performance
from kpis.analysis.report.first_quarter import first_quarter, quarters_of_plan
from kpis.analysis.report.performance import performance
from kpis.analysis.series.measure_series import series
from kpis.default_paths import plan_folder, store_path
from kpis.errors import StoreBusy
from kpis.model import COMPARABLE_UNITS, RATED, Plan, Release
from kpis.periods import ReportingPeriod, period_of_id
from kpis.plan.load import load_plan
from kpis.store import Store
from kpis.ui.kit.figure_text import Row
from kpis.ui.state.report import Report, report, rows_by_quarter
from kpis.use_cases.figures_as_at import figures_as_at

PATIENCE = 3.0  # seconds a reader waits for a busy store before getting the last figures
# Who comes while a new store is being filled waits until it is, however slow the machine.
_first_start = threading.Lock()
HISTORY = 12  # quarters before the plan's first year that grids and small trends reach back


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One state of plan and store on one day, and the frames that follow from it."""

    key: str  # what is made from these figures may be kept under it
    plan: Plan
    store: Store
    outturns: pd.DataFrame  # OUTTURNS
    told: pd.DataFrame  # ACTIVITIES; of a release, as they stood when it was published
    performance: pd.DataFrame  # PERFORMANCE of all `quarters`
    rows: dict[str, tuple[Row, ...]]  # the same as named tuples, by quarter id
    quarters: tuple[ReportingPeriod, ...]  # every quarter worked out, earliest first
    choices: tuple[ReportingPeriod, ...]  # those a reader can choose, latest first
    first: ReportingPeriod  # the one shown when none is asked for
    release: Release | None  # whose figures these are; None for the latest
    as_at: datetime  # the moment seen from: what is late or awaited follows from it

    def until(self, quarter: ReportingPeriod, count: int) -> tuple[ReportingPeriod, ...]:
        """The last `count` quarters up to this one, earliest first; fewer at the beginning."""
        position = self.quarters.index(quarter)
        return self.quarters[max(0, position + 1 - count) : position + 1]


@dataclass(slots=True)
class _LastRead:
    """The version whose figures were last read, for when the store is busy."""

    version: str = ""


def plan() -> Plan:
    """The plan in force. Raises PlanError with every fault when its files cannot be used."""
    return _plan(*_plan_files())


def store() -> Store:
    """The store, made and filled with the plan's first figures when there is none."""
    path = store_path()
    found = Store(path, timeout=PATIENCE)
    with _first_start:
        if not found.exists():
            with st.spinner("Preparing the figures for the first time. This takes a few seconds."):
                _fill(Store(path))
    return found


def make_ready() -> None:
    """Work out what the first visitor will ask for, while the server is still starting."""
    found = Store(store_path())
    with _first_start:
        if not (found.exists() and found.has_submissions()):
            _fill(found)
    figures()


def _fill(new: Store) -> None:
    # What reads and checks returns is not imported by a server that finds a store.
    from kpis.use_cases.first_figures import load_first_figures

    load_first_figures(new, plan())


def figures(release: int = 0) -> Figures:
    """Everything about performance, as the store stands now or, if it is busy, stood last.

    release: the number of one, to see what it showed and no more. Raises PlanError and
    StoreError, UnknownRelease among them; StoreBusy only when nothing was read before.
    """
    path = str(store().path)
    remembered = _last_read(path)
    newest = Store(Path(path)).version()
    try:
        shown = _figures(*_plan_files(), path, newest, _today(), release)
    except StoreBusy:
        if not remembered.version:
            raise
        st.info(
            "New figures are being stored at this moment. The figures shown are those from just "
            "before; reload the page in a minute to see the new ones."
        )
        return _figures(*_plan_files(), path, remembered.version, _today(), release)
    remembered.version = newest
    return shown


def releases(shown: Figures) -> tuple[Release, ...]:
    """Every release, newest first."""
    return _releases(shown.key, shown)


def report_of(shown: Figures, quarter: ReportingPeriod) -> Report:
    """The report of one of `shown.quarters`."""
    return _report(shown.key, quarter.id, shown)


def history_until(shown: Figures, quarter: ReportingPeriod) -> dict[str, list[Row]]:
    """The rows of each measure up to a quarter in which it was due, oldest first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for earlier in shown.until(quarter, len(shown.quarters)):
        for row in shown.rows[earlier.id]:
            if row.period_id:
                found[row.measure_id].append(row)
    return found


def measure_series(shown: Figures, measure_id: str) -> pd.DataFrame:
    """SERIES of one measure, with the plan's comparators where their figures compare.

    No rows when the council itself has no figures.

    Counts of other areas follow from their size, so only percentages, rates and averages per
    head are set beside the council's.
    """
    return _series(shown.key, measure_id, shown)


def revisions(shown: Figures, measure_id: str) -> pd.DataFrame:
    """REVISIONS of one measure, oldest first."""
    return _revisions(shown.key, measure_id, shown)


def activities(shown: Figures, quarter: ReportingPeriod) -> tuple[Row, ...]:
    """ACTIVITY_PERFORMANCE of a quarter as named tuples, in plan order.

    Beside a release they stand as they stood when it was published.
    """
    return _activities(shown.key, quarter.id, shown)


def _plan_files() -> tuple[str, int]:
    """The plan's folder and when anything in it last changed."""
    folder = plan_folder()
    changed = max((path.stat().st_mtime_ns for path in folder.rglob("*.toml")), default=0)
    return str(folder), changed


def _today() -> date:
    return datetime.now(UTC).date()


# Below, arguments that a function does not use are part of its key, and those that begin with an
# underscore are not.


@st.cache_resource(max_entries=4, show_spinner=False)
def _plan(folder: str, changed: int) -> Plan:  # noqa: ARG001
    return load_plan(Path(folder))


@st.cache_resource(max_entries=8, show_spinner=False)
def _last_read(path: str) -> _LastRead:  # noqa: ARG001
    return _LastRead()


@st.cache_resource(max_entries=8, show_spinner=False)
def _figures(
    folder: str, changed: int, path: str, version: str, today: date, number: int
) -> Figures:
    kept_in = Store(Path(path), timeout=PATIENCE)
    end_of_day = datetime.combine(today, time.max)
    found = figures_as_at(kept_in, _plan(folder, changed), end_of_day, release=number or None)
    in_force, outturns, as_at = found.plan, found.outturns, found.as_at
    in_plan = quarters_of_plan(in_force)
    begins = in_plan[0].shift(-HISTORY)
    quarters = (*(begins.shift(step) for step in range(HISTORY)), *in_plan)
    performed = performance(in_force, outturns, quarters, as_at)
    first = first_quarter(in_force, outturns, as_at)
    is_rated = performed["rag"].isin([status.value for status in RATED])
    rated = set(performed.loc[is_rated, "quarter_id"])
    return Figures(
        key=f"{folder} {changed} {path} {version} {today} {number}",
        plan=in_force,
        store=kept_in,
        outturns=outturns,
        told=kept_in.activities(found.as_at if found.release else None),
        performance=performed,
        rows=rows_by_quarter(performed, quarters),
        quarters=quarters,
        choices=tuple(q for q in reversed(quarters) if q.id in rated or q == first),
        first=first,
        release=found.release,
        as_at=as_at,
    )


@st.cache_resource(max_entries=8, show_spinner=False)
def _releases(key: str, _shown: Figures) -> tuple[Release, ...]:  # noqa: ARG001
    return tuple(Release(**row) for row in _shown.store.releases().to_dict("records"))


@st.cache_resource(max_entries=256, show_spinner=False)
def _report(key: str, quarter_id: str, _shown: Figures) -> Report:  # noqa: ARG001
    return report(_shown.performance, _shown.rows, period_of_id(quarter_id))


@st.cache_resource(max_entries=256, show_spinner=False)
def _series(key: str, measure_id: str, _shown: Figures) -> pd.DataFrame:  # noqa: ARG001
    measure = _shown.plan.measures_by_id[measure_id]
    areas = _shown.plan.comparators if measure.unit in COMPARABLE_UNITS else ()
    found = series(_shown.plan, measure, _shown.outturns, areas=areas)
    return found if (found["area"] == _shown.plan.area).any() else found.iloc[:0]


@st.cache_resource(max_entries=64, show_spinner=False)
def _activities(key: str, quarter_id: str, _shown: Figures) -> tuple[Row, ...]:  # noqa: ARG001
    found = activity_performance(_shown.plan, _shown.told, period_of_id(quarter_id))
    return tuple(found.itertuples(index=False))


@st.cache_resource(max_entries=64, show_spinner=False)
def _revisions(key: str, measure_id: str, _shown: Figures) -> pd.DataFrame:  # noqa: ARG001
    return _shown.store.revisions(measure_id)
