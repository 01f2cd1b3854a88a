"""Whose figure it is: the plan's own where that is certain, else a question."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import AreaNames, ComparatorSet
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE
from kpis.validation.areas import OWN_AREA

BOROUGHS = (
    *("Barking and Dagenham", "Barnet", "Bexley", "Brent", "Bromley", "Camden", "Croydon"),
    *("City of London", "Ealing", "Enfield", "Greenwich", "Hackney", "Haringey", "Harrow"),
    *("Hammersmith and Fulham", "Havering", "Hillingdon", "Hounslow", "Islington", "Lambeth"),
    *("Kensington and Chelsea", "Kingston upon Thames", "Lewisham", "London", "Merton"),
    *("Newham", "Redbridge", "Richmond upon Thames", "Southwark", "Sutton", "Tower Hamlets"),
    *("Waltham Forest", "Wandsworth", "Westminster", "England"),
)
NAMES = (
    AreaNames(name="Riverton", also=("E09000099", "LBR", "R Town")),
    AreaNames(name="Hackney", also=("E09000012",)),
)


@pytest.fixture
def named(check):
    """Checks by the plan with other names of areas and a whole to compare with."""
    county = ComparatorSet(id="county", title="Towns", areas=("Milltown",), reference="Shire")
    plan = replace(check.plan, area_names=NAMES, comparator_sets=(county,))
    return replace(check, plan=plan)


def answers_of(question) -> list[str]:
    return [choice.answer for choice in question.choices]


def areas_of(checked) -> list[str]:
    return checked.rows["area"].tolist()


@pytest.mark.parametrize(
    "typed",
    [
        *("", "Riverton", " RIVERTON ", "LBR", "lbr", "R  Town", "E09000099", "e09000099"),
        *("Riverton Council", "London Borough of Riverton", "LB Riverton", "Riverton UA"),
        *("Borough", "The Council", "Authority", "Borough-wide", "All", "TOTAL", "Overall"),
    ],
)
def test_the_own_area_is_known_by_its_other_names(named, row, typed):
    checked = named(row(area=typed))
    assert areas_of(checked) == ["Riverton"]
    assert checked.ok
    assert not checked.warnings


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        *(("E09000012", "Hackney"), ("London Borough of Hackney", "Hackney")),
        *(("LB Newham Council", "Newham"), ("shire", "Shire"), ("Milltown", "Milltown")),
    ],
)
def test_another_area_is_known_by_its_names_and_never_the_own(named, row, typed, area):
    checked = named(row(area=typed))
    assert areas_of(checked) == [area]
    assert checked.ok


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        *(("Riverto", "Riverton"), ("Rivreton", "Riverton"), ("Hackny", "Hackney")),
        *(("Neverland", ""), ("Riv", ""), ("E09000001", ""), ("S12000005", ""), ("RBC", "")),
        *(("Bow East", ""), ("Rest of the world", ""), ("?", ""), ("12", "")),
    ],
)
def test_a_name_that_is_not_known_is_asked_about(named, row, typed, nearest):
    checked = named(row(area=typed))
    (question,) = checked.questions
    assert (question.code, question.cell, question.found) == ("unknown-area", "D2", typed)
    assert question.nearest == nearest
    assert {OWN_AREA, TAKE, LEAVE_OUT} <= set(answers_of(question))
    assert checked.rows.empty


def test_each_reading_of_a_name_is_an_answer(named, row):
    cells = row(area="Hackny")
    (question,) = named(cells).questions
    taken = {
        answer: areas_of(named(cells, answers={question.key: answer}))
        for answer in answers_of(question)
    }
    assert taken == {
        "Hackney": ["Hackney"],
        OWN_AREA: ["Riverton"],
        TAKE: ["Hackny"],
        LEAVE_OUT: [],
    }
    assert all(named(cells, answers={question.key: answer}).ok for answer in taken)


def test_what_is_answered_of_a_name_holds_however_it_is_written(named, row):
    answers = {"unknown-area: the town hall": OWN_AREA}
    rows = [row(area="The  Town Hall"), row(area="THE TOWN HALL", measure="1.11", outturn="9")]
    assert areas_of(named(*rows, answers=answers)) == ["Riverton", "Riverton"]


@pytest.mark.parametrize("others", [("Hackney",), ("Hackney", "Newham"), ("Bow East", "Bow West")])
@pytest.mark.parametrize("word", ["All", "Total", "Grand total"])
def test_beside_other_areas_a_total_may_be_their_sum(named, row, word, others):
    rows = [row(area=area) for area in (*others, word)]
    asked = named(*rows)
    if "Hackney" in others:
        assert word in [question.found for question in asked.questions]
    assert "Riverton" not in areas_of(asked) or "Hackney" not in others


def test_beside_the_whole_it_is_compared_with_the_borough_is_the_own(named, row):
    rows = [row(area="Shire"), row(area="Borough")]
    assert areas_of(named(*rows)) == ["Shire", "Riverton"]
    rows = [row(area="Newham"), row(area="Milltown"), row(area="Borough")]
    assert [each.found for each in named(*rows).questions] == ["Borough"]


def test_many_new_areas_are_asked_about_together_and_each_is_remembered(named, row):
    rows = [row(area=f"Ward {number}") for number in range(8)]
    (question,) = named(*rows).questions
    assert question.count == 8
    taken = named(*rows, answers={question.key: TAKE})
    assert len(taken.rows) == 8
    assert taken.ok
    assert named(*rows[2:5], answers=taken.answered).ok
    again = named(*rows, row(area="Elsewhere"), answers=taken.answered)
    assert [each.found for each in again.questions] == ["Elsewhere"]


def test_a_new_area_is_asked_about_once_however_often_it_stands(check, row):
    rows = row(area="Hackny"), row(area="Hackny", measure="1.11", outturn="12")
    assert check.issues(*rows) == [("question", "unknown-area", "D2")]


def test_an_area_is_known_once_it_is_stored(check, row, stored):
    figures = stored(
        {"measure_id": "repairs", "period_id": "2018-19-Q1", "area": "Neverland"} | {"outturn": 1.0}
    )
    assert check(row(area="NEVERLAND"), stored=figures).ok
    (question,) = check(row(area="Neverlnd"), stored=figures).questions
    assert answers_of(question)[0] == "Neverland"


def test_the_boroughs_of_london_are_not_taken_for_each_other(check, row):
    stored_figures = check.stored(
        *(
            {"measure_id": "repairs", "period_id": "2018-19-Q1", "area": area, "outturn": 1.0}
            for area in BOROUGHS[::2]
        )
    )
    checked = check(*(row(area=area) for area in BOROUGHS), stored=stored_figures)
    assert set(areas_of(checked)) == {*BOROUGHS[::2], "Hackney", "Newham"}
    assert all(not question.nearest for question in checked.questions)


# History reads as its publisher writes.


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("Hackny", "Hackney"), ("London Borough of Hackney", "Hackney"), ("Neverland", None)],
)
def test_in_history_a_new_area_is_taken_as_typed(named, row, typed, nearest):
    checked = named(row(area=typed), provenance="published")
    assert areas_of(checked) == [typed]
    found = [(issue.code, issue.nearest) for issue in checked.warnings]
    assert found == ([("unknown-area", nearest)] if nearest else [])


@given(st.text(max_size=30))
def test_no_text_is_the_own_area_that_is_not_a_name_of_it(check, row, text):
    areas = areas_of(check(row(area=text)))
    bare = "".join(filter(str.isalnum, text)).casefold()
    words = ("all", "total", "whole", "own", "council", "borough", "authority", "everywhere")
    if areas == ["Riverton"]:
        assert not text.strip() or "riverton" in bare or any(word in bare for word in words)


# Columns under headers that no field has. Read from bytes, for the reader takes them along.


@pytest.fixture
def read(named):
    """A check of a CSV of 1.2 for Q2 2019/20 with these columns and one row for each text."""

    def make(headers: str, *rows: str, **more):
        lines = [f"Code,Period,{headers},Outturn", *(f"1.2,Q2 2019/20,{row},45" for row in rows)]
        raw = read_return("a.csv", "\n".join(lines).encode())
        return named(raw=raw, **more)

    return make


@pytest.mark.parametrize(
    "header",
    ["LA Code", "Area Code", "GSS code", "ONS code", "Local authority code", "LAD19CD", "ecode"],
)
def test_a_code_column_says_the_area(read, header):
    assert areas_of(read(header, "E09000012")) == ["Hackney"]
    own = read(header, "E09000099")
    assert areas_of(own) == ["Riverton"]
    assert not [issue for issue in own.issues if issue.code != "missing-due"]
    (question,) = read(header, "E09000033").questions
    assert (question.code, question.cell) == ("unknown-area", "C2")


@pytest.mark.parametrize("header", ["Council name", "Authority name", "LAD19NM", "District"])
def test_a_column_of_councils_says_the_area(read, header):
    assert areas_of(read(header, "Hackney")) == ["Hackney"]
    assert areas_of(read(header, "Riverton")) == ["Riverton"]
    assert [each.found for each in read(header, "Neverland").questions] == ["Neverland"]


@pytest.mark.parametrize(
    "header",
    [
        *("Ward", "Wards", "Ward name", "Electoral ward", "Ward code", "Neighbourhood", "LSOA"),
        *("School", "Postcode", "Constituency", "WD21NM", "Organisation"),
    ],
)
def test_a_ward_is_not_the_whole(read, header):
    checked = read(header, "Bow East")
    (question,) = checked.questions
    assert question.found == "Bow East"
    assert checked.rows.empty
    assert "unknown-column" not in [issue.code for issue in checked.issues]
    assert areas_of(read(header, "All wards")) == ["Riverton"]


@pytest.mark.parametrize(
    ("headers", "cells", "found"),
    [
        ("Area,Ward", "Riverton,Bow East", "Bow East"),
        ("Area,Local authority name", "Riverton,Hackney", "Hackney"),
        ("Area,LA code", "Riverton,E09000012", "E09000012"),
        ("Area,LA code", "Riverton,E09000033", "E09000033"),
        ("Area,LA code", "Hackney,E09000099", "E09000099"),
        ("Area,LA code", ",E09000012", "E09000012"),
        ("Sex", "Female", "Female"),
        ("Gender", "M", "M"),
        ("Gender of applicant", "Women", "Women"),
        ("Age of child", "0 to 4", "0 to 4"),
        ("Region", "London", "London"),
        ("Age group", "16 to 24", "16 to 24"),
        ("Age", "18+", "18+"),
        ("Ethnic group", "Asian", "Asian"),
        ("Disability status", "Disabled", "Disabled"),
        ("Tenure type", "Social rent", "Social rent"),
    ],
)
def test_rows_of_a_part_are_asked_about(read, headers, cells, found):
    checked = read(headers, cells)
    (question,) = checked.questions
    assert (question.code, question.found, question.cell[1:]) == ("rows-of-a-part", found, "2")
    assert question.header == headers.split(",")[-1]
    assert checked.rows.empty
    assert len(read(headers, cells, answers={question.key: TAKE}).rows) == 1
    left = read(headers, cells, answers={question.key: LEAVE_OUT})
    assert left.ok
    assert left.rows.empty


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        ("Area,Ward", "Riverton,All"),
        ("Area,Ward", "Riverton,"),
        ("Area,LA code", "Riverton,E09000099"),
        ("Area,LA code", "Hackney,E09000012"),
        ("Area,LA code", "Riverton,211"),
        ("Area,Council name", "LBR,Riverton Council"),
        ("Sex", "Persons"),
        ("Sex", "All persons"),
        ("Age group", "All ages"),
        ("Gender", "Total"),
        ("Gender", ""),
    ],
)
def test_rows_of_the_whole_are_not(read, headers, cells):
    checked = read(headers, cells)
    assert not checked.questions
    assert len(checked.rows) == 1


def test_a_column_is_asked_about_once_and_its_texts_are_remembered(read):
    wards = [f"Riverton,Ward {number}" for number in range(6)]
    (question,) = read("Area,Ward", *wards).questions
    assert question.count == 6
    left = read("Area,Ward", *wards, answers={question.key: LEAVE_OUT})
    assert left.ok
    assert read("Area,Ward", wards[2], answers=left.answered).ok
    again = read("Area,Ward", "Riverton,Elsewhere", answers=left.answered)
    assert [each.found for each in again.questions] == ["Elsewhere"]


def test_rows_with_a_breakdown_of_their_own_are_no_whole(named):
    content = b"Code,Period,Sex,Breakdown,Category,Outturn\n1.2,Q2 2019/20,F,Sex,Female,45\n"
    assert not named(raw=read_return("a.csv", content)).questions


def test_in_history_codes_of_other_areas_are_its_business(read):
    checked = read("Area,LA code", "Riverton,E09000012", provenance="published")
    assert len(checked.rows) == 1


@pytest.mark.parametrize(
    "header",
    ["Service", "Council plan theme", "Owner", "Cost code", "Age of the figure", "Lead school"],
)
def test_other_columns_ask_nothing(read, header):
    checked = read(header, "Something")
    assert not checked.questions
    assert len(checked.rows) == 1
