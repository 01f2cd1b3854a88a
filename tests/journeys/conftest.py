"""A real dashboard on this machine only, and a real browser to use it with."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Dashboard:
    """A running dashboard: where it is and which store it shows."""

    address: str
    store: Path

    def kpis(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line as another process on the same store."""
        return subprocess.run(
            [sys.executable, "-m", "kpis", *arguments, "--store", str(self.store)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("These tests need Chromium. `make test` installs it when it runs as root.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@contextlib.contextmanager
def serving(store: Path) -> Iterator[Dashboard]:
    """Start `kpis serve` on a free port; stop it by its own process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kpis", "serve", "--no-browser"]
    with (store.parent / "dashboard.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--store", str(store)],
            cwd=ROOT,
            env=os.environ | {"PYTHONWARNINGS": "default"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_up(f"{address}/_stcore/health", process)
            yield Dashboard(address, store)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_up(address: str, process: subprocess.Popen) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail("The dashboard stopped while it was starting: see dashboard.log.")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    pytest.fail("The dashboard did not answer within 30 seconds.")


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as the first start makes it; copy it before changing it."""
    from kpis.plan.load import load_plan
    from kpis.returns import load_first_figures
    from kpis.store import Store

    path = tmp_path_factory.mktemp("filled") / "kpis.duckdb"
    load_first_figures(Store(path), load_plan(ROOT / "data/plans/2019-22"))
    return path


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], contextlib.AbstractContextManager[Dashboard]]:
    """Start a dashboard of one's own, on a store that need not exist yet."""
    return serving


@pytest.fixture(scope="module")
def dashboard(filled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    store = tmp_path_factory.mktemp("dashboard") / "kpis.duckdb"
    shutil.copy(filled_store, store)
    with serving(store) as running:
        yield running


@pytest.fixture
def open_page(browser: Browser, dashboard: Dashboard) -> Iterator[Callable[..., Page]]:
    """Open an address of the dashboard and wait until it is drawn; the browser's errors fail."""
    contexts = []

    def opener(path: str = "", *, width: int = 1280, height: int = 1000) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{dashboard.address}/{path}")
        settle(page)
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def settled() -> Callable[[Page], None]:
    return settle


def settle(page: Page) -> None:
    """Wait for the script run that a visit or a click started. Assert on changed text after it."""
    page.wait_for_timeout(80)  # a widget's message is sent a moment after the click
    app = "[data-testid='stApp']"
    page.locator(f"{app}[data-test-connection-state='CONNECTED']").wait_for(
        state="attached", timeout=30_000
    )
    page.locator(f"{app}[data-test-script-state='notRunning']").wait_for(
        state="attached", timeout=30_000
    )
    page.wait_for_function(
        "document.querySelectorAll('[data-testid=stSkeleton],[data-stale=true]').length === 0",
        timeout=30_000,
    )
