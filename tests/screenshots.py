"""Make the pictures of README from the running dashboard: `make screenshots`."""

import tempfile
from pathlib import Path

from tests.serving import ROOT, chromium, dashboard, settle

PICTURES = {  # file → (address, width, height)
    "overview": ("", 1280, 1500),
    "measure": ("measure?measure=homelessness_prevented", 1280, 1500),
    "outcome-phone": ("outcome?outcome=1", 390, 1400),
}


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        dashboard(Path(folder) / "kpis.duckdb") as running,
        chromium() as browser,
    ):
        for name, (path, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{running.address}/{path}")
            settle(page)
            page.wait_for_timeout(2_000)  # charts draw themselves after the script has ended
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
            page.close()
            print(f"docs/{name}.png")


if __name__ == "__main__":
    main()
