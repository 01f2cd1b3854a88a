"""Journeys: a real dashboard, and a real browser to use it with."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.keeping import copy_store
from tests.serving import PATIENCE, Dashboard, chromium, dashboard, settle

ROOT = Path(__file__).parents[2]
# What a journey expects comes soon on a quiet machine, and comes all the same on a busy one.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], contextlib.AbstractContextManager[Dashboard]]:
    """Start a dashboard of one's own, on a store that need not exist yet."""
    return dashboard


@pytest.fixture(scope="session")
def dashboard_of_walks(
    first_figures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    store = tmp_path_factory.mktemp("dashboard") / "kpis.duckdb"
    copy_store(first_figures, store)
    with dashboard(store) as running:
        yield running


@pytest.fixture(scope="module", name="dashboard")
def dashboard_of_module(
    request: pytest.FixtureRequest, first_figures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    """One on the first figures: the same for all walks, each of which finds the store as at first.

    Files of journeys that are measured for coverage have one of their own, measured as well.
    """
    if request.node.get_closest_marker("walk"):
        running = request.getfixturevalue("dashboard_of_walks")
        put_back(running.store, first_figures)
        yield running
    else:
        store = tmp_path_factory.mktemp("dashboard") / "kpis.duckdb"
        copy_store(first_figures, store)
        with dashboard(store) as running:
            yield running


def put_back(store: Path, first_figures: Path) -> None:
    """Nobody looks at it now; to the time of its last change it is what the server has read."""
    store.with_name(f"{store.name}.wal").unlink(missing_ok=True)
    copy_store(first_figures, store)


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One person's browser: what it has fetched of the dashboard it need not fetch again."""
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


@dataclass
class Window:
    """A window of the visitor's browser, and what the browser forbade the pages in it."""

    page: Page
    forbidden: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.forbidden.append(message.text)


@pytest.fixture(scope="module")
def windows(visitor: BrowserContext) -> list[Window]:
    """Windows left open by earlier journeys: a new one is dearer than another address in an old."""
    return []


@pytest.fixture
def open_page(
    visitor: BrowserContext, windows: list[Window], dashboard: Dashboard
) -> Iterator[Callable[..., Page]]:
    """Load an address of the dashboard, each in a window of its own, and wait until it is drawn.

    Whatever is loaded begins a visit anew. Whatever the journey does there, the browser must have
    had nothing to forbid.
    """
    free = iter([*windows])

    def opener(path: str = "", *, width: int = 1280, height: int = 1000) -> Page:
        window = next(free, None)
        if window is None:
            window = Window(visitor.new_page())
            windows.append(window)
        window.page.bring_to_front()  # one behind another is drawn once a second only
        window.page.set_viewport_size({"width": width, "height": height})
        window.page.goto(f"{dashboard.address}/{path}")
        settle(window.page)
        return window.page

    yield opener
    forbidden = [message for window in windows for message in window.forbidden]
    for window in windows:
        window.forbidden.clear()
    assert forbidden == []


@pytest.fixture(scope="session")
def settled() -> Callable[[Page], None]:
    return settle
