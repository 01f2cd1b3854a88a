"""The pieces pages are made of: marks, tiles, figures in words, search."""

import re
from collections import namedtuple
from dataclasses import replace
from datetime import date
from math import nan
from pathlib import Path
from typing import Any

import pytest

from kpis.analysis.report.latest_figure import row_of_latest
from kpis.analysis.report.position import position
from kpis.analysis.report.tally import tally
from kpis.charts.palette import LIGHT
from kpis.frames import PERFORMANCE
from kpis.model import Direction, EarlierAim, RagStatus
from kpis.narrative.position import headline_sentence, reported_sentence, unrated_words
from kpis.periods import period_of_id
from kpis.ui.guide.definition import definition_list
from kpis.ui.guide.search import matching
from kpis.ui.kit.figure_text import commentary
from kpis.ui.kit.latest import latest_badge
from kpis.ui.kit.marks import badge, direction, mark
from kpis.ui.kit.style import style_sheet
from kpis.ui.performance.measure.facts import measure_facts
from kpis.ui.performance.overview.movements import changed_colour, off_track
from kpis.ui.performance.overview.tiles import tiles
from kpis.ui.performance.small_print import changed_aims_note
from kpis.words.report.shown import (
    minimum_text,
    outturn_against_target,
    outturn_text,
    target_text,
    variance_text,
)

ROOT = Path(__file__).parents[2]
Row: Any = namedtuple(  # type: ignore[misc] # from a contract
    "Row",
    [
        *PERFORMANCE.columns,
        "moved",
        "rag_before",
        "quarter_before",
        "period_before",
        "outturn_before",
        "target_before",
    ],
)


def row(**given):
    """A row of PERFORMANCE as pages have it, amber at 23.4% unless said otherwise."""
    usual = dict.fromkeys(Row._fields, "") | {
        "measure_id": "recycling",
        "code": "5.2",
        "title": "Level of recycling",
        "unit": "percent",
        "unit_label": "% of household waste",
        "decimals": 1,
        "polarity": "higher",
        "period_id": "2018-19",
        "period_label": "2018/19",
        "outturn": 23.4,
        "target": 25.0,
        "minimum_expectation": 23.0,
        "target_upper": nan,
        "minimum_expectation_upper": nan,
        "variance": -1.6,
        "rule": "minimum_expectation",
        "green_limit": 25.0,
        "green_limit_upper": nan,
        "amber_limit": 23.0,
        "amber_limit_upper": nan,
        "reference": nan,
        "rag": "amber",
        "carried_forward": False,
    }
    made = usual | given
    # The figure of the quarter is the latest one, unless said otherwise.
    names = (name for name in made if name.startswith("latest_") and name not in given)
    for name in names:
        made[name] = made.get(name.removeprefix("latest_"), "")
    return Row(**made)


def test_the_facts_tell_the_interval_and_the_direction_over_several_periods():
    unknown = dict.fromkeys(
        ("numerator", "denominator", "previous_outturn", "year_outturn"), nan
    ) | {"provenance": "published", "direction_long": "improving"}
    slope = "Rising by 1.2 points a year over 8 years since 2011/12, a steady slope"
    shown = row(interval_low=20.14, interval_high=26.96, direction_long_reason=slope, **unknown)
    made = measure_facts(shown, [shown])
    assert "95% interval: 20.1% to 27.0%." in made
    assert slope in made
    assert ">of household waste, " in made  # beneath a figure that says "%"
    without = row(interval_low=nan, interval_high=nan, direction_long_reason="", **unknown)
    assert "interval" not in measure_facts(without, [without])


def test_a_definition_tells_of_rolling_months_and_of_what_is_not_tested_for_chance(strategic_plan):
    of_measure = {
        name: str(definition_list(strategic_plan, strategic_plan.measures_by_id[name]))
        for name in ("staff_turnover", "recycling", "hate_crime")
    }
    assert "from Jan 2013: Recording practice changed" in of_measure["hate_crime"]
    assert "covering the 12 months up to the end of it" in of_measure["staff_turnover"]
    assert "Not tested for chance" not in of_measure["staff_turnover"]
    assert "Tonnes of waste are weighed, not counted case by case." in of_measure["recycling"]


