"""The web page of a board pack, as a browser shows it from a file: no barrier, nothing too wide.

The page of an outcome; `make soak` looks at the whole pack.
"""

import pytest
from playwright.sync_api import Browser

from kpis.exports.formats import Format, render
from kpis.reports.pack import pack
from kpis.reports.selection import WHOLE, Selection, selected
from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.walk]
WIDE, PHONE = 1280, 390


def test_a_pack_of_an_outcome_has_no_barrier_that_axe_finds(browser, second_quarter, tmp_path):
    look_at(browser, second_quarter, Selection(outcome=4), tmp_path)


@pytest.mark.soak
def test_a_whole_pack_has_no_barrier_that_axe_finds(browser, second_quarter, tmp_path):
    look_at(browser, second_quarter, WHOLE, tmp_path)


def look_at(browser: Browser, report, asked: Selection, folder) -> None:
    file = folder / "pack.html"
    file.write_bytes(render(pack(selected(report, asked), ()), Format.HTML))
    context = browser.new_context(viewport={"width": WIDE, "height": 900}, offline=True)
    page, fetched = context.new_page(), []
    page.on("request", lambda request: fetched.append(request.url))
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(file.as_uri())
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert {url for url in fetched if not url.startswith("data:")} == {file.as_uri()}
    context.close()
