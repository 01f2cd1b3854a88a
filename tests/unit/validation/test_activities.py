"""What is accepted of an activities return, and what is told of the rest."""

from dataclasses import replace
from datetime import datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kpis.frames import ACTIVITY_ROWS, OUTTURNS
from kpis.model import Activity, ActivityStatus, Plan, Provenance
from kpis.readers import read_return
from kpis.validation import CheckContext, CheckedReturn, check_rows
from kpis.validation.activities.values import read_day, read_percent, read_status

HEADER = "Activity;Period;Status;Percent done;Expected date;Revised date;Comment"
Q2 = "Q2 2019/20"


@pytest.fixture(scope="session")
def with_activities(plan) -> Plan:
    activities = tuple(
        Activity(code=f"A1.{number}", outcome=1, number=number, title=title)
        for number, title in enumerate(("Dig three ponds", "Plant trees", "Paint the hall"), 1)
    )
    return replace(plan, activities=activities)


@pytest.fixture
def check(with_activities):
    """check("A1.1;Q2 2019/20;On track", ...): a CSV of these lines under the usual headers."""

    def make(*lines, header=HEADER, provenance=Provenance.RETURN) -> CheckedReturn:
        content = "\n".join([header, *lines]).encode()
        context = CheckContext(
            now=datetime(2019, 10, 20), provenance=provenance, stored=OUTTURNS.empty()
        )
        return check_rows(read_return("activities.csv", content), with_activities, context)

    return make


def codes(checked) -> list[str]:
    return [issue.code for issue in checked.issues]


def test_a_sound_row_is_accepted_as_it_was_typed(check):
    checked = check(f"A1.1;{Q2};On track;40%;31/03/2020;2020-06-30;Going well")
    assert not checked.issues
    (row,) = ACTIVITY_ROWS.check(checked.activities).to_dict("records")
    assert row == {
        "activity_code": "A1.1",
        "quarter_id": "2019-20-Q2",
        "status": "on_track",
        "percent_done": 40.0,
        "expected_on": datetime(2020, 3, 31),
        "revised_on": datetime(2020, 6, 30),
        "comment": "Going well",
        "sheet": "",
        "cell": "C2",
    }
    assert checked.quarters == ("2019-20-Q2",)
    assert checked.rows.empty


def test_a_return_of_activities_alone_is_a_return(check):
    assert check(f"A1.1;{Q2};Completed;100;;;").ok


def test_an_activities_table_in_which_nothing_is_filled_in_returns_nothing(check):
    assert codes(check(f"A1.1;{Q2};;;31/03/2020;;")) == ["nothing-returned"]


def test_an_activity_may_be_named_by_its_title(check):
    checked = check(f"plant  TREES;{Q2};On track;;;;")
    assert checked.activities["activity_code"].tolist() == ["A1.2"]


def test_an_unknown_activity_is_told_with_the_nearest(check):
    (issue,) = check(f"Plant treees;{Q2};On track;;;;").issues
    assert issue.as_dict() | {"message": ""} == {
        "severity": "error",
        "code": "unknown-activity",
        "sheet": "",
        "cell": "A2",
        "measure": "Plant treees",
        "found": "Plant treees",
        "message": "",
    }
    assert "Did you mean A1.2 Plant trees?" in issue.message


def test_code_and_title_of_a_row_name_the_same_activity(check):
    header = "Code;Activity;Period;Status"
    assert codes(check(f"A1.1;Plant trees;{Q2};On track", header=header)) == [
        "activity-contradiction"
    ]
    assert check(f"A1.2;Plant trees;{Q2};On track", header=header).ok
    (issue,) = check(f"A9.9;Plant trees;{Q2};On track", header=header).issues
    assert "Did you mean A1.2 Plant trees?" in issue.message


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        *(("On Track", "on_track"), ("on-track", "on_track"), ("ON TRACK.", "on_track")),
        *(("Complete", "completed"), ("completed", "completed"), ("Done", "completed")),
        *(("Delayed", "delayed"), ("behind schedule", "delayed"), ("At_risk", "at_risk")),
        *(("Not started", "not_started"), ("Not yet started", "not_started")),
        *(("Stopped", "stopped"), ("Cancelled", "stopped")),
    ],
)
def test_statuses_are_understood_as_people_write_them(typed, status):
    assert read_status(typed).status == status


