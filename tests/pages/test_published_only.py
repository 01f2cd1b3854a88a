"""What the public sees: what was published, as it was, and nothing that changes anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpis.sign_in.ways_in import LISTENS_AT
from kpis.store import Store
from tests.pages.desk import html, words

pytestmark = pytest.mark.walk

ROOT = Path(__file__).parents[2]
PAGES = [
    *("performance/overview", "performance/outcome", "performance/theme"),
    *("performance/directorate", "performance/measure", "performance/activities"),
    *("performance/partnership", "performance/board"),
    "borough/borough",
    "borough/survey",
]
STAFF = ["submit", "progress", "quality", "history"]


@pytest.fixture(autouse=True)
def _nobody_signs_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LISTENS_AT, "10.0.0.4")


@pytest.fixture
def published(store: Store, begin_with: Callable[[str, Callable[[Store], Any]], Any]) -> Store:
    """A store with a release of a quarter that has later figures too."""

    def publish(made: Store) -> None:
        made.publish("2019-20-Q2", by="Head of Performance", note="As reported to the board.")

    begin_with("published only: Q2", publish)
    return store


def everything_on(at: AppTest) -> str:
    texts = (each.value for kind in (at.error, at.warning, at.info, at.markdown) for each in kind)
    return " ".join([words(at), *map(str, texts)])


@pytest.mark.parametrize("page", PAGES)
def test_before_anything_is_published_a_page_says_so_and_shows_no_figure(open_page, page):
    at = open_page(page)
    assert at.info[0].value == "No figures have been published yet."
    assert "k-table" not in " ".join(html(at)).partition("</style>")[2]
    assert not at.selectbox


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_release_and_leads_to_nothing_later(published, open_page, page):
    at = open_page(page)
    (picker,) = [each for each in at.selectbox if each.key == "quarter_picker"]
    assert picker.options == ["Q2 2019/20"]
    drawn = " ".join(html(at))
    assert "Release 1" in drawn
    assert "view=latest" not in drawn
    assert "not approved" not in everything_on(at)
    assert "Q3 2019/20" not in words(at).replace("Q3 2019/20 report", "")


@pytest.mark.parametrize(
    "asked",
    [
        {"view": "latest"},
        {"period": "2019-20-Q3"},
        {"period": "2019-20-Q3", "view": "latest"},
        {"release": "7"},
    ],
)
def test_an_address_typed_by_hand_shows_no_more(published, open_page, asked):
    at = open_page("performance/measure", measure="recycling", **asked)
    assert "Release 1" in " ".join(html(at))
    assert "Latest figures" not in everything_on(at)


def test_no_page_of_the_public_changes_anything(published, open_page):
    for page in [*PAGES, "publish/releases"]:
        at = open_page(page)
        keys = [each.key or "" for each in at.button]
        assert not [each for each in keys if each.startswith(("main_action", "approve"))]
        assert not at.text_input
        assert not at.text_area


def test_releases_are_listed_without_what_waits(published, open_page):
    at = open_page("publish/releases")
    assert "As reported to the board." in words(at)
    assert "Waiting for approval" not in [each.value for each in at.header]


@pytest.mark.parametrize("page", STAFF)
def test_a_page_that_is_not_for_the_public_says_for_whom_it_is(published, open_page, page):
    at = open_page(f"returns/{page}")
    assert at.info[0].value.startswith("Somebody without a role may not ")
    assert not at.title


def test_the_guide_is_for_everybody(open_page):
    assert not open_page("guide/how_to_read").error
    assert not open_page("guide/definitions").error
