"""The pages Progress and Data quality on the first figures, held against the frames behind them."""

import re
from datetime import UTC, datetime

import pytest

from kpis.analysis.quality import data_quality
from kpis.analysis.report.progress import progress
from kpis.frames import OUTTURNS
from kpis.narrative.reminder import reminder
from kpis.periods import period_of_id
from kpis.store import Store
from kpis.ui.returns.progress.headline import headline


@pytest.fixture(scope="module")
def now():
    return datetime.now(UTC).replace(tzinfo=None)


@pytest.fixture(scope="module")
def outturns(first_figures):
    return OUTTURNS.check(Store(first_figures).outturns())


@pytest.fixture(scope="module")
def q3(strategic_plan, outturns, now):
    """Half of it returned, the other half late."""
    return progress(strategic_plan, outturns, period_of_id("2019-20-Q3"), now)


def test_progress_says_how_much_came_and_lists_every_return_due(open_page, html_of, q3):
    page = html_of(open_page("returns/progress", period="2019-20-Q3"))
    sentence = headline(list(q3.itertuples()), period_of_id("2019-20-Q3"), "")
    assert sentence in page
    table = re.search(r'<table class="k-table k-who".*?</table>', page, re.S)[0]
    assert all(f"measure={measure_id}" in table for measure_id in q3["measure_id"])
    late = (q3["state"] == "late").sum()
    assert late > 0
    assert table.count("k-badge-late") == late


def test_progress_shows_the_dates_of_the_quarter_and_that_it_has_closed(open_page, html_of):
    page = html_of(open_page("returns/progress", period="2019-20-Q3"))
    for day in ("21 January 2020", "4 February 2020", "17 March 2020"):
        assert day in page
    assert "Q3 2019/20 closed on 4 February 2020." in page
    assert "is a restatement now" in page


def test_progress_opens_on_the_quarter_being_collected(open_page, html_of):
    assert "returned for Q3 2019/20" in html_of(open_page("returns/progress"))


def test_progress_tells_which_returns_are_illustrative(open_page, html_of, q3):
    page = html_of(open_page("returns/progress", period="2019-20-Q3"))
    illustrative = (q3["provenance"] == "illustrative").sum()
    came = q3["state"].isin(["returned", "provisional"]).sum()
    assert f"{illustrative} of the {came} returns counted here are illustrative" in page


def test_progress_says_of_a_survey_how_much_of_it_came_and_offers_its_template(
    open_page, html_of, strategic_plan, outturns, now
):
    at = open_page("returns/progress", period="2019-20-Q1")
    of_quarter = progress(strategic_plan, outturns, period_of_id("2019-20-Q1"), now)
    questions = {each.id for each in strategic_plan.questions_of("annual_residents_survey")}
    due = of_quarter[of_quarter["measure_id"].isin(questions)]
    came = due["state"].isin(["returned", "provisional"]).sum()
    assert len(due) == 16
    assert (
        f'href="survey?survey=annual_residents_survey" class="k-link">Annual Residents Survey</a>: '
        f"{came} of 16 returned. It comes in one workbook from the Head of Corporate Strategy and "
        "Policy." in html_of(at)
    )
    names = [button.proto.id.split("-")[-1] for button in at.get("download_button")]
    assert "survey_template_annual_residents_survey" in names


def test_a_quarter_in_which_no_survey_is_due_says_nothing_of_surveys(open_page, html_of):
    assert "survey?survey=" not in html_of(open_page("returns/progress"))


def test_each_post_has_a_reminder_to_copy_and_a_template(open_page, strategic_plan, q3):
    at = open_page("returns/progress", period="2019-20-Q3")
    chosen = at.selectbox(key="reminder_post")
    for post in (chosen.options[0].split(":")[0], chosen.options[-1].split(":")[0]):
        at = at.selectbox(key="reminder_post").select(post).run()
        assert not at.exception
        text = reminder(strategic_plan, period_of_id("2019-20-Q3"), post, q3)
        assert at.code[0].value == text
        assert post in text
    names = {button.proto.id.split("-")[-1] for button in at.get("download_button")}
    assert {"reminder_template", "reminder_all", "reminder_pack"} <= names


def test_progress_is_narrowed_by_the_address(open_page, html_of, strategic_plan, q3):
    at = open_page("returns/progress", period="2019-20-Q3", directorate="Place")
    table = re.search(r'<table class="k-table k-who".*?</table>', html_of(at), re.S)[0]
    measures = set(re.findall(r"measure=(\w+)", table))
    assert measures == set(q3.loc[q3["directorate"] == "Place", "measure_id"])


def test_timeliness_goes_back_to_what_came_before_the_plan_and_no_further(open_page, html_of):
    at = open_page("returns/progress", period="2019-20-Q2")
    table = re.search(r'<table class="k-table k-bars".*?</table>', html_of(at), re.S)[0]
    assert table.count("<meter") == 2 * 8
    assert at.header[-1].value == "Completeness and timeliness, last 8 quarters"


def test_quarters_before_the_plan_in_which_nothing_came_are_left_out(
    open_page, html_of, monkeypatch, tmp_path
):
    store = tmp_path / "empty.duckdb"
    Store(store).prepare()
    monkeypatch.setenv("KPIS_STORE", str(store))
    at = open_page("returns/progress", period="2019-20-Q2")
    table = re.search(r'<table class="k-table k-bars".*?</table>', html_of(at), re.S)[0]
    assert table.count("<meter") == 2 * 2
    assert "None of 30 due measures have been returned" in html_of(at)


def test_what_the_address_asks_for_and_is_not_there_is_told(open_page):
    at = open_page("returns/progress", period="2030-31-Q1", directorate="Nowhere")
    told = " ".join(warning.value for warning in at.warning)
    assert "2030-31-Q1" in told
    assert "Nowhere" in told


def test_a_quarter_chosen_for_collection_leaves_the_pages_of_performance_alone(open_page):
    at = open_page("returns/progress")
    at.selectbox(key="quarter_picker").select("2020-21-Q4").run()
    assert not at.exception
    at.query_params.clear()
    at = at.switch_page("pages/performance/overview.py").run()
    assert not at.exception
    assert not at.warning


def test_data_quality_lists_every_finding(open_page, html_of, strategic_plan, outturns, now):
    findings = data_quality(strategic_plan, outturns, now)
    page = html_of(open_page("returns/quality"))
    assert page.count('class="k-when"') == len(findings) > 0
    assert page.count(">illustrative<") == findings["illustrative"].sum()
    for code in ("gap-in-series", "sudden-change"):
        sentence = findings.loc[findings["code"] == code, "sentence"].iloc[0]
        assert sentence in page


def test_data_quality_is_narrowed_by_the_address(open_page, html_of, strategic_plan):
    page = html_of(open_page("returns/quality", directorate="Resources"))
    directorate = {measure.id: measure.directorate for measure in strategic_plan.measures}
    found = re.findall(r"measure\?measure=(\w+)", page)
    assert found
    assert {directorate[measure_id] for measure_id in found} == {"Resources"}


def test_findings_can_be_taken_away(open_page):
    (button,) = open_page("returns/quality").get("download_button")
    assert button.proto.label == "Download all findings (CSV)"
