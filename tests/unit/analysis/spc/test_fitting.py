"""Which control chart a series gets, and the limits of each held to its textbook's formula."""

import numpy as np
import pytest

from kpis.analysis.spc import measure_spc, spc_summary
from kpis.model import Basis, Frequency, Polarity, Unit
from kpis.periods import month, quarter
from tests.benchmarks.false_alarms import CHANGED, charts

FIRST = quarter(2015, 1)
STEADY = [9.0, 11.0, 10.0, 11.0, 8.0, 8.0, 12.0, 9.0, 8.0, 12.0, 12.0, 8.0, 11.0, 11.0]
FOLLOWING = [10.0, 11, 13, 14, 13, 12, 10, 9, 8, 7, 8, 10, 11, 12, 12, 11, 10, 9, 9, 10]
NEWS = [0.3, -0.2, 0.5, -0.6, 0.1, 0.4, -0.5, 0.2, -0.1, 0.6, -0.4, 0.0, -0.3, 0.5, -0.2, 0.1]
SEASONAL = [[20.0, 50, 35, 28][place % 4] + news for place, news in enumerate(NEWS)]


@pytest.fixture
def charted(make_measure, make_plan, make_outturns):
    """MEASURE_SPC and SPC_SUMMARY of one measure with these rows by period, from Q1 2015/16 on."""

    def work(figures, *, start=FIRST, **changes):
        measure = make_measure(**changes)
        rows = [
            {"measure_id": measure.id, "period_id": start.shift(place).id}
            | (figure if isinstance(figure, dict) else {"outturn": figure})
            for place, figure in enumerate(figures)
        ]
        plan, outturns = make_plan(measure), make_outturns(*rows)
        spc = measure_spc(plan, outturns)
        return spc, spc_summary(plan, outturns, spc=spc).iloc[0]

    return work


def shares(found, numbers):
    return [
        {"outturn": 100 * x / n, "numerator": float(x), "denominator": float(n)}
        for x, n in zip(found, numbers, strict=True)
    ]


@pytest.mark.parametrize(
    ("figures", "changes", "kind", "says"),
    [
        (STEADY, {}, "xmr", "vary around one level"),
        (SEASONAL, {}, "seasonal", "have a season"),
        (FOLLOWING, {}, "residual", "follow each other"),
        (STEADY, {"stock": True}, "residual", "Most of the same cases are counted each time"),
    ],
)
def test_a_series_gets_the_chart_that_fits_and_the_reason(charted, figures, changes, kind, says):
    spc, summary = charted(figures, unit=Unit.AVERAGE, **changes)
    assert spc["chart"].unique().tolist() == [kind]
    assert summary["spc_chart"] == kind
    assert says in summary["spc_chart_reason"]
    assert spc["limits_shown"].all()


def test_limits_of_a_season_move_with_it_and_stay_as_wide(charted):
    spc, _ = charted(SEASONAL, unit=Unit.AVERAGE)
    width = spc["upl"] - spc["lpl"]
    assert width.tolist() == pytest.approx([width[0]] * len(spc))
    by_season = spc["mean"].to_numpy().reshape(-1, 4)
    assert np.ptp(by_season, axis=0) == pytest.approx([0] * 4, abs=1e-9)
    assert by_season[0].tolist() == pytest.approx([20, 50, 35, 28], abs=0.5)
    ranges = np.abs(np.diff(spc["value"] - spc["mean"]))
    assert width[0] / 2 == pytest.approx(2.66 * ranges.mean())


def test_a_figure_out_of_season_is_news_although_other_seasons_have_as_much(charted):
    spc, summary = charted([*SEASONAL, 35.0], unit=Unit.AVERAGE, polarity=Polarity.LOWER)
    assert (summary["special_cause"], summary["variation"]) == (
        "Above UCL",
        "special_cause_concern",
    )
    assert spc["value"].max() > 49


