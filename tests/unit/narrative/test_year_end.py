"""Which year-end targets are likely to be met: each measure in one group, each count true."""

import math
import re
from random import Random

import pytest

from kpis.narrative.year_end import year_end, year_end_sentence
from tests.unit.narrative.read_back import count
from tests.unit.narrative.rows import made_row


def rows(*chances):
    return [
        made_row(measure_id=str(place), chance_target=chance)
        for place, chance in enumerate(chances)
    ]


@pytest.mark.parametrize(
    ("chance", "group"),
    [
        *((0.0, "unlikely"), (0.37, "unlikely"), (0.374, "unlikely"), (0.376, "open")),
        *((0.52, "open"), (0.524, "open"), (0.526, "likely"), (1.0, "likely")),
    ],
)
def test_a_chance_is_in_the_group_whose_word_it_has(chance, group):
    found = year_end(rows(chance))
    assert [name for name in found._fields if getattr(found, name)] == [group]


def test_a_measure_of_which_nothing_is_foreseen_is_in_none():
    assert year_end(rows(math.nan)).foreseen == 0
    assert year_end_sentence(rows(math.nan)) == ""
    assert year_end_sentence([]) == ""


@pytest.mark.parametrize(
    ("chances", "sentence"),
    [
        ((0.9,), "The one year-end target that can be foreseen is likely to be met."),
        ((0.1,), "The one year-end target that can be foreseen is unlikely to be met."),
        ((0.45,), "The one year-end target that can be foreseen is in the balance."),
        (
            (0.9, 0.8, 0.1),
            "Of the year-end targets that can be foreseen, two are likely to be met and one is "
            "unlikely to be met.",
        ),
        (
            (0.9, 0.45, 0.45, 0.1, math.nan),
            "Of the year-end targets that can be foreseen, one is likely to be met, two are in "
            "the balance and one is unlikely to be met.",
        ),
    ],
)
def test_the_sentence_counts_each_group_that_has_any(chances, sentence):
    assert year_end_sentence(rows(*chances)) == sentence


def test_the_counts_of_a_sentence_are_those_of_the_rows_counted_another_way():
    chooser = Random(2019)
    for _ in range(200):
        chances = [
            chooser.choice([0.02, 0.2, 0.45, 0.7, 0.99]) for _ in range(chooser.randint(2, 14))
        ]
        text = year_end_sentence(rows(*chances))
        told = {
            kind: count(number)
            for number, kind in re.findall(
                r"(\w+) (?:is|are) (likely|unlikely|in the balance)", text
            )
        }
        assert told == {
            kind: number
            for kind, number in (
                ("likely", sum(each >= 0.55 for each in chances)),
                ("in the balance", sum(0.37 < each < 0.53 for each in chances)),
                ("unlikely", sum(each <= 0.35 for each in chances)),
            )
            if number
        }
