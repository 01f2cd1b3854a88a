"""The dashboard on the plan's own first figures, opened through its entry point."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.model import Plan
from kpis.returns import load_first_figures
from kpis.store import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def first_figures(tmp_path_factory: pytest.TempPathFactory, strategic_plan: Plan) -> Path:
    """A store with the plan's first figures. Only to be read: all tests share it."""
    path = tmp_path_factory.mktemp("first_figures") / "kpis.duckdb"
    load_first_figures(Store(path), strategic_plan)
    return path


@pytest.fixture
def open_page(first_figures: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page: open_page("performance/measure", measure="recycling"). Nothing may fail."""
    monkeypatch.setenv("KPIS_STORE", str(first_figures))

    def opened(script: str = "", **parameters: str) -> AppTest:
        at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        if script:
            at.switch_page(f"pages/{script}.py")
        for name, value in parameters.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return at

    return opened


@pytest.fixture(scope="session")
def html_of() -> Callable[[AppTest], str]:
    """All of our own HTML on a page."""
    return lambda at: "\n".join(found.value for found in at.get("html"))


@pytest.fixture(scope="module")
def filled(first_figures: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store that may be written to, and a copy of it as it was at first."""
    path = tmp_path_factory.mktemp("store") / "kpis.duckdb"
    original = path.with_name("original")
    shutil.copytree(first_figures.parent, path.parent, dirs_exist_ok=True)
    shutil.copy2(path, original)
    return path, original


@pytest.fixture
def store(filled: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store as it was at first, to the time of its last change: what is cached holds."""
    path, original = filled
    path.with_name("kpis.duckdb.wal").unlink(missing_ok=True)
    shutil.copy2(original, path)
    monkeypatch.setenv("KPIS_STORE", str(path))
    return Store(path)


@pytest.fixture
def open_desk(store: Store) -> Callable[..., AppTest]:
    """Open a page on a store that it may change: open_desk("returns/history", find="place")."""

    def opened(script: str, **parameters: str) -> AppTest:
        at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        at.switch_page(f"pages/{script}.py")
        for name, value in parameters.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return at

    return opened
