"""The sheet on which services say how the activities of the plan stand."""

import dataclasses
from datetime import date, datetime

import pandas as pd
import pytest

from kpis.model import ActivityStatus
from kpis.periods import quarter
from kpis.plan.load import load_plan
from kpis.readers import read_return
from kpis.template import template_workbook
from tests.partnership_of_northmere import partnered_plan

Q4 = quarter(2023, 4)
HEADERS = (
    *("Activity", "Title", "Outcome", "Last return"),
    *("Status", "Percent done", "Expected date", "Revised date", "Comment"),
)


@pytest.fixture(scope="module")
def lines_of(opened):
    """lines_of(content): the rows of the sheet Activities by header."""

    def find(content: bytes) -> list[dict]:
        header, *lines = opened(content)["Activities"].iter_rows(min_row=4, values_only=True)
        assert header == HEADERS
        return [dict(zip(header, line, strict=True)) for line in lines]

    return find


def test_every_activity_of_the_plan_has_a_row_to_fill_in(template, fictional_plan, lines_of):
    lines = lines_of(template)
    assert [(line["Activity"], line["Title"]) for line in lines] == [
        (activity.code, activity.title) for activity in fictional_plan.activities
    ]
    assert all(line[header] is None for line in lines for header in HEADERS[3:])


def test_the_outcome_stands_beside_its_activity_with_those_it_also_supports(
    template, fictional_plan, lines_of
):
    outcomes = {line["Activity"]: line["Outcome"] for line in lines_of(template)}
    assert outcomes["A1.1"] == f"1. {fictional_plan.outcomes[0].title}"
    assert outcomes["A2.1"].endswith("(also 3)")


def test_what_was_said_last_stands_beside_the_empty_cells_and_not_in_them(
    fictional_plan, lines_of, activities
):
    statuses = activities(
        {"activity_code": "A1.1", "quarter_id": "2023-24-Q2", "status": "not_started"},
        {"activity_code": "A1.1", "status": "at_risk", "percent_done": 40.0},
        {"activity_code": "A1.1", "quarter_id": "2023-24-Q4", "status": "stopped"},
        {"activity_code": "A2.1", "status": "delayed", "revised_on": pd.Timestamp("2024-06-30")},
    )
    made = template_workbook(fictional_plan, Q4, activities=statuses)
    lines = {line["Activity"]: line for line in lines_of(made)}
    assert lines["A1.1"]["Last return"] == "At risk, 40% done\n(Q3 2023/24)"
    assert lines["A2.1"]["Last return"] == "Delayed, revised to 30 June 2024\n(Q3 2023/24)"
    assert lines["A1.2"]["Last return"] is None
    assert {line["Status"] for line in lines.values()} == {None}


def test_the_date_that_was_expected_is_there_already(fictional_plan, opened, lines_of, activities):
    statuses = activities({"activity_code": "A1.1", "expected_on": pd.Timestamp("2024-03-31")})
    made = template_workbook(fictional_plan, Q4, activities=statuses)
    assert lines_of(made)[0]["Expected date"] == datetime(2024, 3, 31)
    assert opened(made)["Activities"]["G5"].number_format == "d mmm yyyy"


def test_an_illustrative_date_is_not_carried_over_and_an_illustrative_status_says_so(
    fictional_plan, lines_of, activities
):
    statuses = activities(
        {
            "activity_code": "A1.1",
            "expected_on": pd.Timestamp("2024-03-31"),
            "provenance": "illustrative",
        }
    )
    line = lines_of(template_workbook(fictional_plan, Q4, activities=statuses))[0]
    assert line["Expected date"] is None
    assert "illustrative" in line["Last return"]


def test_a_directorate_gets_the_activities_of_the_outcomes_it_has_measures_of(
    fictional_plan, lines_of
):
    for directorate in {m.directorate for m in fictional_plan.counted}:
        own = {m.outcome for m in fictional_plan.counted if m.directorate == directorate}
        expected = [
            a.code
            for a in fictional_plan.activities
            if a.outcome in own or own.intersection(a.also_supports)
        ]
        made = template_workbook(fictional_plan, Q4, directorate=directorate)
        assert [line["Activity"] for line in lines_of(made)] == expected


@pytest.fixture(scope="module")
def partnered(tmp_path_factory):
    """The fictional plan with a partnership, one of whose partners warms homes and digs ponds."""
    folder = partnered_plan(tmp_path_factory.mktemp("partnered") / "plan")
    for file, line in (
        ("measures/warm_homes.toml", "outcome = 2"),
        ("activities.toml", "number = 2"),
    ):
        path = folder / file
        text = path.read_text("utf-8")
        path.write_text(text.replace(line, f'{line}\npartners = ["mere_trust"]', 1), "utf-8")
    return load_plan(folder)


def test_commitments_follow_the_activities_and_name_the_partners_that_lead_them(
    partnered, lines_of
):
    lines = lines_of(template_workbook(partnered, Q4))
    assert [line["Activity"] for line in lines][-2:] == ["P1", "P2"]
    outcomes = {line["Activity"]: line["Outcome"] for line in lines}
    assert outcomes["P1"] == "Commitment of the partnership (also 3)\nPartner: Guild of Masons."
    assert outcomes["P2"] == "Commitment of the partnership"
    assert outcomes["A1.2"].endswith("\nPartner: Mere Trust.")