def test_a_page_tells_of_a_break_from_the_report_on_that_its_period_belongs_to(strategic_plan):
    measure = strategic_plan.measures_by_id["feeling_safe"]

    def told(until=""):
        of = period_of_id(until) if until else None
        return "from Feb to Mar 2020: The survey" in str(
            definition_list(strategic_plan, measure, of)
        )

    assert [told(), told("2019-20-Q3"), told("2019-20-Q4"), told("2020-21-Q1")] == [
        *(True, False, False, True)
    ]


@pytest.mark.parametrize("status", list(RagStatus))
def test_a_mark_has_a_class_a_sign_and_a_word(status):
    made = mark(status.value)
    assert f"k-mark-{status.value}" in made
    assert "aria-hidden" in made
    assert 'class="k-hidden">' in made
    assert f"k-badge-{status.value}" in badge(status.value)


def test_every_mark_has_its_form_in_the_style_sheet():
    sheet = style_sheet()
    for status in RagStatus:
        assert f".k-mark-{status.value}" in sheet


def test_older_browsers_get_the_colours_of_the_light_page():
    assert f"--k-page:{LIGHT.page};" in style_sheet()


def test_the_style_sheet_names_only_our_own_classes():
    rules = style_sheet().split("/*", 1)[1]
    assert "stApp" not in rules
    assert "st-emotion" not in rules
    assert "data-testid" not in rules


def test_what_is_set_anew_on_paper_is_found_by_keys_that_the_pages_give():
    named = set(re.findall(r'class\*="st-key-(\w+_)"', style_sheet()))
    sources = [*(ROOT / "kpis/ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    given = " ".join(source.read_text("utf-8") for source in sources)
    assert named >= {"chart_", "pair_", "download_"}
    assert all(f'"{name}' in given for name in named)


@pytest.mark.parametrize("way", list(Direction))
def test_a_direction_has_a_sign_and_a_word(way):
    made = direction(way.value, "because")
    assert f"k-direction-{way.value}" in made
    assert "aria-hidden" in made
    assert 'title="because"' in made


def test_a_blank_direction_says_why_to_those_who_listen():
    assert "no figure a year before" in direction("", "no figure a year before")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, "23.4%"),
        ({"marker": "p"}, "23.4%\u00a0[p]"),
        ({"outturn": nan, "marker": "x", "rag": "not_available"}, "[x]"),
        ({"outturn": nan, "rag": "late"}, "Late"),
    ],
)
def test_an_outturn_is_its_figure_its_marker_or_its_state(given, shown):
    assert outturn_text(row(**given)) == shown


def test_what_belongs_to_a_figure_is_taken_from_the_report_of_its_own_quarter():
    first = row(quarter_id="2018-19-Q4", commentary="Then.")
    gap = row(quarter_id="2019-20-Q1", latest_quarter_id="2018-19-Q4", carried_forward=True)
    assert row_of_latest(first, [first]) == first
    assert row_of_latest(gap, [first, gap]) == first
    assert row_of_latest(gap, []) == gap  # reported before the quarters that are worked out
    outlined = latest_badge(gap)
    assert "k-mark-carried" in outlined
    assert "last measured: 2018/19" in outlined
    assert "k-mark-carried" not in latest_badge(first)


def test_a_measure_without_a_minimum_expectation_is_told_of_none():
    unknown = dict.fromkeys(
        ("numerator", "denominator", "interval_low", "interval_high", "previous_outturn"), nan
    ) | {"year_outturn": nan, "provenance": "published"}
    with_one, without = row(**unknown), row(**unknown, minimum_expectation=nan)
    assert "Minimum expectation" in measure_facts(with_one, [with_one])
    assert "Minimum expectation" not in measure_facts(without, [without])


def test_aims_are_one_figure_or_two_bounds_or_a_dash():
    assert target_text(row()) == "25.0%"
    assert target_text(row(target=nan)) == "–"
    between = row(polarity="range", target=8.0, target_upper=14.0)
    assert target_text(between) == "8.0% to 14.0%"
    assert target_text(row(target=nan, target_upper=14.0)) == "at most 14.0%"
    assert minimum_text(row()) == "23.0%"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, "−1.6\u00a0points"),
        ({"variance": 0.0}, "on target"),
        ({"variance": 0.0, "polarity": "range"}, "within range"),
        ({"variance": nan}, "–"),
    ],
)
def test_a_variance_is_told_with_its_sign(given, shown):
    assert variance_text(row(**given)) == shown


