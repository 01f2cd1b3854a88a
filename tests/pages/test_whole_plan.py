"""Every page shows the plan that uses everything, with the returns of its eight quarters."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.model import Plan
from kpis.plan.load import load_plan
from kpis.store import Store
from kpis.ui.kit.pages import PAGES
from tests.shares import beside_one, share
from tests.whole import WHOLE

ROOT = Path(__file__).parents[2]
PLAN = load_plan(WHOLE)
SCRIPTS = {address: path for pages in PAGES.values() for path, _, address in pages}
FIRST, LAST = "2023-24-Q1", "2024-25-Q4"


def each_thing(plan: Plan) -> Iterator[tuple[str, str]]:
    """(address, what is chosen there) of every page about one thing of the plan."""
    yield from (("outcome", str(outcome.number)) for outcome in plan.outcomes)
    yield from (("theme", theme.id) for theme in plan.themes)
    yield from (("survey", survey.id) for survey in plan.surveys)
    yield from (("board", board.id) for board in plan.partnership.boards)
    yield from (("measure", measure.id) for measure in plan.measures)
    yield from (("directorate", name) for name in sorted({m.directorate for m in plan.measures}))


@pytest.fixture
def shown(whole_store, monkeypatch) -> Callable[..., AppTest]:
    monkeypatch.setenv("KPIS_PLAN", str(WHOLE))
    monkeypatch.setenv("KPIS_STORE", str(whole_store))

    def opened(address: str, **chosen: str) -> AppTest:
        at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
        at.switch_page(SCRIPTS[address])
        for name, value in chosen.items():
            at.query_params[name] = value
        return at.run()

    return opened


def refuse_trouble(at: AppTest, html: str) -> None:
    assert not at.exception
    assert [each.value for each in at.error] == []
    words = unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL))
    assert words.strip()
    assert not re.search(r"\bnan\b|\bNaN\b|\bNaT\b", words)


def is_overview(at: AppTest) -> bool:
    """What is shown in the place of a page whose script and address have not one name."""
    return at.title[0].value == "How are we doing?"


@pytest.mark.parametrize(("address", "quarter"), beside_one(SCRIPTS, FIRST, "2024-25-Q3", LAST))
def test_a_page_shows_it_without_trouble(shown, html_of, address, quarter):
    """Every page at one of the quarters; `make soak` opens all of them at each."""
    at = shown(address, period=quarter)
    refuse_trouble(at, html_of(at))
    assert is_overview(at) == (address == "overview")


@pytest.mark.parametrize(("address", "chosen"), share(each_thing(PLAN), 4))
def test_a_page_about_one_thing_shows_it_without_trouble(shown, html_of, address, chosen):
    """Every fourth one; `make soak` opens all of them."""
    at = shown(address, **{address: chosen}, period=LAST)
    refuse_trouble(at, html_of(at))
    assert not is_overview(at)


def test_each_measure_that_is_rated_has_a_rating_in_some_quarter(whole_store):
    from kpis.analysis.report.performance import performance
    from kpis.clock import utc_now
    from kpis.model import RATED
    from kpis.periods import quarter, through

    quarters = list(through(quarter(2024, 1), quarter(2024, 4)))
    frame = performance(PLAN, Store(whole_store).outturns(), quarters, utc_now())
    rated = set(frame[frame["latest_rag"].isin([status.value for status in RATED])]["measure_id"])
    never = {measure.id for measure in PLAN.counted} - rated
    data_only = {measure.id for measure in PLAN.counted if measure.data_only}
    assert never == data_only | {"net_zero_homes"}  # this year's figure compares with nobody's


def test_marks_of_quarters_of_the_plan_before_say_by_whose_targets_they_are(shown, html_of):
    said = "Quarters before 2024/25 are held against the targets of this plan alone"
    assert said in html_of(shown("overview", period=LAST))
    assert said not in html_of(shown("overview", period="2023-24-Q4")), "all are of one plan"
