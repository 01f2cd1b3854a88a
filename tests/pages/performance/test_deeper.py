"""What a measure's page says beyond its figures: signals, outlook, standing among others."""

import re
from math import nan
from types import SimpleNamespace
from typing import Any

import pytest

from kpis.narrative.outlook_words import outlook_words


def test_a_long_series_has_its_icons_in_words_outlook_and_ranks(open_page, html_of, read_page):
    at = open_page("performance/measure", measure="hate_crime")
    html = html_of(at)
    headings = [found.value for found in at.header]
    assert headings[:3] == ["Trend", "Signal or noise", "Figures"]
    assert re.findall(r'k-signal-words">([^<]+)<', html)
    assert "27 in Sep 2019." in html
    html = read_page("performance/measure", measure="recycling", today="1")
    assert "The figures follow each other, so each is held against what the one before led" in html
    assert re.search(
        r"How this was worked out<span[^>]*>: the control chart</span>.*?Residual", html
    )
    assert "Counting starts afresh in 2009/10." in html
    html = read_page("performance/measure", measure="recycling")
    assert re.search(
        r"<strong>Outlook. </strong>Likely result for [^:]+: \d+% \(\d+% to \d+%\)\.", html
    )
    assert re.search(r"London boroughs</th>.*?(joint )?\d+\w\w of \d+<.*?not known", html)
    assert "How far chance moves this rank is not known: tonnes of waste are weighed" in html
    assert "best quarter" not in html


def test_too_few_figures_are_said_in_a_sentence_instead_of_a_chart(open_page, html_of):
    at = open_page("performance/measure", measure="area_satisfaction")
    html = html_of(at)
    assert "4 points so far; 13 are needed." in html
    assert "4 comparable figures so far; 8 are needed." in html
    assert 'class="k-signal-words"' not in html


def test_a_series_that_says_nothing_up_to_the_quarter_says_why(read_page):
    html = read_page("performance/measure", measure="homelessness_prevented")
    assert "Wilson score" in html
    assert "13 are needed." in html
    assert 'class="k-signal-words"' not in html


def test_counts_are_not_compared_between_areas(read_page):
    html = read_page("performance/measure", measure="hate_crime")
    assert "grows with the size of an area" in html


def verdicts_in(html):
    return re.findall(r'<p class="k-verdict[^"]*">(.*?)</p>', html)


@pytest.mark.parametrize(("kind", "chosen"), [("outcome", "1"), ("theme", "every")])
def test_a_group_has_a_verdict_beneath_the_figures_of_its_measures(read_page, kind, chosen):
    html = read_page(f"performance/{kind}", **{kind: chosen})
    verdicts = verdicts_in(html)
    assert len(verdicts) >= 3
    assert all(re.match("(Green|Amber|Red)( now)?[.,] |No |Not |Late|Awaited", v) for v in verdicts)
    assert any("its year-end target" in verdict for verdict in verdicts)


def test_the_verdict_is_the_first_thing_on_the_page_of_a_measure(read_page):
    html = read_page("performance/measure", measure="staff_sickness")
    (verdict,) = verdicts_in(html)
    assert verdict.startswith("Red. ")
    assert html.index(verdict) < html.index('class="k-facts"')


def test_each_red_measure_of_the_overview_has_the_verdict_of_its_own_page(read_page):
    html = read_page()
    for measure, verdict in re.findall(
        r'measure=(\w+)[^>]*>[^<]*</a></div>.*?<p class="k-verdict">(.*?)</p>', html
    ):
        assert verdicts_in(read_page("performance/measure", measure=measure)) == [verdict]
    off_track = html[html.index('class="k-items k-in-two"') :]
    red = off_track[: off_track.index("</ul>")]
    earlier = red.count("k-mark-carried")
    assert len(verdicts_in(html)) == red.count("<li") - earlier >= 6
    assert red.count("Last measured: ") == earlier > 0


def test_the_outlook_of_an_outcome_is_told_of_its_targets(read_page):
    html = read_page("performance/outcome", outcome="1")
    assert "Going by the outlook" in html


def test_a_rank_has_the_ranks_that_chance_allows_beside_it(open_page, html_of):
    at = open_page("performance/measure", measure="resident_physical_activity", period="2019-20-Q2")
    html = html_of(at)
    assert re.search(r"London boroughs</th>.*?15th of 32<.*?3rd to 27th<", html, re.DOTALL)
    assert "differ by more than chance explains, 19 times in 20" in html
    assert "s figure is taken as one of about 500 people asked." in html


def test_a_comparison_of_long_ago_is_folded_away_with_its_age_and_ranks_nobody(open_page, html_of):
    at = open_page("performance/measure", measure="volunteering", period="2019-20-Q2")
    html = html_of(at)
    assert "How others do" not in [found.value for found in at.header]
    assert "Older comparisons: Apr 2010 to Mar 2013, 6 years before this report" in html
    assert "6 points worse than the median (27%)" in html.replace("\u00a0", " ")
    assert not re.search(r"\d+(st|nd|rd|th) of \d+", html)
    assert "ranked" not in html.replace("it is not ranked", "")


def test_an_outlook_says_which_figures_its_target_is_asked_of_where_that_is_not_its_own_year(
    strategic_plan,
):
    recycling = strategic_plan.measures_by_id["recycling"]
    ahead: Any = SimpleNamespace(
        outlook=23.0,
        outlook_low=21.0,
        outlook_high=25.0,
        outlook_period_id="2019-20",
        outlook_period_label="2019/20",
        outlook_target=22.0,
        outlook_target_upper=nan,
        outlook_minimum=nan,
        outlook_minimum_upper=nan,
        outlook_aims_of="2020-21",
        outlook_illustrative=False,
        chance_target=0.85,
        chance_minimum=nan,
    )
    told = "the target of 22% will be met."
    of_the_report = "That is asked of figures reported in 2020/21."
    assert outlook_words(ahead, recycling).endswith(f"{told} {of_the_report}")
    ahead.outlook_aims_of = "2019-20"
    assert outlook_words(ahead, recycling).endswith(told)


def test_a_small_trend_sets_no_total_of_half_a_year_beside_one_of_three_quarters(read_page):
    html = read_page("performance/outcome", outcome="4", period="2019-20-Q2")
    assert 'alt="From 93 in Q2 2017/18 to 125 in Q2 2019/20"' in html
    totals = re.findall(r'alt="From [\d,]+ in Q(\d) \S+ to [\d,]+ in Q(\d) ', html)
    assert len(totals) >= 3
    assert all(first == last for first, last in totals)
