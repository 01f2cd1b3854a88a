"""What follows from the figures is worked out once for each state of them, for all readers."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from typing import Any

import pytest

from kpis.periods import quarter
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import forget, kept_per_state, results_made

Q1, Q2 = quarter(2019, 1), quarter(2019, 2)


@pytest.fixture
def figures(request):
    """Nothing but a key, of this test's own: what is kept outlives a test."""
    nothing: dict[str, Any] = dict.fromkeys(each.name for each in fields(Figures))
    return Figures(**nothing | {"key": request.node.name})


@pytest.fixture
def calls():
    return []


@pytest.fixture
def asked(calls):
    """A function of the figures that notes each time it does any work."""

    @kept_per_state(max_entries=4)
    def work(of, *args):
        calls.append((of.key, *args))
        return object()

    return work


def test_the_same_question_about_the_same_figures_is_worked_out_once(asked, calls, figures):
    assert asked(figures, Q1, "recycling") is asked(figures, Q1, "recycling")
    assert len(calls) == 1


def test_figures_read_anew_under_the_same_key_are_the_same(asked, calls, figures):
    assert asked(figures, Q1) is asked(replace(figures), quarter(2019, 1))
    assert len(calls) == 1


def test_another_state_of_the_figures_is_another_question(asked, calls, figures):
    assert asked(figures, Q1) is not asked(replace(figures, key=f"{figures.key}, changed"), Q1)
    assert len(calls) == 2


@pytest.mark.parametrize("args", [(Q2, True), (None, True), (Q1, False)])
def test_another_argument_is_another_question(asked, calls, figures, args):
    assert asked(figures, Q1, True) is not asked(figures, *args)
    assert len(calls) == 2


def test_measures_are_told_apart_by_their_ids(asked, calls, figures, fictional_plan):
    first, second = fictional_plan.measures[:2]
    assert asked(figures, first) is asked(figures, replace(first, title="Renamed"))
    assert asked(figures, first) is not asked(figures, second)
    assert len(calls) == 2


def test_readers_who_ask_at_once_wait_for_one_result(figures):
    begun, calls = threading.Barrier(4), []

    @kept_per_state(max_entries=4)
    def slow(of):
        calls.append(of.key)
        threading.Event().wait(0.1)
        return object()

    def ask(_):
        begun.wait(60)
        return slow(figures)

    with ThreadPoolExecutor(4) as readers:
        results = set(readers.map(ask, range(4)))
    assert len(results) == len(calls) == 1


def test_what_could_not_be_worked_out_is_tried_anew_by_who_waited_for_it(figures):
    begun, calls = threading.Event(), []

    @kept_per_state(max_entries=4)
    def fails_at_first(of):
        calls.append(of.key)
        if len(calls) == 1:
            begun.wait(60)
            raise ValueError("at first")
        return "made"

    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(fails_at_first, figures)
        while not calls:
            threading.Event().wait(0.01)
        second = readers.submit(fails_at_first, figures)
        begun.set()
        with pytest.raises(ValueError, match="at first"):
            first.result(60)
        assert second.result(60) == "made"


def test_what_was_asked_for_longest_ago_goes_first(asked, calls, figures):
    for number in (1, 2, 3, 4, 1, 5, 1):
        asked(figures, number)
    assert len(calls) == 5
    asked(figures, 2)
    assert len(calls) == 6


def test_what_begins_with_an_underscore_is_no_part_of_the_question(figures):
    @kept_per_state(max_entries=4)
    def work(of, number, _by):
        return object()

    assert work(figures, 1, "one") is work(figures, 1, _by="another")


def test_what_is_kept_of_figures_that_are_over_is_let_go(asked, calls, figures):
    over = replace(figures, key=f"{figures.key} over")
    asked(over), asked(figures)
    before = results_made()
    forget(lambda key: key == over.key)
    asked(figures)
    assert (len(calls), results_made()) == (2, before)
    asked(over)
    assert (len(calls), results_made()) == (3, before + 1)
