"""Illustrative statuses of activities: of this plan, believable, with trouble to look at."""

from datetime import datetime

import pandas as pd
import pytest

from kpis.analysis.report.activities import activity_performance, count_activities
from kpis.frames import ACTIVITIES, OUTTURNS
from kpis.model import ActivityStatus, Provenance
from kpis.periods import quarter
from kpis.readers import read_return
from kpis.validation import CheckContext, check_rows

QUARTERS = [quarter(2019, number) for number in (1, 2, 3)]
TROUBLE = [ActivityStatus.AT_RISK, ActivityStatus.DELAYED, ActivityStatus.STOPPED]


@pytest.fixture(scope="module")
def checked(data_folder, plan):
    """The file checked as strictly as a service's own return."""
    content = (data_folder / "illustrative" / "activities.csv").read_bytes()
    context = CheckContext(
        now=datetime(2020, 1, 20), provenance=Provenance.RETURN, stored=OUTTURNS.empty()
    )
    return check_rows(read_return("activities.csv", content), plan, context)


@pytest.fixture(scope="module")
def rows(checked):
    return checked.activities


def test_only_what_is_overdue_is_told_of(checked):
    assert {issue.code for issue in checked.issues} == {"activity-overdue"}


def test_every_activity_and_every_commitment_is_told_of(rows, plan):
    assert set(rows["activity_code"]) == {activity.code for activity in plan.tracked}
    assert set(rows["quarter_id"]) == {each.id for each in QUARTERS}


def test_earlier_quarters_are_nearly_whole_and_the_last_is_coming_in(rows, plan):
    told = rows.groupby("quarter_id").size()
    assert told[:2].between(len(plan.tracked) - 2, len(plan.tracked) - 1).all()
    assert 0.35 <= told.iloc[2] / len(plan.tracked) <= 0.6


def test_every_status_occurs_and_trouble_is_explained(rows):
    assert set(rows["status"]) == {status.value for status in ActivityStatus}
    assert (rows.loc[rows["status"].isin(TROUBLE), "comment"].str.len() > 40).all()


def test_percentages_go_with_the_status_and_never_fall(rows):
    done = rows["status"] == ActivityStatus.COMPLETED
    assert (rows.loc[done, "percent_done"] == 100).all()
    assert (rows.loc[~done, "percent_done"] < 100).all()
    assert (rows.loc[rows["status"] == ActivityStatus.NOT_STARTED, "percent_done"] == 0).all()
    by_quarter = rows.sort_values("quarter_id").groupby("activity_code")["percent_done"]
    assert by_quarter.apply(lambda told: told.is_monotonic_increasing).all()


def test_what_is_completed_stays_so_and_dates_move_only_with_a_revised_date(rows):
    for _, told in rows.sort_values("quarter_id").groupby("activity_code"):
        statuses = told["status"].tolist()
        if ActivityStatus.COMPLETED in statuses:
            assert set(statuses[statuses.index(ActivityStatus.COMPLETED) :]) == {"completed"}
        assert (told["expected_on"] == told["expected_on"].iloc[0]).all()


@pytest.mark.parametrize("of", QUARTERS[1:], ids=str)
def test_the_page_has_something_to_show_of_every_colour(rows, plan, of):
    stored = rows.assign(
        submission_id="s", provenance="illustrative", known_at=pd.Timestamp("2020-01-20")
    )
    (counts,) = count_activities(
        activity_performance(plan, ACTIVITIES.conform(stored), of)
    ).to_dict("records")
    assert counts["green"] > counts["red"] > 0
    assert counts["amber"] > 0
    assert counts["not_rated"] > 0
    assert 1 <= counts["overdue"] <= counts["red"]
