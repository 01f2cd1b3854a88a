"""The site in a browser: without a script, with it, and held by the policy that its guide names."""

import re
from collections.abc import Mapping
from datetime import datetime
from mimetypes import guess_type
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from kpis.model import local_administrator
from kpis.periods import quarter
from kpis.plan.chain.chain import chain_of
from kpis.store import Store
from kpis.use_cases.publishing.site import published, site_of
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from tests import three_releases
from tests.barriers import barriers
from tests.keeping import copy_store

pytestmark = [pytest.mark.browser]

ROOT = Path(__file__).parents[2]
ADDRESS = "https://site.example"
POLICY = re.search(
    r'Content-Security-Policy "(default-src[^"]*)"',
    (ROOT / "docs/how_to/site.md").read_text(encoding="utf-8"),
)
WIDTHS = (390, 1280)


@pytest.fixture(scope="module")
def files(fictional_plan, tmp_path_factory) -> Mapping[str, bytes]:
    """Northmere's site of two releases."""
    store = Store(tmp_path_factory.mktemp("site") / "kpis.duckdb")
    store.prepare(datetime(2019, 1, 1))
    three_releases.first_release(store, fictional_plan)
    three_releases.second_release(store, fictional_plan)
    return site_of(published(store, chain_of(fictional_plan), datetime(2024, 1, 1)), ADDRESS)


class Visit:
    """A window in which the site is shown as a web server would; nothing else can be reached.

    asked: what was asked for and is not of the site; forbidden: what the policy kept from running.
    """

    def __init__(self, context: BrowserContext, files: Mapping[str, bytes]) -> None:
        self.asked: list[str] = []
        self.forbidden: list[str] = []
        self._files = files
        context.route("**/*", self._answer)
        self.page: Page = context.new_page()
        self.page.on(
            "console",
            lambda message: (
                self.forbidden.append(message.text) if message.type == "error" else None
            ),
        )

    def open(self, path: str) -> Page:
        self.page.goto(f"{ADDRESS}/{path}")
        return self.page

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(f"{ADDRESS}/").partition("?")[0]
        content = self._files.get(path)
        if content is None:
            self.asked.append(route.request.url)
            route.abort()
            return
        assert POLICY
        route.fulfill(
            body=content,
            content_type=guess_type(path)[0] or "text/plain",
            headers={"Content-Security-Policy": POLICY[1]},
        )


@pytest.fixture
def visit(browser, files, request):
    """visit of a browser that runs scripts, unless the test's parameter says otherwise."""
    runs = getattr(request, "param", True)
    context = browser.new_context(java_script_enabled=runs)
    opened = Visit(context, files)
    yield opened
    context.close()


def test_a_search_narrows_the_list_and_pages_have_no_barrier(visit):
    page = visit.open("search.html")
    entries = page.locator(".s-index li:visible")
    whole = entries.count()
    page.get_by_label("What are you looking for?").fill("plan days")
    expect(page.get_by_role("status")).to_have_text("1 found.")
    assert entries.count() == 1 < whole
    page.get_by_role("link", name="planning").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("lanning")
    for path in ("measures/planning_days.html", "releases/1/index.html"):
        visit.open(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert barriers(page) == [], (path, width)
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wider <= 0, (path, width)
    assert (visit.asked, visit.forbidden) == ([], [])


@pytest.mark.parametrize("visit", [False], indirect=True)
def test_without_a_script_everything_is_there_but_the_field_that_needs_one(visit):
    page = visit.open("search.html")
    expect(page.locator("#q")).to_be_hidden()
    page.get_by_role("link", name="planning").click()
    expect(page.locator("figure svg:visible")).to_have_count(1)
    page.get_by_text("Figures of this chart").click()
    expect(page.locator("details table")).to_be_visible()
    assert (visit.asked, visit.forbidden) == ([], [])


def test_a_table_set_as_cards_is_a_table_still(visit):
    page = visit.open("measures/index.html")
    heard = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        asked = page.context.new_cdp_session(page)
        tree = asked.send("Accessibility.getFullAXTree")["nodes"]
        roles = [node["role"]["value"] for node in tree if not node["ignored"]]
        heard[width] = [roles.count(role) for role in ("table", "row", "cell", "rowheader")]
    assert heard[390] == heard[1280]
    assert min(heard[390]) > 0


@pytest.mark.soak
def test_no_page_of_the_first_plan_has_a_barrier_at_any_width(
    browser, strategic_plan, first_figures, tmp_path
):
    store = Store(tmp_path / "kpis.duckdb")
    copy_store(first_figures, store.path)
    publish_release(
        store,
        strategic_plan,
        quarter(2019, 2),
        actor=local_administrator("Performance Officer"),
        accepted=ALL_WARNINGS,
    )
    files = site_of(published(store, chain_of(strategic_plan), datetime(2026, 1, 1)), ADDRESS)
    context = browser.new_context()
    visit = Visit(context, files)
    found = []
    for path in files:
        if path.endswith(".html") and not path.startswith(
            ("releases/1/measures/", "releases/1/documents/")
        ):
            page = visit.open(path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"{path} at {width}: {each}" for each in barriers(page)]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append(f"{path} is wider than {width}")
    assert found == []
    assert (visit.asked, visit.forbidden) == ([], [])
    context.close()
