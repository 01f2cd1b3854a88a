"""Control charts of a plan's measures: which figures, which limits, which target, which words."""

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from kpis.analysis.spc import measure_spc, spc_summary
from kpis.errors import FrameError
from kpis.frames import MEASURE_SPC, SPC_SUMMARY
from kpis.model import (
    Aim,
    Baseline,
    Basis,
    Frequency,
    Polarity,
    QuarterValue,
    SeriesBreak,
    Unit,
)
from kpis.periods import financial_year, month, quarter

# Fourteen points that neither follow each other nor have a season: mean 10, limits 4.68 and 15.32.
STEADY = [9.0, 11.0, 10.0, 11.0, 8.0, 8.0, 12.0, 9.0, 8.0, 12.0, 12.0, 8.0, 11.0, 11.0]
TURNS = [1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0]  # of two figures, likewise


def quarters(count, first=(2016, 1)):
    start = quarter(*first)
    return [start.shift(n).id for n in range(count)]


@pytest.fixture
def charted(make_measure, make_plan, make_outturns):
    """Plan, MEASURE_SPC and SPC_SUMMARY of one measure with these figures, from Q1 2016/17 on."""

    def work(figures, *, periods=None, provenance="return", **changes):
        measure = make_measure(**changes)
        plan = make_plan(measure)
        periods = quarters(len(figures)) if periods is None else periods
        kinds = [provenance] * len(figures) if isinstance(provenance, str) else provenance
        outturns = make_outturns(
            *(
                {
                    "measure_id": measure.id,
                    "period_id": period,
                    "outturn": figure,
                    "provenance": kind,
                    "marker": "x" if figure is None else "",
                }
                for period, figure, kind in zip(periods, figures, kinds, strict=True)
            )
        )
        spc = measure_spc(plan, outturns)
        return spc, spc_summary(plan, outturns, spc=spc).iloc[0]

    return work


def reason_of(charted, *arguments, **options):
    return charted(*arguments, **options)[1]["spc_reason"]


def test_a_steady_measure_varies_as_usual(charted):
    spc, summary = charted(STEADY)
    assert spc["period_label"].iloc[0] == "Q1 2016/17"
    assert spc["limits_shown"].all()
    assert (summary["points"], summary["variation"], summary["special_cause"]) == (
        14,
        "common_cause",
        "Common Cause",
    )
    assert (summary["mean"], summary["spc_period_id"], summary["spc_value"]) == (
        10,
        "2019-20-Q2",
        11,
    )
    assert (summary["spc_side"], summary["spc_run"], summary["spc_reason"]) == (1, 0, "")
    MEASURE_SPC.check(spc)


@pytest.mark.parametrize(
    ("polarity", "variation"),
    [
        (Polarity.HIGHER, "special_cause_improvement"),
        (Polarity.LOWER, "special_cause_concern"),
        (Polarity.NEUTRAL, "special_cause_neutral_high"),
        (Polarity.RANGE, "special_cause_neutral_high"),
    ],
)
def test_polarity_says_whether_a_signal_is_for_the_better(charted, polarity, variation):
    _, summary = charted([*STEADY, 30], polarity=polarity)
    assert summary["variation"] == variation
    assert summary["special_cause"] == "Above UCL"


def test_outlying_ranges_are_kept_so_limits_never_collapse(charted):
    """Mostly nought, once more: screened, every other point would lie outside the limits."""
    spc, summary = charted([0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0], decimals=0)
    assert summary["upl"] > summary["mean"] > summary["lpl"]
    assert spc["outside_limits"].tolist() == [0] * 7 + [1] + [0] * 6


@pytest.mark.parametrize(
    ("unit", "figures", "limits"),
    [
        (Unit.PERCENT, [5, 95], (0, 100)),
        (Unit.PERCENT, [5, 101], (0, None)),  # a share of what was planned may pass 100
        (Unit.COUNT, [5, 95], (0, None)),
        (Unit.COUNT, [-5, 95], (None, None)),
        (Unit.POUNDS, [5, 95], (None, None)),
        (Unit.INDEX, [5, 95], (None, None)),
    ],
)
def test_limits_are_shown_where_figures_of_the_unit_can_be(charted, unit, figures, limits):
    spc, summary = charted([figures[turn] for turn in TURNS], unit=unit, decimals=0)
    assert summary["lpl"] < 0
    assert summary["upl"] > 100
    for name, bound in zip(("lpl", "upl"), limits, strict=True):
        shown = summary[name] if bound is None else bound
        assert summary[f"{name}_shown"] == shown
        assert spc[f"{name}_shown"].eq(shown).all()


