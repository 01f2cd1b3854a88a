"""The icons of a control chart: always with their words, and told apart without colours."""

import re
from base64 import b64decode

import pandas as pd
import pytest

from kpis.ui.performance.measure.control_chart import signal_list
from kpis.ui.performance.signal_icons import (
    assurance,
    assurance_icon,
    variation,
    variation_icon,
)
from kpis.ui.state.analyses import ControlChart
from kpis.words.control_charts import ASSURANCE_WORDS, VARIATION_WORDS
from tests.unit.narrative.rows import made_row

KINDS = tuple(VARIATION_WORDS)


def shapes(icon: str) -> str:
    """The picture without its colours."""
    svg = b64decode(re.search(r"base64,([^\"]+)", icon)[1]).decode()
    return re.sub(r"#[0-9A-F]{6}", "", svg)


@pytest.mark.parametrize("kind", KINDS)
def test_the_icon_of_variation_stands_beside_its_words(kind):
    html = str(variation(kind, "Above UCL"))
    assert f'<span class="k-signal-words">{VARIATION_WORDS[kind]}</span>' in html
    assert 'alt=""' in html


@pytest.mark.parametrize("kind", ASSURANCE_WORDS)
def test_the_icon_of_assurance_stands_beside_its_words(kind):
    assert ASSURANCE_WORDS[kind] in str(assurance(kind, "higher"))


def test_the_kinds_differ_without_their_colours():
    pictures = {shapes(variation_icon(kind)) for kind in KINDS}
    assert len(pictures) == len(KINDS) - 1  # higher and lower are told apart by their way
    assert shapes(variation_icon(KINDS[-1], "Below LCL")) not in pictures
    assert len({shapes(assurance_icon(kind)) for kind in ASSURANCE_WORDS}) == len(ASSURANCE_WORDS)


@pytest.mark.parametrize(
    ("cause", "up"),
    [("Above UCL", True), ("7 Point Trend (Decreasing)", False), ("2 in 3 Below CL", False)],
)
def test_the_line_goes_the_way_of_the_figures(cause, up):
    above = variation_icon("special_cause_concern", "7 Points Above CL")
    same = shapes(variation_icon("special_cause_concern", cause)) == shapes(above)
    assert same is up


def test_a_target_met_lies_beneath_the_range_where_more_is_better_and_above_where_less_is():
    met = "consistent_pass"
    assert shapes(assurance_icon(met, "higher")) != shapes(assurance_icon(met, "lower"))


def test_nothing_is_shown_where_nothing_may_be_said():
    assert variation("", "") is None
    assert assurance("", "higher") is None


def test_what_the_latest_point_is_comes_with_what_the_icon_means():
    html = str(variation("common_cause", "Common Cause", latest="26% in <2017/18>."))
    assert "26% in &lt;2017/18&gt;. The ups and downs are normal." in html


def test_news_says_which_rule_made_it_news():
    html = str(
        variation("special_cause_improvement", "7 Points Above CL", latest="23% in 2018/19.")
    )
    assert (
        "23% in 2018/19. It is one of seven or more in a row above the average. It is worth" in html
    )


@pytest.mark.parametrize(
    ("kind", "cause", "words"),
    [
        ("improvement", "7 Points Above CL", "Still clearly better than usual"),
        ("concern", "Below LCL", "Still clearly worse than usual"),
        ("concern", "7 Point Trend (Decreasing)", "Getting worse lately, step by step"),
    ],
)
def test_news_that_the_direction_beside_it_goes_against_is_called_what_it_is(kind, cause, words):
    html = str(variation(f"special_cause_{kind}", cause, opposed=True))
    assert f">{words}<" in html
    assert "The direction of travel goes the other way" in html


@pytest.mark.parametrize(
    ("beside", "words"),
    [("2019-20", "Still clearly better than usual"), ("2018-19", "Clearly better than usual")],
)
def test_the_direction_on_the_page_counts_where_it_is_of_the_same_figure(
    strategic_plan, beside, words
):
    told = made_row(
        variation="special_cause_improvement",
        special_cause="7 Points Above CL",
        spc_period_id="2019-20",
        spc_value=26.0,
        direction_year="worsening",
    )
    chart = ControlChart(pd.DataFrame(), told)
    measure = strategic_plan.measures_by_id["recycling"]
    assert words in signal_list(chart, measure, told._replace(spc_period_id=beside))


@pytest.mark.parametrize("chart", ["residual", "seasonal_residual"])
def test_a_chart_that_follows_each_figure_does_not_call_a_slow_rise_chance(chart):
    made = str(variation("common_cause", "Common Cause", chart=chart, latest="23.1% in Q2."))
    assert "lies where the figures before it led to expect" in made
    assert "ups and downs are normal" not in made
    assert "ups and downs are normal" in str(
        variation("common_cause", "Common Cause", chart="xmr", latest="23.1% in Q2.")
    )


@pytest.mark.parametrize(
    ("rag", "words"),
    [
        ("red", "Clearly better than usual, but rated red"),
        ("amber", "Clearly better than usual, but rated amber"),
        ("green", "Clearly better than usual"),
    ],
)
def test_good_news_never_stands_bare_beside_red_or_amber(rag, words):
    html = str(variation("special_cause_improvement", "7 Points Above CL", rag=rag))
    assert f">{words}<" in html


@pytest.mark.parametrize(
    ("kind", "rag", "words"),
    [
        ("consistent_fail", "green", "Target met this time, but usually missed"),
        ("consistent_pass", "red", "Target missed this time, but usually met"),
        ("consistent_fail", "red", ASSURANCE_WORDS["consistent_fail"]),
    ],
)
def test_what_is_said_of_the_target_does_not_contradict_the_rating(kind, rag, words):
    assert f">{words}<" in str(assurance(kind, "higher", rag=rag))


def test_where_the_chance_of_meeting_the_target_is_told_the_chart_does_not_tell_it_again(
    strategic_plan,
):
    told = made_row(
        variation="common_cause", special_cause="Common Cause", assurance="consistent_fail"
    )
    measure = strategic_plan.measures_by_id["recycling"]
    chart = ControlChart(pd.DataFrame(), told)
    assert "usually missed" in signal_list(chart, measure, told)
    assert "missed" not in signal_list(chart, measure, told._replace(chance_target=0.4))
