"""What can be read in two ways is asked on the page once, and its answer kept until it is not."""

from html import unescape

import pytest

from kpis.ui.returns.submit.question_panel import SHOWN
from tests.pages.desk import POST, choose, html, press, submit, widget, words

QUESTION = "header-meaning: planned outturn"
FIRST = b"measure,period,planned outturn\n10.4,Q3 2019/20,700\n"
NEXT = FIRST.replace(b"700", b"710")


@pytest.fixture
def next_file(open_desk, begin_with, monkeypatch):
    """The page with the next file of a post whose answer about the first is kept."""

    def answered(made):
        with monkeypatch.context() as patch:
            patch.setenv("KPIS_STORE", str(made.path))
            page = open_desk("returns/submit")
            press(choose(page, "q3.csv", FIRST), "answer_0_")
            submit(page)

    begin_with("questions: the first is answered", answered)
    again = open_desk("returns/submit")
    again.text_input("desk_post").input(POST).run()
    return choose(again, "q3_more.csv", NEXT)


def is_asked(page) -> bool:
    return any('class="k-question"' in body for body in html(page))


def test_an_answer_that_is_kept_is_asked_again_for_this_file_alone(next_file, store):
    assert "answered for an earlier file" in words(next_file)
    assert not is_asked(next_file)
    press(next_file, "ask_again_")
    assert is_asked(next_file)
    assert [each.question for each in store.answers(POST)] == [QUESTION]


def test_an_answer_that_is_forgotten_is_asked_for_the_next_files_too(next_file, store):
    press(next_file, "unkeep_")
    assert is_asked(next_file)
    assert store.answers(POST) == []


def test_what_is_kept_of_each_post_is_listed_and_forgotten_without_its_file(
    next_file, open_desk, store
):
    other = "Head of Parks"
    page = open_desk("returns/submit")
    press(choose(page, "parks.csv", FIRST.replace(b"700", b"701")), "answer_0_")
    submit(page, post=other)
    page = open_desk("returns/submit")
    press(page, "kept_answer_")
    assert "Say which post you act for" in page.error[0].value
    page.text_input("desk_post").input("Head of Performance").run()
    page.selectbox("kept_post").select(other).run()
    assert f"{other}: planned outturn is taken as it is" in words(page)
    press(page, "kept_answer_")
    assert store.answers(other) == []
    assert [each.question for each in store.answers(POST)] == [QUESTION]
    assert f"{other}: planned" not in words(page)


def test_an_answer_of_this_visit_is_taken_back_and_not_forgotten_for_it_is_not_kept(open_desk):
    page = press(choose(open_desk("returns/submit"), "q3.csv", FIRST), "answer_0_")
    assert "answered here" in words(page)
    assert not [each for each in page.button if (each.key or "").startswith("unkeep_")]
    assert widget(page.button, "ask_again_")


def test_an_error_that_can_be_answered_stands_once_and_every_other_in_the_table(open_desk):
    rows = "".join(f"Zzyzx {number},Q3 2019/20,{number}\n" for number in range(1, SHOWN + 2))
    page = choose(open_desk("returns/submit"), "q3.csv", f"measure,period,outturn\n{rows}".encode())
    asked = [body for body in html(page) if body.startswith('<div class="k-question"')]
    assert len(asked) == SHOWN
    assert "1 other error: to be put right" in words(page)
    told = unescape(words(page))
    for number in range(1, SHOWN + 2):
        assert told.count(f"'Zzyzx {number}' is not a measure of the plan") == 1


def test_an_answer_names_its_measure_as_people_know_it(open_desk):
    content = b"measure,period,outturn (000s)\n11.2,Q3 2019/20,9\n"
    page = press(choose(open_desk("returns/submit"), "q3.csv", content), "answer_0_")
    told = words(page)
    assert "of 11.2 Staff sickness" in told
    assert "staff_sickness" not in told
