"""The page of a survey, against the reports and the plan it is made from."""

import re
from datetime import UTC, datetime
from html import unescape
from math import sqrt

import pytest

from kpis.analysis.report.performance import performance
from kpis.analysis.report.survey import survey_results
from kpis.frames import SURVEY_RESULTS
from kpis.model import local_administrator
from kpis.periods import quarter
from kpis.store import Store
from kpis.use_cases.submit import submit_return
from kpis.words.figures import difference, figure

PAGE = "borough/survey"
SURVEY = "annual_residents_survey"
ANSWERED = re.compile(r"([\d,]+) to ([\d,]+) people answered each question")
HEAD = "measure,period,outturn,numerator,denominator,breakdown,category\n"
OF_2020 = "".join(
    f"{measure},Feb to Mar 2020,{outturn},,1104,,\n"
    for measure, outturn in (("feeling_safe", 70), ("getting_on_well", 60))
)
BY_SEX = "".join(
    f"feeling_safe,Feb to Mar 2019,{outturn},{safe},{people},Sex,{category}\n"
    for category, outturn, safe, people in (("Female", 51, 275, 540), ("Male", 65, 343, 527))
)


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows_of(html: str, header: str) -> dict[str, list[str]]:
    """By its first words, the cells of each row of the table that has this header."""
    for found in re.findall(r"<table.*?</table>", html, re.S):
        if header in found:
            lines = re.findall(r"<tr.*?</tr>", found, re.S)
            cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S) for line in lines]
            return {words_of(each[0]): [words_of(cell) for cell in each[1:]] for each in cells}
    raise LookupError(header)


@pytest.fixture(scope="module")
def results(strategic_plan, first_figures):
    """SURVEY_RESULTS seen from Q2 2019/20, which the dashboard shows first."""
    quarters = [quarter(2019, 2).shift(-back) for back in range(20, -1, -1)]
    now = datetime.now(UTC).replace(tzinfo=None)
    performed = performance(strategic_plan, Store(first_figures).outturns(), quarters, now)
    survey = strategic_plan.surveys_by_id[SURVEY]
    return SURVEY_RESULTS.rows(survey_results(strategic_plan, survey, performed))


@pytest.fixture
def submit(store, strategic_plan):
    def call(text: str):
        officer = local_administrator("Officer")
        submit_return(
            *(store, strategic_plan, "survey.csv", (HEAD + text).encode()),
            actor=officer,
            reason="It came later.",
            warnings_note="So it is.",
        )

    return call


def test_the_list_names_each_survey_and_leads_to_it(read_page):
    page = read_page(PAGE)
    assert f'href="survey?survey={SURVEY}"' in page
    assert rows_of(page, "Who is asked")["Annual Residents Survey"][-1] == "13"


def test_the_survey_says_who_is_asked_and_who_returns_it(read_page, strategic_plan):
    page = words_of(read_page(PAGE, survey=SURVEY))
    survey = strategic_plan.surveys_by_id[SURVEY]
    for said in (survey.about, survey.owner, survey.source, survey.design_effect_source):
        assert said in page
    assert "13 measures are questions of this survey; one of them is returned for 4 groups." in page
    assert "Feb to Mar 2019, reported in Q1 2019/20: 16 of 16 results." in page


def test_how_sure_a_result_is_follows_from_how_many_answered(read_page, results, strategic_plan):
    page = words_of(read_page(PAGE, survey=SURVEY))
    groups = {part.id for part in strategic_plan.parts_of["health_inequality_groups"]}
    people = [row.people for row in results if row.measure_id not in groups]
    low, high = (int(each.replace(",", "")) for each in ANSWERED.search(page).groups())
    assert (low, high) == (min(people), max(people))
    mean = sum(people) / len(people)
    half, tenth = (1.96 * sqrt(1.5 * p * (1 - p) / mean) * 100 for p in (0.5, 0.1))
    assert f"A result near 50% may be {half:.1f} points higher or lower by chance alone" in page
    assert f"one near 10% or 90% {tenth:.1f} points." in page
    assert f"told apart from {half * sqrt(2):.1f} points on." in page