def test_a_residual_chart_holds_each_figure_against_what_the_one_before_led_to_expect(charted):
    """Worked out once more, after Alwan and Roberts 1988."""
    spc, _ = charted(FOLLOWING, unit=Unit.AVERAGE)
    figures = np.array(FOLLOWING)
    n, off = len(figures), figures - figures.mean()
    lag = (off[1:] * off[:-1]).sum() / (off**2).sum()
    phi = min((n * lag + 1) / (n - 4), 0.95)
    expected = figures.mean() + phi * off[:-1]
    first_error = off[0] * np.sqrt(1 - phi**2)
    errors = np.append(first_error, figures[1:] - expected)
    half = 2.66 * np.abs(np.diff(errors)).mean()
    assert spc["mean"].tolist()[1:] == pytest.approx(expected.tolist())
    assert (spc["upl"] - spc["mean"]).tolist()[1:] == pytest.approx([half] * (n - 1))


def test_a_residual_chart_tells_of_points_beyond_its_limits_alone(charted):
    spc, _ = charted([*FOLLOWING * 2, 30.0], unit=Unit.AVERAGE)
    assert spc["chart"].unique().tolist() == ["residual"]
    assert set(spc["special_cause_type"]) == {"Common Cause", "Above UCL"}


def test_limits_of_shares_allow_for_how_many_cases_there_were(charted):
    """p′ by Laney 2002, worked out once more."""
    numbers = np.array([100, 400, 250, 100, 900, 300, 120, 80, 500, 260, 140, 700, 90, 310])
    found = np.array([30, 150, 70, 44, 270, 120, 30, 31, 190, 65, 52, 210, 37, 88])
    spc, summary = charted(shares(found, numbers))
    assert summary["spc_chart"] == "p_prime"
    together = found.sum() / numbers.sum()
    sigma = np.sqrt(together * (1 - together) / numbers)
    scores = (found / numbers - together) / sigma
    sigma_z = np.abs(np.diff(scores)).mean() / 1.128
    assert sigma_z > 1
    assert spc["mean"].tolist() == pytest.approx([100 * together] * 14)
    upper = 100 * (together + 3 * sigma_z * sigma)
    assert spc["upl"].tolist() == pytest.approx(upper.tolist(), rel=1e-3)


