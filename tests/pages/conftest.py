"""The dashboard on the plan's own first figures, opened through its entry point."""

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
