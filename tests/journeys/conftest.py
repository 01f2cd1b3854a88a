"""Journeys: a real dashboard, and a real browser to use it with."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
    with _on_first_figures(first_figures, tmp_path_factory) as running:
        yield running


@pytest.fixture(scope="session")
def dashboard_of_measured(
    first_figures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    with _on_first_figures(first_figures, tmp_path_factory) as running:
        yield running


@contextlib.contextmanager
def _on_first_figures(
    first_figures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    store = tmp_path_factory.mktemp("dashboard") / "kpis.duckdb"
    copy_store(first_figures, store)
    with dashboard(store) as running:
        yield running


def _of_its_kind(request: pytest.FixtureRequest, shared: str) -> Any:
    """What files of its kind share: journeys measured for coverage have what is measured as well.

    It begins, or does not, with the first of them.
    """
    walks = request.node.get_closest_marker("walk")
    return request.getfixturevalue(f"{shared}_of_{'walks' if walks else 'measured'}")


@pytest.fixture(scope="module", name="dashboard")
def dashboard_of_module(request: pytest.FixtureRequest, first_figures: Path) -> Dashboard:
    """One on the first figures: the same for many files, each of which finds them as at first."""
    running: Dashboard = _of_its_kind(request, "dashboard")
    put_back(running.store, first_figures)
    return running


def put_back(store: Path, first_figures: Path) -> None:
    """Nobody looks at it now; to the time of its last change it is what the server has read."""
    store.with_name(f"{store.name}.wal").unlink(missing_ok=True)
    copy_store(first_figures, store)


@pytest.fixture(scope="session")
def browser_of_walks(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="session")
def browser_of_measured(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def visitor(request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """One person's browser: what was fetched of the dashboard with it need not be fetched again.

    Nobody knows whoever used it before, and none of their windows is open.
    """
    context: BrowserContext = _of_its_kind(request, "browser")
    context.clear_cookies()
    yield context
    for page in context.pages:
        page.close()


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