def test_a_commitment_without_an_owner_goes_to_those_who_answer_for_an_outcome_it_supports(
    partnered, lines_of
):
    for directorate in {measure.directorate for measure in partnered.counted}:
        lines = lines_of(template_workbook(partnered, Q4, directorate=directorate))
        own = {each.outcome for each in partnered.counted if each.directorate == directorate}
        codes = [line["Activity"] for line in lines]
        assert ("P1" in codes) == (3 in own)
        assert "P2" not in codes, "it supports none, so only the template of everything has it"


def test_the_partners_of_a_measure_stand_beneath_its_owner(partnered, rows_of):
    owners = {line["Code"]: line["Owner"] for line in rows_of(template_workbook(partnered, Q4))}
    measure = next(each for each in partnered.counted if each.partners)
    assert owners[measure.code] == f"{measure.owner}\nPartner: Mere Trust."
    assert [code for code, owner in owners.items() if "Partner" in owner] == [
        each.code for each in partnered.counted if each.partners and each.code in owners
    ]


def test_a_plan_without_activities_has_no_such_sheet(fictional_plan, opened):
    book = opened(template_workbook(dataclasses.replace(fictional_plan, activities=()), Q4))
    assert book.sheetnames == ["Return", "Guidance"]
    words = [value.value for line in book["Guidance"] for value in line]
    assert "The sheet Activities" not in words


def test_statuses_are_chosen_and_figures_and_dates_bounded(template, opened):
    rules = {
        rule.promptTitle: rule
        for rule in opened(template)["Activities"].data_validations.dataValidation
    }
    assert rules["Status"].formula1 == ('"Not started,On track,At risk,Delayed,Completed,Stopped"')
    done = rules["Percent done"]
    assert (done.type, done.formula1, done.formula2) == ("whole", "0", "100")
    for header in ("Expected date", "Revised date"):
        rule = rules[header]
        assert rule.type == "date"
        days = (date(1899, 12, 30).toordinal() + int(f) for f in (rule.formula1, rule.formula2))
        assert [date.fromordinal(day).isoformat() for day in days] == ["2000-01-01", "2099-12-31"]
    assert rules["Comment"].formula1 == "4000"


def test_only_what_is_filled_in_is_unlocked(template, opened):
    sheet = opened(template)["Activities"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    unlocked = {cell.column for line in sheet for cell in line if not cell.protection.locked}
    assert [HEADERS[column - 1] for column in sorted(unlocked)] == list(HEADERS[4:])


def test_it_prints_and_scrolls_as_the_return_does(template, opened):
    sheet = opened(template)["Activities"]
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"


def test_an_untouched_sheet_returns_nothing_and_is_passed_over_in_silence(
    fictional_plan, activities
):
    statuses = activities({"activity_code": "A1.1", "expected_on": pd.Timestamp("2024-03-31")})
    raw = read_return("t.xlsx", template_workbook(fictional_plan, Q4, activities=statuses))
    assert raw.activities.empty
    assert (raw.passed_over, raw.notes) == ((), ())


def test_what_is_filled_in_is_read_back_with_the_quarter_of_the_heading(template, opened, saved):
    book = opened(template)
    sheet = book["Activities"]
    sheet["E5"], sheet["F5"], sheet["H5"] = "At risk", 40, date(2024, 6, 30)
    sheet["I6"] = "Begun"
    rows = read_return("t.xlsx", saved(book)).activities
    assert rows["activity"].tolist() == ["A1.1", "A1.2"]
    assert rows["status"].tolist() == ["At risk", ""]
    assert rows["percent_done"].tolist() == ["40", ""]
    assert rows["revised_on"].tolist() == ["2024-06-30", ""]
    assert rows["comment"].tolist() == ["", "Begun"]
    assert rows["period"].tolist() == ["Q4 2023/24", "Q4 2023/24"]


def test_every_status_has_a_word_in_the_list(template, opened):
    rule = opened(template)["Activities"].data_validations.dataValidation[0]
    words = rule.formula1.strip('"').split(",")
    assert [word.lower().replace(" ", "_") for word in words] == list(ActivityStatus)


def test_an_activity_goes_to_whose_it_is_and_to_all_of_its_outcome_where_that_is_not_said(
    fictional_plan, lines_of
):
    first, second, *others = fictional_plan.activities  # both of outcome 1, which is all Streets'
    plan = dataclasses.replace(
        fictional_plan,
        activities=(
            dataclasses.replace(first, directorate="Homes"),
            dataclasses.replace(second, directorate="Nobody with a measure"),
            *others,
        ),
    )

    def codes(**whose):
        return {line["Activity"] for line in lines_of(template_workbook(plan, Q4, **whose))}

    unsaid = {each.code for each in fictional_plan.activities} - {"A1.1"}
    assert codes() == unsaid | {"A1.1"}
    before = {
        line["Activity"]
        for line in lines_of(template_workbook(fictional_plan, Q4, directorate="Streets"))
    }
    assert "A1.1" in before
    assert codes(directorate="streets") == before - {"A1.1"}
    assert "A1.1" in codes(directorate="Homes")
    assert "A1.2" not in codes(directorate="Homes")


def test_an_activity_of_a_post_goes_to_that_post_alone(fictional_plan, lines_of):
    first, *others = fictional_plan.activities
    owner, other = sorted({each.owner for each in fictional_plan.counted if each.outcome == 1})
    plan = dataclasses.replace(
        fictional_plan, activities=(dataclasses.replace(first, owner=owner), *others)
    )

    def is_asked(of, post):
        made = template_workbook(of, Q4, owner=post)
        return first.code in {line["Activity"] for line in lines_of(made)}

    assert is_asked(fictional_plan, owner)
    assert is_asked(fictional_plan, other)
    assert is_asked(plan, owner)
    assert not is_asked(plan, other)
