"""Every page passes the checks of axe-core (WCAG 2.2 AA and its best practices), at two widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = {
    "overview": "",
    "outcome": "outcome?outcome=4",
    "theme": "theme",
    "measure": "measure?measure=recycling",
    "activities": "activities?period=2019-20-Q3",
    "submit": "submit",
    "history": "history",
    "history of a figure": "history?measure=recycling&period=2018-19",
    "releases": "releases",
    "progress": "progress?period=2019-20-Q3",
    "data quality": "quality",
    "definitions": "definitions",
    "how to read": "how_to_read",
}
# Of Streamlit's own frame, which no page can change: its menu on a narrow screen holds list items
# without a list, and its page structure a focusable element with the role "presentation".
EXCEPT = {"exclude": [["[data-testid='stSidebar']"]]}
STREAMLITS_OWN = {"presentation-role-conflict"}


AT_PHONE_WIDTH = {"overview", "measure", "submit", "progress", "history"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_that_axe_finds(open_page, settled, name):
    page = open_page(PAGES[name], width=1280)
    assert page.get_by_text("Page not found").count() == 0
    assert _barriers(page) == []
    if name in AT_PHONE_WIDTH:
        page.set_viewport_size({"width": 390, "height": 1000})
        settled(page)
        assert _barriers(page) == []


def _barriers(page: Page) -> list[str]:
    return [
        f"{violation['id']}: {violation['help']} {node['html'][:200]}"
        for violation in Axe().run(page, EXCEPT).response["violations"]
        if violation["id"] not in STREAMLITS_OWN
        for node in violation["nodes"]
    ]
