"""An activities return on the page "Submit a return": looked at, stored, shown."""

import pytest

from tests.pages.desk import answer, choose, submit, widget, words

HEADER = b"activity,period,status,percent_done,expected_date,revised_date,comment\n"
GOOD = HEADER + b"A1.1,Q3 2019/20,Completed,100,,,\nA1.2,Q3 2019/20,On track,20,2022-03-31,,\n"
RESTATED = HEADER + b"A1.1,Q3 2019/20,On track,90,2022-03-31,,\n"
COLOURED = HEADER + b"A1.1,Q3 2019/20,green,,,,\n"


@pytest.fixture
def page(open_desk):
    return open_desk("returns/submit")


def test_activities_alone_are_told_stored_and_shown(page, store):
    choose(page, "activities.csv", GOOD)
    told = words(page)
    assert "2 activities can be read" in told
    assert "2 activities: 0 restated, 2 new, 0 unchanged." in told
    assert widget(page.button, "main_action_submit_").label == "Submit 2 activities"
    submit(page)
    told = words(page)
    assert "0 unchanged , and 2 activities" in told.replace("unchanged,", "unchanged ,")
    assert "See the activities" in told
    found = store.activities()
    own = found[found["provenance"] == "return"]
    assert own["status"].tolist() == ["completed", "on_track"]


def test_restated_activities_ask_for_a_reason(page, store):
    choose(page, "activities.csv", GOOD)
    submit(page)
    choose(page, "again.csv", RESTATED)
    told = words(page)
    assert "1 activity: 1 restated, 0 new, 0 unchanged." in told
    assert widget(page.text_input, "reason_").label == "Why is 1 activity restated?"
    answer(page, reason="")
    assert "the reason for 1 restated activity" in words(page)
    submit(page, reason="Not quite done yet.")
    assert store.submissions().iloc[0]["reason"] == "Not quite done yet."


def test_a_colour_in_place_of_a_status_keeps_the_file_out(page):
    choose(page, "activities.csv", COLOURED)
    told = words(page)
    assert "A colour is not a status" in told
    assert "no figures can be read" in told
    assert not [each for each in page.button if (each.key or "").startswith("main_action_submit_")]
