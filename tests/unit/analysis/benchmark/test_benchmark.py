"""The council among others: ranked by what is better, on published figures of one period."""

import csv
import math
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.analysis.benchmark import benchmark, benchmark_areas
from kpis.errors import UsageError
from kpis.frames import BENCHMARK, BENCHMARK_AREAS
from kpis.model import (
    Aim,
    ComparatorSet,
    Frequency,
    Nearness,
    Polarity,
    PublishedSource,
    SeriesBreak,
    Unit,
)
from kpis.period_text import parse_period
from kpis.periods import period_of_id
from tests.unit.analysis.second_route_line import steady_line

ROOT = Path(__file__).parents[4]
Q2 = period_of_id("2019-20-Q2")


@pytest.fixture
def rows_of(make_plan, make_outturns, county):
    """The rows of one measure as dictionaries, by comparator set."""

    def find(measure, rows, quarter=Q2, sets=None):
        plan = make_plan(measure, comparator_sets=sets or (county,))
        frame = BENCHMARK.check(benchmark(plan, make_outturns(*rows), quarter))
        return [dict(row) for row in frame.to_dict("records")]

    return find


def test_recycling_of_2018_19_stands_where_a_reader_of_defras_table_counts_it(
    strategic_plan, make_outturns
):
    with (ROOT / "data/published/defra-recycling.csv").open(encoding="utf-8") as file:
        rows = [
            {
                "measure_id": "recycling",
                "period_id": parse_period(row["period"]).id,
                "area": row["area"],
                "outturn": float(row["outturn"]),
                "provenance": "published",
            }
            for row in csv.DictReader(file)
            if row["period"] in ("2017/18", "2018/19", "2019/20")
        ]
    frame = benchmark(strategic_plan, make_outturns(*rows), period_of_id("2019-20-Q3"))
    london, inner, similar, england = frame.to_dict("records")
    # 28 of the other 31 boroughs recycle more than 23 %, Wandsworth the same, Westminster (22 %)
    # and Newham (17 %) less. The two in the middle have 33 and 32 %. London has 33, England 44.
    assert london["period_label"] == "2018/19"
    assert (london["outturn"], london["areas"], london["rank"]) == (23.0, 32, 29)
    assert (london["rank_low"], london["rank_high"], london["standing"]) == (0, 0, "")
    assert london["median"] == 33.0
    assert (london["reference_area"], london["reference"], london["gap"]) == ("London", 33.0, -10.0)
    assert (london["gap_before"], london["gap_better"]) == (-7.0, False)  # 26 and 33 in 2017/18
    assert (england["gap"], england["rank"], england["areas"]) == (-21.0, 0, 1)
    # Inner London: Southwark 35, Camden 31, Lambeth 30, Haringey and Islington 29, Hackney and
    # Lewisham 28, Kensington and Chelsea 27, Hammersmith and Fulham 24.
    assert (inner["rank"], inner["areas"], inner["tied"]) == (10, 13, 1)
    # Neighbours: Camden 31, Haringey and Islington 29, Hackney 28, Hammersmith and Fulham 24.
    assert (similar["rank"], similar["areas"]) == (6, 8)
    assert similar["reference_area"] == ""
    assert similar["gap"] == 23 - 26  # the median, between Hackney and Hammersmith and Fulham


@pytest.mark.parametrize(
    ("polarity", "rank", "better"),
    [(Polarity.HIGHER, 2, True), (Polarity.LOWER, 4, False)],
)
def test_rank_and_gap_follow_what_is_better(rows_of, make_measure, figures, polarity, rank, better):
    rows = figures([60.0, 50.0, 70.0, 40.0, 40.0]) + figures({"County": 55.0})
    (row,) = rows_of(make_measure(polarity=polarity), rows)
    assert (row["rank"], row["areas"]) == (rank, 5)
    assert (row["gap"], row["gap_better"], row["median"]) == (5.0, better, 50.0)
    assert row["benchmark_reason"] == ""


def test_areas_that_read_the_same_share_the_better_rank(rows_of, make_measure, figures):
    (row,) = rows_of(make_measure(), figures([50.04, 50.01, 49.96, 50.05, 40.0]))
    assert row["outturn"] == 50.0
    assert row["rank"] == 2  # 50.05 reads 50.1, the others 50.0
    assert (row["median"], row["gap"], row["gap_better"]) == (50.0, 0.0, False)


def test_areas_with_the_same_figure_share_a_rank(rows_of, make_measure, figures):
    (row,) = rows_of(make_measure(), figures([10.0, 10, 10, 10, 20, 20, 20, 20, 20, 20]))
    assert (row["rank"], row["tied"]) == (7, 3)
    (row,) = rows_of(make_measure(), figures([25.9, 26, 30, 31, 32, 20, 21]))
    assert (row["rank"], row["tied"]) == (5, 0)


