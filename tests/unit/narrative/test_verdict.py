"""One verdict per measure: every combination of its four parts, read as a reader would.

What a sentence may say is written down here a second time, from the rules and not from the tables:
which words are good news and which are bad, and what must stand beside them.
"""

import re
from itertools import product

import pytest
from wordfreq import zipf_frequency

from kpis.model import RATED, RagStatus
from kpis.narrative import verdict
from kpis.narrative.verdict.ahead import ENDED, MINIMUM, NO_MINIMUM, SHORT_OF, chance_in_words
from kpis.narrative.verdict.joined import SENTENCES, UNRATED, joined
from kpis.narrative.verdict.motion import MOTIONS, Signal, Tone, Travel, motion_of
from kpis.words.chances import OF_MEETING, chance_words
from tests.unit.narrative.rows import made_row

MOST_WORDS = 25
LEAST_FREQUENT = 3.5  # Zipf: about once in 300,000 words, as "clearly" and "minimum" are not
WHENS = ("its year-end target", "its 2018/19 target")
GOOD = re.compile(r"\b(improving|clearly better|better than before|better over)\b")
BAD = re.compile(r"\b(worse|unlikely|remote|misses|missed|short of)\b")
# Between a colour and news that goes against it stands one of these.
AGAINST = re.compile(r"\b(but|though|still short of)\b")


def all_ahead():
    """Words and tone of every outlook: each chance with each chance of the minimum, and none."""
    for when in WHENS:
        for target, minimum in product(OF_MEETING, MINIMUM):
            yield (target, minimum), chance_in_words(target, minimum, when)
        for status, (words, tone) in ENDED.items():
            yield status, (words.format(when), tone)
    yield None, ("", Tone.SILENT)


def all_verdicts():
    """Every combination with its verdict: status, direction, signal, what lies ahead."""
    motions = [(way, signal, MOTIONS[way][signal]) for way in MOTIONS for signal in Signal]
    for (way, signal, motion), (kind, ahead) in product(motions, all_ahead()):
        for status in RagStatus:
            if status in RATED or not isinstance(kind, RagStatus):
                if isinstance(kind, RagStatus) and kind is not status:
                    continue
                for short in SHORT_OF.values() if status in SHORT_OF else ("",):
                    yield status, way, signal, kind, joined(status, motion, ahead, short)


EVERY = list(all_verdicts())


def test_the_tables_have_every_state_direction_signal_and_chance():
    assert set(MOTIONS) == set(Travel)
    assert all(set(of_direction) == set(Signal) for of_direction in MOTIONS.values())
    assert set(SENTENCES) == set(RATED)
    assert set(SENTENCES) | set(UNRATED) == set(RagStatus)
    heads = {Tone.GOOD, Tone.EVEN, Tone.BAD, Tone.SILENT}
    moves = {Tone.GOOD, Tone.BAD, Tone.FLAT, Tone.SILENT}
    for of_status in SENTENCES.values():
        assert set(of_status) == moves
        assert all(set(of_tone) == heads for of_tone in of_status.values())
    assert len(EVERY) > 30_000


def test_every_verdict_begins_with_its_rating_or_the_reason_for_none():
    for status, *_, text in EVERY:
        if status in RATED:
            assert re.match(rf"{status.value.capitalize()}( now)?[.,] ", text), text
            others = {other.value for other in RATED} - {status.value}
            assert not others & set(re.findall(r"\w+", text.lower())), text
        else:
            assert text.startswith(UNRATED[status])


def test_every_verdict_can_be_read_aloud():
    for *_, text in EVERY:
        for sentence in re.split(r"(?<=\.) ", text):
            assert 1 <= len(sentence.split()) <= MOST_WORDS, text
            assert sentence[0].isupper(), text
            assert sentence.endswith("."), text
        assert not re.search(r"[{};]|\s\s|\.\.|, \.|nan|None| ,", text), text
        assert text.count(" but ") <= 1, text
        assert len(re.findall(r"\b(\w+) \1\b", text)) == 0, text


def test_every_verdict_is_in_everyday_words():
    words = {word for *_, text in EVERY for word in re.findall(r"[A-Za-z]+", text.lower())}
    rare = {word: found for word in words if (found := zipf_frequency(word, "en")) < LEAST_FREQUENT}
    assert rare == {}


def test_red_is_never_called_better_without_a_but():
    for status, _, signal, kind, text in EVERY:
        if status is not RagStatus.RED or not GOOD.search(text):
            continue
        assert AGAINST.search(text), text
        first = next(part for part in text.split(". ") if GOOD.search(part))
        assert AGAINST.search(first), (signal, kind, text)


def test_a_good_outlook_never_stands_bare_beside_red():
    for status, *_, kind, text in EVERY:
        if status is RagStatus.RED and isinstance(kind, tuple) and kind[0] >= 55:
            assert text.startswith("Red now"), text
            assert " but " in text, text


def test_green_never_falls_short_without_being_told_to_be_green_now():
    for status, *_, kind, text in EVERY:
        if status is not RagStatus.GREEN:
            continue
        assert "missed" not in text
        assert "short of" not in text
        if isinstance(kind, tuple) and kind[0] < 55:
            assert text.startswith("Green now"), text


def test_bad_news_of_a_green_measure_is_set_against_something():
    for status, _, signal, kind, text in EVERY:
        if status is RagStatus.GREEN and BAD.search(text):
            assert AGAINST.search(text) or text.startswith("Green now"), (signal, kind, text)


