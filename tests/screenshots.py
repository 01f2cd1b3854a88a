"""Make the pictures of README from the running dashboard: `make screenshots`."""

import io
import re
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageColor

from kpis.charts.palette import LIGHT
from tests.serving import ROOT, chromium, dashboard, settle

PICTURES = {  # file → (address, width, height)
    "overview": ("", 1280, 1500),
    "measure": ("measure?measure=homelessness_prevented&period=2021-22-Q2", 1280, 2010),
    "outcome-phone": ("outcome?outcome=4", 390, 1400),
}
COLOURS = 256


def small(picture: bytes) -> Image.Image:
    """The same PNG in 256 colours, a third of the bytes: our own and those most frequent in it.

    Done here, for Pillow's ways to choose colours lose those of small marks and of pale areas.
    """
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    found, place, counts = np.unique(
        np.asarray(image).reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    own = [ImageColor.getrgb(colour) for colour in re.findall("#[0-9A-F]{6}", repr(LIGHT))]
    frequent = found[np.argsort(-counts)][: COLOURS - len(own)]
    kept = np.vstack([frequent, own]).astype(int)
    nearest = [((kept - colour) ** 2).sum(axis=1).argmin() for colour in found.astype(int)]
    reduced = Image.fromarray(np.array(nearest, np.uint8)[place].reshape(image.size[::-1]), "P")
    reduced.putpalette(kept.astype(np.uint8).ravel().tolist())
    return reduced


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        dashboard(Path(folder) / "kpis.duckdb") as running,
        chromium() as browser,
    ):
        for name, (path, width, height) in PICTURES.items():
            page = browser.new_context(viewport={"width": width, "height": height}).new_page()
            page.goto(f"{running.address}/{path}")
            settle(page)
            page.wait_for_timeout(2_000)  # charts draw themselves after the script has ended
            small(page.screenshot()).save(ROOT / "docs" / f"{name}.png", optimize=True)
            page.close()
            print(f"docs/{name}.png")


if __name__ == "__main__":
    main()
