"""Every page passes the checks of axe-core (WCAG 2.2 AA and its best practices), at two widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "overview": "",
    "outcome": "outcome?outcome=4",
    "theme": "theme",
    "measure": "measure?measure=recycling",
    "activities": "activities?period=2019-20-Q3",
    "monthly measure": "measure?measure=hate_crime",
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


@pytest.mark.parametrize(
    ("name", "width"),
    [
        *((name, 1280) for name in PAGES),
        ("overview", 390),
        ("measure", 390),
        ("submit", 390),
        ("progress", 390),
        ("history", 390),
    ],
)
def test_a_page_has_no_barrier_that_axe_finds(open_page, name, width):
    page = open_page(PAGES[name], width=width)
    assert page.get_by_text("Page not found").count() == 0
    found = [
        f"{violation['id']}: {violation['help']} {node['html'][:200]}"
        for violation in Axe().run(page, EXCEPT).response["violations"]
        if violation["id"] not in STREAMLITS_OWN
        for node in violation["nodes"]
    ]
    assert found == []
