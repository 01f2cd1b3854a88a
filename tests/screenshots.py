"""Make the pictures of README from the running dashboard: `make screenshots`."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PICTURES = {  # file → (address, width, height)
    "overview": ("", 1280, 1500),
    "measure": ("measure?measure=homelessness_prevented", 1280, 1500),
    "outcome-phone": ("outcome?outcome=1", 390, 1400),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "kpis.duckdb") as address:
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
            for name, (path, width, height) in PICTURES.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(f"{address}/{path}")
                done = "[data-testid='stApp'][data-test-script-state='notRunning']"
                page.locator(done).wait_for(state="attached", timeout=60_000)
                page.wait_for_timeout(2_000)  # charts draw themselves after the script has ended
                page.screenshot(path=ROOT / "docs" / f"{name}.png")
                page.close()
                print(f"docs/{name}.png")
            browser.close()


@contextlib.contextmanager
def serving(store: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kpis", "serve", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--store", str(store)],
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


if __name__ == "__main__":
    main()