def test_within_a_range_nearer_is_better_and_both_within_are_equal(rows_of, make_measure, figures):
    aims = {"2019/20": Aim(year="2019/20", target=8.0, target_upper=14.0)}
    measure = make_measure(polarity=Polarity.RANGE, aims=aims)
    (row,) = rows_of(measure, figures([15.0, 8.0, 14.0, 6.0, 20.0]))
    assert (row["rank"], row["tied"], row["gap_better"]) == (3, 0, False)
    (row,) = rows_of(measure, figures([10.0, 8.0, 14.0, 6.0, 20.0]))
    assert row["rank"] == 1
    (row,) = rows_of(make_measure(polarity=Polarity.RANGE, target=None), figures(range(5)))
    assert (row["rank"], row["benchmark_reason"]) == (
        0,
        "No range is set to judge by, so areas are not ranked.",
    )


def test_where_neither_way_is_better_there_is_a_gap_but_no_rank(rows_of, make_measure, figures):
    measure = make_measure(polarity=Polarity.NEUTRAL, target=None)
    (row,) = rows_of(measure, figures([60.0, 50.0, 70.0, 40.0, 40.0]))
    assert (row["rank"], row["tied"], row["gap"], row["gap_better"]) == (0, 0, 10.0, False)
    assert row["benchmark_reason"].startswith("Neither more nor less of this is better")


@pytest.mark.parametrize(("count", "rank"), [(4, 0), (5, 3)])
def test_five_areas_with_a_figure_are_the_fewest_to_rank(
    rows_of, make_measure, figures, count, rank
):
    values = [30.0, 40.0, 50.0, 20.0, 10.0][:count] + [None] * (10 - count)
    (row,) = rows_of(make_measure(), figures(values))
    assert (row["areas"], row["rank"]) == (count, rank)
    assert math.isnan(row["median"]) == (count < 5)
    assert math.isnan(row["gap"]) == (count < 5)
    few = "Only 4 areas have a figure for Q2 2019/20; 5 are needed to rank them."
    assert row["benchmark_reason"] == ("" if rank else few)
    assert f"{10 - count} of the 10 areas have no figure for Q2 2019/20." in row["coverage"]


def test_counts_are_told_apart_as_following_the_size_of_an_area(rows_of, make_measure, figures):
    rows = figures([600.0, 50, 70, 40, 40]) + figures({"County": 5000.0})
    (row,) = rows_of(make_measure(unit=Unit.COUNT, decimals=0), rows)
    assert (row["outturn"], row["rank"], row["reference_area"]) == (600.0, 0, "")
    assert math.isnan(row["gap"])
    assert math.isnan(row["median"])
    assert "size of an area" in row["benchmark_reason"]


def test_a_return_or_an_illustrative_figure_never_stands_beside_published_ones(
    rows_of, make_measure, figures
):
    earlier = figures([60.0, 50.0, 70.0, 40.0, 40.0], period="2019-20-Q1")
    for provenance in ("return", "illustrative"):
        later = figures([99.0, 50.0, 70.0, 40.0, 40.0])
        later[0]["provenance"] = provenance
        (row,) = rows_of(make_measure(), earlier + later)
        assert (row["period_id"], row["outturn"]) == ("2019-20-Q1", 60.0)
        (row,) = rows_of(make_measure(), later)
        assert (row["period_id"], row["rank"]) == ("", 0)
        assert row["benchmark_reason"] == "No comparable figure for Anytown is published."
    illustrative = figures([60.0]) + figures(
        {f"Town {x}": 1.0 for x in "ABCD"}, provenance="return"
    )
    assert rows_of(make_measure(), illustrative) == []


def test_the_period_is_the_latest_reported_by_the_quarter(rows_of, make_measure, figures):
    yearly = make_measure(frequency=Frequency.YEAR, arrears=3)
    rows = [
        row
        for year, own in (("2016-17", 10.0), ("2017-18", 20.0), ("2018-19", 30.0))
        for row in figures([own, 15.0, 25.0, 1.0, 2.0], period=year) + figures({"County": 12.0})
    ]
    rows = list({(row["period_id"], row["area"]): row for row in rows}.values())
    for quarter, period in (("2019-20-Q2", "2017-18"), ("2019-20-Q3", "2018-19")):
        assert rows_of(yearly, rows, period_of_id(quarter))[0]["period_id"] == period
    (row,) = rows_of(yearly, rows, period_of_id("2021-22-Q1"))
    assert row["coverage"].endswith("The figures of 2018/19 are the latest that can be compared.")
    assert rows_of(yearly, rows, period_of_id("2016-17-Q1")) == []


