"""The dashboard on the plan's own first figures, opened through its entry point."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from kpis.exports.formats import Format
from kpis.store import Store
from kpis.ui.performance import take_away
from tests.keeping import copy_store

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
import duckdb
with duckdb.connect(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="session", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """Streamlit looks through all that is installed for components of others, page after page."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store of every page is: what is cached of it at one test serves the next."""
    return tmp_path_factory.mktemp("store") / "kpis.duckdb"


@pytest.fixture
def store(first_figures: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with the plan's first figures, to be read or written.

    After a test that wrote to it, it is as it was at first, to the time of its last change.
    """
    place.with_name("kpis.duckdb.wal").unlink(missing_ok=True)
    if not place.exists() or as_it_stands(place) != as_it_stands(first_figures):
        copy_store(first_figures, place)
    monkeypatch.setenv("KPIS_STORE", str(place))
    return Store(place)


@pytest.fixture
def northmere(
    store: Store, three_published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """In place of that store the small plan's three releases, where the size proves nothing."""
    path = Path(shutil.copy(three_published, tmp_path / "kpis.duckdb"))
    monkeypatch.setenv("KPIS_PLAN", str(ROOT / "tests/fictional_plan"))
    monkeypatch.setenv("KPIS_STORE", str(path))
    return Store(path)


@pytest.fixture(scope="session")
def made_before() -> dict[str, tuple[Path, Any]]:
    """Stores that several tests begin with, by name, and what their making gave."""
    return {}


@pytest.fixture
def begin_with(
    store: Store,
    first_figures: Path,
    made_before: dict[str, tuple[Path, Any]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, Callable[[Store], Any]], Any]:
    """begin_with(name, make): the store is what make makes of the first figures; → what make gave.

    It is made once and then copied, so that what pages keep of it at one test serves the next.
    """

    def call(name: str, make: Callable[[Store], Any]) -> Any:
        if name not in made_before:
            path = tmp_path_factory.mktemp("made") / "kpis.duckdb"
            copy_store(first_figures, path)
            made_before[name] = path, make(Store(path))
        path, given = made_before[name]
        shutil.copy2(path, store.path)
        files = path.with_suffix(".files"), store.path.with_suffix(".files")
        shutil.copytree(*files, dirs_exist_ok=True)
        return given

    return call


def as_it_stands(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


@pytest.fixture
def open_page(store: Store) -> Callable[..., AppTest]:
    """Open a page: open_page("performance/measure", measure="recycling"). Nothing may fail.

    chosen: what was chosen on it before, by the keys of its fields: it saves a run to choose it.
    """

    def opened(
        script: str = "", *, chosen: Mapping[str, Any] | None = None, **parameters: str
    ) -> AppTest:
        at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
        for key, value in (chosen or {}).items():
            at.session_state[key] = value
        if script:
            at.switch_page(f"pages/{script}.py")
        for name, value in parameters.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return at

    return opened


@pytest.fixture
def open_desk(open_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open a page that may change the store: open_desk("returns/history", find="place")."""
    return open_page


@pytest.fixture(scope="session")
def html_of() -> Callable[[AppTest], str]:
    """All of our own HTML on a page."""
    return lambda at: "\n".join(found.value for found in at.get("html"))


@pytest.fixture
def one_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the formats in which a page is taken away only the web page is made, which can be read.

    For walks that make all files of every page: the others are made of the very same document, and
    what each format makes of one is held in tests/unit/exports.
    """
    maker = take_away._maker

    def of(shown: Any, made: Any, name: str, format: Format) -> Callable[[], bytes]:
        return maker(shown, made, name, format) if format is Format.HTML else bytes

    monkeypatch.setattr(take_away, "_maker", of)


@pytest.fixture
def held():
    """Keep a store busy from another process, as somebody does who is storing a return."""

    @contextlib.contextmanager
    def holding(path):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        try:
            assert holder.stdout.readline().strip() == b"held"
            yield
        finally:
            holder.communicate(b"")

    return holding


@pytest.fixture(scope="session")
def read_before() -> dict[str, str]:
    return {}


@pytest.fixture
def read_page(
    open_page: Callable[..., AppTest],
    html_of: Callable[[AppTest], str],
    read_before: dict[str, str],
) -> Callable[..., str]:
    """All of our own HTML on a page of the first figures, opened once for all who only read it.

    read_page("performance/theme", theme="SAFE"). Not for a test that changes what pages show.
    """

    def read(script: str = "", **parameters: str) -> str:
        asked = f"{script} {sorted(parameters.items())}"
        if asked not in read_before:
            read_before[asked] = html_of(open_page(script, **parameters))
        return read_before[asked]

    return read
