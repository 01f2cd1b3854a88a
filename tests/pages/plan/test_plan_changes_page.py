"""The page on what changed in the plan, for a plan that follows another and for a first one."""

import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.analysis.report.plan_to_plan import plan_to_plan
from kpis.narrative.plan_to_plan import plan_to_plan_sentence
from kpis.plan.load import load_plan
from tests.whole import BEFORE, WHOLE

ROOT = Path(__file__).parents[3]
PAGE = "pages/plan/plan_changes.py"


@pytest.fixture
def shown_of(whole_store, monkeypatch) -> Callable[[Path], AppTest]:
    """The page of the plan in a folder."""

    def opened(folder: Path, quarter: str = "2024-25-Q4") -> AppTest:
        monkeypatch.setenv("KPIS_PLAN", str(folder))
        monkeypatch.setenv("KPIS_STORE", str(whole_store))
        at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
        at.switch_page(PAGE)
        at.query_params["period"] = quarter
        at.run()
        assert not at.exception
        assert [each.value for each in at.error] == []
        return at

    return opened


def words(html: str) -> str:
    plain = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(plain).split())


def test_it_tells_what_became_of_measures_with_links_to_both_sides(shown_of, html_of):
    html = html_of(shown_of(WHOLE))
    changes = plan_to_plan(load_plan(WHOLE), load_plan(BEFORE))
    assert plan_to_plan_sentence(changes) in words(html)
    for each in changes.changed:
        for old in each.before:
            assert f'href="measure?measure={old.id}&amp;period=2023-24-Q4"' in html
        for new in each.after:
            assert re.search(rf'href="measure\?measure={new.id}(&amp;period=2024-25-Q4)?"', html)
        assert each.reason in words(html)
    assert "Renamed" in words(html)


def test_it_tells_targets_with_who_said_so_and_how_they_were_changed(shown_of, html_of):
    told = words(html_of(shown_of(WHOLE)))
    assert "98.0% raised: asks more least 97.0%, last year’s target" in told
    assert "130 120 lowered: asks more" in told
    assert "99.0% raised: asks more least 98.5%, last year’s target proposed, not agreed" in told
    assert "Agreed by Full Council on 28 February 2024: Minute 15 of that meeting." in told
    assert (
        "2024/25: target changed from 98.2% to 98.0% on 15 October 2024 by Cabinet: The east of "
        "the town came to the rounds in September."
    ) in told
    assert told.count("so no figure is rated by it") == 0  # its own cell says that


def test_it_tells_which_activities_came_and_went(shown_of, html_of):
    told = words(html_of(shown_of(WHOLE)))
    assert "New A4.1 Plant a hedge around each school 4. A town to be glad of" in told
    assert "No longer in the plan A4.1 Put up a stage on the pier" in told


def test_a_quarter_of_the_plan_before_tells_of_that_plan(shown_of, html_of):
    told = words(html_of(shown_of(WHOLE, "2023-24-Q4")))
    assert "Saltmarsh Rising 2023-26 is the first plan here" in told
    assert "Faxes answered the same day 95%" in told


def test_a_year_for_which_no_target_is_set_has_no_column(shown_of, html_of):
    first = html_of(shown_of(WHOLE, "2023-24-Q4"))
    assert "2023/24</th>" in first
    assert "2024/25</th>" not in first
    assert "2026/27</th>" in html_of(shown_of(WHOLE))


def test_owners_are_left_out(shown_of, html_of, tmp_path):
    for folder in (WHOLE, BEFORE):
        shutil.copytree(folder, tmp_path / folder.name)
    before = words(html_of(shown_of(tmp_path / WHOLE.name)))
    for file in (tmp_path / WHOLE.name / "measures").glob("*.toml"):
        text = file.read_text("utf-8").replace('owner = "Head of Waste"', 'owner = "Bin Lady"')
        file.write_text(text, "utf-8")
    assert words(html_of(shown_of(tmp_path / WHOLE.name))) == before


def test_a_first_plan_says_so_and_shows_how_its_targets_move(read_page):
    told = words(read_page("plan/plan_changes"))
    assert "Strategic Plan 2019-22 is the first plan here" in told
    assert "Young people who are in education, employment or training 94.5%" in told
    assert "illustrative" in told
    assert "No longer in the plan" not in told


def test_a_plan_before_that_cannot_be_used_is_told_and_the_page_goes_on(
    shown_of, html_of, tmp_path
):
    for folder in (WHOLE, BEFORE):
        shutil.copytree(folder, tmp_path / folder.name)
    (tmp_path / BEFORE.name / "themes.toml").write_text("themes = 1", "utf-8")
    told = words(html_of(shown_of(tmp_path / WHOLE.name)))
    assert "The plan before this one cannot be used" in told
    assert "98.5% raised: asks more" in told
