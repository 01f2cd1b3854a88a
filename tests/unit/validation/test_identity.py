"""Which measure, which area, which category a figure is of."""

from dataclasses import replace

import pytest

from kpis.frames import OUTTURNS
from kpis.model import ComparatorSet
from kpis.validation.areas import known_areas


@pytest.mark.parametrize(
    "text", ["1.2", "repairs", "Full title of repairs", "FULL  title OF Repairs"]
)
def test_a_measure_is_known_by_code_id_or_title(check, row, text):
    checked = check(row(measure=text))
    assert checked.rows["measure_id"].tolist() == ["repairs"]


def test_code_and_title_of_two_measures_contradict_each_other(check, row):
    checked = check(row(measure_also="Full title of enterprises"))
    issue = checked.errors[0]
    assert (issue.code, issue.cell, issue.measure) == ("measure-contradiction", "A2", "1.2")
    assert "1.3 Enterprises" in issue.message


@pytest.mark.parametrize("also", ["Full title of repairs", "repairs", "Full titel of repairs", ""])
def test_code_and_title_of_one_measure_agree(check, row, also):
    assert check.issues(row(measure_also=also)) == []


def test_a_measure_with_parts_names_them(check, row):
    checked = check(row(measure="1.7", outturn="5"))
    issue = checked.errors[0]
    assert (issue.code, issue.cell, issue.measure) == ("measure-has-parts", "A2", "1.7")
    assert "1.7a Jobs women and 1.7b Jobs others" in issue.message


def test_a_part_is_returned_by_itself(check, row):
    assert check.issues(row(measure="1.7a", outturn="5")) == []


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("Q3 2018/19", "measure-not-introduced"),
        ("Q4 2018/19", None),
        ("Q2 2019/20", "measure-retired"),
    ],
)
def test_a_measure_is_returned_between_its_introduction_and_its_retirement(
    check, row, period, code
):
    issues = check.issues(row(measure="1.16", period=period, outturn="5"))
    errors = [(each, cell) for severity, each, cell in issues if severity == "error"]
    assert errors == ([(code, "C2")] if code else [])


def test_history_may_reach_beyond_introduction_and_retirement(check, row):
    rows = [row(measure="1.16", period=p, outturn="5") for p in ("Q3 2018/19", "Q2 2019/20")]
    assert check.issues(*rows, provenance="published") == []


def test_a_figure_of_a_suspended_quarter_is_kept_with_a_warning(check, row):
    checked = check(row(measure="1.16", period="Q1 2019/20", outturn="5", sheet="Q1"))
    issue = next(i for i in checked.issues if i.code == "measure-suspended")
    assert (issue.severity, issue.found) == ("warning", "Q1 2019/20")
    assert "a new system" in issue.message
    assert len(checked.rows) == 1


def test_an_empty_area_is_that_of_the_plan(check, row):
    assert check(row()).rows["area"].tolist() == ["Riverton"]


@pytest.mark.parametrize("typed", ["HACKNEY", "Hackney", "  hackney "])
def test_case_and_blanks_make_no_new_area(check, row, typed):
    checked = check(row(area=typed))
    assert checked.rows["area"].tolist() == ["Hackney"]
    assert checked.ok
    assert not checked.warnings


@pytest.mark.parametrize(
    ("cells", "cell", "lacks"),
    [({"breakdown": "Sex"}, "E2", "category"), ({"category": "Women"}, "F2", "breakdown")],
)
def test_breakdown_and_category_go_together(check, row, cells, cell, lacks):
    checked = check(row(**cells))
    assert [(i.code, i.cell) for i in checked.errors] == [("incomplete-breakdown", cell)]
    assert f"no {lacks}" in checked.errors[0].message


def test_blanks_within_a_name_make_no_other_key(check, row):
    rows = [
        row(area=" RIVER\u00a0 town", breakdown="Sex", category=category)
        for category in ("All women", "All \u00a0women")
    ]
    known = {"measure_id": "repairs", "period_id": "2018-19-Q1", "area": "River Town"}
    checked = check(*rows, stored=check.stored(known | {"outturn": 1.0}))
    assert checked.rows[["area", "category"]].to_numpy().tolist() == [["River Town", "All women"]]
    assert [issue.code for issue in checked.issues] == ["duplicate-row"]


def test_a_complete_breakdown_is_a_key_of_its_own(check, row):
    checked = check(row(), row(breakdown="Sex", category="Women", outturn="50"))
    assert checked.rows["category"].tolist() == ["", "Women"]
    assert checked.ok


def test_areas_of_comparator_sets_are_known_by_the_plan(plan):
    county = ComparatorSet(id="county", title="Towns", areas=("Milltown",), reference="Shire")
    country = ComparatorSet(id="country", title="Country", reference="Land")
    stored_figures = known_areas(replace(plan, comparator_sets=(county, country)), OUTTURNS.empty())
    assert stored_figures == {"Riverton", "Hackney", "Newham", "Milltown", "Shire", "Land"}
    assert "" not in known_areas(
        replace(plan, comparator_sets=(replace(county, reference=""),)), OUTTURNS.empty()
    )