def test_the_gap_a_year_before_is_on_the_same_footing_or_not_given(rows_of, make_measure, figures):
    now = figures([60.0, 50, 70, 40, 40]) + figures({"County": 55.0})
    before = figures([50.0, 50, 70, 40, 40], period="2018-19-Q2")
    whole = figures({"County": 52.0}, period="2018-19-Q2")
    (row,) = rows_of(make_measure(), now + before + whole)
    assert (row["gap"], row["gap_before"]) == (5.0, -2.0)
    (row,) = rows_of(make_measure(), now + before)
    assert math.isnan(row["gap_before"])  # now it is held against the county
    (row,) = rows_of(make_measure(), now[:-1] + before + whole)
    assert (row["gap"], row["gap_before"], row["reference_area"]) == (10.0, 0.0, "")  # the median
    broken = make_measure(breaks=(SeriesBreak(period="2019-20-Q1", reason="new form"),))
    (row,) = rows_of(broken, now + before + whole)
    assert row["gap"] == 5.0
    assert math.isnan(row["gap_before"])


def gaps_of_years(figures, gaps):
    """The council and its county in the second quarters up to 2019/20, these points apart."""
    return [
        row
        for back, gap in enumerate(reversed(gaps))
        for row in figures(
            {"Anytown": 50.0 + gap, "County": 50.0}, period=f"{2019 - back}-{20 - back}-Q2"
        )
    ]


@pytest.mark.parametrize("polarity", [Polarity.HIGHER, Polarity.LOWER])
def test_the_gap_of_several_years_is_told_where_its_slope_is_steady(
    rows_of, make_measure, figures, polarity
):
    gaps = [1.0, 0.1, -0.8, -2.1, -3.0, -4.2]
    (row,) = rows_of(make_measure(polarity=polarity), gaps_of_years(figures, gaps))
    slope, chance = steady_line([(4 * year, gap) for year, gap in enumerate(gaps)], 4)
    assert chance < 0.05
    losing = polarity is Polarity.HIGHER
    assert row["gap_direction"] == ("worsening" if losing else "improving")
    assert row["gap_direction_reason"] == (
        f"{'Losing' if losing else 'Gaining'} {-slope:.2f} points a year over 6 years "
        "since Q2 2014/15"
    )


def test_a_gap_that_goes_up_and_down_has_no_steady_change(rows_of, make_measure, figures):
    gaps = [3.0, -2.0, 4.0, -3.0, 2.0]
    assert steady_line([(4 * year, gap) for year, gap in enumerate(gaps)], 4)[1] > 0.05
    (row,) = rows_of(make_measure(), gaps_of_years(figures, gaps))
    assert row["gap_direction"] == "no_clear_change"
    assert row["gap_direction_reason"] == "No steady change over 5 years since Q2 2015/16"


def test_a_gap_is_told_from_five_comparable_years_on(rows_of, make_measure, figures):
    falling = gaps_of_years(figures, [4.0, 3.0, 2.0, 1.0, 0.0])
    assert rows_of(make_measure(), falling)[0]["gap_direction"] == "worsening"
    broken = make_measure(breaks=(SeriesBreak(period="2016-17-Q1", reason="new form"),))
    (row,) = rows_of(broken, falling)
    assert row["gap_direction"] == ""
    assert row["gap_direction_reason"] == "4 comparable years so far; 5 are needed"


def test_a_period_marked_as_not_comparable_is_passed_over(rows_of, make_measure, figures):
    rows = figures([60.0, 50, 70, 40, 40]) + figures([61.0, 50, 70, 40, 40], period="2019-20-Q1")
    marked = (SeriesBreak(period="2019-20-Q2", reason="flood"),)
    (row,) = rows_of(make_measure(not_comparable=marked), rows)
    assert row["period_id"] == "2019-20-Q1"


def test_provisional_figures_and_near_measures_are_marked(rows_of, make_measure, figures):
    near = PublishedSource(
        publisher="P", licence="L", indicator="I", nearness=Nearness.NEAR, note="New clients only"
    )
    rows = figures([60.0, 50.0, 70.0, 40.0, 40.0])
    (row,) = rows_of(make_measure(), rows)
    assert (row["provisional"], row["note"]) == (False, "")
    rows[3]["marker"] = "p"
    (row,) = rows_of(make_measure(published=near), rows)
    assert row["provisional"]
    assert row["note"] == "A near measure is compared: New clients only."


def test_a_set_without_areas_is_held_against_the_whole_only(rows_of, make_measure, figures):
    country = ComparatorSet(id="country", title="Country", reference="Land", source="Office.")
    rows = figures([60.0, 50.0])
    (row,) = rows_of(make_measure(), rows + figures({"Land": 66.0}), sets=(country,))
    assert (row["rank"], row["areas"], row["gap"], row["benchmark_reason"]) == (0, 1, -6.0, "")
    assert (row["note"], row["coverage"]) == ("", "")
    rows += figures({"Land": 66.0}, period="2019-20-Q1")
    (row,) = rows_of(make_measure(), rows, sets=(country,))
    assert row["benchmark_reason"] == "No figure for Land is published for Q2 2019/20."


