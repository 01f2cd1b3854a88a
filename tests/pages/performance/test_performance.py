"""What the performance pages say, against the figures they are made from."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from html import unescape

import pytest

from kpis.analysis.report.first_quarter import first_quarter
from kpis.analysis.report.performance import performance
from kpis.model import RATED, Provenance
from kpis.store import Store


@pytest.fixture(scope="module")
def outturns(first_figures):
    return Store(first_figures).outturns()


@pytest.fixture(scope="module")
def first(strategic_plan, outturns):
    return first_quarter(strategic_plan, outturns, datetime.now(UTC).replace(tzinfo=None))


@pytest.fixture(scope="module")
def report(strategic_plan, outturns, first):
    return performance(strategic_plan, outturns, [first], datetime.now(UTC).replace(tzinfo=None))


COLOURS = [status.value for status in RATED]


@pytest.fixture
def overview(read_page):
    return read_page()


def test_the_tiles_show_the_counts_of_the_first_quarter(overview, report):
    counts = Counter(report["latest_rag"])
    shown = [int(n) for n in re.findall(r'k-tile-count">(\d+)<', overview)]
    assert shown[:3] == [counts[status.value] for status in RATED]
    assert sum(shown) == counts.total() - counts["see_parts"]


def test_the_headline_says_the_same_in_words(overview, report, first):
    rated = int(report["latest_rag"].isin(COLOURS).sum())
    new = int(report["rag"].isin(COLOURS).sum())
    assert f"Of {rated} measures and parts rated, " in overview
    assert f"Reported and rated in {first.label}: {new} measures and parts (" in overview
    assert f"The other {rated - new} were last measured earlier." in overview


def test_every_measure_has_a_mark_under_its_outcome(overview, report):
    table = re.search(r'<table class="k-table k-outcomes".*?</table>', overview, re.S)[0]
    marks = Counter(re.findall(r'class="k-mark k-mark-(\w+)(?: k-mark-carried)?"', table))
    counted = report[report["rag"] != "see_parts"]
    assert marks == Counter(counted["latest_rag"])
    caption = re.search(r"<caption>(.*?)</caption>", table, re.S)[1]
    assert caption.startswith("Measures and parts by their latest rating at ")
    assert "An outline was last measured before that quarter." in caption
    assert "k-hidden" not in caption, "a key is for everybody"
    on_target = re.findall(r'<td class="k-figure" data-label="On target"', table)
    outcomes = table.count("<tr") - table.count("k-group") - 1
    assert len(on_target) == outcomes > 0, "a phone has no heads of columns"
    outlines = table.count("k-mark-carried")
    assert outlines == (counted["carried_forward"] & counted["latest_rag"].isin(COLOURS)).sum()


def test_the_red_list_holds_every_red_measure_and_no_other(overview, report):
    listed = overview.split('class="k-items k-in-two"')[1]
    names = re.findall(r'k-item-title"><span class="k-code">([\d.a-z]+)<', listed)
    red = report[report["latest_rag"] == "red"]
    new, earlier = red[~red["carried_forward"]], red[red["carried_forward"]]
    assert len(new) == (report["rag"] == "red").sum()
    assert names == [*new["code"], *earlier["code"]]


def test_the_grid_has_a_row_for_every_measure_and_a_header_for_every_cell(overview, strategic_plan):
    table = re.search(r'<table class="k-table k-grid".*?</table>', overview, re.S)[0]
    assert "<caption>" in table
    assert table.count('scope="row"') == len(strategic_plan.measures)
    assert table.count('scope="rowgroup"') == len(strategic_plan.outcomes)
    rows = re.findall(r"<tr[^>]*>.*?</tr>", table[table.index("</thead>") :], re.S)
    marked = [row for row in rows if "k-mark-sign" in row]
    assert len(marked) == len(strategic_plan.counted)
    assert {row.count("k-mark-sign") for row in marked} == {8}


def test_the_overview_says_what_moved_by_more_than_chance_without_waiting_for_the_outlook(
    overview, report
):
    (told,) = re.findall(r'<p class="k-lead k-told">(.*?)</p>', overview)
    tested = report["direction_year_p"].notna().sum()
    alone = report["direction_year"].isin(["improving", "worsening"]).sum()
    assert not report["direction_year_holds"].any()
    assert alone == 3
    assert told.startswith(
        f"None of the {tested} measures and parts tested against a year earlier has clearly "
        "changed among so many tests. Three of them would be clear alone. Another "
    )
    assert "outlook" not in told


def test_every_mark_of_the_grid_can_be_read_aloud(overview):
    table = re.search(r'<table class="k-table k-grid".*?</table>', overview, re.S)[0]
    marks = re.findall(r'<span class="k-mark [^>]*>(.*?</span>.*?)</span>', table, re.S)
    assert marks
    assert all('class="k-hidden"' in mark and "aria-hidden" in mark for mark in marks)


@pytest.mark.parametrize(
    ("script", "parameters"),
    [
        ("performance/overview", {}),
        ("performance/outcome", {}),
        ("performance/outcome", {"outcome": "1"}),
        ("performance/theme", {"theme": "JOBS"}),
        ("performance/partnership", {}),
        ("performance/board", {}),
        ("performance/board", {"board": "HOUSING"}),
        ("performance/directorate", {}),
        ("performance/directorate", {"directorate": "Place"}),
        ("borough/survey", {"survey": "annual_residents_survey"}),
        ("performance/measure", {}),
        ("performance/measure", {"measure": "adult_learners_completing"}),
    ],
)
def test_a_page_with_illustrative_figures_says_so(read_page, script, parameters):
    assert re.search(
        r"figures? (and all statuses of activities )?shown here are illustrative",
        read_page(script, **parameters),
    )


def test_each_illustrative_figure_is_labelled_where_it_stands(overview, report):
    table = re.search(r'<table class="k-table k-grid".*?</table>', overview, re.S)[0]
    illustrative = (report["latest_provenance"] == Provenance.ILLUSTRATIVE.value).sum()
    assert table.count(">illustrative<") == illustrative > 0


@pytest.mark.parametrize(
    ("script", "parameters"),
    [
        ("performance/overview", {}),
        ("performance/outcome", {"outcome": "5"}),
        ("performance/theme", {"theme": "SAFE"}),
        ("performance/partnership", {}),
        ("performance/board", {"board": "SAFE"}),
        ("performance/directorate", {"directorate": "Place"}),
        ("performance/measure", {"measure": "recycling"}),
    ],
)
def test_the_rule_in_force_is_printed_on_each_page(read_page, script, parameters):
    assert "minimum expectation met, target not" in read_page(script, **parameters)


def test_an_outcome_shows_its_measures_parts_and_activities(read_page, strategic_plan):
    page = read_page("performance/outcome", outcome="4")
    for measure in strategic_plan.measures:
        assert (f"measure={measure.id}" in page) is (measure.outcome == 4)
    own = [activity for activity in strategic_plan.activities if activity.outcome == 4]
    helping = [a for a in strategic_plan.activities if 4 in a.also_supports and a.outcome != 4]
    assert page.count('<li><span class="k-code">A') == len(own) + len(helping)
    assert helping


def test_a_theme_says_whether_a_measure_is_stated_or_assigned_and_why(read_page, strategic_plan):
    page = read_page("performance/theme", theme="SAFE")
    assert "Community Safety Partnership" in page
    page = page.partition('class="k-activities"')[0]  # which say why they are the board's
    links = [
        link
        for measure in strategic_plan.measures
        for link in measure.themes
        if link.theme == "SAFE"
    ]
    assert page.count("Named in the council&#39;s documents: ") == sum(
        link.basis == "stated" for link in links
    )
    assert page.count("Added by those who wrote the plan&#39;s files: ") == sum(
        link.basis == "assigned" for link in links
    )


def test_no_measure_drops_out_when_the_plan_is_read_by_theme(read_page, strategic_plan):
    seen = ""
    for theme in [*(theme.id for theme in strategic_plan.themes), "every"]:
        seen += read_page("performance/theme", theme=theme)
    assert all(f"measure={measure.id}" in seen for measure in strategic_plan.measures)


def test_a_measure_shows_its_chart_with_words_its_figures_and_a_download(open_page, html_of):
    at = open_page("performance/measure", measure="recycling")
    trend, among = (chart.proto.alt for chart in at.get("plotly_chart"))
    assert trend.startswith("Level of recycling: ")
    assert among.startswith("London boroughs: ")
    assert at.get("download_button")
    chart = json.loads(at.get("plotly_chart")[0].proto.spec)
    assert "◯ ring: 2017/18" in chart["layout"]["annotations"][0]["text"]  # the headline's figure
    page = html_of(at)
    assert "London" in page
    assert "Open Government Licence" in page
    assert "Department for Environment" in page


def test_counts_of_other_areas_are_not_set_beside_the_councils(read_page):
    page = read_page("performance/measure", measure="affordable_homes")
    assert ">London<" not in page


def test_a_measure_with_parts_shows_them_side_by_side(open_page, html_of, strategic_plan):
    at = open_page("performance/measure", measure="health_inequality_groups")
    parts = strategic_plan.parts_of["health_inequality_groups"]
    assert len(at.get("plotly_chart")) == len(parts)
    assert all(f"measure={part.id}" in html_of(at) for part in parts)


def test_a_restated_figure_shows_what_it_was(read_page, outturns):
    revised = outturns[
        (outturns["revisions"] > 1)
        & (outturns["frequency"] == "quarter")
        & (outturns["period_id"] >= "2018-19-Q1")
    ]
    measure_id, period_id = revised.iloc[0][["measure_id", "period_id"]]
    page = read_page("performance/measure", measure=measure_id, period=period_id)
    assert "Replaced" in page
    assert "Shown" in page


def test_definitions_can_be_searched(open_page, html_of):
    at = open_page("guide/definitions")
    at.text_input(key="definitions_search").input("wastedataflow").run()
    assert "1 measure with" in html_of(at)
    assert "Level of recycling" in html_of(at)


def test_a_search_that_finds_nothing_says_so(open_page, html_of):
    at = open_page("guide/definitions")
    at.text_input(key="definitions_search").input("zzz<b>").run()
    assert "No measures with “zzz&lt;b&gt;”" in html_of(at)


def test_a_figure_of_an_earlier_quarter_stands_beside_what_was_asked_of_it(read_page, outturns):
    row = outturns[
        (outturns["measure_id"] == "recycling")
        & (outturns["area"] == "Tower Hamlets")
        & (outturns["period_id"] == "2017-18")
    ].iloc[0]
    page = read_page("performance/measure", measure="recycling", period="2019-20-Q2")
    facts = re.search(r'<dl class="k-facts">.*?</dl>', page, re.S)[0]
    facts = re.sub(r'<span class="k-word-meaning".*?</span>', "", facts)
    words = " ".join(re.sub(r"<[^>]+>", " ", facts).split())
    assert f"Latest outturn {row['outturn']:.0f}%" in words
    assert "Amber last measured: 2017/18" in words  # 26% against the 28% and 26% of its own year
    assert "Measured once a year, next due with Q3 2019/20" in words
    assert "Target 28% −2 points from target" in words
    assert "Minimum expectation 26%" in words


def test_a_page_speaks_of_the_figure_it_shows_not_of_a_later_one_that_could_not_be_given(
    open_page, html_of
):
    at = open_page("performance/measure", measure="daily_mile", period="2018-19-Q3")
    page = html_of(at)
    assert "Returned without a figure: not available" in page
    assert "Latest outturn" in page  # made up, of the year before: no published figure is shown
    assert "The published figure is not quite this measure." not in page


@pytest.mark.parametrize("script", ["performance/overview", "performance/outcome"])
def test_outcomes_stand_under_the_priority_they_serve(read_page, strategic_plan, script):
    table = read_page(script).split('class="k-table k-outcomes"')[1].partition("</table>")[0]
    wanted = []
    for priority in strategic_plan.priorities:
        wanted.append(priority.title)
        wanted += [o.title for o in strategic_plan.outcomes if o.priority == priority.number]
    headers = re.findall(r"<th[^>]*scope=\"(?:row|rowgroup)\"[^>]*>(.*?)</th>", table, re.S)
    shown = [re.sub(r"<span.*?</span>|<[^>]+>", "", each).strip() for each in headers]
    assert [unescape(each) for each in shown] == wanted


def test_a_definition_says_who_joined_a_measure_to_a_theme_and_leads_there(read_page):
    html = read_page("guide/definitions", measure="recycling")
    assert re.search(r"theme\?theme=\w+[^>]*>[^<]+</a> \(Added by those who wrote the plan", html)
