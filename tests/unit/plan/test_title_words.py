"""What stands beside a code is a title of its measure, or it is of something else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import Plan
from kpis.plan.lookup import MeasureLookup
from kpis.plan.names.title_words import is_title_of, same_word, title_words

# These have no word to spare: without it they are of something else.
NOT_WITHOUT = {
    "4.4": "prevented",
    "6.1": "Level of household overcrowding",
    "8.1": "Level of hate crime",
    "8.2": "Residents’ level of volunteering",
    "10.3": "not",
}


def is_of(plan: Plan, code: str, text: str) -> bool:
    measure = MeasureLookup(plan).find(code)
    assert measure is not None
    return is_title_of(measure, text)


def test_each_title_is_its_own(strategic_plan):
    for measure in strategic_plan.measures:
        for title in (measure.title, measure.short_title):
            assert is_title_of(measure, title), title
            assert is_title_of(measure, title.upper().replace("’", "'"))


def test_no_title_is_of_another_measure_unless_one_is_a_part_of_the_other(strategic_plan):
    taken = {
        (measure.code, other.code)
        for measure in strategic_plan.measures
        for other in strategic_plan.measures
        if measure is not other and is_title_of(measure, other.title)
    }
    # Each of these exact titles names the other measure, which is told as a contradiction.
    parts = {("4.1", "4.1a"), ("4.1", "4.1b"), ("4.2a", "3.5"), ("4.2c", "3.5")}
    assert taken <= parts


def test_a_title_without_one_of_its_words_is_known(strategic_plan):
    for measure in strategic_plan.measures:
        words = measure.title.split()
        for at, word in enumerate(words):
            if word in NOT_WITHOUT.get(measure.code, ""):
                continue
            shortened = " ".join(words[:at] + words[at + 1 :])
            assert is_title_of(measure, shortened), shortened


@given(st.data())
def test_a_title_with_a_letter_wrong_is_known(strategic_plan, data):
    measure = data.draw(st.sampled_from(strategic_plan.measures))
    title = measure.title
    at = data.draw(st.sampled_from([n for n, sign in enumerate(title[:-1]) if sign.isalpha()]))
    letter = data.draw(st.sampled_from("aeinst"))
    slip = data.draw(st.sampled_from([title[at + 1], letter, "", title[at] + letter]))
    if slip == title[at + 1]:
        wrong = title[:at] + title[at + 1] + title[at] + title[at + 2 :]
    else:
        wrong = title[:at] + slip + title[at + 1 :]
    assert is_title_of(measure, wrong), wrong


def test_a_title_with_its_words_in_another_order_is_known(strategic_plan):
    shuffled = random.Random(12)
    for measure in strategic_plan.measures:
        words = list(title_words(measure.title))
        shuffled.shuffle(words)
        assert is_title_of(measure, " ".join(words))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("5.2", "Recycling rate"),
        ("5.2", "Level of recyling"),
        ("5.2", "% recycling"),
        ("5.2", "Percentage of household waste recycled"),
        ("5.3", "Level of CO2 emissions"),
        ("1.1", "Young people in education, employment & training"),
        ("2.1", "Children in stable placements"),
        ("3.2", "Delayed discharges"),
        ("7.1", "Concern about anti social behaviour and crime"),
        ("11.1", "Council staff turn-over"),
        ("5.2", "-"),
        ("5.2", "%"),
    ],
)
def test_other_wording_of_the_same_is_known(strategic_plan, code, text):
    assert is_of(strategic_plan, code, text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("1.1", "Missed bins not put right in a day"),
        ("5.2", "Calls answered in time"),
        ("5.2", "Calls about recycling answered"),
        ("1.1", "Young people in employment"),
        ("3.4", "Physically inactive adults"),
        ("4.4", "Households becoming homeless"),
        ("6.2", "Level of homeless households in temporary accommodation"),
        ("8.1", "Level of crime"),
        ("10.3", "Older people who have returned to hospital"),
        ("11.2", "Staff turnover"),
        ("11.2", "Staff"),
        ("9.2", "Satisfaction with parks"),
    ],
)
def test_a_title_of_something_else_is_told(strategic_plan, code, text):
    assert not is_of(strategic_plan, code, text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("learners", "learning", True),
        ("attend", "attendance", True),
        ("recyling", "recycling", True),
        ("rcime", "crime", True),
        ("active", "inactive", False),
        ("male", "female", False),
        ("satisfied", "dissatisfied", False),
        ("employment", "unemployment", False),
        ("co2", "co3", False),
        ("bow", "box", False),
    ],
)
def test_words_of_one_stem_are_one_and_opposites_are_two(one, other, same):
    assert same_word(one, other) is same
    assert same_word(other, one) is same


@given(st.text(max_size=60))
def test_any_text_has_an_answer(strategic_plan, text):
    assert is_title_of(strategic_plan.measures[0], text) in (True, False)
    assert MeasureLookup(strategic_plan).near(text) is not None