def test_a_figure_stands_against_its_target():
    assert outturn_against_target(row()) == "23.4% against a target of 25.0%"
    assert outturn_against_target(row(target=nan)) == "23.4%"
    of_the_report = row(period_id="2018-19", aims_of="2019-20")
    assert outturn_against_target(of_the_report).endswith(
        "a target of 25.0%, asked of figures reported in 2019/20"
    )


def test_commentary_is_shown_as_it_was_typed_and_its_absence_is_told_when_red():
    typed = commentary(row(commentary="<img src=x onerror=alert(1)> & more"))
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; more" in typed
    assert commentary(row()) is None
    assert "No commentary" in commentary(row(rag="red"))


def test_the_red_list_says_what_was_expected():
    assert "at least 23.0% was expected" in off_track([row(rag="red")], {}, "")
    lower = row(rag="red", polarity="lower")
    assert "at most 23.0% was expected" in off_track([lower], {}, "")
    without = row(rag="red", minimum_expectation=nan)
    assert "was expected" not in off_track([without], {}, "")
    assert off_track([row()], {}, "") is None


def test_what_stood_red_when_last_measured_stays_on_the_red_list_after_what_is_new():
    then = row(quarter_id="2019-20-Q1", rag="red", commentary="A strike.")
    carried = row(
        quarter_id="2019-20-Q2",
        rag="not_due",
        outturn=nan,
        latest_rag="red",
        latest_outturn=21.0,
        latest_period_label="Feb to Mar 2019",
        latest_quarter_id="2019-20-Q1",
        carried_forward=True,
    )
    new = row(measure_id="homes", code="6.3", rag="red")
    made = off_track([carried, new], {"recycling": [then, carried]}, "")
    assert made.index("6.3") < made.index("5.2")
    made = made.replace("\N{NO-BREAK SPACE}", " ")
    assert "Last measured: 21.0% against a target of 25.0%" in made
    assert "(Feb to Mar 2019); at least 23.0% was expected." in made
    assert "A strike." in made  # what was written of the figure in its own quarter
    assert made.count("k-mark-carried") == 1


def test_an_illustrative_figure_is_labelled_in_the_lists_too():
    assert ">illustrative<" in off_track([row(rag="red", provenance="illustrative")], {}, "")
    assert ">illustrative<" not in off_track([row(rag="red", provenance="return")], {}, "")


def test_a_change_of_colour_names_both_colours_the_figure_before_and_a_moved_target():
    moved = row(
        moved="worse",
        rag_before="green",
        period_before="2017/18",
        outturn_before=26.0,
        target_before=26.0,
    )
    made = changed_colour([moved], "worse", "2019-20-Q1")
    assert "Green before, Amber now" in made
    assert "was 26.0% in 2017/18, when the target was 26.0%" in made
    assert "period=2019-20-Q1" in made
    assert changed_colour([moved], "better", "") is None
    same_target = moved._replace(target_before=25.0)
    assert "when the target" not in changed_colour([same_target], "worse", "")


def counts(**given):
    return tally([row(rag=name) for name, number in given.items() for _ in range(number)])


def standing(carried=0, **given):
    rows = [row(rag=name) for name, number in given.items() for _ in range(number)]
    rows += [
        row(rag="not_due", latest_rag="green", latest_period_id="2018-19", carried_forward=True)
        for _ in range(carried)
    ]
    return position(rows)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"green": 17, "amber": 9, "red": 8, "not_due": 24},
            "Of 34 measures rated, 17 met the target, 9 met only the minimum expectation and "
            "8 did not meet the minimum expectation.",
        ),
        (
            {"green": 2, "red": 1},
            "Of 3 measures rated, 2 met the target and 1 did not meet the minimum expectation.",
        ),
        ({"green": 3}, "All 3 measures rated met the target."),
        ({"amber": 2}, "Both measures rated met only the minimum expectation."),
        ({"red": 1}, "The one measure that is rated is red: worse than the minimum expectation."),
        ({"green": 1, "carried": 2}, "All 3 measures rated met the target."),
        ({"late": 2, "not_due": 1}, "None of 3 measures is rated: 2 late and 1 not due."),
        ({"late": 1}, "The one measure here is not rated: 1 late."),
        ({}, "There are no measures here."),
    ],
)
def test_the_headline_answers_how_are_we_doing(strategic_plan, given, sentence):
    assert headline_sentence(strategic_plan, standing(**given)) == sentence


