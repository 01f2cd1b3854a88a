"""Breakdowns as the public sees them: suppressed, in order, with their intervals."""

import numpy as np
import pandas as pd
import pytest

from kpis.analysis.groups.breakdown import breakdown
from kpis.analysis.groups.order import ordered
from kpis.analysis.report.performance import performance
from kpis.analysis.series.measure_series import series
from kpis.frames import BREAKDOWN
from kpis.model import Basis, Unit
from kpis.periods import quarter


def by_group(period, groups, *, breakdown="Age", measure="reviews", **more):
    """The whole of a percentage and its groups, each of numerator and denominator."""
    of_whole = tuple(sum(column) for column in zip(*groups.values(), strict=True))
    return [
        {
            "measure_id": measure,
            "period_id": period,
            "breakdown": breakdown if name else "",
            "category": name,
            "outturn": 100 * a / b,
            "numerator": a,
            "denominator": b,
        }
        | more
        for name, (a, b) in {"": of_whole, **groups}.items()
    ]


@pytest.fixture
def shown(make_plan, make_measure, make_outturns):
    """The BREAKDOWN of one measure, made of rows of outturns."""

    def call(rows, measure=None, **changes):
        measure = measure or make_measure(**changes)
        return breakdown(make_plan(measure), make_outturns(*rows), measure.id)

    return call


def test_a_group_is_shown_rounded_with_its_own_interval(shown):
    rows = shown(by_group("2019-20-Q1", {"Under 18": (20, 60), "18 to 64": (45, 70)}))
    assert rows["category"].tolist() == ["Under 18", "18 to 64"]
    assert rows["outturn"].tolist() == [33.3, 64.3]
    # Wilson limits of 20 of 60, as R's prop.test(20, 60, correct = FALSE) gives them.
    assert rows["interval_low"].iloc[0] == pytest.approx(22.73, abs=0.005)
    assert rows["interval_high"].iloc[0] == pytest.approx(45.94, abs=0.005)
    assert rows["period_label"].tolist() == ["Q1 2019/20"] * 2


def test_a_small_group_has_neither_figure_nor_counts_nor_interval(shown):
    groups = {"a": (2, 40), "b": (20, 50), "c": (200, 300), "d": (90, 100)}
    suppressed = shown(by_group("2019-20-Q1", groups)).set_index("category")
    hidden = suppressed.loc[suppressed["marker"] == "c"]
    assert hidden.index.tolist() == ["a", "d"]
    figures = ["outturn", "numerator", "denominator", "interval_low", "interval_high"]
    assert hidden[figures].isna().all(axis=None)
    assert suppressed.loc[["b", "c"], figures].notna().all(axis=None)


def test_only_the_plans_own_area_is_broken_down(shown):
    rows = by_group("2019-20-Q1", {"a": (20, 60), "b": (45, 70)}, area="Elsewhere")
    BREAKDOWN.check(shown(rows))
    assert shown(rows).empty


def test_totals_to_date_are_shown_by_group_when_the_year_is_over(shown):
    rows = [
        {
            "measure_id": "reviews",
            "period_id": f"2019-20-Q{quarter}",
            "breakdown": "Ward" if name else "",
            "category": name,
            "outturn": count,
        }
        for quarter, counts in ((3, (60, 20, 40)), (4, (92, 42, 50)))
        for name, count in zip(("", "a", "b"), counts, strict=True)
    ]
    frame = shown(rows, unit=Unit.COUNT, decimals=0, basis=Basis.YEAR_TO_DATE)
    assert frame["outturn"].fillna(-1).tolist() == [-1, -1, 42, 50]


def test_a_survey_asked_fewer_people_of_each_group_than_of_all(shown):
    rows = shown(by_group("2019-20-Q1", {"a": (20, 60), "b": (450, 700)}), sample_size=1100)
    assert np.diff(rows[["interval_low", "interval_high"]].iloc[0])[0] > 20


def test_shares_of_one_whole_are_told_from_groups_of_people(shown):
    people = by_group("2019-20-Q1", {"a": (20, 60), "b": (45, 60)})
    assert shown(people)["of_own_people"].all()
    ends = by_group("2019-20-Q1", {"lost": (20, 120), "kept": (100, 120)})
    ends[0] |= {"numerator": 100, "denominator": 120, "outturn": 83.3}
    assert not shown(ends)["of_own_people"].any()


def test_the_report_and_the_trend_know_nothing_of_groups(
    make_plan, make_measure, make_outturns, mid_november
):
    """What the public sees of a measure is the same whatever its groups are."""
    plan = make_plan(make_measure(), make_measure("other"))
    rows = [
        *by_group("2018-19-Q2", {"few": (2, 40), "many": (200, 300)}),
        *by_group("2019-20-Q2", {"few": (3, 40), "many": (210, 300)}),
    ]
    every, wholes = make_outturns(*rows), make_outturns(rows[0], rows[3])
    quarters = [quarter(2018, 2), quarter(2019, 2)]
    pd.testing.assert_frame_equal(
        performance(plan, every, quarters, mid_november),
        performance(plan, wholes, quarters, mid_november),
    )
    measure = plan.measures[0]
    pd.testing.assert_frame_equal(series(plan, measure, every), series(plan, measure, wholes))


def test_ages_come_by_number_and_names_by_the_alphabet():
    ages = ["65 and over", "18 to 24", "Under 18", "25 to 64", "Not known"]
    assert ordered(ages) == ["Under 18", "18 to 24", "25 to 64", "65 and over", "Not known"]