def test_a_verdict_says_of_the_chances_what_the_outlook_says():
    """Word for word: what "likely" means is written down in one place."""
    for chance in (0.0, 0.1, 0.3, 0.45, 0.6, 0.85, 0.99):
        text = verdict(made_row(outlook=80.0, outlook_period_id="2019-20-Q4", chance_target=chance))
        word = chance_words(chance).split(" (")[0].split(" is ")[1].removeprefix("a ")
        assert word.removeprefix("only a ") in text.lower()


def test_a_minimum_is_told_only_where_its_target_is_unlikely():
    for (target, minimum), (words, _) in (
        (kind, ahead) for kind, ahead in all_ahead() if isinstance(kind, tuple)
    ):
        assert ("minimum" in words) == (target <= 35 and minimum != NO_MINIMUM)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "Green. On target."),
        ({"direction_year": "improving"}, "Green. On target, and improving."),
        ({"rag": "amber"}, "Amber. Short of its target."),
        (
            {"rag": "red", "direction_year": "improving"},
            "Red. Improving, but still short of the minimum expected.",
        ),
        (
            {"rag": "red", "direction_year": "improving", "minimum_expectation": float("nan")},
            "Red. Improving, but still short of its target.",
        ),
        (
            {"rag": "red", "direction_year": "not_tested"},
            "Red. Short of the minimum expected. Changed, though not tested.",
        ),
        (
            {"rag": "red", "direction_year": "not_tested", "variation": "common_cause"},
            "Red. Short of the minimum expected. Within its usual ups and downs.",
        ),
        (
            {"rag": "red", "variation": "special_cause_improvement", "chance_target": 0.02},
            "Red. Clearly better than usual, but there is only a remote chance of meeting "
            "its year-end target.",
        ),
        (
            {"rag": "red", "direction_year": "improving", "chance_target": 0.1}
            | {"chance_minimum": 0.3},
            "Red. Improving, but highly unlikely to meet its year-end target or even the minimum.",
        ),
        (
            {"rag": "red", "direction_year": "improving", "chance_target": 0.7},
            "Red now, but improving, and likely to meet its year-end target.",
        ),
        (
            {"direction_year": "worsening", "chance_target": 0.45},
            "Green now. Getting worse, and meeting its year-end target is only a realistic "
            "possibility.",
        ),
        (
            {"rag": "amber", "period_id": "2018-19", "direction_year": "improving"},
            "Amber. Improving, but it missed its 2018/19 target.",
        ),
        (
            {"rag": "amber", "period_id": "2018-19", "aims_of": "2019-20"},
            "Amber. It missed the target asked of it.",
        ),
        (  # whose target is that of the financial year 2019/20
            {"rag": "amber", "period_id": "2018-19-AY", "aims_of": "2019-20"},
            "Amber. It missed its target.",
        ),
        ({"period_id": "2018-CY", "aims_of": "2018-19"}, "Green. It met its target."),
        ({"rag": "green", "period_id": "2018-19-Q4"}, "Green. It met its year-end target."),
        ({"rag": "late", "outturn": float("nan")}, "Late: the figure is not in."),
        (
            {"rag": "late", "outturn": float("nan"), "variation": "special_cause_concern"}
            | {"latest_rag": "red", "latest_period_id": "2019-20-Q2"},
            "Late: the figure is not in. Red when last measured, for Q2 2019/20.",
        ),
        (
            {
                "rag": "not_due",
                "outturn": float("nan"),
                "period_id": "",
                "latest_rag": "out_of_date",
            }
            | {"latest_period_id": "2016-02-to-2016-03"},
            "Not due this quarter. The last figure, in the Feb to Mar 2016 survey, is out of date.",
        ),
        (
            {"rag": "not_due", "outturn": float("nan"), "period_id": "", "chance_target": 0.9},
            "Not due this quarter. Highly likely to meet its year-end target.",
        ),
        (
            {"rag": "data_only", "direction_year": "no_clear_change"},
            "No rating: there is no target. No clear change.",
        ),
    ],
)
def test_what_is_said_of_a_measure(columns, words):
    if "chance_target" in columns:
        columns = columns | {"outlook": 80.0, "outlook_period_id": "2019-20-Q4"}
    assert verdict(made_row(**columns)) == words


@pytest.mark.parametrize(
    ("year", "long", "previous", "told"),
    [
        ("improving", "worsening", "worsening", "improving"),
        ("no_clear_change", "worsening", "improving", "worse over the longer run"),
        ("not_tested", "improving", "worsening", "better over the longer run"),
        ("no_clear_change", "", "improving", "no clear change since a year before"),
        ("no_clear_change", "no_clear_change", "not_tested", "no clear change"),
        ("not_tested", "", "improving", "improving"),
        ("", "no_clear_change", "worsening", "getting worse"),
        ("not_tested", "no_clear_change", "not_tested", "changed, though not tested"),
        ("", "no_clear_change", "", "no clear change"),
        ("not_tested", "", "not_tested", "changed, though not tested"),
        ("", "", "", ""),
    ],
)
def test_a_year_earlier_comes_before_the_period_before(year, long, previous, told):
    row = made_row(direction_year=year, direction_long=long, direction_previous=previous)
    assert motion_of(row)[0] == told
