"""The first visit after a start: a new store, and a link straight to one measure."""

import pytest
from playwright.sync_api import expect

from kpis.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_mailed_link_opens_its_measure_on_a_server_that_has_just_started(
    browser, serve, settled, tmp_path
):
    with serve(tmp_path / "kpis.duckdb") as dashboard:
        page = browser.new_page(viewport={"width": 390, "height": 900})
        page.goto(f"{dashboard.address}/measure?measure=recycling&period=2019-20-Q3")
        expect(page.get_by_role("heading", name="5.2 Level of recycling")).to_be_visible(
            timeout=30_000
        )
        settled(page)
        assert page.get_by_text("Page not found").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.close()
        assert Store(dashboard.store).has_submissions()
