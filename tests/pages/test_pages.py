"""Every page opens, on every address it has and on those it has not."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kpis.model import Measure, Plan, RagStatus
from kpis.plan.partnership.boards import boards_of
from kpis.ui.kit.html import markdown_text

pytestmark = pytest.mark.walk

PAGES = {
    "performance/overview": "How are we doing?",
    "performance/outcome": "Outcomes",
    "performance/partnership": "Partnership Executive Group",
    "performance/board": "Boards",
    "performance/theme": "Themes",
    "performance/directorate": "Directorates",
    "performance/measure": "Measures",
    "performance/activities": "Activities",
    "plan/plan_changes": "What changed in the plan",
    "plan/change_plan": "Change the plan",
    "borough/survey": "Surveys",
    "returns/history": "History",
    "publish/releases": "Releases",
    "publish/board_pack": "Board pack",
    "publish/mails": "Mails",
    "people/roles": "Roles",
    "people/audit": "Audit",
    "guide/how_to_read": "How to read these pages",
    "guide/definitions": "Definitions",
}
PERFORMANCE = [name for name in PAGES if name.startswith(("performance", "borough"))]


@pytest.fixture(scope="module")
def seen() -> dict[str, AppTest]:
    return {}


@pytest.fixture
def opened(open_page, seen) -> Callable[[str], AppTest]:
    """A page as it opens by itself, opened once for all who only read it."""

    def call(script: str) -> AppTest:
        if script not in seen:
            seen[script] = open_page(script)
        return seen[script]

    return call


@pytest.mark.parametrize(("script", "title"), PAGES.items())
def test_a_page_opens_with_one_title_and_no_error(opened, script, title):
    at = opened(script)
    assert [found.value for found in at.title] == [title]
    assert not at.error
    assert not at.warning


def test_an_outcome_has_an_address(open_page, strategic_plan):
    """Every fourth one; `make soak` opens all of them."""
    open_outcomes(open_page, strategic_plan.outcomes[::4])


@pytest.mark.soak
def test_every_outcome_has_an_address(open_page, strategic_plan):
    open_outcomes(open_page, strategic_plan.outcomes)


def open_outcomes(open_page, outcomes):
    for outcome in outcomes:
        at = open_page("performance/outcome", outcome=str(outcome.number))
        assert at.title[0].value == markdown_text(f"{outcome.number}. {outcome.title}")
        assert not at.error


def test_a_theme_has_an_address_and_so_have_measures_of_none(open_page, strategic_plan):
    """Every second one; `make soak` opens all of them."""
    open_themes(open_page, strategic_plan.themes[::2])
    at = open_page("performance/theme", theme="every")
    assert at.title[0].value == "Supports every theme"


@pytest.mark.soak
def test_every_theme_has_an_address(open_page, strategic_plan):
    open_themes(open_page, strategic_plan.themes)


def open_themes(open_page, themes):
    for theme in themes:
        at = open_page("performance/theme", theme=theme.id)
        assert at.title[0].value == markdown_text(theme.title)
        assert not at.error


def test_a_measure_of_every_kind_has_an_address(open_page, strategic_plan):
    """Every frequency, polarity and so on occurs, though not each beside each: a page is dear."""
    left = {kind for measure in strategic_plan.measures for kind in kinds(measure, strategic_plan)}
    assert len(left) > 15
    while left:
        measure = max(strategic_plan.measures, key=lambda m: len(left & kinds(m, strategic_plan)))
        left -= kinds(measure, strategic_plan)
        at = open_page("performance/measure", measure=measure.id)
        assert at.title[0].value.startswith(measure.code)
        assert not at.error, measure.code


def kinds(measure: Measure, plan: Plan) -> set[tuple[str, object]]:
    return {
        ("frequency", measure.frequency),
        ("polarity", measure.polarity),
        ("basis", measure.basis),
        ("unit", measure.unit),
        ("published", bool(measure.published)),
        ("breaks", bool(measure.breaks)),
        ("a part", bool(measure.part_of)),
        ("has parts", measure.id in plan.parts_of),
    }


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("performance/outcome", "outcome"),
        ("performance/theme", "theme"),
        ("performance/board", "board"),
        ("performance/directorate", "directorate"),
        ("performance/measure", "measure"),
        ("borough/survey", "survey"),
        ("guide/definitions", "measure"),
    ],
)
def test_an_unknown_id_is_told_to_the_reader(open_page, script, name):
    at = open_page(script, **{name: "nowhere"})
    (warning,) = at.warning
    assert f"no {name} with the id “nowhere”" in warning.value
    assert at.title[0].value == PAGES[script]


@pytest.mark.parametrize("script", PERFORMANCE)
def test_an_unknown_quarter_is_told_to_the_reader(open_page, script):
    at = open_page(script, period="2019-20-Q9")
    (warning,) = at.warning
    assert "no figures for the quarter “2019-20-Q9”" in warning.value
    assert "is shown instead" in warning.value


def test_what_stands_in_an_address_is_shown_as_text(open_page):
    at = open_page("performance/measure", measure="<b>*bold*</b>")
    assert r"\<b\>\*bold\*\</b\>" in at.warning[0].value


def test_a_very_long_id_is_cut_short_in_the_message(open_page):
    at = open_page("performance/outcome", outcome="9" * 500)
    assert len(at.warning[0].value) < 250


def test_the_quarter_chosen_is_shown_and_stands_in_links(open_page, html_of):
    at = open_page("performance/overview", period="2019-20-Q1")
    assert "Reported and rated in Q1 2019/20: " in html_of(at)
    assert "measure?measure=recycling&amp;period=2019-20-Q1" in html_of(at)


def test_what_a_measure_means_leads_on_in_the_quarter_shown(open_page, html_of):
    html = html_of(
        open_page("performance/measure", measure="asb_response", period="2019-20-Q1")
    ).split('<dl class="k-terms">')[-1]
    addresses = re.findall(r'href="((?:theme|survey|directorate)[?][^"]+)"', html)
    assert {each.partition("?")[0] for each in addresses} == {"theme", "survey", "directorate"}
    assert all("period=2019-20-Q1" in each for each in addresses)


def test_the_quarter_shown_first_needs_no_place_in_links(opened, html_of):
    at = opened("performance/overview")
    assert "period=" not in html_of(at)
    assert "period" not in at.query_params


def test_a_chosen_quarter_is_kept_from_page_to_page(open_page, html_of):
    at = open_page("performance/overview")
    at.selectbox(key="quarter_picker").select("2019-20-Q1").run()
    assert at.query_params["period"] == "2019-20-Q1"
    at.switch_page("pages/performance/outcome.py")
    at.query_params["outcome"] = "7"
    at.run()
    assert "The latest figures at Q1 2019/20, " in html_of(at)
    at.selectbox(key="quarter_picker").select(at.selectbox(key="quarter_picker").options[0])


def test_choosing_from_the_list_changes_the_page_and_all_goes_back(open_page):
    at = open_page("performance/outcome")
    at.selectbox(key="outcome_picker").select("5").run()
    assert at.title[0].value.startswith("5.")
    assert at.query_params["outcome"] == "5"
    at.selectbox(key="outcome_picker").select("").run()
    assert at.title[0].value == "Outcomes"
    assert "outcome" not in at.query_params


def test_every_link_leads_to_a_page_and_an_id_that_exist(opened, html_of, strategic_plan):
    ids = {
        "outcome": {str(outcome.number) for outcome in strategic_plan.outcomes},
        "theme": {*(theme.id for theme in strategic_plan.themes), "every"},
        "board": {board.id for board in boards_of(strategic_plan)},
        "directorate": {measure.directorate for measure in strategic_plan.measures},
        "measure": set(strategic_plan.measures_by_id),
        "survey": set(strategic_plan.surveys_by_id),
        "owner": {measure.owner for measure in strategic_plan.measures},
    }
    found = set()
    for script in PAGES:
        found |= set(re.findall(r'href="([^"]+)"', unescape(html_of(opened(script)))))
    assert len(found) > 70
    for address in found:
        parts = urlsplit(address)
        assert parts.path in {
            *ids,
            "activities",
            "partnership",
            "definitions",
            "history",
            "how_to_read",
            "roles",
        }
        for name, (value,) in parse_qs(parts.query).items():
            assert name == "find" or value in ids[name], address


def test_nothing_of_a_page_comes_from_another_host(open_page, html_of, strategic_plan):
    at = open_page("performance/measure", measure="recycling")
    assert "http://" not in html_of(at)
    assert "https://" not in html_of(at)


def test_every_state_met_on_the_overview_is_explained_on_the_guide(opened, html_of):
    guide = html_of(opened("guide/how_to_read"))
    for status in RagStatus:
        if status is not RagStatus.SEE_PARTS:
            assert f"k-badge-{status.value}" in guide
