"""From the command to the first page with figures, in a real browser, on a new store."""

import time
from pathlib import Path

from playwright.sync_api import Browser

from tests.serving import chromium, dashboard

RUNS = 3


def seconds(folder: Path) -> float:
    """Median of three starts, each on a new store. The browser itself is started beforehand."""
    with chromium() as browser:
        taken = sorted(
            _one(folder / f"start-{run}" / "kpis.duckdb", browser) for run in range(RUNS)
        )
    return taken[RUNS // 2]


def _one(store: Path, browser: Browser) -> float:
    store.parent.mkdir()
    page = browser.new_page()
    begun = time.perf_counter()
    with dashboard(store) as running:
        page.goto(running.address)
        page.get_by_text("rated for", exact=False).first.wait_for(timeout=60_000)
        taken = time.perf_counter() - begun
        page.close()
    return taken
