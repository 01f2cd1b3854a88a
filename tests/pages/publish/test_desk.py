"""The release desk: from draft by review to a time, with comments, on the page alone."""

from datetime import timedelta
from typing import Any

import pytest

from kpis.clock import utc_now
from kpis.model import PreparationState, local_administrator
from kpis.use_cases.submit import submit_return
from tests.pages.desk import CLEAN, POST, press, widget, words

QUARTER = "2019-20-Q3"


@pytest.fixture
def desk(begin_with, strategic_plan, open_desk):
    """The desk at a quarter whose returns are approved."""

    def make(store):
        said: dict[str, Any] = {"actor": local_administrator(POST)}
        made = submit_return(store, strategic_plan, "place_q3.csv", CLEAN, **said).submission.id
        store.approve(made, by=POST)

    begin_with("desk: approved", make)
    return open_desk(
        "publish/releases", chosen={"release_quarter": QUARTER, "officer_post": "Head"}
    )


def test_a_release_is_prepared_reviewed_and_approved_for_a_time_and_taken_back(desk, store):
    assert "No release of Q3 2019/20 is in preparation." in words(desk)
    press(desk, "desk_begin")
    assert "Draft since" in words(desk)
    assert "The release of Q3 2019/20 is a draft." in words(desk)
    widget(desk.text_area, "desk_words").input("Is <b>1.4</b> right?")
    press(desk, "desk_comment")
    press(desk, "desk_ready")
    text = words(desk)
    assert "1 comment is not resolved." in text
    assert "comment is not resolved. Do what it asks for" in text
    assert "Is &lt;b&gt;1.4&lt;/b&gt; right?" in text
    assert not [each for each in desk.button if each.key == "main_action_publish"]
    press(desk, "desk_resolve_1")
    assert "Resolved by Head," in words(desk)

    desk.radio("release_when").set_value("At a time").run()
    desk.date_input("release_day").set_value((utc_now() + timedelta(days=3)).date())
    desk.text_area("release_readers").input("Mayor\nChair of the Board\n")
    for box in desk.checkbox:
        box.check()
    desk.run()
    press(desk, "main_action_publish")
    assert "24 hours before, these posts: Mayor and Chair of the Board." in words(desk)
    press(desk, "main_action_confirm_publish")
    desk.run()
    (due,) = store.scheduled()
    assert due.early_readers == ("Mayor", "Chair of the Board")
    text = words(desk)
    assert "Approved for " in text
    assert "See it as it will be" in text
    assert store.releases().empty

    widget(desk.text_input, "desk_why").input("1.4 is last year's")
    press(desk, "desk_back")
    assert store.scheduled() == ()
    assert "Draft again since" in words(desk)
    (found,) = store.in_preparation()
    assert [each.state for each in found.steps] == [
        PreparationState.DRAFT,
        PreparationState.READY,
        PreparationState.APPROVED,
        PreparationState.DRAFT,
    ]


def test_what_is_missing_is_told_and_a_time_that_has_passed_is_refused(desk, store):
    desk.text_input("publish_post").input("")
    desk.session_state["officer_post"] = ""
    press(desk, "desk_begin")
    assert "Say which post you act for" in desk.error[0].value
    assert store.in_preparation() == ()
    desk.radio("release_when").set_value("At a time").run()
    desk.date_input("release_day").set_value((utc_now() - timedelta(days=3)).date()).run()
    assert "has passed" in desk.error[0].value
    assert not [each for each in desk.button if each.key == "main_action_publish"]


def test_a_release_is_withdrawn_with_a_public_reason(desk, store):
    for box in desk.checkbox:
        box.check()
    desk.run()
    press(desk, "main_action_publish")
    press(desk, "main_action_confirm_publish")
    desk.run()
    press(desk, "withdraw_release_open")
    assert "Readers are shown no figures of Q3 2019/20 any more." in words(desk)
    widget(desk.text_input, "release_withdrawal_post").input("Head")
    widget(desk.text_area, "release_withdrawal_why").input("Of another council")
    press(desk, "main_action_withdraw_release_1")
    assert store.release(1).withdrawn_why == "Of another council"
    desk.run()
    assert "Withdrawn on" in words(desk)
