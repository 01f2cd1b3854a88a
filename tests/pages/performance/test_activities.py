"""What the page of activities and the outcome pages say, against the statuses they come from."""

import re
from datetime import UTC, datetime

import pytest

from kpis.analysis.report.activities import activity_performance
from kpis.analysis.report.first_quarter import first_quarter
from kpis.frames import ACTIVITY_PERFORMANCE
from kpis.periods import quarter
from kpis.store import Store

Q3 = quarter(2019, 3)


@pytest.fixture(scope="module")
def first(strategic_plan, first_figures):
    now = datetime.now(UTC).replace(tzinfo=None)
    return first_quarter(strategic_plan, Store(first_figures).outturns(), now)


@pytest.fixture(scope="module")
def standing(strategic_plan, first_figures):
    """standing(quarter): ACTIVITY_PERFORMANCE of the first figures."""
    told = Store(first_figures).activities()
    return lambda of: activity_performance(strategic_plan, told, of)


def table_of(page: str) -> str:
    return re.search(r'<table class="k-table k-measures k-acts".*?</table>', page, re.S)[0]


def codes(table: str) -> list[str]:
    return re.findall(r'<span class="k-code">(A[\d.]+)</span>', table)


def test_every_activity_stands_under_its_outcome(read_page, strategic_plan):
    table = table_of(read_page("performance/activities"))
    assert sorted(codes(table)) == sorted(each.code for each in strategic_plan.activities)
    assert table.count('scope="rowgroup"') == len(strategic_plan.outcomes)
    outcomes = [int(code[1:].split(".")[0]) for code in codes(table)]
    assert outcomes == sorted(outcomes)


def test_the_tiles_show_the_counts_of_the_quarter(read_page, standing, first):
    shown = re.findall(r'k-tile-count">(\d+)<', read_page("performance/activities"))
    rags = standing(first)["rag"]
    assert [int(count) for count in shown] == [
        (rags == rag).sum() for rag in ("green", "amber", "red", "")
    ]


def test_within_an_outcome_what_is_overdue_stands_first(read_page, standing):
    page = read_page("performance/activities", period=Q3.id)
    found = standing(Q3).set_index("activity_code")
    places = {"red": 1, "amber": 2}
    shown = [found.loc[code] for code in codes(table_of(page))]
    order = [(row["outcome"], not row["overdue"], places.get(row["rag"], 3)) for row in shown]
    assert order == sorted(order)
    assert found["overdue"].any()


def test_what_was_not_returned_for_the_quarter_says_of_which_it_is(read_page, standing):
    page = read_page("performance/activities", period=Q3.id)
    carried = int(standing(Q3)["carried"].sum())
    assert (
        table_of(page).count("as of Q2 2019/20") + table_of(page).count("as of Q1 2019/20")
        == carried
    )
    assert f"{carried} were not returned for Q3 2019/20" in page


def test_illustrative_statuses_say_so_once_above_and_each_where_it_stands(read_page):
    page = read_page("performance/activities")
    assert "All statuses shown here are illustrative" in page
    assert table_of(page).count(">illustrative<") == len(codes(table_of(page)))


def test_every_badge_has_a_word_a_shape_and_a_hidden_sign(read_page):
    table = table_of(read_page("performance/activities", period=Q3.id))
    badges = re.findall(r'class="k-badge k-badge-(\w+)">(.*?</span>.*?</span>.*?)</span>', table)
    assert len(badges) == len(codes(table))
    words = set(re.findall(r'k-badge-word">([^<]+)<', table))
    assert {"Overdue", "On track", "At risk", "Delayed", "Completed", "Not started"} <= words
    assert table.count('class="k-mark-sign" aria-hidden="true"') == len(badges)


def test_the_rule_of_ratings_is_printed(open_page, html_of):
    assert "Amber: at risk. Red: delayed, or overdue" in html_of(
        open_page("performance/activities")
    )


@pytest.mark.parametrize("status", ["overdue", "completed", "delayed", "not_started"])
def test_a_status_in_the_address_shows_its_activities_only(read_page, standing, status):
    found = standing(Q3)
    wanted = found[found["overdue"]] if status == "overdue" else found[found["status"] == status]
    page = read_page("performance/activities", status=status, period=Q3.id)
    assert sorted(codes(table_of(page))) == sorted(wanted["activity_code"])


def test_an_outcome_in_the_address_shows_its_activities_only(read_page, strategic_plan):
    page = read_page("performance/activities", outcome="5")
    own = [each.code for each in strategic_plan.activities if each.outcome == 5]
    assert sorted(codes(table_of(page))) == own
    assert f"Of {len(own)} activities" in page


def test_a_status_nobody_has_leaves_a_sentence(read_page):
    page = read_page("performance/activities", outcome="5", status="stopped")
    assert "No activity here has that status." in page


def test_a_status_that_does_not_exist_is_told(open_page):
    at = open_page("performance/activities", status="splendid")
    assert any("splendid" in warning.value for warning in at.warning)


def test_an_outcome_shows_how_each_of_its_activities_stands(read_page, standing, first):
    page = read_page("performance/outcome", outcome="2")
    listed = re.search(r'<ol class="k-activities">.*?</ol>', page, re.S)[0]
    own = standing(first).query("outcome == 2")
    assert listed.count("k-badge-word") == len(own)
    assert 'href="activities?outcome=2"' in page


def test_typed_text_is_shown_as_text(first_figures, strategic_plan):
    from kpis.ui.performance.activities.table import activity_table

    told = Store(first_figures).activities()
    told.loc[:, "comment"] = "<script>alert(1)</script>"
    rows = ACTIVITY_PERFORMANCE.rows(activity_performance(strategic_plan, told, Q3))
    html = activity_table(strategic_plan, rows, "", Q3.label)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
