"""The trend of one measure: every figure beside its aim, gaps and breaks marked."""

import pandas as pd
import pytest

from kpis.analysis.series.measure_series import series
from kpis.errors import FrameError
from kpis.frames import OUTTURNS, SERIES
from kpis.model import Aim, Basis, Frequency, QuarterValue, SeriesBreak


@pytest.fixture
def trend(make_plan, make_outturns):
    def find(measure, *rows, areas=()):
        return series(make_plan(measure), measure, make_outturns(*rows), areas=areas)

    return find


def test_each_figure_stands_beside_its_aim_in_order_of_time(trend, make_measure):
    aims = {
        "2019/20": Aim(year="2019/20", target=95.0, minimum_expectation=90.0),
        "2020/21": Aim(year="2020/21", target=97.0, minimum_expectation=95.0, illustrative=True),
    }
    line = trend(
        make_measure(aims=aims),
        ("reviews", "2020-21-Q1", 96.0),
        ("reviews", "2019-20-Q4", 96.0),
        ("reviews", "2019-20-Q3", 89.0),
    )
    assert SERIES.check(line) is line
    assert line["period_label"].tolist() == ["Q3 2019/20", "Q4 2019/20", "Q1 2020/21"]
    assert line["outturn"].tolist() == [89.0, 96.0, 96.0]
    assert line["target"].tolist() == [95.0, 95.0, 97.0]
    assert line["minimum_expectation"].tolist() == [90.0, 90.0, 95.0]
    assert line["rag"].tolist() == ["red", "green", "amber"]
    assert line["target_illustrative"].tolist() == [False, False, True]
    assert line["year"].tolist() == ["2019/20", "2019/20", "2020/21"]
    assert line["returned"].all()


def test_figures_before_and_after_the_plans_years_are_kept_without_aims(trend, make_measure):
    line = trend(
        make_measure(frequency=Frequency.YEAR, arrears=3),
        *(("reviews", f"{year}-{year - 1999:02}", 20.0) for year in range(2015, 2024)),
    )
    assert len(line) == 9
    with_target = line[line["target"].notna()]["period_label"].tolist()
    assert with_target == ["2019/20", "2020/21", "2021/22"]
    assert line["rag"].tolist() == ["no_target"] * 4 + ["red"] * 3 + ["no_target"] * 2


def test_a_missing_period_is_a_row_without_a_figure(trend, make_measure):
    line = trend(make_measure(), ("reviews", "2019-20-Q1", 91.0), ("reviews", "2019-20-Q4", 92.0))
    assert line["period_id"].tolist() == [f"2019-20-Q{n}" for n in (1, 2, 3, 4)]
    assert line["returned"].tolist() == [True, False, False, True]
    assert line["outturn"].isna().tolist() == [False, True, True, False]
    assert line["rag"].tolist() == ["amber", "", "", "amber"]
    assert line["target"].tolist() == [95.0] * 4


def test_a_figure_withheld_is_returned_and_keeps_its_marker(trend, make_measure):
    row = {"measure_id": "reviews", "period_id": "2019-20-Q1", "outturn": None, "marker": "c"}
    line = trend(make_measure(), row)
    assert line[["returned", "marker", "rag"]].to_numpy().tolist() == [[True, "c", "not_available"]]


def test_other_areas_come_after_the_council_as_asked_for_and_have_no_aims(trend, make_measure):
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 50.0}
    areas = ("England", "Newham", "Anytown", "Barnet")
    rows = [row | {"area": area} for area in areas]
    assert trend(make_measure(), *rows)["area"].tolist() == ["Anytown"]
    line = trend(make_measure(), *rows, areas=("Newham", "England"))
    assert line["area"].tolist() == ["Anytown", "Newham", "England"]
    assert line["rag"].tolist() == ["red", "", ""]
    assert line["target"].notna().tolist() == [True, False, False]


def test_each_area_has_its_own_gaps(trend, make_measure):
    def row(area, period):
        return {"measure_id": "reviews", "period_id": period, "outturn": 50.0, "area": area}

    line = trend(
        make_measure(),
        row("Anytown", "2019-20-Q1"),
        row("Anytown", "2019-20-Q2"),
        row("England", "2018-19-Q4"),
        row("England", "2019-20-Q2"),
        areas=("England",),
    )
    assert line.groupby("area", sort=False).size().to_dict() == {"Anytown": 2, "England": 3}
    assert line[~line["returned"]][["area", "period_id"]].to_numpy().tolist() == [
        ["England", "2019-20-Q1"]
    ]


def test_a_break_is_marked_on_the_first_row_after_it(trend, make_measure):
    measure = make_measure(breaks=(SeriesBreak(period="2019-20-Q2", reason="new survey form"),))
    quarters = [("reviews", f"2019-20-Q{n}", 91.0) for n in (1, 2, 3)]
    line = trend(measure, *quarters)
    assert line["break_before"].tolist() == [False, True, False]
    assert line["break_reason"].tolist() == ["", "new survey form", ""]


