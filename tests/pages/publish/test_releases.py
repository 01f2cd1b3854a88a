"""The page "Releases": sign figures off, publish them, see what was published."""

import pytest

from kpis.model import local_administrator
from kpis.periods import quarter
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from kpis.use_cases.submit import submit_return
from tests.pages.desk import CLEAN, POST, html, lines_of, press, widget, words

HEAD = "Head of Performance"


@pytest.fixture
def returned(strategic_plan):
    """Submit place_q3.csv to a store, or what is given in its place; → the submission's id."""

    def call(store, content: bytes = CLEAN) -> str:
        made = submit_return(
            store, strategic_plan, "place_q3.csv", content, actor=local_administrator(POST)
        )
        return made.submission.id

    return call


@pytest.fixture
def submitted(begin_with, returned) -> str:
    return begin_with("releases: submitted", returned)


@pytest.fixture
def approved(begin_with, returned) -> str:
    def make(store):
        made = returned(store)
        store.approve(made, by=HEAD)
        return made

    return begin_with("releases: approved", make)


@pytest.fixture
def released(begin_with, returned, strategic_plan) -> None:
    """Release 1 of Q3 2019/20 is made."""

    def make(store):
        store.approve(returned(store), by=HEAD)
        publish_release(
            store,
            strategic_plan,
            quarter(2019, 3),
            actor=local_administrator(HEAD),
            accepted=ALL_WARNINGS,
        )

    begin_with("releases: released", make)


@pytest.fixture
def open_releases(open_desk):
    def call():
        return open_desk("publish/releases", chosen={"release_quarter": "2019-20-Q3"})

    return call


@pytest.fixture
def page(approved, open_releases):
    """All that came in is approved."""
    return open_releases()


def table_after(at, words_in_it: str) -> str:
    return next(body for body in html(at) if words_in_it in body and "<table" in body)


def approve(page, submission: str) -> None:
    press(page, f"approve_{submission}")
    widget(page.text_input, "approval_post_").input(HEAD)
    press(page, "main_action_approve_")
    page.run()


def boxes(page) -> list:
    return [each for each in page.checkbox if each.key.startswith("release_accept_")]


def publish(page, **said: str) -> None:
    """Tick, say, press, and confirm."""
    for box in boxes(page):
        box.check()
    for name, text in {"post": HEAD, **said}.items():
        widget(page.text_input, f"publish_{name}").input(text)
    page.run()
    press(page, "main_action_publish")
    press(page, "main_action_confirm_publish")
    page.run()


def test_a_store_without_returns_or_releases_says_so(open_desk):
    text = words(open_desk("publish/releases"))
    assert "No submission waits for approval." in text
    assert "Nothing has been released yet: pages show the latest figures." in text


def test_a_quarter_is_approved_published_corrected_and_listed(
    open_desk, store, submitted, returned
):
    page = open_desk("publish/releases").selectbox("release_quarter").select("2019-20-Q3").run()
    text = words(page)
    assert f"place_q3.csv {POST}," in text
    assert "3 new, 0 restated, 0 unchanged" in text
    assert "have come in and wait for approval." in text
    assert not [each for each in page.button if each.key == "main_action_publish"]

    approve(page, submitted)
    assert store.submission(submitted).approved_by == HEAD
    assert "wait for approval." not in words(page)
    assert "700" in table_after(page, "Figures the release would show")

    publish(page, note="First release")
    assert store.release(1).note == "First release"
    text = words(page)
    assert "The last release of Q3 2019/20 shows just this." in text
    assert not [each for each in page.button if each.key == "main_action_publish"]
    listed = table_after(page, "Follow one to see")
    assert lines_of(listed)[0][0] == "Release 1: Q3 2019/20"
    figures = f"{store.release(1).figures:,}"
    assert lines_of(listed)[0][2:] == [HEAD, figures, "Latest", "First release"]
    assert 'href="./?release=1&amp;period=2019-20-Q3"' in listed

    store.approve(returned(store, CLEAN.replace(b",700,", b",735,")), by=HEAD)
    page.run()
    changed = table_after(page, "1 figure changed.")
    assert lines_of(changed)[0][1:] == ["700", "735"]
    publish(page, reason="Visits were counted twice")
    assert store.release(2).reason == "Visits were counted twice"
    text = words(page)
    assert "Release 2: Q3 2019/20 correction" in text
    assert "Corrected: Visits were counted twice" in text


