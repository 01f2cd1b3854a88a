"""Make the pictures of README from the running dashboard: `make screenshots`."""

import io
import tempfile
from pathlib import Path

from PIL import Image

from tests.serving import ROOT, chromium, dashboard, settle

PICTURES = {  # file → (address, width, height)
    "overview": ("", 1280, 1500),
    "measure": ("measure?measure=recycling&period=2020-21-Q3", 1280, 2010),
    "outcome-phone": ("outcome?outcome=4", 390, 1400),
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
            taken = Image.open(io.BytesIO(page.screenshot()))
            # A third of the bytes. By octree, which keeps the colour of small marks as it is.
            small = taken.convert("RGB").quantize(
                256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
            )
            small.save(ROOT / "docs" / f"{name}.png", optimize=True)
            page.close()
            print(f"docs/{name}.png")


if __name__ == "__main__":
    main()
