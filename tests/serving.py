"""A real dashboard on this machine only, and a real browser to look at it.

Shared by the journeys, the pictures of README and the measurement of the first page.
"""

import contextlib
import itertools
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.ports import free_port

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PLAN = ROOT / "data/plans/2019-22"
HEARD = ROOT / "tests/at_rest.js"
PATIENCE = 90_000  # milliseconds for what a browser does at once on a quiet machine
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

_waits = itertools.count()


@dataclass(frozen=True)
class Dashboard:
    """A running dashboard: where it is, which store it shows, and of which plan."""

    address: str
    store: Path
    plan: Path

    def kpis(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line as another process on the same store."""
        return subprocess.run(
            [sys.executable, "-m", "kpis", *arguments, *_of(self.store, self.plan)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Raises FileNotFoundError where there is none: a missing browser is never a silent skip."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise FileNotFoundError("Chromium is needed. `make test` installs it when it runs as root.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        _listen_in_each_context(browser)
        yield browser
        browser.close()


@contextlib.contextmanager
def dashboard(
    store: Path,
    *,
    plan: Path = PLAN,
    open_browser: bool = False,
    access: Callable[[str], str] | None = None,
) -> Iterator[Dashboard]:
    """Start `kpis serve` on a free port and wait until it answers; stop it by its own process id.

    open_browser: whether it shows itself in the browser of whoever runs it, as by default.
    access: what its access.toml holds, made of its address; None for no such file.

    What it prints goes to dashboard.log beside the store. Raises RuntimeError, with that, when it
    does not come up within three minutes.
    """
    port = free_port()
    command = [sys.executable, "-m", "kpis", "serve"]
    if not open_browser:
        command.append("--no-browser")
    address = f"http://127.0.0.1:{port}"
    if access is not None:
        write_access(store, access(address))
    log = store.parent / "dashboard.log"
    with log.open("wb") as printed:
        process = subprocess.Popen(
            [*command, "--port", str(port), *_of(store, plan)],
            cwd=ROOT,
            env=os.environ | {"PYTHONWARNINGS": "default"},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _answers(f"{address}/_stcore/health", process):
                raise RuntimeError(f"The dashboard did not start. {log} says:\n{log.read_text()}")
            yield Dashboard(address, store, plan)
        finally:
            process.terminate()
            process.wait(timeout=60)


def write_access(store: Path, text: str) -> Path:
    """The file that says how people sign in, for its owner alone."""
    path = store.parent / "access.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def settle(page: Page) -> None:
    """Wait until the page is at rest: all that it was asked for is done, drawn and stays so.

    Before each act: what is found on a page that is being drawn anew may be replaced before it is
    used. Raises AssertionError, with what the page still waits for, when that takes two minutes.
    """
    try:
        page.wait_for_function(
            "wait => window.atRest(wait)", arg=next(_waits), polling=30, timeout=120_000
        )
    except PlaywrightTimeoutError:
        still = page.evaluate("window.waitsFor")
        raise AssertionError(f"{page.url} did not come to rest: it waits for {still}.") from None


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what the browser or the server tells without a sign on the page."""
    end = time.monotonic() + PATIENCE / 1000
    while not holds():
        assert time.monotonic() < end, f"{page.url} waits in vain"
        page.wait_for_timeout(50)


def follow(page: Page, path: str) -> None:
    """Go to an address of the dashboard as its own links do, without loading anything anew.

    The visit stays the same, and with it what the page before was told.
    """
    page.evaluate(
        """path => {
            history.pushState({}, "", path);
            window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
        }""",
        f"/{path}",
    )
    settle(page)


def press(found: Locator) -> None:
    """Click on it, and wait until all that this leads to is done."""
    settle(found.page)
    found.click()
    settle(found.page)


def fill(field: Locator, text: str) -> None:
    """Type into the field and leave it."""
    settle(field.page)
    field.fill(text)
    field.press("Tab")
    settle(field.page)


def pick(page: Page, label: str, option: str) -> None:
    """Choose in the list with this label, by typing what is wanted. It may take several."""
    settle(page)
    box = page.get_by_role("combobox", name=label).first
    box.click()
    box.fill(option)
    page.get_by_role("option").filter(has_text=option).first.click()
    settle(page)
    page.keyboard.press("Escape")  # a list of which several can be chosen stays open


def choose_files(page: Page, chosen: Sequence[FilePayload]) -> None:
    """Choose files in the page's one uploader, and wait until what is found in them is drawn."""
    settle(page)
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(chosen)
    settle(page)


def _listen_in_each_context(browser: Browser) -> None:
    """Before any page of it is opened; an event that tells of a context may come after that."""
    make = browser.new_context

    def listening(**options: Any) -> BrowserContext:
        context = make(**options)
        context.add_init_script(path=HEARD)
        context.set_default_timeout(PATIENCE)
        return context

    browser.new_context = listening  # type: ignore[method-assign]


def _of(store: Path, plan: Path) -> list[str]:
    return ["--store", str(store), "--plan", str(plan)]


def _answers(address: str, process: subprocess.Popen) -> bool:
    until = time.monotonic() + 180
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=30) as answer:
            if answer.status == 200:
                return True
        time.sleep(0.05)
    return False