def test_limits_of_one_measure_do_not_bound_those_of_another(
    make_measure, make_plan, make_outturns
):
    plan = make_plan(
        make_measure("spent", unit=Unit.POUNDS), make_measure("homes", unit=Unit.COUNT)
    )
    figures = [(at, [5.0, 95.0][turn]) for at, turn in zip(quarters(14), TURNS, strict=True)]
    outturns = make_outturns(
        *((name, period, figure) for name in ("homes", "spent") for period, figure in figures)
    )
    summary = spc_summary(plan, outturns).set_index("measure_id").to_dict("index")
    assert summary["spent"]["lpl_shown"] == summary["spent"]["lpl"] < 0
    assert summary["homes"]["lpl_shown"] == 0


def test_thirteen_points_are_needed_and_the_reason_counts_them(charted):
    spc, summary = charted(STEADY[:12])
    assert not spc["limits_shown"].any()
    assert (summary["variation"], summary["assurance"], summary["special_cause"]) == ("", "", "")
    assert np.isnan(summary["mean"])
    assert summary["spc_reason"] == "12 points so far; 13 are needed."
    assert reason_of(charted, [10]) == "1 point so far; 13 are needed."
    assert charted(STEADY[:13])[1]["variation"] == "common_cause"


def test_a_measure_without_figures_says_so(charted):
    spc, summary = charted([])
    assert_frame_equal(spc, MEASURE_SPC.empty())
    assert summary["spc_reason"] == "No figures that can be compared yet."
    assert reason_of(charted, [None, None]) == "No figures that can be compared yet."


def test_withheld_figures_and_gaps_are_passed_over(charted):
    figures = [*STEADY[:5], None, *STEADY[5:]]
    periods = [*quarters(3), *quarters(12, (2017, 2))]
    spc, summary = charted(figures, periods=periods)
    assert summary["points"] == 14
    assert spc["value"].tolist() == STEADY


def test_a_monthly_measure_is_charted_by_its_months(charted):
    months = [month(2018, 4).shift(n).id for n in range(14)]
    spc, summary = charted(
        STEADY, periods=months, frequency=Frequency.MONTH, quarter_value=QuarterValue.MEAN
    )
    assert spc["period_id"].tolist() == months
    assert (summary["points"], summary["spc_target"]) == (14, 95.0)
    _, summed = charted(
        STEADY, periods=months, frequency=Frequency.MONTH, quarter_value=QuarterValue.SUM
    )
    assert np.isnan(summed["spc_target"])
    assert summed["assurance"] == ""


def test_totals_to_date_are_taken_apart(charted):
    spc, _ = charted(
        [10, 25, 27, 40, 8, 21, 50],
        periods=[*quarters(6), "2017-18-Q4"],
        basis=Basis.YEAR_TO_DATE,
        unit=Unit.COUNT,
    )
    # The last follows no third quarter, so nothing can be said of it alone.
    assert spc["value"].tolist() == [10, 15, 2, 13, 8, 13]


def test_half_years_to_date_are_taken_apart(charted):
    spc, _ = charted(
        [10, 25, 12],
        periods=["2017-18-H1", "2017-18-H2", "2018-19-H1"],
        frequency=Frequency.HALF_YEAR,
        basis=Basis.YEAR_TO_DATE,
        unit=Unit.POUNDS,
    )
    assert spc["value"].tolist() == [10, 15, 12]


def test_a_difference_of_totals_is_as_weak_as_the_weaker(charted):
    spc, summary = charted(
        [10, 25, 40],
        provenance=["illustrative", "illustrative", "return"],
        basis=Basis.YEAR_TO_DATE,
        unit=Unit.COUNT,
    )
    assert spc["provenance"].tolist() == ["illustrative"] * 3
    assert summary["spc_illustrative"]
    mixed, _ = charted(
        [10, 25],
        provenance=["illustrative", "published"],
        basis=Basis.YEAR_TO_DATE,
        unit=Unit.COUNT,
    )
    assert mixed["value"].tolist() == [10]


def test_what_can_make_no_control_chart_says_why(charted):
    to_date = {"basis": Basis.YEAR_TO_DATE, "unit": Unit.PERCENT}
    assert "cannot be taken apart" in reason_of(charted, STEADY, **to_date)
    spc, summary = charted(STEADY, rolling_months=12)
    assert spc.empty
    assert summary["spc_reason"].startswith("Each figure covers 12 months")