def test_limits_of_shares_are_never_narrower_than_chance_makes_them(charted):
    numbers = [100 + 7 * (place % 5) for place in range(14)]
    found = [round(n * (0.3 + 0.005 * (-1) ** (place // 2))) for place, n in enumerate(numbers)]
    spc, summary = charted(shares(found, numbers), decimals=2)
    together = sum(found) / sum(numbers)
    narrowest = 100 * 3 * np.sqrt(together * (1 - together) / np.array(numbers))
    assert summary["spc_chart"] == "p_prime"
    assert (spc["upl"] - spc["mean"]).tolist() == pytest.approx(narrowest.tolist())


def test_rates_with_their_populations_get_a_u_chart(charted):
    people = [9000.0 + 900 * (place % 5) for place in range(14)]
    events = [45.0, 61, 30, 55, 28, 35, 60, 44, 31, 66, 52, 40, 57, 62]
    rows = [
        {"outturn": 1000 * x / n, "numerator": x, "denominator": n}
        for x, n in zip(events, people, strict=True)
    ]
    spc, summary = charted(rows, unit=Unit.RATE_PER_1000, decimals=2)
    assert summary["spc_chart"] == "u_prime"
    assert spc["mean"].iloc[0] == pytest.approx(1000 * sum(events) / sum(people))
    assert spc["upl"].iloc[0] > spc["upl"].iloc[4]


@pytest.mark.parametrize(
    "change", [{"not_by_chance": "Pupils come in classes."}, {"basis": Basis.YEAR_TO_DATE}]
)
def test_what_does_not_vary_case_by_case_gets_no_chart_by_cases(charted, change):
    found, numbers = [30, 40, 35, 31, 42, 28, 39, 30, 36, 41, 29, 33, 38, 31], [100] * 14
    spc, _ = charted(shares(found, numbers), **change)
    assert "p_prime" not in set(spc["chart"])


def test_rare_events_are_told_by_the_time_between(charted):
    """Benneyan's g chart: 8 gaps of 36 periods, 2 in the same month counting as one."""
    gaps = [2, 5, 1, 9, 3, 6, 4, 6]
    counts = [1.0, *(float(place in np.cumsum(gaps)) for place in range(1, 37))]
    counts[2] = 2.0
    spc, summary = charted(
        counts,
        start=month(2015, 4),
        frequency=Frequency.MONTH,
        unit=Unit.COUNT,
        decimals=0,
        polarity=Polarity.LOWER,
    )
    assert summary["spc_chart"] == "g"
    assert spc["value"].tolist() == gaps
    chance = 7 / (8 * np.mean(gaps))
    assert summary["upl"] == pytest.approx(np.log(0.00135) / np.log(1 - chance))
    assert (summary["mean"], summary["variation"]) == (4.5, "common_cause")
    longer, told = charted(
        [*counts, *[0.0] * 40],
        start=month(2015, 4),
        frequency=Frequency.MONTH,
        unit=Unit.COUNT,
        decimals=0,
        polarity=Polarity.LOWER,
    )
    assert longer["value"].tolist() == [*gaps, 40]
    assert (told["special_cause"], told["variation"]) == (
        "Long Without",
        "special_cause_improvement",
    )
    _, told = charted(
        [*counts, 6.0],
        start=month(2015, 4),
        frequency=Frequency.MONTH,
        unit=Unit.COUNT,
        decimals=0,
        polarity=Polarity.LOWER,
    )
    assert (told["special_cause"], told["variation"]) == ("Many At Once", "special_cause_concern")


def test_too_few_rare_events_tell_nothing_and_say_so(charted):
    counts = [0.0] * 12 + [1.0, 0, 0, 1, 0, 0]
    spc, summary = charted(counts, unit=Unit.COUNT, decimals=0)
    assert not spc["limits_shown"].any()
    assert (summary["variation"], summary["spc_chart"], summary["assurance"]) == ("", "", "")
    assert summary["spc_reason"] == (
        "Too rare to tell: at least 6 periods with such an event are needed."
    )


def test_no_signal_is_told_of_a_figure_whose_own_interval_holds_the_centre(charted):
    found, numbers = [200, 204, 196, 201, 203, 197, 199, 202, 198, 204, 196, 201, 203], [1000] * 13
    unknown = [100 * x / n for x, n in zip(found, numbers, strict=True)]
    _, alone = charted([*unknown, 22.0], decimals=1)
    assert alone["special_cause"] == "Above UCL"
    _, known = charted(
        [*shares(found, numbers), {"outturn": 22.0, "numerator": 220.0, "denominator": 1000.0}],
        decimals=1,
    )
    assert known["special_cause"] == "Common Cause"


def test_a_range_on_the_wrong_side_of_a_target_just_met_is_not_told_of(charted):
    wanted = {"unit": Unit.AVERAGE, "target": 3.9, "polarity": Polarity.LOWER}
    long = [*STEADY, *STEADY, *STEADY]
    start = quarter(2019, 2).shift(1 - len(long))
    _, wrong = charted(long, start=start, **wanted)
    assert wrong["assurance"] == "consistent_fail"
    for met in (-1, -2, -4):
        figures = [*long]
        figures[met] = 3.9
        _, summary = charted(figures, start=start, **wanted)
        assert summary["lpl"] > 3.9
        assert summary["assurance"] == ""
    _, of_long_ago = charted([3.9, *long[1:]], start=start, **wanted)
    assert of_long_ago["assurance"] == "consistent_fail"


@pytest.mark.walk
def test_of_quiet_series_hardly_any_latest_point_is_told_as_news():
    for points in (14, 40):
        found = charts(600, points)["now: the chart that fits"]
        shares = found[~found.index.isin(CHANGED)]
        assert (shares < 0.035).all(), shares


@pytest.mark.walk
def test_a_figure_far_off_is_found_beside_season_and_autocorrelation():
    found = charts(400)["now: the chart that fits"]
    assert found["last one 5 sd off, independent"] > 0.85
    assert found["last one 5 sd off, at 0.6"] > 0.85
    assert found["last one 5 sd off, season of 2 sd"] > 0.8
