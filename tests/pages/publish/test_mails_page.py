"""The page "Mails": who gets mails of releases, and what became of each."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.model import MailAbout, Role, local_administrator
from kpis.periods import quarter
from kpis.ui.publish.mail_log import ASKED
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from tests.pages.desk import POST, press, words
from tests.roles import access_file, signed_in

ROOT = Path(__file__).parents[3]
CLERK = local_administrator(POST)
CHAIR = "chair@north.example"


@pytest.fixture(autouse=True)
def no_settings_of_elsewhere(monkeypatch):
    monkeypatch.delenv("KPIS_MAIL", raising=False)


def test_a_post_is_subscribed_listed_and_ended_on_the_page(store, open_page):
    at = open_page("publish/mails")
    assert "Nobody is subscribed." in words(at)
    assert "No mail server is named, so mails are written into a folder" in words(at)
    at.text_input("mail_post").input("Chair of the board")
    at.text_input("mail_address").input("Chair <chair@north.example>")
    at.selectbox("mail_about").select_index(2)
    at.text_input("mail_by").input(POST)
    press(at, "main_action_subscribe")
    assert "is no mail address" in at.error[0].value
    at.text_input("mail_address").input(CHAIR)
    press(at, "main_action_subscribe")
    assert not at.error
    assert "Chair of the board gets a mail of each release from now on." in at.success[0].value
    assert f"Chair of the board , outcome 1 {CHAIR} : subscription 1" in words(at).replace(
        f"{CHAIR}:", f"{CHAIR} :"
    )
    (made,) = store.subscriptions()
    assert (made.about, made.of_what, made.subscribed_by) == (MailAbout.OUTCOME, "1", POST)
    press(at, "unsubscribe_1")
    assert "Nobody is subscribed." in words(at)
    assert store.subscriptions()[0].address == ""


def test_what_became_of_each_mail_is_told_and_what_was_not_sent_is_tried_when_asked(
    store, open_page, strategic_plan
):
    store.subscribe("Chair of the board", CHAIR, MailAbout.EVERYTHING, by=CLERK)
    publish_release(store, strategic_plan, quarter(2019, 2), actor=CLERK, accepted=ALL_WARNINGS)
    at = open_page("publish/mails")
    shown = words(at)
    assert "1 mail not sent yet, or given up." in shown
    assert "Release 1: Q2 2019/20 Chair of the board everything waits to be sent" in shown
    assert shown.count(CHAIR) == 1  # in the list of who is subscribed, and not with the mail
    press(at, "send_mails")
    assert "They are being sent." in at.success[0].value
    assert ASKED.is_set()
    ASKED.clear()


def test_a_member_sees_what_they_subscribed_to_themselves_and_nobody_elses_address(
    store, strategic_plan, monkeypatch, tmp_path
):
    store.subscribe("Chair of the board", CHAIR, MailAbout.EVERYTHING, by=CLERK)
    measure = strategic_plan.counted[0]
    path = access_file(tmp_path / "access.toml", strategic_plan, measure)
    monkeypatch.setenv("KPIS_ACCESS", str(path))
    at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
    at.user = signed_in(Role.CONTRIBUTOR)
    at.switch_page("pages/publish/mails.py").run()
    assert "You subscribed to nothing here." in words(at)
    at.text_input("mail_address").input("own@north.example")
    press(at, "main_action_subscribe")
    shown = words(at)
    assert "own@north.example" in shown
    assert CHAIR not in shown
    assert "No mail server is named" not in shown
