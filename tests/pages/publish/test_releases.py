"""The page "Releases": sign figures off, publish them, see what was published."""

import pytest

from kpis.use_cases.submit import submit_return
from tests.pages.desk import CLEAN, POST, html, lines_of, press, widget, words

HEAD = "Head of Performance"


@pytest.fixture
def submitted(store, strategic_plan) -> str:
    made = submit_return(store, strategic_plan, "place_q3.csv", CLEAN, by=POST)
    return made.submission.id


@pytest.fixture
def page(submitted, open_desk):
    at = open_desk("publish/releases")
    at.selectbox("release_quarter").select("2019-20-Q3").run()
    return at


def table_after(at, words_in_it: str) -> str:
    return next(body for body in html(at) if words_in_it in body and "<table" in body)


def test_a_store_without_returns_or_releases_says_so(open_desk):
    text = words(open_desk("publish/releases"))
    assert "No submission waits for approval." in text
    assert "Nothing has been released yet: pages show the latest figures." in text


def test_a_quarter_is_approved_published_corrected_and_listed(
    page, store, submitted, strategic_plan
):
    text = words(page)
    assert f"place_q3.csv {POST}," in text
    assert "3 new, 0 restated, 0 unchanged" in text
    assert "3 figures left out, because not approved." in text

    press(page, f"approve_{submitted}")
    widget(page.text_input, "approval_post_").input(HEAD)
    press(page, "main_action_approve_")
    page.run()
    assert store.submission(submitted).approved_by == HEAD
    assert "left out" not in words(page)
    assert "700" in table_after(page, "Figures the release would show")

    widget(page.text_input, "publish_post").input(HEAD)
    widget(page.text_input, "publish_note").input("First release")
    press(page, "main_action_publish")
    assert page.success[0].value == "Release 1, Q3 2019/20, is published."
    text = words(page)
    assert "so there is nothing to correct." in text
    assert not [each for each in page.button if each.key == "main_action_publish"]
    listed = table_after(page, "Follow one to see")
    assert lines_of(listed)[0][0] == "Release 1: Q3 2019/20"
    assert lines_of(listed)[0][2:] == [HEAD, f"{store.release(1).figures:,}", "First release"]
    assert 'href="./?release=1&amp;period=2019-20-Q3"' in listed

    mended = submit_return(
        store, strategic_plan, "place_q3.csv", CLEAN.replace(b",700,", b",735,"), by=POST
    ).submission
    store.approve(mended.id, by=HEAD)
    page.run()
    changed = table_after(page, "Those that were otherwise before are marked [r]")
    assert lines_of(changed)[0][1:] == ["700", "735"]
    press(page, "main_action_publish")
    assert "Release 2" in page.success[0].value
    assert "Release 2: Q3 2019/20 correction" in words(page)


def test_all_that_waits_is_approved_at_once(open_desk, store, submitted, strategic_plan):
    second = submit_return(
        store, strategic_plan, "more.csv", b"measure,period,outturn\n10.4,Q2 2019/20,455\n", by=POST
    ).submission.id
    page = open_desk("publish/releases")
    press(page, "approve_all")
    widget(page.text_input, "approval_post_").input(HEAD)
    press(page, "main_action_approve_")
    assert "2 submissions are approved" in page.success[0].value
    assert all(store.submission(each).approved_at for each in (submitted, second))


def test_publishing_without_a_post_is_refused_in_a_sentence(page, store):
    press(page, "main_action_publish")
    assert "Say which post publishes the figures" in page.error[0].value
    assert store.releases().empty
