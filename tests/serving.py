"""A real dashboard on this machine only, and a real browser to look at it.

Shared by the journeys, the pictures of README and the measurement of the first page.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PLAN = ROOT / "data/plans/2019-22"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


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
            timeout=180,
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
    does not come up within a minute.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
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
            process.wait(timeout=20)


def write_access(store: Path, text: str) -> Path:
    """The file that says how people sign in, for its owner alone."""
    path = store.parent / "access.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def settle(page: Page) -> None:
    """Wait for the script run that a visit or a click started. Assert on changed text after it."""
    page.wait_for_timeout(80)  # a widget's message is sent a moment after the click
    app = "[data-testid='stApp']"
    page.locator(f"{app}[data-test-connection-state='CONNECTED']").wait_for(
        state="attached", timeout=60_000
    )
    page.locator(f"{app}[data-test-script-state='notRunning']").wait_for(
        state="attached", timeout=60_000
    )
    waiting = page.locator("[data-testid=stSkeleton], [data-stale=true]")
    expect(waiting).to_have_count(0, timeout=60_000)


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


def choose_files(page: Page, chosen: Sequence[FilePayload]) -> None:
    """Choose files in the page's uploader, as often as a person would who sees that none is there.

    A page that is just being drawn again may have put another uploader in the place of the one
    that was given the files; then nothing of them arrives.
    """
    uploader = page.get_by_test_id("stFileUploader")
    for _ in range(3):
        expect(uploader).to_have_count(1)  # while the page is drawn anew, the old one stands too
        uploader.locator("input[type=file]").set_input_files(chosen)
        try:
            uploader.get_by_test_id("stFileChip").first.wait_for(timeout=20_000)
        except PlaywrightTimeoutError:
            continue
        return
    raise AssertionError(f"The uploader took none of {[each['name'] for each in chosen]}.")


def _of(store: Path, plan: Path) -> list[str]:
    return ["--store", str(store), "--plan", str(plan)]


def _answers(address: str, process: subprocess.Popen) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return True
        time.sleep(0.05)
    return False