def test_every_status_is_understood_by_its_own_id():
    assert [read_status(each.value).status for each in ActivityStatus] == list(ActivityStatus)


@pytest.mark.parametrize("colour", ["Green", "amber", "RED", "G"])
def test_a_colour_is_no_status_and_the_message_says_so(check, colour):
    (issue,) = check(f"A1.1;{Q2};{colour};;;;").issues
    assert issue.code == "unknown-activity-status"
    assert "colour is not a status" in issue.message
    assert "Not started, On track, At risk, Delayed, Completed or Stopped" in issue.message


@pytest.mark.parametrize("typed", ["In progress", "on hold", "splendid"])
def test_words_that_leave_the_status_open_are_refused(check, typed):
    checked = check(f"A1.1;{Q2};{typed};;;;")
    assert codes(checked) == ["unknown-activity-status"]
    assert checked.activities.empty


def test_what_is_said_of_an_activity_needs_a_status(check):
    assert codes(check(f"A1.1;{Q2};;40;;;")) == ["activity-status-missing"]
    assert codes(check(f"A1.1;{Q2};;;;;Some words")) == ["activity-status-missing"]


@pytest.mark.parametrize(
    ("typed", "value"), [("40", 40.0), ("40%", 40.0), ("0", 0.0), ("100 %", 100.0), ("33.3", 33.3)]
)
def test_percentages_are_understood(typed, value):
    assert read_percent(typed, "text").value == value


def test_a_percent_cell_is_read_as_people_see_it():
    assert read_percent("0.4", "percent").value == 40.0


@pytest.mark.parametrize("typed", ["-1", "100.1", "half", "£40", "[p] 40", "nil", "40 of 100"])
def test_what_is_no_number_from_0_to_100_is_refused(check, typed):
    assert codes(check(f"A1.1;{Q2};On track;{typed};;;")) == ["percent-done-invalid"]


def test_a_fraction_is_refused_with_the_percentage_it_seems_to_be(check):
    (issue,) = check(f"A1.1;{Q2};On track;0.4;;;").issues
    assert "Type 40 for 40%" in issue.message


@pytest.mark.parametrize(
    "typed",
    [
        *("2020-03-31", "31/03/2020", "31.03.2020", "31/3/20", "31 March 2020", "31st Mar 2020"),
        *("Tuesday 31 March 2020", "31-Mar-20", "March 31, 2020", "2020-03-31 00:00:00"),
    ],
)
def test_days_are_understood_as_people_write_them(typed):
    assert read_day(typed, "text").day.isoformat() == "2020-03-31"


@pytest.mark.parametrize(
    ("typed", "code", "advice"),
    [
        ("March 2020", "activity-date-ambiguous", "31/03/2020"),
        ("Mar-20", "activity-date-ambiguous", "31/03/2020"),
        ("Q4 2019/20", "activity-date-ambiguous", "31/03/2020"),
        ("soon", "activity-date-invalid", "not a date"),
        ("TBC", "activity-date-invalid", "not a date"),
        ("12/31/2020", "activity-date-invalid", "day first"),
        ("43921", "activity-date-invalid", "31/03/2020"),
        ("31/02/2020", "activity-date-invalid", "not a date"),
        ("31/03/0202", "activity-date-invalid", "cannot be right"),
        ("#REF!", "activity-date-invalid", "31/03/2020"),
    ],
)
def test_what_is_no_single_day_is_refused_with_what_to_type(check, typed, code, advice):
    (issue,) = check(f"A1.1;{Q2};On track;;{typed};;").issues
    assert (issue.code, issue.cell) == (code, "E2")
    assert advice in issue.message