def test_a_break_before_the_first_figure_is_none(trend, make_measure):
    measure = make_measure(breaks=(SeriesBreak(period="2019-20-Q2", reason="new survey form"),))
    line = trend(measure, ("reviews", "2019-20-Q2", 91.0), ("reviews", "2019-20-Q3", 91.0))
    assert not line["break_before"].any()


def test_year_to_date_totals_say_so_with_their_year(trend, make_measure):
    aim = Aim(year="2019/20", target=100.0, target_profile=(25.0, 50.0, 75.0, 100.0))
    line = trend(
        make_measure(basis=Basis.YEAR_TO_DATE, aims={"2019/20": aim}),
        ("reviews", "2018-19-Q4", 90.0),
        ("reviews", "2019-20-Q1", 25.0),
        ("reviews", "2019-20-Q2", 45.0),
    )
    assert line["year_to_date"].all()
    assert line["year"].tolist() == ["2018/19", "2019/20", "2019/20"]
    assert line["target"].tolist()[1:] == [25.0, 50.0]
    assert line["rag"].tolist() == ["no_target", "green", "red"]


@pytest.mark.parametrize(
    ("how", "target", "rag"),
    [
        (QuarterValue.MEAN, [95.0, 95.0], ["green", "red"]),
        (QuarterValue.SUM, [None, None], ["", ""]),
    ],
)
def test_a_monthly_measure_shows_its_months(trend, make_measure, how, target, rag):
    line = trend(
        make_measure(frequency=Frequency.MONTH, quarter_value=how),
        ("reviews", "2019-M08", 95.0),
        ("reviews", "2019-M09", 80.0),
    )
    assert line["period_label"].tolist() == ["Aug 2019", "Sep 2019"]
    assert [None if pd.isna(value) else value for value in line["target"]] == target
    assert line["rag"].tolist() == rag


def test_a_pooled_wave_is_shown_and_no_gaps_are_drawn_from_it(trend, make_measure):
    survey = make_measure(frequency=Frequency.SURVEY_WAVE, wave_start_month=2, wave_months=2)
    line = trend(
        survey,
        ("reviews", "2010-04-to-2013-03", 30.0),
        ("reviews", "2017-02-to-2017-03", 31.0),
        ("reviews", "2019-02-to-2019-03", 32.0),
    )
    assert line["period_id"].tolist() == [
        "2010-04-to-2013-03",
        "2017-02-to-2017-03",
        "2018-02-to-2018-03",
        "2019-02-to-2019-03",
    ]
    assert line["returned"].tolist() == [True, True, False, True]


def test_breakdowns_are_kept_apart_from_the_whole(make_plan, make_measure, make_outturns):
    measure = make_measure()
    plan = make_plan(measure)
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 50.0}
    women = row | {"breakdown": "Sex", "category": "Women"}
    outturns = make_outturns(
        row,
        women,
        women | {"category": "Men", "outturn": 40.0},
        women | {"period_id": "2019-20-Q4", "outturn": 51.0},
        women | {"area": "England"},
        row | {"breakdown": "Ward", "category": "Bow"},
    )
    assert series(plan, measure, outturns)["breakdown"].tolist() == [""]
    assert set(series(plan, measure, outturns, areas=("England",))["area"]) == {"Anytown"}


def test_each_figure_has_its_interval_or_says_why_not(trend, make_measure):
    line = trend(
        make_measure(),
        {
            "measure_id": "reviews",
            "period_id": "2019-20-Q1",
            "outturn": 75.0,
            "numerator": 30.0,
            "denominator": 40.0,
        },
        ("reviews", "2019-20-Q3", 80.0),
    )
    assert line["interval_low"].round(1).tolist()[0] == 59.8
    assert line["interval_high"].round(1).tolist()[0] == 85.8
    assert line["interval_method"].tolist() == ["Wilson score", "", ""]
    assert line["interval_reason"].tolist() == [
        "",
        "No figure",
        "The number of cases behind the percentage is not known",
    ]


def test_the_usual_sample_is_that_of_the_councils_whole_figure_only(
    make_plan, make_measure, make_outturns
):
    survey = make_measure(sample_size=1100)
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 50.0}
    plan = make_plan(survey)
    outturns = make_outturns(row, row | {"area": "England"})
    whole = series(plan, survey, outturns, areas=("England",))
    assert whole["interval_method"].tolist() == ["Wilson score", ""]


def test_nothing_returned_gives_an_empty_series_in_its_types(make_plan, make_measure):
    measure = make_measure()
    nothing = series(make_plan(measure), measure, OUTTURNS.empty(), areas=("England",))
    assert len(SERIES.check(nothing)) == 0


def test_outturns_that_break_their_contract_are_refused(make_plan, make_measure):
    measure = make_measure()
    with pytest.raises(FrameError, match="lacks area"):
        series(make_plan(measure), measure, OUTTURNS.empty().drop(columns="area"))
