"""Which figure is foreseen, from which figures, and when none is."""

import math
from datetime import datetime

import numpy as np
import pytest

from kpis.analysis.outlook import outlook, outlook_path
from kpis.frames import OUTLOOK, OUTLOOK_PATH
from kpis.model import Aim, Frequency, Polarity, QuarterValue, SeriesBreak, Suspension, Unit
from kpis.periods import quarter

PERCENTS = (88.0, 91.0, 90.0, 92.5, 89.0, 93.0, 91.5, 94.0, 92.0, 93.5)


def test_a_quarterly_measure_is_foreseen_for_the_last_quarter_of_the_year(
    make_measure, foreseen, ending
):
    row = foreseen(make_measure(), ending("2019-20-Q2", PERCENTS))
    assert row["outlook_period_id"] == "2019-20-Q4"
    assert row["outlook_period_label"] == "Q4 2019/20"
    assert row["outlook_low"] < row["outlook"] < row["outlook_high"]
    assert (row["outlook_target"], row["outlook_minimum"]) == (95.0, 90.0)
    assert 0 < row["chance_target"] < row["chance_minimum"] < 1
    assert row["outlook_method"] == "exponential smoothing of 10 quarters"
    assert row["outlook_reason"] == ""
    assert not row["outlook_illustrative"]


@pytest.mark.parametrize(("count", "enough"), [(0, False), (1, False), (7, False), (8, True)])
def test_eight_comparable_figures_are_needed(make_measure, foreseen, ending, count, enough):
    figures = ending("2019-20-Q2", PERCENTS[:count])
    other = {"2019-20-Q2": {"outturn": 1.0, "area": "Elsewhere"}}
    row = foreseen(make_measure(), figures or other)
    assert math.isnan(row["outlook"]) != enough
    so_far = {0: "No comparable figures", 1: "1 comparable figure", 7: "7 comparable figures"}
    assert row["outlook_reason"] == ("" if enough else f"{so_far[count]} so far; 8 are needed.")
    assert (row["outlook_period_id"] == "") != enough


def test_a_gap_ends_the_chain_of_comparable_figures(make_measure, foreseen, ending):
    figures = ending("2019-20-Q2", (*PERCENTS, *PERCENTS))
    for marked in (None, {"outturn": None, "marker": "x"}):
        gap = dict(figures)
        gap.pop("2017-18-Q4")
        if marked:
            gap["2017-18-Q4"] = marked
        row = foreseen(make_measure(), gap)
        assert row["outlook_reason"] == "6 comparable figures so far; 8 are needed."


def test_a_series_break_ends_it_also_one_before_the_figure_foreseen(make_measure, foreseen, ending):
    figures = ending("2019-20-Q2", PERCENTS)
    broken = make_measure(breaks=(SeriesBreak(period="2018-19-Q1", reason="A new form."),))
    assert foreseen(broken, figures)["outlook_reason"].startswith("6 comparable figures")
    coming = make_measure(breaks=(SeriesBreak(period="2019-20-Q4", reason="A new survey."),))
    assert foreseen(coming, figures)["outlook_reason"] == (
        "Q4 2019/20 does not compare with figures before: A new survey."
    )


def test_a_period_that_is_not_comparable_is_stepped_over(make_measure, foreseen, ending):
    figures = ending("2019-20-Q2", PERCENTS)
    marked = make_measure(not_comparable=(SeriesBreak(period="2018-19-Q4", reason="Strike."),))
    ordinary = foreseen(marked, figures)
    wild = foreseen(marked, figures | {"2018-19-Q4": 3.0})
    assert wild["outlook"] == ordinary["outlook"]
    assert wild["outlook_low"] == ordinary["outlook_low"]
    assert ordinary["outlook_method"] == "exponential smoothing of 9 quarters"
    newest = make_measure(not_comparable=(SeriesBreak(period="2019-20-Q2", reason="Strike."),))
    assert foreseen(newest, figures)["outlook_method"].endswith("9 quarters")


def test_published_and_illustrative_figures_are_never_mixed(make_measure, foreseen, ending):
    figures = ending("2019-20-Q2", [{"outturn": f, "provenance": "published"} for f in PERCENTS])
    figures |= {
        period: {"outturn": 50.0, "provenance": "illustrative"} for period in list(figures)[:4]
    }
    assert foreseen(make_measure(), figures)["outlook_reason"].startswith("6 comparable figures")
    returned = {
        period: row | {"provenance": "return"} if row["provenance"] == "published" else row
        for period, row in figures.items()
    }
    row = foreseen(make_measure(), returned)
    assert row["outlook_method"].endswith("10 quarters")
    assert row["outlook_illustrative"]
    assert row["outlook_figures_illustrative"]