def test_before_it_is_published_all_that_is_missing_is_named_ticked_and_said_once_more(page, store):
    text = words(page)
    assert (
        "Q3 2019/20 report: 13 of 25 figures are in, 12 are late. Past figures are included."
        in (text)
    )
    (late,) = [body for body in html(page) if "k-check-list" in body and "due 2" in body]
    assert late.count("<li>") == 12

    # Each warning wants a tick of its own, and without them nothing is published.
    found = boxes(page)
    assert len(found) > 1
    assert widget(page.button, "main_action_publish").disabled
    for box in found[:-1]:
        box.check()
    page.run()
    assert widget(page.button, "main_action_publish").disabled
    assert "1 box above to be ticked first." in words(page)
    boxes(page)[-1].check()
    widget(page.text_input, "publish_note").input("Read <b>this</b>")
    page.run()
    assert not widget(page.button, "main_action_publish").disabled

    # It asks once more, and says what becomes public.
    press(page, "main_action_publish")
    text = " ".join(html(page))
    assert "Everybody who opens Q3 2019/20 will see:" in text
    assert "13 figures of its report, and" in text
    assert "<li>12 figures are late.</li>" in text
    assert "Your note: Read &lt;b&gt;this&lt;/b&gt;" in text
    assert "A release cannot be taken back unseen" in text
    assert store.releases().empty


def test_it_is_refused_without_a_post_and_where_the_store_changed_since_the_list_was_made(
    page, store, strategic_plan
):
    for box in boxes(page):
        box.check()
    widget(page.text_input, "publish_post").input("")
    page.session_state["officer_post"] = ""
    page.run()
    press(page, "main_action_publish")
    press(page, "main_action_confirm_publish")
    assert "Say which post publishes the figures" in page.session_state["release_problem"]
    assert store.releases().empty

    widget(page.text_input, "publish_post").input(HEAD)
    page.run()
    press(page, "main_action_publish")
    submit_return(
        store,
        strategic_plan,
        "more.csv",
        b"measure,period,outturn\n1.3,Q3 2019/20,9\n",
        actor=local_administrator(POST),
    )
    press(page, "main_action_confirm_publish")
    assert "The store has changed since" in page.session_state["release_problem"]
    assert store.releases().empty


def test_all_that_waits_is_approved_at_once(open_desk, store, submitted, strategic_plan):
    second = submit_return(
        store,
        strategic_plan,
        "more.csv",
        b"measure,period,outturn\n10.4,Q2 2019/20,455\n",
        actor=local_administrator(POST),
    ).submission.id
    page = open_desk("publish/releases")
    press(page, "approve_all")
    widget(page.text_input, "approval_post_").input(HEAD)
    press(page, "main_action_approve_")
    assert "2 submissions are approved" in page.success[0].value
    assert all(store.submission(each).approved_at for each in (submitted, second))


def test_what_is_approved_is_shown_old_and_new_with_rating_and_words(
    open_desk, store, approved, strategic_plan
):
    mended = submit_return(
        store,
        strategic_plan,
        "again.csv",
        CLEAN.replace(b",700,,,", b",735,,,One desk had been missed"),
        actor=local_administrator(POST),
    ).submission.id
    page = open_desk("publish/releases")
    in_list = table_after(page, "3 figures to approve.")
    first = lines_of(in_list)[0]
    assert first[0].startswith("10.4")
    assert first[1:3] == ["700", "735 +35"]
    assert first[4] == "One desk had been missed"
    press(page, f"approve_{mended}")
    assert len([body for body in html(page) if "3 figures to approve." in body]) == 2


def test_an_illustrative_figure_that_is_replaced_is_named_as_such(open_desk, store, strategic_plan):
    outturns = store.outturns()
    (made_up,) = outturns.loc[
        (outturns["measure_id"] == "new_enterprises")
        & (outturns["period_id"] == "2019-20-Q3")
        & (outturns["provenance"] == "illustrative"),
        "outturn",
    ]
    returned = b"measure,period,outturn\n1.3,Q3 2019/20,47\n10.4,Q3 2019/20,700\n"
    submit_return(store, strategic_plan, "place_q3.csv", returned, actor=local_administrator(POST))
    listed = lines_of(table_after(open_desk("publish/releases"), "2 figures to approve."))
    told = {cells[0].split()[0]: cells[1:3] for cells in listed}
    assert told == {
        "1.3": [f"{made_up:g} illustrative, is replaced", "47"],
        "10.4": ["–", "700"],
    }


def test_a_rating_that_a_correction_changes_is_named_old_and_new_and_changes_have_an_address(
    released, store, returned, open_desk
):
    store.approve(returned(store, CLEAN.replace(b",700,", b",7,")), by=HEAD)
    asked = {"chosen": {"release_quarter": "2019-20-Q3"}, "changes": "1"}
    at = open_desk("publish/releases", **asked)
    (line,) = lines_of(table_after(at, "1 rating changed."))
    assert line[0].startswith("10.4")
    assert line[0].endswith("Q3 2019/20")
    assert line[1:] == ["G Green", "R Red"]
    assert "It is the first release of Q3 2019/20." in words(at)
    at.query_params["changes"] = "many"
    at.run()
    assert "There is no release" in at.warning[0].value


def test_a_release_that_is_not_there_is_told_with_what_is_shown_instead(released, open_desk):
    at = open_desk("performance/overview", release="77", period="2019-20-Q3")
    assert at.warning[0].value == "There is no release “77”. This is release 1."
    assert at.query_params.get("release") != "77"
    at = open_desk("performance/overview", release="77", period="2019-20-Q1")
    assert at.warning[0].value == "There is no release “77”. These figures are of none."