def test_sets_of_a_measure_follow_the_plan_and_measures_can_be_chosen(
    make_plan, make_measure, make_outturns, figures, county
):
    few = ComparatorSet(id="few", title="Few", areas=("Town A", "Town B"), source="S.")
    measures = make_measure(), make_measure("visits", code="1.2", number=2)
    plan = make_plan(*measures, comparator_sets=(county, few))
    rows = figures(range(10)) + figures(range(10), measure="visits")
    every = benchmark(plan, make_outturns(*rows), Q2)
    assert every[["measure_id", "comparators"]].to_numpy().tolist() == [
        ["reviews", "county"],
        ["reviews", "few"],
        ["visits", "county"],
        ["visits", "few"],
    ]
    chosen = benchmark(plan, make_outturns(*rows), Q2, measure_ids=["visits"])
    assert chosen["measure_id"].tolist() == ["visits", "visits"]
    assert benchmark(plan, make_outturns(), Q2).empty
    without = make_plan(*measures)
    assert BENCHMARK.check(benchmark(without, make_outturns(*rows), Q2)).empty


def test_the_areas_behind_it_stand_best_first_and_those_without_a_figure_last(
    make_plan, make_measure, make_outturns, figures, county
):
    plan = make_plan(make_measure(polarity=Polarity.LOWER), comparator_sets=(county,))
    rows = figures([4.0, 2.0, None, 4.0, 1.0, 9.0]) + figures({"County": 3.0, "Elsewhere": 0.0})
    outturns = make_outturns(*rows)
    ranked = BENCHMARK_AREAS.check(
        benchmark_areas(plan, outturns, "reviews", "2019-20-Q2", "county")
    )
    assert ranked[["area", "rank"]].to_numpy().tolist() == [
        ["Town D", 1],
        ["Town A", 2],
        ["Anytown", 3],
        ["Town C", 3],
        ["Town E", 5],
        ["Town B", 0],
    ]
    assert ranked["own"].tolist() == [False, False, True, False, False, False]
    assert ranked["marker"].tolist()[-1] == "x"
    assert benchmark_areas(plan, outturns, "reviews", "2018-19-Q2", "county").empty
    with pytest.raises(UsageError, match=r"no comparator set 'shire'\. Its sets are county\."):
        benchmark_areas(plan, outturns, "reviews", "2019-20-Q2", "shire")


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    values=st.lists(
        st.one_of(st.none(), st.integers(0, 300).map(lambda tenth: tenth / 10)),
        min_size=2,
        max_size=10,
    ),
    polarity=st.sampled_from([Polarity.HIGHER, Polarity.LOWER, Polarity.RANGE]),
    whole=st.one_of(st.none(), st.floats(0, 30)),
)
def test_every_standing_is_what_counting_by_hand_gives(
    make_plan, make_measure, make_outturns, figures, county, values, polarity, whole
):
    aims = {"2019/20": Aim(year="2019/20", target=8.0, target_upper=14.0)}
    measure = make_measure(polarity=polarity, decimals=0, aims=aims)
    plan = make_plan(measure, comparator_sets=(county,))
    rows = figures(values) + figures({"County": whole})
    compared = benchmark(plan, make_outturns(*rows), Q2).to_dict("records")

    shown = [math.floor(value + 0.5) for value in values if value is not None]
    own = None if values[0] is None else math.floor(values[0] + 0.5)
    distance = {
        Polarity.HIGHER: lambda value: -value,
        Polarity.LOWER: lambda value: value,
        Polarity.RANGE: lambda value: max(8 - value, value - 14, 0),
    }[polarity]
    (row,) = compared
    if own is None:
        assert (row["rank"], row["period_id"]) == (0, "")
        return
    assert row["areas"] == len(shown)
    ordered = sorted(map(distance, shown))
    if len(shown) < 5:
        assert row["rank"] == row["tied"] == 0
    else:
        first = ordered.index(distance(own))  # places from 0
        assert row["rank"] == first + 1
        assert row["tied"] == ordered.count(distance(own)) - 1
        assert row["median"] == math.floor(median(shown) + 0.5)
    base = row["median"] if whole is None else math.floor(whole + 0.5)
    assert (math.isnan(row["gap"]) and math.isnan(base)) or row["gap"] == own - base
    if not math.isnan(base):
        assert row["gap_better"] == (distance(own) < distance(base))
    areas = benchmark_areas(plan, make_outturns(*rows), "reviews", Q2.id, "county")
    assert areas.loc[areas["own"], "rank"].tolist() == [row["rank"]]