def test_the_headline_follows_the_rule_of_the_plan(fictional_plan):
    sentence = headline_sentence(fictional_plan, standing(green=1, amber=1, red=1))
    assert "minimum expectation" not in sentence
    assert f"within {fictional_plan.tolerance_percent:g}% of it" in sentence


def test_a_headline_of_parts_says_that_it_counts_them(strategic_plan):
    rows = [row(rag="green"), row(rag="red", part_of="whole")]
    assert headline_sentence(strategic_plan, position(rows)).startswith(
        "Of 2 measures and parts rated, "
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"green": 2, "red": 1, "carried": 4},
            "Reported and rated in Q2 2019/20: 3 measures (2 green and 1 red). The other 4 were "
            "last measured earlier.",
        ),
        (
            {"green": 2, "carried": 1},
            "Reported and rated in Q2 2019/20: 2 measures (2 green). The other was last measured "
            "earlier.",
        ),
        ({"green": 2}, "Reported and rated in Q2 2019/20: 2 measures (2 green)."),
        (
            {"late": 2, "carried": 1},
            "Nothing rated was reported in Q2 2019/20. The one rating was last measured earlier.",
        ),
        (
            {"carried": 2},
            "Nothing rated was reported in Q2 2019/20. Both ratings were last measured earlier.",
        ),
        (
            {"carried": 3},
            "Nothing rated was reported in Q2 2019/20. All 3 ratings were last measured earlier.",
        ),
        ({"late": 2}, ""),
    ],
)
def test_how_much_of_the_position_is_new_is_told_apart(given, sentence):
    assert reported_sentence(standing(**given), "Q2 2019/20") == sentence


def test_the_unrated_are_told_apart_latest_trouble_first():
    words = unrated_words(counts(not_due=24, late=1, data_only=3))
    assert words == "1 late, 3 data only and 24 not due"


def test_tiles_compare_the_latest_position_with_that_of_the_quarter_before(strategic_plan):
    made = tiles(strategic_plan, standing(green=3, red=1), standing(green=1, red=1), "Q1 2019/20")
    assert "2 more than in Q1 2019/20" in made
    assert "as many as in Q1 2019/20" in made
    without = tiles(strategic_plan, standing(green=3), standing(late=1), "Q1 2019/20")
    assert "Q1 2019/20" not in without


def test_a_search_needs_every_word_and_no_capitals(strategic_plan):
    assert [found.id for found in matching(strategic_plan, "HOUSEHOLD recycled")] == ["recycling"]
    assert matching(strategic_plan, "") == list(strategic_plan.measures)
    assert matching(strategic_plan, "household zebra") == []
    straight = matching(strategic_plan, "council's business development")
    assert [found.id for found in straight] == ["new_enterprises"]


def with_aims_of_2020(plan, **stated):
    measure = plan.measures_by_id["recycling"]
    return replace(
        measure, aims=measure.aims | {"2020/21": replace(measure.aims["2020/21"], **stated)}
    )


def test_below_its_figures_a_measure_tells_which_targets_were_changed_and_why(strategic_plan):
    before = EarlierAim(
        target=25.0, changed_on=date(2020, 10, 3), changed_by="Cabinet", reason="No vans."
    )
    measure = with_aims_of_2020(strategic_plan, earlier=(before,))
    words = "2020/21: target changed from 25% to 22% on 3 October 2020 by Cabinet: No vans."
    assert words in changed_aims_note(measure)
    assert words in definition_list(strategic_plan, measure)
    assert changed_aims_note(strategic_plan.measures_by_id["recycling"]) is None


def test_a_definition_says_which_targets_are_proposed_and_who_agreed_the_others(strategic_plan):
    proposed = with_aims_of_2020(strategic_plan, proposed=True)
    assert "2020/21: 22% (proposed, not agreed)." in definition_list(strategic_plan, proposed)
    agreed = with_aims_of_2020(strategic_plan, agreed_by="Cabinet", agreed_on=date(2020, 3, 1))
    assert "2020/21: 22% (agreed by Cabinet on 1 March 2020)." in definition_list(
        strategic_plan, agreed
    )
