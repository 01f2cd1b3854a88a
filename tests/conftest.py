"""Fixtures shared by several rooms. What only one room needs stands in that room's own file."""

import gc
import os
import pickle
import re
import sys
from collections.abc import Callable, Generator, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import coverage
import duckdb
import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings
from hypothesis.internal.conjecture import providers

from kpis.model import Plan
from kpis.plan.load import load_plan
from kpis.readers.files import read_apart
from kpis.store.database.connect import in_turn
from kpis.store.database.migrations import MIGRATIONS

if TYPE_CHECKING:
    from kpis.reports.blocks import Document
    from kpis.reports.quarter import QuarterReport

# What is told at the end of a run, and what runs together, stand in files of their own.
pytest_plugins = ("tests.dearest", "tests.second_tries", "tests.together")

ROOT = Path(__file__).parents[1]

# Each worker collects every test, and makes of each assertion what pytest tells of it: that is kept
# beside the source, whatever the machine says of compiled modules, or half of collecting is that.
sys.dont_write_bytecode = False

# Each worker keeps thousands of tests and what they import. Python's 700 new objects between two
# looks for circles would be a tenth of all its time.
OBJECTS_BEFORE_COLLECTION = 10_000

# A busy machine is no fault of the code: examples have no deadline, and may take long to be made.
# They are the same on every run, so that a change is judged by what it changed; `make soak`
# explores.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", patient, derandomize=True, max_examples=30)
settings.register_profile("soak", patient, max_examples=200)
settings.load_profile("same")


# Each file is run by one worker, which makes what its tests share once; these begin. With the first
# journey of each kind come all that share a dashboard or a browser with it (tests/together.py).
LONGEST = (
    "journeys/test_accessibility.py",
    "journeys/test_server.py",
    "pages/performance/test_publication.py",
    "pages/publish/test_releases.py",
    "pages/test_small_counts.py",
    "pages/performance/test_nothing_later.py",
    "pages/test_who_is_signed_in.py",
    "pages/test_pages.py",
    "returns_cases/test_cases.py",
    "processes/test_together.py",
    "processes/test_crash.py",
)


# A browser, a server or several programs at once may find a machine so busy that one of them gives
# up. What fails there is made once more, and the end of the run tells what failed at the first try.
MADE_ONCE_MORE = ("journeys", "lake", "processes")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if settings.get_current_profile_name() == "same":
        # Else it takes examples from all modules that a worker has imported so far, too.
        providers._get_local_constants = lambda: providers._local_constants
    begins = {ROOT / "tests" / file: place for place, file in enumerate(LONGEST)}
    if gone := [path for path in begins if not path.exists()]:
        raise pytest.UsageError(
            f"LONGEST in tests/conftest.py names {gone[0]}, which is not there."
        )
    house = ROOT / "tests/house"
    once_more = {ROOT / "tests" / room for room in MADE_ONCE_MORE}

    @cache  # thousands of tests stand in hundreds of files
    def place(path: Path) -> tuple[int, bool]:
        return begins.get(path, len(begins)), house in path.parents

    items.sort(key=lambda each: place(each.path))
    for item in items:
        if once_more.intersection(item.path.parents) and not item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """All that is collected stays to the end: nothing of it is looked through again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a walk unmeasured, with all it starts: it goes where other tests have counted.

    So do tests on generated examples, what they reach being another thing on every run.
    """
    unmeasured = item.get_closest_marker("walk") or is_hypothesis_test(getattr(item, "obj", None))
    measuring = coverage.Coverage.current() if unmeasured else None
    if measuring is None:
        return (yield)
    measuring.stop()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        try:
            return (yield)
        finally:
            measuring.start()


@pytest.fixture(scope="session", autouse=True)
def _caches_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that tests and the programs they start keep goes to the caches of who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KPIS_CACHE", str(tmp_path_factory.getbasetemp() / "caches"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _patient_with_files() -> Iterator[None]:
    """Seconds of the processor are counted all the same: a busy machine refuses no sound file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_apart, "PATIENCE", 600.0)
        yield


@pytest.fixture(scope="session")
def strategic_plan() -> Plan:
    """The plan the repository holds: 49 measures, 55 with their parts."""
    return load_plan(ROOT / "data/plans/2019-22")


@pytest.fixture(scope="session")
def fictional_plan() -> Plan:
    """A tiny plan of a council that does not exist, rated by tolerance."""
    return load_plan(ROOT / "tests/fictional_plan")


@pytest.fixture(scope="session")
def rating_plan() -> Plan:
    """A plan of a council that does not exist, whose measures are rated by every rule there is."""
    return load_plan(ROOT / "tests/rating_plan")


@pytest.fixture(scope="session", autouse=True)
def _one_thread_per_database() -> Iterator[None]:
    """Tests ask small stores, several workers at once: more threads would only wait in turn."""
    connect = duckdb.connect

    def with_one_thread(*place: Any, config: dict[str, Any] | None = None, **options: Any):
        options["config"] = {"threads": 1} | (config or {})
        return connect(*place, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "connect", with_one_thread)
        yield


def _folder_of_all_workers(factory: pytest.TempPathFactory, name: str) -> Path:
    """Where what one worker makes is found by the others."""
    of_all_workers = "PYTEST_XDIST_WORKER" in os.environ
    base = factory.getbasetemp()
    folder = (base.parent if of_all_workers else base) / name
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def first_figures(tmp_path_factory: pytest.TempPathFactory, strategic_plan: Plan) -> Path:
    """A store with the plan's first figures, made once for all workers. Only to be read."""
    from kpis.store import Store
    from kpis.use_cases.first_figures import load_first_figures

    folder = _folder_of_all_workers(tmp_path_factory, "first_figures")
    made = folder / "made"
    with in_turn(folder / "making", timeout=300):
        if not made.exists():
            load_first_figures(Store(folder / "kpis.duckdb"), strategic_plan)
            made.touch()
    return folder / "kpis.duckdb"