def test_limits_are_recalculated_at_a_break(charted):
    breaks = (SeriesBreak(period="2019-20-Q3", reason="New survey form."),)
    spc, summary = charted([*STEADY, 50, 52], breaks=breaks)
    assert spc["rebase_group"].tolist() == [0] * 14 + [1] * 2
    assert spc["limits_shown"].tolist() == [True] * 14 + [False] * 2
    assert summary["spc_reason"] == (
        "2 points since Q3 2019/20, when the series broke; 13 are needed. Why: New survey form."
    )
    early = (SeriesBreak(period="2010-11-Q1", reason="Before all figures."),)
    assert charted(STEADY, breaks=early)[1]["variation"] == "common_cause"


def test_limits_are_recalculated_at_a_baseline_of_the_plan(charted):
    since = (Baseline(period="2019-20-Q3", reason="The new contract has lowered the level."),)
    spc, summary = charted([*STEADY, 50, 52], baselines=since)
    assert spc["rebase_group"].tolist() == [0] * 14 + [1] * 2
    assert summary["spc_reason"] == (
        "2 points since Q3 2019/20, when a baseline was set; 13 are needed. Why: The new contract "
        "has lowered the level."
    )
    moved = [30.0] * 14 + [40 + figure for figure in STEADY]
    assert charted(moved)[1]["spc_chart"] == "residual"
    summary = charted(moved, baselines=since)[1]
    assert (summary["spc_chart"], summary["variation"]) == ("xmr", "common_cause")


def test_a_baseline_within_a_gap_counts_from_the_next_point(charted):
    since = (Baseline(period="2017-18-Q1", reason="Two wards joined."),)
    periods = [quarter(2016, 2).shift(n).id for n in range(16) if n not in (2, 3, 4)]
    spc, _ = charted(STEADY[:13], periods=periods, baselines=since)
    assert spc["rebase_group"].tolist() == [0] * 2 + [1] * 11


def test_a_period_that_a_break_falls_into_is_left_out(charted):
    years = [financial_year(2000 + n).id for n in range(16)]
    breaks = (SeriesBreak(period="2014-15-Q3", reason="New form."),)
    spc, summary = charted(
        [*STEADY, 30, 50], periods=years, frequency=Frequency.YEAR, breaks=breaks
    )
    assert spc["value"].tolist() == [*STEADY, 50]
    assert summary["points"] == 1


def test_a_period_that_compares_with_nothing_is_left_out(charted):
    marked = (SeriesBreak(period="2017-18-Q1", reason="Cyber attack."),)
    spc, summary = charted([*STEADY[:4], 99, *STEADY[4:]], not_comparable=marked)
    assert spc["value"].tolist() == STEADY
    assert summary["variation"] == "common_cause"


def test_published_and_illustrative_figures_never_share_limits(charted):
    kinds = ["return", *["published"] * 13, "return", "illustrative", "return", "published"]
    spc, summary = charted([*STEADY, 11, 30, 31, 12], provenance=kinds)
    assert spc["rebase_group"].tolist() == [0] * 15 + [1] * 2 + [2]
    assert summary["spc_reason"] == (
        "1 point since Q2 2020/21, when published figures follow illustrative ones; 13 are needed."
    )
    backwards = reason_of(charted, [1, 2], provenance=["published", "illustrative"])
    assert "since Q2 2016/17, when illustrative figures follow published ones" in backwards


def test_only_the_plans_own_whole_figures_are_charted(make_measure, make_plan, make_outturns):
    plan = make_plan(make_measure(), make_measure("other", code="1.2"))
    row = {"measure_id": "reviews", "period_id": "2019-20-Q1", "outturn": 5.0}
    outturns = make_outturns(
        row,
        row | {"area": "Elsewhere"},
        row | {"breakdown": "Ward", "category": "East"},
        row | {"measure_id": "unknown"},
        row | {"period_id": "2018-19"},  # a year of a quarterly measure
        row | {"measure_id": "other", "outturn": 7.0},
    )
    spc = measure_spc(plan, outturns)
    assert dict(zip(spc["measure_id"], spc["value"], strict=True)) == {"reviews": 5.0, "other": 7.0}
    assert measure_spc(plan, outturns, measure_ids=["other"])["value"].tolist() == [7.0]
    asked = spc_summary(plan, outturns, measure_ids=["other"])
    assert asked["measure_id"].tolist() == ["other"]
    assert_frame_equal(spc_summary(plan, outturns), spc_summary(plan, outturns, spc=spc))
    with pytest.raises(FrameError, match="outturns lacks area"):
        measure_spc(plan, outturns.drop(columns="area"))


def test_a_measure_with_parts_is_told_by_its_parts(make_measure, make_plan, make_outturns):
    whole = make_measure("whole")
    part = make_measure("part", code="1.1a", part_of="whole")
    summary = spc_summary(make_plan(whole, part), make_outturns())
    assert summary["measure_id"].tolist() == ["part"]
    SPC_SUMMARY.check(summary)


