"""Nothing later is on any page of a release, and nothing later changes what it shows."""

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.store import Store
from tests.closed_release import LATER, afterwards, changed_plan, release_q2

pytestmark = pytest.mark.walk

PAGES = [
    ("", {}),
    ("performance/outcome", {}),
    ("performance/outcome", {"outcome": "1"}),
    ("performance/outcome", {"outcome": "10"}),
    ("performance/partnership", {}),
    ("performance/board", {}),
    ("performance/board", {"board": "JOBS"}),
    ("performance/theme", {}),
    ("performance/theme", {"theme": "JOBS"}),
    ("performance/directorate", {}),
    ("performance/directorate", {"directorate": "Place"}),
    ("borough/survey", {"survey": "annual_residents_survey"}),
    ("performance/measure", {}),
    ("performance/activities", {}),
    ("borough/borough", {}),
    ("plan/plan_changes", {}),
]
# Pages of a kind that is opened already.
TOO = [
    ("performance/outcome", {"outcome": "11"}),
    ("performance/theme", {"theme": "CYP"}),
    ("performance/directorate", {"directorate": "Resources"}),
    ("performance/activities", {"outcome": "1"}),
]
OF_MEASURES = ("1.3", "2.2", "10.4", "11.1")


@pytest.fixture(scope="module")
def closed(first_figures, strategic_plan, tmp_path_factory) -> Path:
    """A store with release 1 of Q2 and all that happened afterwards."""
    path = Path(shutil.copy2(first_figures, tmp_path_factory.mktemp("closed") / "kpis.duckdb"))
    store = Store(path)
    first, pinned = release_q2(store, strategic_plan)
    afterwards(store, strategic_plan, first, pinned)
    return path


@pytest.fixture(scope="module")
def plan_of_today(tmp_path_factory) -> Path:
    return changed_plan(tmp_path_factory.mktemp("changed"))


@pytest.fixture
def opened(closed, plan_of_today, open_page, place, monkeypatch):
    """Open a page with the store and the plan as they are after all that."""
    shutil.copy2(closed, place)
    monkeypatch.setenv("KPIS_PLAN", str(plan_of_today))
    return open_page


@pytest.fixture
def open_released(opened):
    def call(script="", **parameters):
        return opened(script, period="2019-20-Q2", release="1", **parameters)

    return call


def everything_on(at: AppTest) -> str:
    """All a page sends to a browser: our HTML, charts and their text, messages, widgets.

    Names made up at random are left out: any digits may stand in them.
    """
    text = "\n".join(str(each.proto) for each in _inside(at.main) if hasattr(each, "proto"))
    return re.sub("[0-9a-f]{32}", "", text)


def _inside(block):
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from _inside(child)


def html_on(at: AppTest) -> str:
    return "\n".join(each.proto.body for each in at.get("html"))


def refuse_anything_later(at: AppTest) -> None:
    text = everything_on(at)
    assert len(text) > 5_000
    for later in LATER:
        found = re.search(f".{{0,60}}{later}.{{0,60}}", text)
        assert not found, found and found.group()


@pytest.mark.parametrize(
    ("script", "parameters"),
    [*PAGES, *(pytest.param(*each, marks=pytest.mark.soak) for each in TOO)],
)
def test_a_page_of_a_release_shows_nothing_later_and_carries_its_note(
    open_released, script, parameters
):
    at = open_released(script, **parameters)
    refuse_anything_later(at)
    assert "Release 1 of Q2 2019/20" in html_on(at)
    assert "For the board &lt;of&gt; January" in html_on(at)


@pytest.mark.parametrize("code", OF_MEASURES)
def test_a_measures_page_shows_nothing_later(open_released, strategic_plan, code):
    (measure,) = [each for each in strategic_plan.measures if each.code == code]
    at = open_released("performance/measure", measure=measure.id, today="1")
    refuse_anything_later(at)
    assert not at.toggle
    assert "For the board &lt;of&gt; January" in html_on(at)


def test_what_is_looked_for_is_found_on_pages_of_the_latest_figures(opened, strategic_plan):
    """Else the tests above would prove nothing."""
    ids = [each.id for each in strategic_plan.measures if each.code in OF_MEASURES]
    pages = [
        opened("performance/measure", measure=each, period=period, view="latest")
        for each in ids
        for period in ("2019-20-Q2", "2019-20-Q3")
    ]
    pages.append(opened("performance/activities", period="2019-20-Q3", view="latest"))
    text = "\n".join(everything_on(page) for page in pages)
    assert {later for later in LATER if re.search(later, text)} >= {*LATER[:5], *LATER[7:]}


def test_the_story_of_a_figure_and_its_notes_are_those_of_the_release(open_released):
    at = open_released("performance/measure", measure="new_enterprises")
    (story,) = [
        each.proto.body
        for each in at.get("html")
        if "Every time it was returned" in each.proto.body
    ]
    assert "47" in story
    assert "Withdrawn" not in story
    assert "Pinned before" in html_on(at)
    assert not [each for each in at.button if (each.key or "").startswith("annotation_")]


def test_activities_are_as_they_were_approved_for_the_quarter(open_released):
    assert "Early word" in html_on(open_released("performance/activities", outcome="1"))


def test_a_measure_the_plan_has_no_more_is_still_on_the_page_of_the_release(opened):
    at = opened(
        "performance/measure", measure="better_job_than_last_year", period="2019-20-Q2", release="1"
    )
    assert not at.warning
    assert "doing a better job than last year" in at.title[0].value


def test_the_latest_figures_are_called_unapproved_where_some_are(open_released, opened):
    assert "Latest figures, 1 not approved</a>" in html_on(open_released())
    at = opened(period="2019-20-Q2", view="latest")
    assert "Latest figures, not as released. 1 figure is not approved." in html_on(at)
    assert at.query_params["period"] in ("2019-20-Q2", ["2019-20-Q2"])