def test_a_day_that_could_be_read_both_ways_is_refused_beside_one_with_the_month_first(check):
    checked = check(f"A1.1;{Q2};On track;;03/04/2020;;", f"A1.2;{Q2};On track;;12/31/2020;;")
    assert codes(checked) == ["activity-date-ambiguous", "activity-date-invalid"]
    assert "03/04/2020 or 04/03/2020" in checked.issues[0].message
    alone = check(f"A1.1;{Q2};On track;;03/04/2020;;")
    assert alone.activities["expected_on"].tolist() == [datetime(2020, 4, 3)]


def test_completed_and_all_done_go_together(check):
    assert codes(check(f"A1.1;{Q2};Completed;90;;;")) == ["completed-below-100"]
    assert codes(check(f"A1.1;{Q2};On track;100;;;")) == ["all-done-not-completed"]
    assert codes(check(f"A1.1;{Q2};Completed;100;;;")) == []
    assert codes(check(f"A1.1;{Q2};Completed;;;;")) == []


@pytest.mark.parametrize(
    ("status", "expected", "revised", "overdue"),
    [
        ("On track", "29/09/2019", "", True),
        ("On track", "30/09/2019", "", False),
        ("On track", "29/09/2019", "31/12/2019", False),
        ("On track", "31/12/2019", "01/08/2019", True),
        ("Not started", "29/09/2019", "", True),
        ("Completed", "29/09/2019", "", False),
        ("Stopped", "29/09/2019", "", False),
        ("On track", "", "", False),
    ],
)
def test_what_was_expected_before_the_quarter_ended_is_told_of(
    check, status, expected, revised, overdue
):
    checked = check(f"A1.1;{Q2};{status};;{expected};{revised};Said")
    assert ("activity-overdue" in codes(checked)) is overdue
    assert len(checked.activities) == 1


@pytest.mark.parametrize("status", ["Delayed", "At risk", "Stopped"])
def test_trouble_asks_for_a_comment(check, status):
    checked = check(f"A1.1;{Q2};{status};;;;")
    assert codes(checked) == ["activity-comment-missing"]
    assert checked.ok


def test_a_row_that_stands_twice_is_taken_once_if_alike_and_else_not_at_all(check):
    same = check(f"A1.1;{Q2};On track;40;;;", f"1.1;{Q2};on-track;40%;;;")
    assert [(issue.code, issue.severity.value) for issue in same.issues] == [
        ("duplicate-activity", "warning")
    ]
    assert same.activities["cell"].tolist() == ["C2"]
    other = check(f"A1.1;{Q2};On track;;;;", f"A1.1;{Q2};Completed;;;;", f"A1.2;{Q2};On track;;;;")
    assert [(issue.code, issue.severity.value) for issue in other.issues] == [
        ("duplicate-activity", "error")
    ]
    assert other.activities["activity_code"].tolist() == ["A1.2"]


def test_an_activity_may_be_returned_for_several_quarters(check):
    checked = check("A1.1;Q1 2019/20;On track;;;;", f"A1.1;{Q2};On track;;;;")
    assert checked.quarters == ("2019-20-Q1", "2019-20-Q2")


WITHOUT_PERIOD = "Activity;Status"


def test_without_a_quarter_nothing_is_taken_and_that_is_told_once(check):
    checked = check("A1.1;On track", "A1.2;On track", header=WITHOUT_PERIOD)
    assert codes(checked) == ["activity-quarter-missing"]
    assert checked.activities.empty


def test_the_quarter_in_the_heading_counts_for_every_row(check):
    header = f"Activities for {Q2}\n{WITHOUT_PERIOD}"
    checked = check("A1.1;On track", "A1.2;On track", header=header)
    assert checked.activities["quarter_id"].tolist() == ["2019-20-Q2"] * 2


