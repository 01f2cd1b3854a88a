"""A measure by group as dots, and the gap between groups as sentences."""

import math

import pandas as pd
import pytest

from kpis.charts.breakdown import breakdown_chart, describe_breakdown, in_order
from kpis.frames import BREAKDOWN, INEQUALITY
from kpis.narrative.gaps import gap_sentences


def groups(*rows, provenance="return"):
    """BREAKDOWN of (category, outturn); None is withheld."""
    return BREAKDOWN.conform(
        pd.DataFrame(
            [
                {
                    "measure_id": "recycling",
                    "period_id": "2019-20-Q2",
                    "period_label": "Q2 2019/20",
                    "breakdown": "Ward",
                    "category": category,
                    "outturn": outturn,
                    "numerator": None,
                    "denominator": None,
                    "marker": "" if outturn else "c",
                    "interval_low": outturn and outturn - 5,
                    "interval_high": outturn and outturn + 5,
                    "provenance": provenance,
                    "of_own_people": True,
                }
                for category, outturn in rows
            ]
        )
    )


WARDS = (("East", 20.0), ("Few", None), ("North", 40.0), ("West", 30.0))


@pytest.fixture
def measure(strategic_plan):
    return strategic_plan.measures_by_id["recycling"]


def test_the_highest_stands_on_top_and_what_is_withheld_at_the_bottom(measure):
    figure = breakdown_chart(groups(*WARDS), measure, whole=28.0)
    names = dict(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True))
    assert [names[place] for place in sorted(names)] == ["Few", "East", "West", "North"]
    (hidden,) = [note for note in figure.layout.annotations if "not shown" in note.text]
    assert names[hidden.y] == "Few"
    dots = figure.data[1]
    assert dict(zip(dots.y, dots.x, strict=True)) == {3: 40.0, 2: 30.0, 1: 20.0}


def test_ages_keep_their_own_order():
    rows = groups(("Under 18", 10.0), ("18 to 64", 30.0), ("65 and over", 20.0))
    order = [row.category for row in in_order(list(rows.itertuples()))]
    assert order == ["Under 18", "18 to 64", "65 and over"]


def test_long_names_are_broken_so_that_dots_have_room_on_a_phone(measure):
    name = "Relief duty: accommodation secured for 6 months or more"
    figure = breakdown_chart(groups((name, 30.0), ("b", 20.0)), measure, whole=math.nan)
    assert (
        "Relief duty: accommodation<br>secured for 6 months or more" in figure.layout.yaxis.ticktext
    )
    assert (
        figure.layout.height
        > breakdown_chart(groups(("a", 30.0), ("b", 20.0)), measure, whole=math.nan).layout.height
    )


def test_the_words_say_what_a_sighted_reader_sees(measure):
    words = describe_breakdown(groups(*WARDS, provenance="illustrative"), measure, whole=28.0)
    assert "by ward, Q2 2019/20: highest North, 40%; lowest East, 20%." in words
    assert "The whole is 28%. Not shown: Few. All figures are illustrative." in words
    nothing = describe_breakdown(groups(("Few", None)), measure, whole=math.nan)
    assert nothing.endswith("no figures by group are shown.")


def gap(**columns):
    row = {
        "measure_id": "recycling",
        "period_id": "2019-20-Q2",
        "period_label": "Q2 2019/20",
        "breakdown": "Ward",
        "best": "North",
        "best_outturn": 40.0,
        "worst": "East",
        "worst_outturn": 20.0,
        "gap": 20.0,
        "gap_low": 8.2,
        "gap_high": 31.0,
        "gap_direction": "",
        "gap_direction_reason": "No gap is known for Q2 2018/19",
        "groups": 3,
        "withheld": 0,
    } | columns
    (found,) = INEQUALITY.conform(pd.DataFrame([row])).itertuples()
    return found


@pytest.mark.parametrize(
    ("columns", "sentence", "other_sentence"),
    [
        ({}, "was 20 points in Q2 2019/20. They had 40% (North) and 20% (East).", "2018/19"),
        ({}, "Allowing for chance it lies between 8 points and 31 points.", "not shown"),
        ({"gap_low": -1.0}, "may lie as far apart by chance.", "Allowing for chance"),
        ({"gap_low": None}, "How far that may be chance is not known.", "gap between"),
        ({"gap_direction": "improving"}, "It is narrower than in Q2 2018/19.", "clear"),
        (
            {"gap_direction": "no_clear_change", "gap_direction_reason": "+1 point, chance"},
            "No clear change since Q2 2018/19 (+1 point, chance).",
            "wider",
        ),
        ({"gap_direction": "not_tested"}, "Allowing for chance it lies", "2018/19"),
        ({"withheld": 1}, "1 group is not shown, and may lie outside.", "are not shown"),
    ],
)
def test_the_gap_is_told_as_far_as_it_is_known(measure, columns, sentence, other_sentence):
    words = " ".join(gap_sentences(gap(**columns), measure)).replace("\xa0", " ")
    assert sentence in words
    assert other_sentence not in words
