"""Benchmark strips: BENCHMARK and BENCHMARK_AREAS in a picture and in words."""

from dataclasses import replace
from math import nan
from typing import Any

import pandas as pd
import pytest

from kpis.charts.benchmark import benchmark_chart, describe_benchmark
from kpis.charts.rank_strips import before_words, gap_words, strips
from kpis.frames import BENCHMARK, BENCHMARK_AREAS
from kpis.model import Polarity
from kpis.words.figures import NO_BREAK

OTHERS = (14.0, 19.0, 27.0, 33.0, 40.0, 48.0, 52.0)


def comparisons(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "measure_id": "recycling",
        "comparators": "boroughs",
        "comparators_title": "London boroughs",
        "period_id": "2017-18",
        "period_label": "2017/18",
        "outturn": 26.0,
        "areas": 8,
        "rank": 6,
        "tied": 0,
        "rank_low": 3,
        "rank_high": 7,
        "rank_unknown": "",
        "standing": "",
        "median": 30.0,
        "reference_area": "London",
        "reference": 33.0,
        "gap": -7.0,
        "gap_better": False,
        "gap_before": -5.0,
        "gap_direction": "worsening",
        "gap_direction_reason": "Losing 0.9 points a year over 8 years since 2010/11",
        "provisional": False,
        "note": "",
        "coverage": "",
        "old": False,
        "years_old": 1,
        "benchmark_reason": "",
    }
    return BENCHMARK.conform(pd.DataFrame([usual | row for row in rows]))


WHOLE = {
    "comparators": "england",
    "comparators_title": "England",
    "areas": 1,
    "rank": 0,
    "rank_low": 0,
    "rank_high": 0,
    "median": nan,
    "reference_area": "England",
    "reference": 43.0,
    "gap": -17.0,
}


@pytest.fixture
def areas() -> dict[str, pd.DataFrame]:
    rows = [
        {"area": f"Area {number}", "outturn": value, "rank": 0, "own": False}
        for number, value in enumerate((*OTHERS, nan))
    ]
    rows.append({"area": "Anytown", "outturn": 26.0, "rank": 6, "own": True})
    common = {
        "measure_id": "recycling",
        "comparators": "boroughs",
        "period_id": "2017-18",
        "marker": "",
    }
    return {"boroughs": BENCHMARK_AREAS.conform(pd.DataFrame([common | row for row in rows]))}


def drawn(frame: pd.DataFrame, areas: dict[str, pd.DataFrame], measure: Any) -> Any:
    return benchmark_chart(frame, areas, measure, "Anytown")


def test_each_area_with_a_figure_is_a_line_and_the_council_a_named_dot(areas, recycling):
    figure = drawn(comparisons({}), areas, recycling)
    ticks, own = figure.data
    assert list(ticks.x) == list(OTHERS)
    assert ticks.marker.symbol == "line-ns"
    assert (own.x, own.marker.symbol) == ((26.0,), None)
    words = [note.text for note in figure.layout.annotations]
    assert "<b>Anytown 26.0%</b>" in words
    assert "<b>London boroughs</b>: 6th of 8" in words


def shaded(row: dict[str, Any], areas: dict[str, pd.DataFrame], measure: Any) -> list[Any]:
    shapes = drawn(comparisons(row), areas, measure).layout.shapes
    return [shape for shape in shapes if shape.type == "rect"]


def test_a_band_reaches_over_the_ranks_that_chance_allows(areas, recycling):
    # From the best: 52, 48, 40, 33, 27, the council's 26, 19, 14.
    track, band = shaded({"rank_low": 3, "rank_high": 7}, areas, recycling)
    assert (band.x0, band.x1) == (19.0, 40.0)
    assert track.x0 < 14.0 < 52.0 < track.x1
    assert band.opacity > track.opacity
    lower = replace(recycling, polarity=Polarity.LOWER)
    _, band = shaded({"rank": 3, "rank_low": 2, "rank_high": 4}, areas, lower)
    assert (band.x0, band.x1) == (19.0, 27.0)
    figure = drawn(comparisons({}), areas, recycling)
    assert "stronger band: where chance may put" in figure.layout.annotations[0].text


def test_where_it_is_not_known_what_chance_may_do_there_is_no_band(areas, recycling):
    unknown = {"rank_low": 0, "rank_high": 0, "rank_unknown": "Nobody knows."}
    assert len(shaded(unknown, areas, recycling)) == 1
    figure = drawn(comparisons(unknown), areas, recycling)
    assert "band" not in figure.layout.annotations[0].text
    words = describe_benchmark(comparisons(unknown), areas, recycling, "Anytown")
    assert "rank 6th of 8, allowing for chance not known" in words


