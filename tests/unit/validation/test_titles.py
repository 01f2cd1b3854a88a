"""Titles and names of sheets that say another area than the plan's own."""

from datetime import datetime

import pytest

from kpis.frames import OUTTURNS
from kpis.model import Provenance
from kpis.readers import read_return
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.validation import CheckContext, check_rows
from kpis.validation.areas import NamesOfAreas, known_areas


@pytest.fixture(scope="module")
def said_in(strategic_plan):
    return NamesOfAreas(strategic_plan, known_areas(strategic_plan, OUTTURNS.empty())).said_in


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("London Borough of Hackney", "Hackney"),
        ("Hackney", "Hackney"),
        ("LB Hackney, Q2 2019/20", "Hackney"),
        ("KPI return - HACKNEY", "Hackney"),
        ("E09000012", "Hackney"),
        ("Kingston upon Thames", "Kingston upon Thames"),
        ("Council: City of London", "City of London"),
        ("London", "London"),
        ("England", "England"),
        ("Leeds City Council", "Leeds"),
        ("Borough of Stockton on Tees", "Stockton on Tees"),
        ("Kent County Council: returns", "Kent"),
        ("London Borough of Tower Hamlets", "Tower Hamlets"),
        ("Tower Hamlets and Hackney", "Tower Hamlets"),
        ("LBTH", "Tower Hamlets"),
        ("Return for Q2 2019/20", ""),
        ("Homelessness in London", ""),
        ("NHS England definitions", ""),
        ("The Borough Council", ""),
        ("Our Borough Council", ""),
        ("Council plan 2018-22", ""),
        ("Completed by Ann Barnet", ""),
        ("Definitions are the ones that were agreed with Hackney and Newham in the spring", ""),
        ("Hackneyed phrases", ""),
        ("Sheet1", ""),
        ("", ""),
    ],
)
def test_a_title_says_an_area_by_any_of_its_names(said_in, title, area):
    assert said_in(title) == area


@pytest.fixture
def checked(strategic_plan):
    def check(*lines, answers=None, provenance=Provenance.RETURN):
        context = CheckContext(
            now=datetime(2019, 10, 20),
            provenance=provenance,
            stored=OUTTURNS.empty(),
            answers=Answers(answers or {}),
        )
        raw = read_return("return.csv", "\n".join(lines).encode())
        return check_rows(raw, strategic_plan, context)

    return check


TABLE = ("Code,Period,Outturn", "6.2,Q2 2019/20,45", "4.4,Q2 2019/20,56.3")


def test_figures_below_another_areas_name_wait_for_an_answer(checked):
    found = checked("London Borough of Hackney", *TABLE)
    (question,) = found.questions
    assert question.key == "area-in-title: hackney"
    assert question.cell == "A1"
    assert found.rows.empty


@pytest.mark.parametrize(
    ("answer", "areas"),
    [("Hackney", ["Hackney"] * 2), (TAKE, ["Tower Hamlets"] * 2), (LEAVE_OUT, [])],
)
def test_the_answer_says_whose_figures_they_are(checked, answer, areas):
    answers = {"area-in-title: hackney": answer}
    found = checked("London Borough of Hackney", *TABLE, answers=answers)
    assert not found.questions
    assert found.rows["area"].tolist() == areas
    # It holds for the next file, whatever else its title says.
    assert not checked("Hackney, all figures", *TABLE, answers=answers).questions


def test_a_title_holds_down_to_the_next_one(checked):
    header, first, second = TABLE
    found = checked("Hackney", header, first, "Tower Hamlets", second)
    assert len(found.questions) == 1
    assert found.rows["measure_id"].tolist() == ["homelessness_prevented"]


def test_rows_that_name_their_area_are_not_asked_about(checked):
    found = checked("Hackney", "Code,Area,Period,Outturn", "6.2,Tower Hamlets,Q2 2019/20,45")
    assert not found.questions
    assert found.rows["area"].tolist() == ["Tower Hamlets"]


def test_a_council_that_nobody_knows_can_only_be_left_out_or_taken_as_ones_own(checked):
    (question,) = checked("Leeds City Council", *TABLE).questions
    assert [choice.answer for choice in question.choices] == [TAKE, LEAVE_OUT]