@pytest.fixture(scope="session")
def second_quarter(first_figures: Path, strategic_plan: Plan) -> "QuarterReport":
    """The report of Q2 2019/20 of the plan's first figures: what packs and sites are made of."""
    from kpis.model import local_administrator
    from kpis.periods import period_of_id
    from kpis.plan.chain.chain import chain_of
    from kpis.store import Store
    from kpis.use_cases.publishing.report import report_of

    return report_of(
        Store(first_figures),
        chain_of(strategic_plan),
        datetime(2019, 12, 2, 9, 30),
        actor=local_administrator("Head of Performance"),
        quarter=period_of_id("2019-20-Q2"),
    )


@pytest.fixture(scope="session")
def second_pack(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> "Document":
    """The board pack of it, made once for all workers: where it lies no report is made."""
    from kpis.reports.pack import pack

    folder = _folder_of_all_workers(tmp_path_factory, "second_pack")
    made, draft = folder / "pack", folder / "draft"
    with in_turn(folder / "making", timeout=300):
        if not made.exists():
            report = request.getfixturevalue("second_quarter")
            draft.write_bytes(pickle.dumps(pack(report, ())))
            draft.rename(made)
    return pickle.loads(made.read_bytes())


@pytest.fixture(scope="session")
def three_published(tmp_path_factory: pytest.TempPathFactory, fictional_plan: Plan) -> Path:
    """A store with Northmere's three releases, and nobody who wanted a mail of them, for all
    workers. Whoever changes it takes a copy.
    """
    from kpis.store import Store
    from tests import three_releases

    folder = _folder_of_all_workers(tmp_path_factory, "three_published")
    path, made = folder / "kpis.duckdb", folder / "made"
    with in_turn(folder / "making", timeout=300):
        if not made.exists():
            store = Store(path)
            store.prepare(datetime(2019, 1, 1))
            three_releases.first_release(store, fictional_plan)
            three_releases.second_release(store, fictional_plan)
            three_releases.correction(store, fictional_plan)
            made.touch()
    return path


@pytest.fixture(scope="session")
def hostile_house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The plan and the store of `tests.hostile_texts`, for all workers. Only to be read."""
    from tests.hostile_texts import hostile_plan, hostile_store

    folder = _folder_of_all_workers(tmp_path_factory, "hostile_house")
    plan, store, made = folder / "plan", folder / "kpis.duckdb", folder / "made"
    with in_turn(folder / "making", timeout=300):
        if not made.exists():
            hostile_store(store, hostile_plan(plan))
            made.touch()
    return plan, store


@pytest.fixture(scope="session")
def whole_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all that the whole plan was returned, for all workers. Only to be read."""
    from kpis.store import Store
    from tests.whole import fill

    folder = _folder_of_all_workers(tmp_path_factory, "whole_store")
    with in_turn(folder / "making", timeout=300):
        if not (folder / "kpis.duckdb").exists():
            fill(Store(folder / "kpis.duckdb"))
    return folder / "kpis.duckdb"


@pytest.fixture(scope="session")
def four_releases(tmp_path_factory: pytest.TempPathFactory, whole_store: Path) -> Path:
    """That store with what `tests.four_releases` published, for all workers. Only to be read."""
    from kpis.plan.chain.chain import load_chain
    from kpis.store import Store
    from tests.four_releases import publish_four
    from tests.keeping import copy_store
    from tests.whole import WHOLE

    folder = _folder_of_all_workers(tmp_path_factory, "four_releases")
    path, made = folder / "kpis.duckdb", folder / "made"
    with in_turn(folder / "making", timeout=300):
        if not made.exists():
            copy_store(whole_store, path)
            publish_four(Store(path), load_chain(WHOLE))
            made.touch()
    return path


@pytest.fixture(scope="session")
def eventful(tmp_path_factory: pytest.TempPathFactory, fictional_plan: Plan) -> Path:
    """A store of `tests.everything`, no table of it empty, for all workers. Only to be read."""
    from tests.everything import everything

    folder = _folder_of_all_workers(tmp_path_factory, "eventful")
    made = folder / "made"
    with in_turn(folder / "making", timeout=300):
        if not made.exists():
            everything(folder / "kpis.duckdb", fictional_plan)
            made.touch()
    return folder / "kpis.duckdb"


@pytest.fixture(scope="session")
def as_first_version() -> Callable[[Path], None]:
    """Make of a store what the first version of the program would have made of it."""

    def call(path: Path) -> None:
        with duckdb.connect(path) as connection:
            for step, statements in MIGRATIONS.items():
                if step > 1:
                    for table in re.findall(r"CREATE TABLE (\w+)", statements):
                        connection.execute(f"DROP TABLE {table}")
                    added = re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", statements)
                    for table, column in added:
                        connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            connection.execute("DELETE FROM schema_version WHERE version > 1")

    return call
