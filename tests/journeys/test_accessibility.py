"""Every page passes the checks of axe-core (WCAG 2.2 AA and its best practices).

At one of two widths each in the suite, at both in `make soak`.

And none needs what the server forbids its pages: each is held to what was sent with the first one,
for the window loads nothing anew.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from kpis.ui.kit.pages import PAGES as ADDRESSES
from tests.barriers import barriers
from tests.serving import choose_files, follow, press

pytestmark = [pytest.mark.browser, pytest.mark.walk]

PAGES = {
    "overview": "",
    "outcome": "outcome?outcome=4",
    "theme": "theme",
    "partnership": "partnership",
    "boards": "board",
    "board": "board?board=HOUSING",
    "directorates": "directorate",
    "directorate": "directorate?directorate=Health, Adults and Community",
    "measure": "measure?measure=recycling",
    "activities": "activities?period=2019-20-Q3",
    "borough": "borough",
    "what changed": "plan_changes",
    "change the plan": "change_plan",
    "a new measure": "change_plan?do=add",
    "surveys": "survey",
    "survey": "survey?survey=annual_residents_survey",
    "submit": "submit",
    "history": "history",
    "history of a figure": "history?measure=recycling&period=2018-19",
    "releases": "releases",
    "board pack": "board_pack?outcome=5",
    "mails": "mails",
    "progress": "progress?period=2019-20-Q3",
    "data quality": "quality",
    "roles": "roles",
    "audit": "audit?state=done&post=first start",
    "definitions": "definitions",
    "how to read": "how_to_read",
}
ASKED = (
    b"Measure,Period,Outturn\nStaff off sick,Q3 2019/20,8.3\nJobs by WorkPath,Q3 2019/20,690\n"
    b"1.3,Q3 2019/20,sixty\n"
)
WIDE, PHONE = 1280, 390
# Looked at in the suite as a telephone shows them, or at both widths; the others on a wide window.
AT_PHONE_WIDTH = {
    *("directorate", "survey", "board", "partnership", "borough", "what changed", "submit"),
    *("progress", "history", "roles", "audit"),
}
AT_BOTH = {"overview", "measure"}


def looks() -> Iterator[object]:
    """Each page at each width; what the suite leaves out is looked at in `make soak`."""
    for name in PAGES:
        for width in (WIDE, PHONE):
            in_suite = name in AT_BOTH or (width == PHONE) == (name in AT_PHONE_WIDTH)
            marks = () if in_suite else (pytest.mark.soak,)
            yield pytest.param(name, width, marks=marks, id=f"{name} at {width}")


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What the browser has told of the window since it was opened."""
    return []


@pytest.fixture(scope="module")
def page(visitor, dashboard, settled, told) -> Page:
    """The one window in which all pages are looked at."""
    opened: Page = visitor.new_page()
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.goto(dashboard.address)
    settled(opened)
    return opened


def test_every_page_is_looked_at():
    every = {address for pages in ADDRESSES.values() for _, _, address in pages}
    assert every - {path.split("?")[0] or "overview" for path in PAGES.values()} == set()


@pytest.mark.parametrize(("name", "width"), [*looks()])
def test_a_page_has_no_barrier_that_axe_finds_and_needs_nothing_forbidden(page, told, name, width):
    page.set_viewport_size({"width": width, "height": 1000})
    follow(page, PAGES[name])
    expect(page.locator("h1").first).to_be_visible()
    assert page.get_by_text("Page not found").count() == 0
    # Streamlit looks below a page's address for its own first, and its browser tells of that.
    assert [each for each in told if "404 (Not Found)" not in each] == []
    assert barriers(page) == []


def test_a_file_with_questions_errors_and_answers_has_no_barrier(page):
    page.set_viewport_size({"width": 1280, "height": 1000})
    follow(page, "submit")
    choose_files(page, [{"name": "list.csv", "mimeType": "text/csv", "buffer": ASKED}])
    press(page.get_by_role("button", name="11.2 Staff sickness"))
    press(page.get_by_text("1 answer in use"))
    expect(page.get_by_role("button", name="Ask again")).to_be_visible()
    assert barriers(page) == []


def test_the_form_by_which_a_role_is_given_has_no_barrier(page, settled):
    page.set_viewport_size({"width": 390, "height": 1000})
    follow(page, "roles")
    page.get_by_role("button", name="Give a role").click()
    settled(page)
    expect(page.get_by_role("dialog").get_by_role("button", name="Give a role")).to_be_visible()
    assert barriers(page) == []