def test_an_illustrative_target_makes_the_outlook_illustrative(make_measure, foreseen, ending):
    aim = Aim(year="2019/20", target=92.0, illustrative=True)
    row = foreseen(make_measure(aims={"2019/20": aim}), ending("2019-20-Q2", PERCENTS))
    assert row["outlook_illustrative"]
    assert not row["outlook_figures_illustrative"]
    neutral = make_measure(aims={"2019/20": aim}, polarity=Polarity.NEUTRAL)
    assert not foreseen(neutral, ending("2019-20-Q2", PERCENTS))["outlook_illustrative"]


def test_what_was_reported_later_or_known_later_plays_no_part(
    make_measure, make_plan, make_outturns, ending
):
    plan = make_plan(make_measure())

    def of(figures, seen_from, as_at):
        rows = make_outturns(*(("reviews", *pair) for pair in figures.items()))
        return outlook(plan, rows, seen_from, as_at).iloc[0]

    figures = ending("2019-20-Q2", PERCENTS)
    later = figures | {"2019-20-Q3": 10.0, "2019-20-Q4": 10.0}
    then = of(figures, quarter(2019, 2), datetime(2026, 1, 1))
    assert of(later, quarter(2019, 2), datetime(2026, 1, 1)).equals(then)
    assert of(later, quarter(2019, 3), datetime(2019, 12, 1))["outlook"] == then["outlook"]


def test_a_figure_that_is_in_is_not_foreseen(make_measure, foreseen, ending):
    row = foreseen(make_measure(), ending("2019-20-Q4", PERCENTS), seen_from=quarter(2019, 4))
    assert math.isnan(row["outlook"])
    assert row["outlook_reason"] == "The figure of Q4 2019/20 is in: nothing is left to come."
    awaited = ending("2019-20-Q3", PERCENTS)
    assert foreseen(make_measure(), awaited, seen_from=quarter(2019, 4))["outlook"] > 0


def test_figures_too_old_foresee_nothing(make_measure, foreseen, ending):
    figures = ending("2018-19-Q4", PERCENTS)
    assert foreseen(make_measure(), figures)["outlook"] > 0
    older = ending("2018-19-Q3", PERCENTS)
    assert foreseen(make_measure(), older)["outlook_reason"] == (
        "The newest comparable figure, of Q3 2018/19, is too old."
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"suspensions": (Suspension(since="2019-20-Q1", until="", reason="Pandemic."),)},
            "Collection is suspended: Pandemic.",
        ),
        ({"retired": "2018-19-Q4"}, "No further figure is due this year."),
        ({"retired": "2018-19-Q4", "frequency": Frequency.YEAR}, "No further figure is due."),
    ],
)
def test_a_measure_no_longer_collected_has_no_outlook(
    make_measure, foreseen, ending, changes, reason
):
    row = foreseen(make_measure(**changes), ending("2019-20-Q2", PERCENTS))
    assert row["outlook_reason"] == reason


def test_a_yearly_measure_is_foreseen_for_the_next_figure_due(make_measure, foreseen, ending):
    yearly = make_measure(frequency=Frequency.YEAR, arrears=3)
    figures = ending("2017-18", PERCENTS)
    row = foreseen(yearly, figures, seen_from=quarter(2019, 2))
    assert row["outlook_period_id"] == "2018-19"
    assert row["outlook_method"] == "last year's value and its usual change, from 10 years"
    assert row["outlook"] == pytest.approx(93.5)
    returned = foreseen(yearly, figures | {"2018-19": 94.0}, seen_from=quarter(2019, 4))
    assert returned["outlook_period_id"] == "2019-20"
    assert returned["outlook_target"] == 95.0
    survey = make_measure(frequency=Frequency.YEAR, arrears=3, sample_size=500)
    assert foreseen(survey, figures)["outlook_method"] == "exponential smoothing of 10 years"


@pytest.mark.parametrize(
    ("how", "of_three"),
    [(QuarterValue.SUM, sum), (QuarterValue.MEAN, lambda m: sum(m) / 3), (QuarterValue.LAST, max)],
)
def test_a_monthly_measure_is_foreseen_for_the_quarter_its_months_make(
    make_measure, make_plan, make_outturns, ending, how, of_three
):
    monthly = make_measure(
        "offences", frequency=Frequency.MONTH, quarter_value=how, unit=Unit.COUNT, decimals=0
    )
    months = [20.0 + (7 * n) % 11 for n in range(18)]
    rows = make_outturns(*(("offences", *pair) for pair in ending("2019-M09", months).items()))
    plan = make_plan(monthly)
    row = outlook(plan, rows, quarter(2019, 2), None).iloc[0]
    path = OUTLOOK_PATH.check(outlook_path(plan, rows, quarter(2019, 2), "offences"))
    assert row["outlook_period_id"] == "2019-20-Q4"
    assert path["period_id"].tolist()[-1] == "2020-M03"
    assert len(path) == 6
    last = path["expected"].tolist()[-3:]
    assert row["outlook"] == pytest.approx(of_three(last), rel=1e-6)
    if how is QuarterValue.SUM:  # errors of three months partly even out, or not at all
        months_apart = (path["high_80"] - path["low_80"]).tail(3)
        width = row["outlook_high"] - row["outlook_low"]
        assert np.sqrt((months_apart**2).sum()) < width < months_apart.sum()


