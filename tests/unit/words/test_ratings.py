"""Rules in words say what a rule does: no colour it cannot give, no limit it does not use."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from kpis.model import CountedIn, LimitsAs, Polarity, RagRule, RagStatus, RatingRule, Since
from kpis.words.ratings import (
    colour_meanings,
    held_against,
    is_green_on_target,
    is_target_met,
    limit_words,
    own_rules,
    rating_by_target,
    rule_in_words,
)
from kpis.words.statuses import rag_rule_sentence, rating_meanings

POINTS = CountedIn.POINTS
nan = float("nan")


def rule(kind, **changes):
    return RatingRule(rule=kind, **changes)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (
            rule(RagRule.MINIMUM_EXPECTATION),
            "Green: target met or better. Amber: minimum expectation met, target not. Red: worse "
            "than the minimum expectation.",
        ),
        (
            rule(RagRule.TOLERANCE, amber_within=5),
            "Green: target met or better. Amber: target missed, but within 5% of the target. Red: "
            "not within 5% of the target.",
        ),
        (
            rule(RagRule.TOLERANCE, green_within=10),
            "Green: target met or better, or within 10% of the target. Red: not within 10% of the "
            "target.",
        ),
        (
            rule(RagRule.TOLERANCE, green_within=10, improving=RagStatus.AMBER),
            "Green: target met or better, or within 10% of the target. Amber: not within 10% of "
            "the target, but better than in the period before. Red: not within 10% of the target, "
            "and no better than in the period before.",
        ),
        (
            rule(RagRule.TOLERANCE, amber_within=5, amber_at_limit=False),
            "Green: target met or better. Amber: target missed, but less than 5% from the target. "
            "Red: 5% or more from the target.",
        ),
        (
            rule(RagRule.BASELINE, green_at_limit=False),
            "Green: better than the baseline. Red: no better than the baseline.",
        ),
        (
            rule(RagRule.TREND, green_at_limit=False, amber_within=0, since=Since.YEAR_BEFORE),
            "Green: better than in the same period a year before. Amber: the same as in the same "
            "period a year before. Red: worse than in the same period a year before.",
        ),
        (
            rule(RagRule.COMPARATOR, area="England", green_within=-2, amber_within=2),
            "Green: better than in England by 2% or more. Amber: not so, but at most 2% worse. "
            "Red: worse still.",
        ),
        (
            rule(RagRule.RANK, comparators="mere_towns", green_within=25, amber_within=50),
            "Green: in the best 25% of the Towns on the mere. Amber: further down, but in the best "
            "50% of the Towns on the mere. Red: further down still.",
        ),
    ],
)
def test_a_rule_is_told_as_it_works(fictional_plan, of, words):
    assert rule_in_words(of, fictional_plan) == words


def test_a_width_in_points_has_the_unit_of_the_measure_it_is_told_of(fictional_plan):
    of = rule(RagRule.TOLERANCE, amber_within=3, counted_in=POINTS)
    by_id = fictional_plan.measures_by_id
    told = {
        name: colour_meanings(of, fictional_plan, by_id[name])[RagStatus.RED]
        for name in ("bins_on_time", "planning_days")
    }
    assert told == {
        "bins_on_time": "not within 3 points of the target",
        "planning_days": "not within 3 days of the target",
    }


def test_names_of_a_council_stand_beside_the_colours(rating_plan):
    assert rag_rule_sentence(rating_plan).startswith("Green (“On target”): target met or better, ")
    assert "Red (“Off target”): not within 5% of the target." in rag_rule_sentence(rating_plan)


def test_a_rounded_limit_is_told_where_the_rule_is_written_in_full(fictional_plan):
    rounded = rule(RagRule.TOLERANCE, amber_within=5, limits=LimitsAs.ROUNDED, reason="x")
    plan = replace(fictional_plan, rating=rounded)
    assert rag_rule_sentence(plan).endswith("Limits are rounded as figures are.")


def test_measures_rated_alike_are_told_of_together_with_the_reason(rating_plan):
    told = {own.codes: own.sentence for own in own_rules(rating_plan, rating_plan.measures)}
    assert "rated otherwise. Green: in the best 25%" in told[("4.13", "4.14")]
    assert told[("4.13", "4.14")].endswith(" Why: The best quarter.")
    assert not any(code.startswith("1.") for codes in told for code in codes)


def test_no_one_meaning_is_told_of_a_colour_where_rules_differ(rating_plan, fictional_plan):
    assert "target" not in " ".join(rating_meanings(rating_plan).values())
    assert "target" in rating_meanings(fictional_plan)[RagStatus.GREEN]


def test_green_is_on_target_only_where_every_rule_says_so(
    strategic_plan, fictional_plan, rating_plan
):
    assert is_green_on_target(strategic_plan)
    assert is_green_on_target(fictional_plan)
    assert not is_green_on_target(rating_plan)


@pytest.mark.parametrize(
    ("polarity", "met", "missed"),
    [
        (Polarity.HIGHER, (0, 1), (-1,)),
        (Polarity.LOWER, (0, -1), (1,)),
        (Polarity.RANGE, (0,), (1, -1)),
    ],
)
def test_whether_a_target_is_met_is_read_from_the_figure(polarity, met, missed):
    assert all(is_target_met(variance, polarity) for variance in met)
    assert not any(is_target_met(variance, polarity) for variance in missed)


@pytest.mark.parametrize(
    ("rag", "variance", "expected"),
    [
        ("green", -1, "amber"),
        ("amber", 1, "green"),
        ("red", -1, "red"),
        ("green", nan, "green"),
        ("late", 1, "late"),
    ],
)
def test_beside_words_about_the_target_a_rating_is_that_of_the_target(rag, variance, expected):
    assert rating_by_target(rag, variance, Polarity.HIGHER) == expected


def test_what_a_figure_was_held_against_is_told_with_whose_it_is():
    of = SimpleNamespace(unit="percent", decimals=1, polarity="higher")
    row = SimpleNamespace(rule="comparator", reference=55.14, reference_of="England")
    assert held_against(row, of) == "55.1% in England"
    row.rule, row.reference, row.reference_of = "rank", 2.0, "33 London boroughs"
    assert held_against(row, of) == "2nd of 33 London boroughs"
    row.reference = nan
    assert held_against(row, of) == ""


@pytest.mark.parametrize(
    ("polarity", "limit", "upper", "words"),
    [
        ("higher", 45.0, nan, "from 45.0%"),
        ("lower", 12.0, nan, "up to 12.0%"),
        ("range", 8.0, 14.0, "from 8.0% to 14.0%"),
        ("higher", nan, nan, ""),
    ],
)
def test_a_limit_is_told_from_the_side_it_is_met(polarity, limit, upper, words):
    of = SimpleNamespace(unit="percent", decimals=1, polarity=polarity)
    assert limit_words(of, limit, upper) == words


def test_a_green_beyond_green_is_told_by_its_name(rating_plan):
    measure = rating_plan.measures_by_id["fees_earned"]
    words = rule_in_words(measure.rating, rating_plan, measure)
    assert "“Exceeded”: green, and better than the target by 10% or more." in words
