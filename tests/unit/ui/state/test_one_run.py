"""What a page asks again and again is asked once in a run of it, and anew after an act."""

import pytest

from kpis.ui.state.one_run import ask_anew, asked_once, one_run


@pytest.fixture
def times():
    return []


@pytest.fixture
def ask(times):
    @asked_once
    def ask(what: str = "", *, aloud: bool = False) -> int:
        times.append((what, aloud))
        return len(times)

    return ask


def test_within_a_run_a_question_is_asked_once(ask, times):
    with one_run():
        assert [ask("store"), ask("store")] == [1, 1]
        assert [ask("plan"), ask("store", aloud=True)] == [2, 3]
    assert len(times) == 3


def test_the_next_run_asks_anew(ask):
    with one_run():
        ask()
    with one_run():
        assert ask() == 2


def test_outside_of_a_run_every_question_is_asked(ask):
    assert [ask(), ask()] == [1, 2]


def test_after_an_act_everything_is_asked_anew_to_the_end_of_the_run(ask):
    with one_run():
        ask()
        ask_anew()
        assert [ask(), ask()] == [2, 3]
    with one_run():
        assert [ask(), ask()] == [4, 4]


def test_a_run_that_breaks_off_leaves_nothing_behind(ask):
    def breaks_off():
        with one_run():
            ask()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_off()
    assert [ask(), ask()] == [2, 3]


def test_what_failed_is_asked_again(times):
    @asked_once
    def busy() -> int:
        times.append("")
        if len(times) == 1:
            raise TimeoutError
        return len(times)

    with one_run():
        with pytest.raises(TimeoutError):
            busy()
        assert busy() == 2
