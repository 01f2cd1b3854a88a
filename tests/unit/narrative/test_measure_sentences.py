"""No sentence claims more than its row says: a thousand rows of all kinds, read back."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from kpis.frames import INSIGHTS
from kpis.narrative import measure_sentences, verdict
from kpis.narrative.context import context
from kpis.narrative.level import level
from kpis.narrative.movement import movement
from kpis.words.chances import chance_words, yardstick
from tests.unit.narrative.check_context import BANDS
from tests.unit.narrative.check_dates import check_dates
from tests.unit.narrative.check_verdict import check_verdict
from tests.unit.narrative.checker import check_sentences
from tests.unit.narrative.read_back import opposed
from tests.unit.narrative.rows import BLANK, Insight, made_row, random_rows

# What a row might say instead: each makes at least one sentence false or leaves something unsaid.
OTHERWISE = {
    "outturn": lambda row: row.outturn + 40,
    "target": lambda row: row.target + 40,
    "rag": lambda row: {"green": "red", "amber": "green", "red": "amber"}.get(row.rag),
    "provenance": lambda row: "return" if row.provenance == "illustrative" else "illustrative",
    "direction_previous": lambda row: _turned(row.direction_previous),
    "direction_year": lambda row: _turned(row.direction_year),
    "variation": lambda row: "common_cause" if "special" in row.variation else "",
    "aims_of": lambda row: "2030-31" if row.rag in ("green", "amber", "red") else None,
    "spc_run": lambda row: row.spc_run + 1 if row.spc_run else None,
    "outlook": lambda row: float("nan") if row.outlook == row.outlook else None,
    "chance_target": lambda row: abs(row.chance_target - 0.3),
    "benchmark_rank": lambda row: row.benchmark_rank + 1 if row.benchmark_rank else None,
}


def _turned(direction):
    return {"improving": "worsening", "worsening": "no_clear_change"}.get(direction)


def texts(row):
    return [claim.text.replace("\u00a0", " ") for claim in measure_sentences(row)]


def test_a_thousand_rows_of_all_kinds_are_told_truly():
    sentences: Counter[str] = Counter()
    contrary = 0
    for row in random_rows(1000, seed=2019):
        claims = measure_sentences(row)
        check_sentences(row, claims)
        check_verdict(row, verdict(row))
        check_dates(row, [*(claim.text for claim in claims), verdict(row)])
        sentences.update({claim.kind for claim in claims})
        contrary += opposed(row)
    assert sentences["level"] == 1000
    assert min(sentences.values()) > 500
    assert contrary > 50


@pytest.mark.parametrize("column", OTHERWISE)
def test_a_sentence_told_of_a_row_that_says_otherwise_is_caught(column):
    """The check can fail: sentences are held against a row that differs in one column."""
    tried = 0
    for row in random_rows(300, seed=8):
        claims = measure_sentences(row)
        changed = OTHERWISE[column](row)
        other = row._replace(**{column: changed})
        if changed is None or texts(other) == texts(row):
            continue
        tried += 1
        with pytest.raises((AssertionError, ValueError)):
            check_sentences(other, claims)
        if tried == 10:
            return
    pytest.fail(f"Only {tried} rows say otherwise")


# What a row might say instead of what its verdict rests on.
VERDICT_OTHERWISE = {
    name: OTHERWISE[name] for name in ("rag", "direction_year", "outlook", "chance_target")
}


@pytest.mark.parametrize("column", VERDICT_OTHERWISE)
def test_a_verdict_on_a_row_that_says_otherwise_is_caught(column):
    """The check of verdicts can fail too."""
    tried = 0
    for row in random_rows(500, seed=9):
        changed = VERDICT_OTHERWISE[column](row)
        other = row._replace(**{column: changed})
        if changed is None or verdict(other) == verdict(row):
            continue
        tried += 1
        with pytest.raises(AssertionError):
            check_verdict(other, verdict(row))
    assert tried > 10


OF_KIND = {"level": level, "movement": movement, "context": context}


def test_each_claim_rests_on_the_columns_it_names_and_on_no_other():
    for row in random_rows(200, seed=7):
        for claim in measure_sentences(row):
            assert set(claim.columns) <= set(INSIGHTS.columns)
            assert {name: repr(value) for name, value in claim.values.items()} == {
                name: repr(getattr(row, name)) for name in claim.columns
            }
            alone: Any = Insight(**(BLANK | {"rag": "not_due", "rag_reason": "x"} | claim.values))
            again = [one.text for one in OF_KIND[claim.kind](alone)]
            assert claim.text in again


ILLUSTRATIVE = {"provenance": "illustrative", "target_illustrative": True}
BEFORE = {
    "previous_period_id": "2019-20-Q2",
    "previous_outturn": 79.0,
    "direction_previous": "improving",
    "year_period_id": "2018-19-Q3",
    "year_outturn": 82.9,
    "direction_year": "no_clear_change",
}
SPC = {
    "spc_period_id": "2019-20-Q3",
    "spc_value": 81.2,
    "mean": 79.3,
    "lpl": 74.0,
    "upl": 84.6,
    "variation": "common_cause",
    "special_cause": "Common Cause",
}
SEVEN = {
    "variation": "special_cause_improvement",
    "special_cause": "7 Points Above CL",
    "spc_run": 7,
}
OUTLOOK = {
    "outlook": 81.0,
    "outlook_low": 77.8,
    "outlook_high": 84.2,
    "outlook_period_id": "2019-20-Q4",
    "outlook_target": 80.0,
    "chance_target": 0.68,
}
RANK = {
    "benchmark_title": "London boroughs",
    "benchmark_period_id": "2018-19",
    "benchmark_outturn": 81.2,
    "benchmark_areas": 32,
    "benchmark_rank": 9,
    "benchmark_rank_low": 4,
    "benchmark_rank_high": 14,
    "benchmark_standing": "better_half",
}


def test_a_measure_of_which_everything_is_known():
    assert texts(made_row(**BEFORE, **SPC, **OUTLOOK, **RANK)) == [
        "The figure for Q3 2019/20 is 81.2%, rated green.",
        "That is 1.2 points above the target of 80.0%.",
        "It is better than the quarter before (79.0%) but not clearly different from the same "
        "quarter a year earlier (82.9%).",
        "Even so, it is within its usual ups and downs.",
        "It is likely (about 70%) that the target of 80.0% for Q4 2019/20 will be met.",
        "The council ranked 9th of 32 London boroughs in 2018/19, in the better half even "
        "allowing for chance.",
    ]


def test_seven_figures_on_one_side_are_more_than_chance():
    assert texts(made_row(**(SPC | SEVEN)))[2:4] == [
        "The last seven quarterly figures are all above their average of 79.3%.",
        "That is more than chance: better than usual.",
    ]


def test_good_news_of_a_red_measure_has_its_rating_beside_it():
    red = {"rag": "red", "outturn": 70.0, "variance": -10.0}
    assert texts(made_row(**(SPC | SEVEN), **red))[-1] == (
        "That is more than chance: better than usual, but it is rated red."
    )


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (
            {"outturn": 77.0, "variance": -3.0, "rag": "amber"},
            "The figure for Q3 2019/20 is 77.0%, rated amber. That is 3.0 points below the target "
            "of 80.0%. It meets the minimum expectation of 75.0%.",
        ),
        (
            {"outturn": 75.0, "variance": -5.0, "rag": "amber", **ILLUSTRATIVE},
            "The illustrative figure for Q3 2019/20 is 75.0%, rated amber. That is 5.0 points "
            "below an illustrative target of 80.0%. It meets the minimum expectation of 75.0% "
            "exactly.",
        ),
        (
            {"outturn": 70.0, "variance": -10.0, "rag": "red", "marker": "p"},
            "The provisional figure for Q3 2019/20 is 70.0%, rated red. That is 10.0 points below "
            "the target of 80.0%. It is also worse than the minimum expectation of 75.0%.",
        ),
        (
            {
                "unit": "count",
                "unit_label": "residents",
                "decimals": 0,
                "basis": "year_to_date",
                "outturn": 1412.0,
                "target": 1400.0,
                "variance": 12.0,
            },
            "The total by the end of Q3 2019/20 is 1,412 residents, rated green. That is 12 above "
            "the target of 1,400 for that point in the year.",
        ),
        (
            {
                "polarity": "range",
                "outturn": 14.5,
                "target": 8.0,
                "target_upper": 14.0,
                "minimum_expectation": 6.0,
                "minimum_expectation_upper": 17.0,
                "variance": 0.5,
                "rag": "amber",
            },
            "The figure for Q3 2019/20 is 14.5%, rated amber. That is 0.5 points above the target "
            "range of 8.0% to 14.0%. It is within the minimum expectation of 6.0% to 17.0%.",
        ),
    ],
)
def test_where_a_rated_measure_stands(columns, sentence):
    assert " ".join(texts(made_row(**columns))) == sentence


FALLEN = {"year_period_id": "2018-19-Q3", "year_outturn": 84.0, "direction_year": "worsening"}


def test_a_signal_that_goes_against_the_direction_is_called_what_it_is():
    """It fell from last year's and yet stands above its average: so "still"."""
    assert texts(made_row(**FALLEN, **(SPC | SEVEN)))[2:] == [
        "It is worse than the same quarter a year earlier (84.0%).",
        "Even so, the last seven quarterly figures are all above their average of 79.3%.",
        "That is more than chance: still better than usual.",
    ]


