"""From the command to the first page with figures, in a real browser, on a new store."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
RUNS = 3


def seconds(folder: Path) -> float:
    """Median of three starts, each on a new store. The browser itself is started beforehand."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        taken = sorted(_one(folder / f"start-{run}.duckdb", browser) for run in range(RUNS))
        browser.close()
    return taken[RUNS // 2]


def _one(store: Path, browser) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kpis", "serve", "--no-browser"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--port", str(port), "--store", str(store)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    page = browser.new_page()
    try:
        while True:
            try:
                page.goto(f"http://127.0.0.1:{port}/")
                break
            except Exception:
                if time.perf_counter() - begun > 60:
                    raise
                time.sleep(0.05)
        page.get_by_text("rated for", exact=False).first.wait_for(timeout=60_000)
        return time.perf_counter() - begun
    finally:
        page.close()
        process.terminate()
        process.wait(timeout=20)