def test_every_question_stands_with_both_waves_its_change_and_its_rating(
    read_page, results, strategic_plan
):
    table = rows_of(read_page(PAGE, survey=SURVEY), "Change")
    assert len(results) == 16
    for row in results:
        measure = strategic_plan.measures_by_id[row.measure_id]
        latest, before, change, target, rating, _ = table[f"{row.code} {measure.title}"]
        assert latest.startswith(figure(row.outturn, row.unit, row.decimals))
        assert before.startswith(figure(row.before_outturn, row.unit, row.decimals))
        assert change.startswith(" ".join(difference(row.change, row.unit, 0).split()))
        assert ("Worse" in change) == (row.direction == "worsening")
        assert target.startswith(figure(row.target, row.unit, row.decimals))
        assert rating.lower().split()[1] == row.rag


def test_the_lead_counts_changes_that_hold_among_all_tests(read_page, results):
    page = words_of(read_page(PAGE, survey=SURVEY))
    assert not any(row.direction_holds for row in results)
    assert "none of 16 results changed by more than chance explains. That allows for the" in page
    alone = [row for row in results if row.direction in ("improving", "worsening")]
    assert [row.measure_id for row in alone] == ["getting_on_well"]
    assert "not among all of them: 8.3 People get on well together (worse)." in page


def test_the_waves_are_drawn_with_words_for_who_does_not_see_them(open_page):
    at = open_page(PAGE, survey=SURVEY)
    (chart,) = at.get("plotly_chart")
    assert "16 questions in Feb to Mar 2019: highest 8.3 People get on well" in chart.proto.alt


def test_a_later_wave_is_compared_with_nothing_where_the_method_changed(open_page, html_of, submit):
    submit(OF_2020)
    html = html_of(open_page(PAGE, survey=SURVEY, period="2020-21-Q1"))
    page = words_of(html)
    assert "From Feb to Mar 2020 on the method is another. The survey's method changed;" in page
    table = rows_of(html, "Change")
    title = "7.3 Residents’ feeling of safety in their local area"
    assert table[title][2].startswith("Method changed: not compared")
    assert table[title][0].startswith("70%")
    assert table[title][1].startswith("58%")
    waves = rows_of(html, "Margin near 50%")
    reported, came, answered, _, known = waves["Feb to Mar 2020"]
    assert (reported, came) == ("Q1 2020/21", "2 of 16")
    assert answered == "1,104 people answered each question"
    assert "Does not compare with earlier waves." in known


def test_before_the_wave_is_reported_nothing_of_it_is_said(open_page, html_of, submit):
    submit(OF_2020)
    page = words_of(html_of(open_page(PAGE, survey=SURVEY, period="2019-20-Q2")))
    assert "2020" not in page.replace("2020/21", "")
    assert "method is another" not in page


def test_figures_by_group_stand_beside_each_other(open_page, html_of, submit):
    submit(BY_SEX)
    table = rows_of(html_of(open_page(PAGE, survey=SURVEY)), "By sex")
    assert table["7.3 Feel safe in the local area"] == ["65%", "51%"]


@pytest.mark.parametrize(
    ("script", "asked"),
    [
        ("performance/measure", {"measure": "feeling_safe"}),
        ("performance/measure", {"measure": "health_disabled"}),
        ("guide/definitions", {"measure": "feeling_safe"}),
    ],
)
def test_a_measure_of_the_survey_leads_to_it(read_page, script, asked):
    assert f'href="survey?survey={SURVEY}' in read_page(script, **asked)


def test_a_measure_of_no_survey_leads_to_none(read_page):
    assert "survey?survey=" not in read_page("performance/measure", measure="recycling")
