"""Journeys: a real dashboard, and a real browser to use it with."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.serving import Dashboard, chromium, dashboard, settle

ROOT = Path(__file__).parents[2]
# What a journey expects comes soon on a quiet machine, and comes all the same on a busy one.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], contextlib.AbstractContextManager[Dashboard]]:
    """Start a dashboard of one's own, on a store that need not exist yet."""
    return dashboard


@pytest.fixture(scope="module", name="dashboard")
def dashboard_of_module(
    first_figures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    store = tmp_path_factory.mktemp("dashboard") / "kpis.duckdb"
    shutil.copy(first_figures, store)
    with dashboard(store) as running:
        yield running


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One person's browser: what it has fetched of the dashboard it need not fetch again."""
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def open_page(visitor: BrowserContext, dashboard: Dashboard) -> Iterator[Callable[..., Page]]:
    """Open an address of the dashboard, in a window of its own, and wait until it is drawn.

    Whatever the journey does there, the browser must have had nothing to forbid.
    """
    opened = []
    forbidden: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            forbidden.append(message.text)

    def opener(path: str = "", *, width: int = 1280, height: int = 1000) -> Page:
        page = visitor.new_page()
        page.on("console", note)
        opened.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{dashboard.address}/{path}")
        settle(page)
        return page

    yield opener
    for page in opened:
        page.close()
    assert forbidden == []


@pytest.fixture(scope="session")
def settled() -> Callable[[Page], None]:
    return settle
