"""What stands first for a board: the worst colour, and in it what is furthest from green."""

import math
from itertools import pairwise
from random import Random

import pytest

from kpis.analysis.report.worst_first import shortfall, worst_first
from kpis.frames import PERFORMANCE
from tests.unit.narrative.rows import made_row, random_row

COLOURS = ["red", "amber", "green"]


def row(code, rag, outturn=math.nan, limit=100.0, *, polarity="higher", upper=math.nan, part_of=""):
    return made_row(
        measure_id=code,
        code=code,
        rag="see_parts" if rag == "see_parts" else rag,
        latest_rag=rag,
        latest_outturn=outturn,
        latest_green_limit=limit,
        latest_green_limit_upper=upper,
        polarity=polarity,
        part_of=part_of,
    )


def codes(rows):
    return [each.code for each in worst_first(rows)]


def test_red_stands_before_amber_before_green_before_what_is_not_rated():
    rows = [row("1", "green", 101), row("2", "late"), row("3", "amber", 99), row("4", "red", 98)]
    assert codes(rows) == ["4", "3", "1", "2"]


@pytest.mark.parametrize(
    ("polarity", "near", "far"), [("higher", 90.0, 80.0), ("lower", 110.0, 120.0)]
)
def test_of_one_colour_what_is_further_off_stands_first_whichever_way_is_better(
    polarity, near, far
):
    rows = [
        row("1", "red", near, polarity=polarity),
        row("2", "red", far, polarity=polarity),
        row("3", "red"),
    ]
    assert codes(rows) == ["2", "1", "3"], "without a figure last"


def test_how_far_is_a_share_so_that_small_and_large_figures_compare():
    rows = [row("1", "red", 990.0, 1000.0), row("2", "red", 1.5, 2.0)]
    assert codes(rows) == ["2", "1"]


@pytest.mark.parametrize(
    ("outturn", "expected"), [(8.0, 0.2), (10.0, 0.0), (14.0, 0.0), (21.0, 0.5), (12.0, -1 / 7)]
)
def test_of_a_range_it_is_how_far_outside_it_the_figure_lies(outturn, expected):
    of_range = row("1", "red", outturn, 10.0, upper=14.0, polarity="range")
    assert shortfall(of_range) == pytest.approx(expected)


@pytest.mark.parametrize("limit", [math.nan, 0.0])
def test_against_nothing_there_is_no_share(limit):
    assert math.isnan(shortfall(row("1", "red", 5.0, limit)))


def test_those_alike_keep_the_order_of_the_plan():
    rows = [row(str(number), "red", 90.0) for number in range(9)]
    assert codes(rows) == [str(number) for number in range(9)]


def test_a_measure_with_parts_stands_where_its_worst_part_would_and_before_its_parts():
    rows = [
        row("1", "amber", 95),
        row("2", "see_parts"),
        row("2a", "green", 101, part_of="2"),
        row("2b", "red", 80, part_of="2"),
        row("3", "red", 90),
        row("4a", "red", 70, part_of="4"),  # whose measure is not among them
    ]
    assert codes(rows) == ["4a", "2", "2b", "2a", "3", "1"]


def test_nothing_is_lost_or_twice_and_no_colour_stands_behind_a_better_one():
    chooser = Random(64)
    for _ in range(200):
        rows = [
            random_row(chooser, place)._replace(measure_id=str(place))
            for place in range(chooser.choice([0, 1, 2, 7, 30]))
        ]
        rows = [each for each in rows if each.rag != "see_parts"]
        ordered = worst_first(rows)
        assert sorted(each.measure_id for each in ordered) == sorted(
            each.measure_id for each in rows
        )
        rated = [each.latest_rag for each in ordered]
        places = [COLOURS.index(each) if each in COLOURS else 3 for each in rated]
        assert all(before <= after for before, after in pairwise(places))


def test_it_takes_the_rows_of_a_report(report, make_measure):
    found = report(make_measure(), {"2019-20-Q2": 80.0})
    (only,) = PERFORMANCE.rows(found.to_frame().T.pipe(PERFORMANCE.conform))
    assert worst_first([only]) == (only,)
    assert shortfall(only) == pytest.approx(15 / 95)