def test_a_longer_run_that_goes_against_the_last_step_begins_with_but():
    sentences = texts(made_row(**FALLEN, direction_long="improving"))
    assert sentences[-1] == "But over the longer run it has improved."


def test_a_minimum_expectation_out_of_reach_has_a_chance_of_its_own():
    """ "Highly unlikely" of the target says too much of a minimum with a chance of 30%."""
    ahead = OUTLOOK | {"chance_target": 0.1, "chance_minimum": 0.3, "outlook_minimum": 75.0}
    assert texts(made_row(**ahead))[-1] == (
        "It is unlikely (about 30%) that even the minimum expectation of 75.0% will be met."
    )


def test_a_single_one_is_not_followed_by_a_plural():
    one = {"unit": "count", "unit_label": "households", "decimals": 0, "outturn": 1.0}
    sentences = texts(made_row(**one, rag="data_only"))
    assert sentences[0] == "The figure for Q3 2019/20 is 1 (households)."


def test_the_figure_told_as_the_latest_is_not_told_again_beside_its_signal():
    late = {"outturn": float("nan"), "rag": "late", "due_on": datetime(2020, 1, 21)}
    before = {"latest_period_id": "2019-20-Q2", "spc_period_id": "2019-20-Q2"}
    sentences = texts(made_row(**(SPC | late | before)))
    assert sentences[1:] == [
        "The latest figure for Q2 2019/20 is 81.2%.",
        "That figure is within its usual ups and downs.",
    ]