def test_in_the_outlook_of_a_quarter_averages_a_day_count_for_their_days(
    make_measure, make_plan, make_outturns, ending
):
    """January and March 2020 for 31 days and February for 29, be they known or foreseen."""
    monthly = make_measure(
        frequency=Frequency.MONTH,
        quarter_value=QuarterValue.MEAN,
        unit=Unit.AVERAGE,
        adds_up=True,
        decimals=4,
    )
    plan = make_plan(monthly)
    for known in ([], [3.0], [3.0, 60.0]):
        figures = ending("2019-M12", [20.0 + (7 * n) % 11 for n in range(18)])
        figures |= {f"2020-M0{n}": figure for n, figure in enumerate(known, start=1)}
        rows = make_outturns(*(("reviews", *pair) for pair in figures.items()))
        path = outlook_path(plan, rows, quarter(2019, 4), "reviews")
        months = [*known, *path["expected"]]
        row = outlook(plan, rows, quarter(2019, 4), None).iloc[0]
        of_days = (31 * months[0] + 29 * months[1] + 31 * months[2]) / 91
        assert row["outlook"] == pytest.approx(of_days, rel=1e-6)


def test_months_known_already_count_as_they_are(make_measure, foreseen, ending):
    monthly = make_measure(
        frequency=Frequency.MONTH, quarter_value=QuarterValue.SUM, unit=Unit.COUNT, decimals=0
    )
    months = [20.0 + (7 * n) % 11 for n in range(18)]
    two_known = foreseen(
        monthly, ending("2020-M02", [*months, 90.0, 80.0]), seen_from=quarter(2019, 4)
    )
    assert two_known["outlook_low"] > 170
    assert two_known["outlook_high"] - two_known["outlook_low"] < 80


def test_the_way_there_ends_with_the_outlook(make_measure, make_plan, make_outturns, ending):
    rows = make_outturns(*(("reviews", *pair) for pair in ending("2019-20-Q2", PERCENTS).items()))
    plan = make_plan(make_measure())
    row = outlook(plan, rows, quarter(2019, 2), None).iloc[0]
    path = outlook_path(plan, rows, quarter(2019, 2), "reviews")
    assert path["period_id"].tolist() == ["2019-20-Q3", "2019-20-Q4"]
    end = path.iloc[-1]
    assert (end["expected"], end["low_80"], end["high_80"]) == (
        row["outlook"],
        row["outlook_low"],
        row["outlook_high"],
    )
    assert end["target"] == row["outlook_target"]
    assert end["minimum_expectation"] == row["outlook_minimum"]
    assert (path["low_95"] < path["low_80"]).all()
    assert (path["high_80"] < path["high_95"]).all()
    nothing = outlook_path(plan, rows.head(3), quarter(2019, 2), "reviews")
    assert OUTLOOK_PATH.check(nothing).empty


def test_every_counted_measure_has_a_row_and_only_those_asked_for_on_request(
    make_measure, make_plan, make_outturns
):
    whole, part = make_measure("whole"), make_measure("part", part_of="whole", code="1.1a")
    plan = make_plan(make_measure("alone"), whole, part)
    everything = outlook(plan, make_outturns(), quarter(2019, 2), None)
    assert everything["measure_id"].tolist() == ["alone", "part"]
    assert (everything["outlook_reason"] != "").all()
    asked = outlook(plan, make_outturns(), quarter(2019, 2), None, measure_ids=["part", "other"])
    assert OUTLOOK.check(asked)["measure_id"].tolist() == ["part"]


def test_the_same_figures_give_the_same_outlook_in_any_order(
    make_measure, make_plan, make_outturns, ending
):
    rows = make_outturns(*(("reviews", *pair) for pair in ending("2019-20-Q2", PERCENTS).items()))
    plan = make_plan(make_measure())
    first, again = (
        outlook(plan, found, quarter(2019, 2), None) for found in (rows, rows.iloc[::-1])
    )
    assert first.equals(again)
