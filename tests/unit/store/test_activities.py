"""How activities stand in the store: revisions, withdrawals, times, and what a return changes."""

from datetime import datetime, timedelta
from functools import partial
from itertools import count

import numpy as np
import pandas as pd
import pytest

from kpis.frames import ACTIVITIES, ACTIVITY_CHANGES, ACTIVITY_ROWS, RETURN_ROWS
from kpis.model import Provenance
from kpis.store import Incoming

OCTOBER, NOVEMBER, DECEMBER = (datetime(2019, month, 1) for month in (10, 11, 12))
TICK = timedelta(microseconds=1)
BLANK = {
    "activity_code": "A1.1",
    "quarter_id": "2019-20-Q2",
    "status": "on_track",
    "percent_done": np.nan,
    "expected_on": pd.NaT,
    "revised_on": pd.NaT,
    "comment": "",
    "sheet": "Activities",
    "cell": "E7",
}


def rows(*statuses):
    return ACTIVITY_ROWS.conform(pd.DataFrame([BLANK | row for row in statuses], columns=[*BLANK]))


@pytest.fixture
def submit(store):
    numbers = count()

    def call(*statuses, now=OCTOBER, provenance=Provenance.RETURN, content=b""):
        number = next(numbers)
        return store.submit(
            Incoming(
                rows=RETURN_ROWS.empty(),
                activities=rows(*statuses),
                file_name="activities.csv",
                content=content or f"file {number}".encode(),
                provenance=provenance,
                by="Performance Officer",
                now=now,
            )
        )

    return call


@pytest.fixture
def statuses(store):
    """The status shown of each activity and quarter, in their order."""

    def read(as_at=None):
        return ACTIVITIES.check(store.activities(as_at))["status"].tolist()

    return read


def test_what_was_submitted_is_shown_as_it_was_told(submit, store):
    content = {"percent_done": 40.0, "expected_on": datetime(2020, 3, 31), "comment": "=Sum"}
    made = submit(content).submission
    (row,) = store.activities().to_dict("records")
    assert pd.isna(row.pop("revised_on"))
    assert row == {
        key: value for key, value in (BLANK | content).items() if key != "revised_on"
    } | {
        "submission_id": made.id,
        "provenance": "return",
        "known_at": OCTOBER,
    }


def test_a_store_without_activities_gives_none(store):
    assert ACTIVITIES.check(store.activities()).empty
    assert ACTIVITIES.check(store.activities(OCTOBER)).empty


def test_the_status_told_last_is_shown_and_the_earlier_one_as_it_stood(submit, statuses):
    submit({"status": "on_track"})
    submit({"status": "delayed"}, now=NOVEMBER)
    assert statuses() == ["delayed"]
    assert statuses(NOVEMBER) == ["delayed"]
    assert statuses(NOVEMBER - TICK) == ["on_track"]
    assert statuses(OCTOBER - TICK) == []


def test_of_two_told_at_one_moment_the_one_stored_last_is_shown(submit, statuses):
    submit({"status": "on_track"})
    submit({"status": "delayed"})
    assert statuses() == statuses(OCTOBER) == ["delayed"]


def test_a_withdrawn_status_counts_until_it_was_withdrawn(submit, store, statuses):
    submit({"status": "on_track"})
    second = submit({"status": "delayed"}, now=NOVEMBER).submission
    store.withdraw(second.id, by="Head of Performance", why="Wrong file", now=DECEMBER)
    assert statuses() == ["on_track"]
    assert statuses(DECEMBER) == ["on_track"]
    assert statuses(DECEMBER - TICK) == ["delayed"]


def test_withdrawing_one_of_two_that_told_the_same_loses_nothing(submit, store, statuses):
    first = submit({"status": "on_track"}).submission
    submit({"status": "on_track"}, now=NOVEMBER)
    store.withdraw(first.id, by="Head of Performance", why="Sent twice")
    assert statuses() == ["on_track"]


def test_what_a_service_told_hides_what_was_illustrative_whichever_came_first(
    submit, statuses, store
):
    illustrative = partial(submit, provenance=Provenance.ILLUSTRATIVE)
    returned = submit({"status": "delayed"}).submission
    illustrative({"status": "completed"}, {"activity_code": "A1.2"}, now=NOVEMBER)
    assert statuses() == ["delayed", "on_track"]
    store.withdraw(returned.id, by="Head of Performance", why="Wrong file")
    assert statuses() == ["completed", "on_track"]


def test_quarters_of_one_activity_stand_side_by_side(submit, store):
    submit({"quarter_id": "2019-20-Q2"}, {"quarter_id": "2019-20-Q1", "status": "not_started"})
    statuses = store.activities()
    assert statuses["quarter_id"].tolist() == ["2019-20-Q1", "2019-20-Q2"]
    assert statuses["status"].tolist() == ["not_started", "on_track"]


def kinds(changes):
    return ACTIVITY_CHANGES.check(changes)["change"].tolist()


@pytest.mark.parametrize(
    "other",
    [
        {"status": "delayed"},
        {"percent_done": 40.0},
        {"expected_on": datetime(2020, 3, 31)},
        {"revised_on": datetime(2020, 3, 31)},
        {"comment": "Now explained"},
    ],
)
def test_a_return_that_says_anything_else_restates(submit, other):
    submit({})
    (change,) = submit(other).activity_changes.to_dict("records")
    assert change["change"] == "restated"
    assert change["before_status"] == "on_track"
    assert change["after_status"] == other.get("status", "on_track")


def test_a_return_is_new_restated_or_unchanged_row_by_row(submit):
    assert kinds(submit({}, {"activity_code": "A1.2"}).activity_changes) == ["new", "new"]
    done = submit({}, {"activity_code": "A1.2", "status": "stopped"}, {"activity_code": "A1.3"})
    assert kinds(done.activity_changes) == ["unchanged", "restated", "new"]
    assert done.submission.activities == 3
    assert done.submission.new == 0


def test_illustrative_statuses_are_not_restated_by_a_service(submit):
    submit({"status": "completed"}, provenance=Provenance.ILLUSTRATIVE)
    assert kinds(submit({}).activity_changes) == ["new"]


def test_the_same_file_again_changes_nothing(submit, store):
    first = submit({}, content=b"the same")
    again = submit({}, content=b"the same", now=NOVEMBER)
    assert again.repeated
    assert again.submission == store.submission(first.submission.id)
    assert kinds(again.activity_changes) == ["unchanged"]
    assert len(store.activities()) == 1


def test_a_preview_says_what_submitting_brings(submit, store):
    submit({})
    preview = store.preview(
        RETURN_ROWS.empty(),
        activities=rows({"status": "delayed"}, {"activity_code": "A1.2"}),
        file_name="activities.csv",
        sha256="0",
        provenance=Provenance.RETURN,
    )
    assert kinds(preview.activity_changes) == ["restated", "new"]
    assert len(store.activities()) == 1


def test_submissions_say_how_many_activities_they_hold(submit, store):
    submit({}, {"activity_code": "A1.2"})
    assert store.submissions()["activities"].tolist() == [2]
