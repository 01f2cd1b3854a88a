"""What is said of a survey as a whole, on and beside each boundary."""

from math import nan

import pandas as pd
import pytest

from kpis.frames import SURVEY_RESULTS, TEXT
from kpis.narrative.survey import margin_words, moved_words, people_words

NAN = float("nan")


@pytest.fixture
def results():
    """results(*rows): SURVEY_RESULTS of one wave, each with what is said of it."""

    def make(*said):
        blank = {name: "" if kind == TEXT else 0 for name, kind in SURVEY_RESULTS.columns.items()}
        blank |= {"before_label": "Feb to Mar 2018", "period_label": "Feb to Mar 2019"}
        rows = [
            blank | {"code": f"1.{at}", "short_title": f"Question {at}"} | each
            for at, each in enumerate(said, 1)
        ]
        return SURVEY_RESULTS.rows(SURVEY_RESULTS.conform(pd.DataFrame(rows)))

    return make


NONE = {"direction": "no_clear_change"}
BETTER = {"direction": "improving", "direction_holds": True}
WORSE = {"direction": "worsening", "direction_holds": True}
ALONE = {"direction": "worsening", "direction_holds": False}
BROKEN = {"break_reason": "Asked by telephone"}


def test_how_sure_results_are_is_said_in_points():
    assert margin_words(3.62, 2.17, 5.12) == (
        "A result near 50% may be 3.6 points higher or lower by chance alone, one near 10% or 90% "
        "2.2 points. Two waves near 50% are told apart from 5.1 points on."
    )
    assert margin_words(3.62, 2.17, nan).endswith("90% 2.2 points.")
    assert margin_words(nan, nan, nan) == ""


def test_no_change_by_more_than_chance_is_said_with_how_many_were_tested(results):
    assert moved_words(results(NONE, NONE), 28, "Q1 2019/20") == (
        "Since Feb to Mar 2018, none of 2 results changed by more than chance explains. That "
        "allows for the 28 changes which the report of Q1 2019/20 tests."
    )


def test_those_that_hold_are_counted_and_named_and_those_clear_alone_apart(results):
    words = moved_words(results(NONE, BETTER, BETTER, WORSE, ALONE), 30, "Q1 2019/20")
    assert words.startswith("Since Feb to Mar 2018, of 5 results 2 are better and 1 is worse by ")
    assert "1.2 Question 2 (better), 1.3 Question 3 (better) and 1.4 Question 4 (worse)." in words
    assert words.endswith("Clear by itself, but not among all of them: 1.5 Question 5 (worse).")


def test_a_single_test_is_allowed_for_by_itself(results):
    words = moved_words(results(NONE), 1, "Q1 2019/20")
    assert words == (
        "Since Feb to Mar 2018, the one result did not change by more than chance explains."
    )


def test_only_some_of_many_are_named(results):
    words = moved_words(results(*[BETTER] * 6), 30, "Q1 2019/20")
    assert "1.4 Question 4 (better) and 2 more." in words
    assert "1.5 Question 5" not in words


def test_where_the_method_changed_nothing_is_compared(results):
    assert moved_words(results(BROKEN, BROKEN), 0, "Q1 2019/20") == (
        "The results of Feb to Mar 2019 do not compare with those of Feb to Mar 2018: Asked by "
        "telephone."
    )


def test_of_a_first_wave_nothing_is_said(results):
    assert moved_words(results({}, {}), 0, "Q1 2019/20") == ""
    assert moved_words((), 0, "") == ""


@pytest.mark.parametrize(
    ("low", "high", "interviews", "words"),
    [
        (1049, 1154, NAN, "1,049 to 1,154 people answered each question"),
        (1104, 1104, NAN, "1,104 people answered each question"),
        (1049, 1154, 1160, "1,160 interviews"),
        (NAN, NAN, NAN, ""),
    ],
)
def test_how_many_answered(low, high, interviews, words):
    assert people_words(low, high, interviews) == words