@pytest.mark.parametrize(
    ("target", "polarity", "assured"),
    [
        (16, Polarity.HIGHER, "consistent_fail"),
        (16, Polarity.LOWER, "consistent_pass"),
        (4, Polarity.HIGHER, "consistent_pass"),
        (10, Polarity.LOWER, "inconsistent"),
        (10, Polarity.NEUTRAL, ""),
        (10, Polarity.RANGE, ""),
        (None, Polarity.HIGHER, ""),
    ],
)
def test_assurance_is_about_the_aim_of_the_latest_period(charted, target, polarity, assured):
    _, summary = charted(STEADY, target=target, polarity=polarity)
    assert summary["assurance"] == assured
    assert np.isnan(summary["spc_target"]) == (assured == "")


def test_an_aim_that_a_year_is_not_held_against_is_no_target(charted):
    aims = {"2019/20": Aim(year="2019/20", target=16.0, illustrative=True)}
    _, rated = charted(STEADY, aims=aims)
    assert (rated["assurance"], rated["spc_target_illustrative"]) == ("consistent_fail", True)
    excused = {"2019/20": Aim(year="2019/20", target=16.0, not_comparable="New form.")}
    _, free = charted(STEADY, aims=excused)
    assert (free["assurance"], free["spc_target_illustrative"]) == ("", False)


@pytest.mark.parametrize(
    ("profile", "latest", "assured"),
    [
        ((20.0, 40.0, 60.0, 80.0), 20.0, "consistent_fail"),
        ((2.0, 4.0, 6.0, 8.0), 2.0, "consistent_pass"),
        ((20.0, 40.0, 50.0, 70.0), 20.0, ""),  # the third quarter asks for 10 only
        ((), np.nan, ""),
    ],
)
def test_a_profile_gives_single_periods_a_target(charted, profile, latest, assured):
    """Of a year-to-date measure whose quarters by themselves vary from 4.68 to 15.32."""
    aim = Aim(year="2019/20", target=80.0, target_profile=profile)
    totals = np.concatenate([np.cumsum(STEADY[n : n + 4]) for n in range(0, 14, 4)]).tolist()
    _, summary = charted(totals, basis=Basis.YEAR_TO_DATE, unit=Unit.COUNT, aims={"2019/20": aim})
    assert summary["mean"] == 10
    assert summary["assurance"] == assured
    assert summary["spc_target"] == latest or (np.isnan(summary["spc_target"]) and np.isnan(latest))


def test_a_half_year_to_date_is_held_against_half_the_profile(charted):
    halves = [f"{2013 + n // 2}-{14 + n // 2}-H{n % 2 + 1}" for n in range(14)]
    aim = Aim(year="2019/20", target=80.0, target_profile=(10.0, 30.0, 50.0, 80.0))
    totals = [9.0, 20.0] * 7
    _, summary = charted(
        totals,
        periods=halves,
        frequency=Frequency.HALF_YEAR,
        basis=Basis.YEAR_TO_DATE,
        unit=Unit.COUNT,
        aims={"2019/20": aim},
    )
    assert (summary["spc_target"], summary["assurance"]) == (50.0, "consistent_fail")


@pytest.mark.parametrize(
    ("tail", "cause", "run"),
    [
        ([8, 8.5, 9, 9.5, 10, 10.5, 11, 11.5], "7 Point Trend (Increasing)", 8),
        ([11, 12, 11, 12, 11, 12, 11, 12], "7 Points Above CL", 10),
        ([13, 9, 30], "Above UCL", 0),
    ],
)
def test_a_run_is_counted_back_from_the_latest_point(charted, tail, cause, run):
    long = [*STEADY * 5, *tail]
    spc, summary = charted(long, periods=quarters(len(long), (2000, 1)))
    assert summary["spc_chart"] == "xmr"
    assert (summary["special_cause"], summary["spc_run"]) == (cause, run)
    assert summary["spc_side"] == spc["relative_to_mean"].iloc[-1]


def test_points_come_in_plan_order_and_then_by_period(make_measure, make_plan, make_outturns):
    plan = make_plan(make_measure("z"), make_measure("a", code="1.2"))
    rows = [(name, period, 1.0) for name in "az" for period in quarters(3)[::-1]]
    spc = measure_spc(plan, make_outturns(*rows))
    assert spc["measure_id"].tolist() == ["z"] * 3 + ["a"] * 3
    assert spc["period_id"].tolist() == quarters(3) * 2