def test_a_figure_that_others_have_too_is_a_joint_rank(areas, recycling):
    words = describe_benchmark(comparisons({"tied": 1}), areas, recycling, "Anytown")
    assert "rank joint 6th of 8" in words


def test_a_comparison_of_long_ago_is_not_drawn(areas, recycling):
    old = {"rank": 0, "rank_low": 0, "rank_high": 0, "old": True, "years_old": 6}
    assert strips(comparisons(old), areas) == []


def test_a_measure_that_is_not_ranked_has_one_plain_strip(areas, recycling):
    neutral = replace(recycling, polarity=Polarity.NEUTRAL)
    figure = drawn(comparisons({"rank": 0, "rank_low": 0, "rank_high": 0}), areas, neutral)
    assert sum(shape.type == "rect" for shape in figure.layout.shapes) == 1
    assert "better" not in " ".join(note.text for note in figure.layout.annotations)


def test_a_whole_without_areas_is_marked_on_the_first_strip(areas, recycling):
    figure = drawn(comparisons({}, WHOLE), areas, recycling)
    lines = [shape.x0 for shape in figure.layout.shapes if shape.type == "line"]
    assert lines == [33.0, 43.0]
    words = [note.text for note in figure.layout.annotations]
    assert {"London 33.0%", "England 43.0%"} <= set(words)


@pytest.mark.parametrize(
    ("london", "england", "anchors"),
    [
        (33.0, 43.0, ["right", "left"]),  # beside each other, away from the ends
        (11.0, 45.0, ["left", "left"]),  # near the lower end: inwards
        (11.0, 14.0, ["right", "left"]),  # both there: apart from each other all the same
        (33.0, 33.0, ["right", "left"]),  # both at one place: the first to the left of it
    ],
)
def test_names_near_an_end_of_the_scale_stay_within_the_picture(
    areas, recycling, london, england, anchors
):
    at = {"reference": london}, WHOLE | {"reference": england}
    figure = drawn(comparisons(*at), areas, recycling)
    names = [n for n in figure.layout.annotations if n.text.startswith(("London ", "England "))]
    assert [name.xanchor for name in names] == anchors
    if england - london < 4:
        assert names[0].xshift < 0 < names[1].xshift  # beside their lines and not over them


def test_counts_and_periods_without_a_figure_have_no_strip(areas, recycling):
    count = {"rank": 0, "gap": nan, "reference": nan, "median": nan}
    assert strips(comparisons(count), areas) == []
    assert strips(comparisons({"outturn": nan}), areas) == []
    assert len(drawn(comparisons(count), areas, recycling).data) == 0
    assert "no figures of other areas" in describe_benchmark(
        comparisons(count), areas, recycling, "Anytown"
    )


def test_the_words_tell_rank_period_and_gap_of_each_set(areas, recycling):
    words = describe_benchmark(comparisons({}, WHOLE), areas, recycling, "Anytown")
    assert words.replace(NO_BREAK, " ") == (
        "London boroughs: Anytown 26.0% in 2017/18; rank 6th of 8, allowing for chance 3rd to 7th; "
        "7.0 points worse than London (33.0%). Anytown is 17.0 points worse than England (43.0%)."
    )


@pytest.mark.parametrize(
    ("row", "polarity", "words"),
    [
        ({"gap": 7.0, "gap_better": True}, "higher", "7.0 points better than London (33.0%)"),
        ({"gap": -7.0, "gap_better": True}, "lower", "7.0 points better than London (33.0%)"),
        ({"gap": 7.0}, "neutral", "7.0 points above London (33.0%)"),
        ({"gap": 0.0}, "higher", "level with London (33.0%)"),
        (
            {"gap": -4.0, "reference": nan, "reference_area": ""},
            "higher",
            "4.0 points worse than the median (30.0%)",
        ),
        ({"gap": nan}, "higher", ""),
    ],
)
def test_a_gap_is_better_or_worse_only_where_one_way_is(recycling, row, polarity, words):
    measure = replace(recycling, polarity=Polarity(polarity))
    (comparison,) = BENCHMARK.rows(comparisons(row))
    assert gap_words(comparison, measure).replace(NO_BREAK, " ") == words


@pytest.mark.parametrize(
    ("gap", "polarity", "words"),
    [
        (-5.0, "higher", "5.0 points worse"),
        (-5.0, "lower", "5.0 points better"),
        (5.0, "neutral", "5.0 points above"),
        (0.0, "lower", "level"),
        (nan, "higher", ""),
    ],
)
def test_the_gap_of_a_year_before_is_told_the_same_way(recycling, gap, polarity, words):
    measure = replace(recycling, polarity=Polarity(polarity))
    (comparison,) = BENCHMARK.rows(comparisons({"gap_before": gap}))
    assert before_words(comparison, measure).replace(NO_BREAK, " ") == words