def test_a_wrong_quarter_in_the_heading_is_told_once(check):
    header = f"Activities for Q2 2029/30\n{WITHOUT_PERIOD}"
    (issue,) = check("A1.1;On track", "A1.2;On track", header=header).issues
    assert (issue.code, issue.cell) == ("activity-quarter-invalid", "A1")


@pytest.mark.parametrize("typed", ["2019/20", "Sep 2019", "Q2 2019", "Q9", "Q2 2031/32"])
def test_what_is_no_quarter_of_the_plan_is_refused(check, typed):
    assert codes(check(f"A1.1;{typed};On track;;;;")) == ["activity-quarter-invalid"]


def test_a_quarter_that_has_not_begun_has_no_status_yet(check):
    assert check("A1.1;Q3 2019/20;On track;;;;").ok  # it is running
    assert codes(check("A1.1;Q4 2019/20;On track;;;;")) == ["activity-quarter-invalid"]


def test_of_two_columns_that_say_the_same_no_row_is_taken(check):
    checked = check(f"A1.1;{Q2};On track;Delayed", header="Activity;Period;Status;Status")
    assert codes(checked) == ["duplicate-column"]
    assert checked.activities.empty


def test_a_misspelt_header_is_told_with_the_nearest_of_an_activities_table(check):
    (issue,) = check(f"A1.1;{Q2};On track;x", header="Activity;Period;Status;Revized date").issues
    assert issue.code == "unknown-column"
    assert "Did you mean 'Revised date'?" in issue.message


def test_a_comment_too_long_is_refused_and_one_like_a_formula_is_told_of(check):
    assert codes(check(f"A1.1;{Q2};On track;;;;{'x' * 4001}")) == ["text-too-long"]
    checked = check(f"A1.1;{Q2};On track;;;;=1+1")
    assert codes(checked) == ["text-like-formula"]
    assert checked.activities["comment"].tolist() == ["=1+1"]


def test_files_with_history_are_not_asked_to_explain_themselves(check):
    checked = check(
        f"A1.1;{Q2};Delayed;100;01/04/2019;;",
        f"A1.2;{Q2};Completed;90;;;",
        provenance=Provenance.ILLUSTRATIVE,
    )
    assert not checked.issues
    assert len(checked.activities) == 2


def test_every_mistake_of_a_row_is_told_at_once(check):
    assert codes(check("A9.9;Q9;great;lots;soon;later;")) == [
        "unknown-activity",
        "activity-quarter-invalid",
        "unknown-activity-status",
        "percent-done-invalid",
        "activity-date-invalid",
        "activity-date-invalid",
    ]


CELL = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters=';"', exclude_categories=["C"]),
    max_size=12,
)
TYPED = CELL | st.sampled_from(
    ["A1.1", "1.2", Q2, "Q1 2019/20", "On track", "done", "40%", "100", "31/03/2020", "3/4/20", "-"]
)


@settings(max_examples=25)
@given(st.lists(st.lists(TYPED, min_size=7, max_size=7), max_size=5))
def test_whatever_is_typed_every_row_is_accepted_told_of_or_untouched(check_once, lines):
    checked = check_once(*(";".join(line) for line in lines))
    accepted = ACTIVITY_ROWS.check(checked.activities)
    assert set(accepted["activity_code"]) <= {"A1.1", "A1.2", "A1.3"}
    assert set(accepted["status"]) <= set(ActivityStatus)
    assert accepted["percent_done"].dropna().between(0, 100).all()
    assert not accepted.duplicated(["activity_code", "quarter_id"]).any()
    for issue in checked.issues:
        assert issue.message


@pytest.fixture(scope="session")
def check_once(with_activities):
    def make(*lines):
        content = "\n".join([HEADER, *lines]).encode()
        context = CheckContext(
            now=datetime(2019, 10, 20), provenance=Provenance.RETURN, stored=OUTTURNS.empty()
        )
        return check_rows(read_return("a.csv", content), with_activities, context)

    return make