def test_a_period_without_a_figure_is_not_passed_over_for_an_earlier_one():
    row = made_row(
        rag="not_due",
        rag_reason="Measured once a school year, next due with Q3 2019/20",
        period_id="",
        outturn=float("nan"),
        latest_period_id="2016-17-AY",
        latest_outturn=38.3,
        latest_provenance="illustrative",
        without_period_id="2017-18-AY",
        without_marker="x",
    )
    assert texts(row) == [
        "The latest illustrative figure shown, for the 2016/17 academic year, is 38.3%.",
        "The figure for the 2017/18 academic year is not available.",
        "Nothing is due this quarter: measured once a school year, next due with Q3 2019/20.",
    ]


def test_of_an_illustrative_figure_no_more_is_said_than_that_it_is_the_latest_shown():
    """A later one may be hidden by a published "not available"."""
    gap = {"outturn": float("nan"), "marker": "x", "rag": "not_available"}
    before = {"latest_period_id": "2019-20-Q1", "latest_provenance": "illustrative"}
    assert texts(made_row(**(gap | before)))[:2] == [
        "The return for Q3 2019/20 came without a figure: it is not available.",
        "The latest illustrative figure shown, for Q1 2019/20, is 81.2%.",
    ]


@pytest.mark.parametrize(("words", "band"), BANDS.items())
def test_each_end_of_a_band_of_the_yardstick_has_its_words(words, band):
    """Between the bands the nearer one: 7% is said as 5%, and 8% as 10%."""
    for end in band:
        assert chance_words(end / 100).startswith(words)
    assert chance_words(min(band) / 100 - 0.02).startswith(words)
    assert chance_words(max(band) / 100 + 0.02).startswith(words)
    assert (words.split(" is ")[1].split("a ")[-1], *band) in yardstick()


FAR = {"variation": "special_cause_improvement", "special_cause": "Above UCL", "spc_value": 86.0}


@pytest.mark.parametrize(
    ("chart", "told", "words"),
    [
        (
            "residual",
            FAR,
            "is above the range that the figures before led to expect (limit 84.6%).",
        ),
        ("seasonal", FAR, "is above its usual range for the time of year (limit 84.6%)."),
        (
            "seasonal",
            SEVEN,
            "quarterly figures are all above what is usual for their time of year.",
        ),
        ("seasonal", {}, "is within its usual ups and downs."),
        ("g", {}, "Such events come as far apart as usual."),
        (
            "g",
            FAR | {"special_cause": "Long Without"},
            "Such events have lately come less often than chance explains.",
        ),
    ],
)
def test_what_a_chart_says_is_told_in_the_words_of_that_chart(chart, told, words):
    sentences = texts(made_row(**(SPC | told), spc_chart=chart))
    assert words in sentences[2]


def test_a_figure_as_the_one_before_led_to_expect_does_not_take_a_tested_change_back():
    row = made_row(**BEFORE, **SPC, spc_chart="residual")
    sentences = texts(row)
    assert sentences[2].endswith("quarter a year earlier (82.9%).")
    assert not [words for words in (*sentences, verdict(row)) if "ups and downs" in words]
