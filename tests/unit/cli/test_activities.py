"""`kpis activities`, and what check, submit and withdraw say of activities."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

HEADER = "activity,period,status,percent_done,expected_date,revised_date,comment"


@pytest.fixture
def activities(tmp_path):
    """activities("A1.1,Q3 2019/20,...", ...): a CSV of these lines."""

    def write(*lines, name="activities.csv"):
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *lines]))
        return path

    return write


def test_every_activity_is_listed_with_its_status_dates_and_colour(kpis, strategic_plan):
    ran = kpis("activities", "--period", "2019-20-Q3", "--json")
    assert ran.code == 0
    document = ran.document
    assert document["period"] == "2019-20-Q3"
    rows = document["activities"]
    assert [row["code"] for row in rows] == [each.code for each in strategic_plan.activities]
    a53 = next(row for row in rows if row["code"] == "A5.2")
    assert a53["status"] == "delayed"
    assert a53["rag"] == "red"
    assert (a53["expected_on"], a53["revised_on"]) == ("2021-03-31", "2021-09-30")
    assert a53["slipped_days"] == 183
    counts = document["counts"]
    assert counts["activities"] == 73
    assert counts["green"] + counts["amber"] + counts["red"] + counts["not_rated"] == 73
    assert counts["overdue"] == sum(row["overdue"] for row in rows)
    assert counts["carried"] == sum(row["carried"] for row in rows)


def test_without_a_quarter_it_is_that_of_status(kpis):
    assert (
        kpis("activities", "--json").document["period"]
        == kpis("status", "--json", "--figures-only").document["period"]
    )


def test_an_outcome_alone_and_one_that_does_not_exist(kpis):
    rows = kpis("activities", "--outcome", "5", "--json").document["activities"]
    assert {row["outcome"] for row in rows} == {5}
    refused = kpis("activities", "--outcome", "12")
    assert refused.code == 2
    assert "no outcome 12" in refused.err


def test_those_of_a_directorate_where_the_plan_says_whose_they_are(kpis, tmp_path):
    refused = kpis("activities", "--directorate", "Place")
    assert refused.code == 2
    assert "does not say which directorates its activities belong to" in refused.err
    plan = tmp_path / "data/plans/2019-22"
    shutil.copytree(ROOT / "data/plans/2019-22", plan)
    for name in ("published", "illustrative"):
        (tmp_path / "data" / name).mkdir()
    path = plan / "activities.toml"
    before = "outcome = 5\nnumber = 2\n"
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, f'{before}directorate = "Place"\n'), "utf-8")
    document = kpis("activities", "--directorate", "Place", "--plan", plan, "--json").document
    assert [row["code"] for row in document["activities"]] == ["A5.2"]
    assert document["counts"]["activities"] == 1
    refused = kpis("activities", "--directorate", "Places", "--plan", plan)
    assert refused.code == 2
    assert "Its directorates are Place." in refused.err


def test_commitments_of_the_partnership_stand_apart_and_are_counted_apart(kpis, strategic_plan):
    document = kpis("activities", "--period", "2019-20-Q2", "--json").document
    rows = document["commitments"]
    assert [row["code"] for row in rows] == [
        each.code for each in strategic_plan.partnership.commitments
    ]
    assert {row["outcome"] for row in rows} == {None}
    counts = document["commitment_counts"]
    assert counts["activities"] == len(rows) == 10
    for colour in ("green", "amber", "red"):
        assert counts[colour] == sum(row["rag"] == colour for row in rows) > 0
    assert document["counts"]["activities"] == 73
    by_people = kpis("activities", "--period", "2019-20-Q2").out
    assert by_people.index("A11.8") < by_people.index("Commitments of the partnership")
    assert "\n10 commitments, " in by_people


def test_those_of_a_board_are_activities_and_commitments(kpis, strategic_plan):
    document = kpis("activities", "--board", "jobs", "--json").document
    named = {
        code
        for each in strategic_plan.partnership.business
        if each.board == "JOBS"
        for code in each.activities
    }
    listed = [row["code"] for key in ("activities", "commitments") for row in document[key]]
    assert set(listed) == named
    assert [row["code"] for row in document["commitments"]] == ["P7", "P8"]
    assert document["counts"]["activities"] == len(document["activities"])
    refused = kpis("activities", "--board", "BINS")
    assert refused.code == 2
    assert "Its boards are CYP, JOBS, SAFE, HEALTH, HOUSING." in refused.err


def test_a_commitment_is_returned_as_an_activity_is(kpis, activities):
    path = activities("P3,Q3 2019/20,Delayed,30,2020-03-31,2020-09-30,No venue yet")
    (made,) = kpis("submit", path, "--by", "Chief Executive", "--json").document["submissions"]
    assert made["activities"] == {"new": 1, "restated": 0, "unchanged": 0}
    document = kpis("activities", "--period", "2019-20-Q3", "--json").document
    row = next(row for row in document["commitments"] if row["code"] == "P3")
    assert (row["status"], row["provenance"], row["rag"]) == ("delayed", "return", "red")
    assert (row["due_on"], row["comment"]) == ("2020-09-30", "No venue yet")
    refused = kpis("check", activities("P11,Q3 2019/20,Delayed,,,,Why"), "--json")
    (issue,) = refused.document["files"][0]["issues"]
    assert issue["code"] == "unknown-activity"


def test_what_is_no_quarter_is_refused(kpis):
    assert kpis("activities", "--period", "2019-20").code == 2


def test_for_people_it_is_a_table(kpis):
    out = kpis("activities", "--period", "2019-20-Q3").out
    assert "A11.8" in out
    assert "overdue" in out


def test_before_anything_was_returned_nothing_is_known(kpis):
    document = kpis(
        *("activities", "--period", "2019-20-Q2", "--as-at", "2019-11-01", "--json")
    ).document
    assert document["counts"]["never_told"] == 73


def test_check_and_submit_count_activities_beside_figures(kpis, activities):
    path = activities("A1.1,Q3 2019/20,Completed,100,,,", "A1.2,Q3 2019/20,green,,,,")
    ran = kpis("check", path, "--json")
    assert ran.code == 13
    (file_entry,) = ran.document["files"]
    assert (file_entry["accepted_rows"], file_entry["accepted_activities"]) == (0, 1)
    (issue,) = file_entry["issues"]
    assert (issue["code"], issue["measure"]) == ("unknown-activity-status", "A1.2")
    path = activities("A1.1,Q3 2019/20,Completed,100,,,")
    done = kpis("submit", path, "--by", "Head of Growth", "--json")
    assert done.code == 0
    (made,) = done.document["submissions"]
    assert (made["new"], made["activities"]["new"]) == (0, 1)
    rows = kpis("activities", "--period", "2019-20-Q3", "--json").document["activities"]
    assert (rows[0]["status"], rows[0]["provenance"]) == ("completed", "return")
    again = kpis("submit", path, "--by", "Head of Growth", "--json").document["submissions"][0]
    assert again["repeated"]
    assert again["activities"] == {"new": 0, "restated": 0, "unchanged": 1}


def test_everything_illustrative_is_withdrawn_with_one_command(kpis):
    withdraw = ("withdraw", "--illustrative", "--by", "Head of Performance", "--why", "Start")
    ran = kpis(*withdraw, "--json")
    assert ran.code == 0
    assert {each["file"] for each in ran.document["withdrawn"]} == {
        "returns.csv",
        "activities.csv",
    }
    counts = kpis("activities", "--period", "2019-20-Q2", "--json").document["counts"]
    assert counts["never_told"] == 73
    again = kpis(*withdraw, "--json")
    assert again.code == 0
    assert again.document["withdrawn"] == []
    assert "nothing to withdraw" in again.err


def test_withdraw_needs_an_id_or_illustrative_and_a_post(kpis):
    assert kpis("withdraw", "--by", "P", "--why", "W").code == 2
    assert kpis("withdraw", "--illustrative", "--by", " ", "--why", "W").code == 2
