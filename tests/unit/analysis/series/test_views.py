"""The year so far, 12 months and the year: what the same cases give when counted together."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.analysis.series.views import View, views, why_no_view
from kpis.frames import VIEWS
from kpis.model import Basis, Frequency, QuarterValue, SeriesBreak, Unit

QUARTERS = tuple(f"{year}-{year - 1999}-Q{n}" for year in (2018, 2019, 2020) for n in (1, 2, 3, 4))


@pytest.fixture
def windows(make_plan, make_outturns):
    """Rows of one view as dictionaries by the label of their window."""

    def find(measure, rows, view):
        frame = VIEWS.check(views(make_plan(measure), make_outturns(*rows), measure))
        frame = frame[frame["view"] == view]
        return {row["period_label"]: row for row in frame.to_dict("records")}

    return find


@pytest.fixture
def share(make_measure):
    return make_measure(adds_up=True)


def cases(numbers, **changes):
    """A quarter's row per (numerator, denominator), from Q1 2018/19 on; None = not returned."""
    return [
        {
            "measure_id": "reviews",
            "period_id": period,
            "outturn": 100 * pair[0] / pair[1],
            "numerator": pair[0],
            "denominator": pair[1],
        }
        | changes
        for period, pair in zip(QUARTERS, numbers, strict=False)
        if pair
    ]


def test_a_share_is_that_of_all_cases_and_no_mean_of_shares(windows, share):
    rows = cases([(1, 2), (9, 10), (3, 8), (40, 80), (5, 5)])
    to_date = windows(share, rows, View.YEAR_TO_DATE)
    assert list(to_date) == [
        "Apr to Jun 2018",
        "Apr to Sep 2018",
        "Apr to Dec 2018",
        "Apr 2018 to Mar 2019",
        "Apr to Jun 2019",
    ]
    assert to_date["Apr to Sep 2018"]["outturn"] == pytest.approx(100 * 10 / 12)
    assert to_date["Apr to Jun 2019"]["outturn"] == 100
    rolling = windows(share, rows, View.ROLLING_12_MONTHS)
    assert list(rolling) == ["Apr 2018 to Mar 2019", "Jul 2018 to Jun 2019"]
    last = rolling["Jul 2018 to Jun 2019"]
    assert (last["numerator"], last["denominator"], last["period_id"]) == (57, 103, "2019-20-Q1")
    assert last["outturn"] == pytest.approx(100 * 57 / 103)
    (year,) = windows(share, rows, View.ANNUAL).values()
    assert (year["period_id"], year["numerator"], year["denominator"]) == ("2018-19", 53, 100)


def test_a_window_with_a_period_missing_or_withheld_has_no_figure_and_says_which(windows, share):
    rows = cases([(1, 2), None, (3, 8), (4, 8), (5, 5), (1, 4)])
    to_date = windows(share, rows, View.YEAR_TO_DATE)
    assert to_date["Apr to Dec 2018"]["reason"] == "Nothing was returned for Q2 2018/19."
    assert to_date["Apr to Jun 2019"]["reason"] == ""
    rows[-1] |= {"outturn": None, "marker": "c"}
    last = windows(share, rows, View.YEAR_TO_DATE)["Apr to Sep 2019"]
    assert last["reason"] == "The figure for Q2 2019/20 is withheld."
    (never,) = windows(share, rows, View.ROLLING_12_MONTHS).values()
    assert never["reason"] == "No window is complete yet: a period is missing in each."


def test_no_window_crosses_a_break_or_holds_a_period_not_comparable(make_measure, windows):
    rows = cases([(1, 2)] * 12)
    broken = make_measure(
        adds_up=True, breaks=(SeriesBreak(period="2019-20-Q3", reason="new form"),)
    )
    rolling = windows(broken, rows, View.ROLLING_12_MONTHS)
    with_figure = [label for label, row in rolling.items() if not row["reason"]]
    assert with_figure == [
        "Apr 2018 to Mar 2019",
        "Jul 2018 to Jun 2019",
        "Oct 2018 to Sep 2019",
        "Oct 2019 to Sep 2020",
        "Jan to Dec 2020",
        "Apr 2020 to Mar 2021",
    ]
    crossing = rolling["Jan to Dec 2019"]["reason"]
    assert crossing == "The series breaks with Q3 2019/20: new form."
    apart = make_measure(
        adds_up=True, not_comparable=(SeriesBreak(period="2019-20-Q2", reason="Flood."),)
    )
    years = windows(apart, rows, View.ANNUAL)
    assert [label for label, row in years.items() if not row["reason"]] == ["2018/19", "2020/21"]
    assert years["2019/20"]["reason"] == "Q2 2019/20 is not comparable: Flood."


def test_published_and_illustrative_figures_are_not_added_but_a_return_beside_either_is(
    windows, share
):
    rows = cases([(1, 2)] * 4)
    rows[0]["provenance"] = "published"
    rows[1]["marker"] = "p"
    rows[2]["marker"] = "r"
    (year,) = windows(share, rows, View.ANNUAL).values()
    assert (year["provenance"], year["marker"], year["reason"]) == ("return", "pr", "")
    rows[3]["provenance"] = "illustrative"
    to_date = windows(share, rows, View.YEAR_TO_DATE)
    assert to_date["Apr 2018 to Mar 2019"]["reason"] == (
        "Some of its figures are published, others illustrative."
    )
    assert windows(share, rows, View.YEAR_TO_DATE)["Apr to Dec 2018"]["provenance"] == "return"


def test_totals_to_date_give_12_months_from_three_of_them(make_measure, windows):
    measure = make_measure(unit=Unit.COUNT, basis=Basis.YEAR_TO_DATE, adds_up=True)
    totals = (10, 25, 45, 70, 12, 30)
    rows = [("reviews", period, total) for period, total in zip(QUARTERS, totals, strict=False)]
    rolling = windows(measure, rows, View.ROLLING_12_MONTHS)
    assert {label: row["outturn"] for label, row in rolling.items()} == {
        "Apr 2018 to Mar 2019": 70,
        "Jul 2018 to Jun 2019": 70 - 10 + 12,
        "Oct 2018 to Sep 2019": 70 - 25 + 30,
    }
    without_q3 = [row for row in rows if row[1] != "2018-19-Q3"]
    assert windows(measure, without_q3, View.ROLLING_12_MONTHS).keys() == rolling.keys()
    (year,) = windows(measure, rows, View.ANNUAL).values()
    assert (year["period_label"], year["outturn"]) == ("2018/19", 70)
    broken = make_measure(
        unit=Unit.COUNT,
        basis=Basis.YEAR_TO_DATE,
        adds_up=True,
        breaks=(SeriesBreak(period="2018-19-Q2", reason="recount"),),
    )
    no_window = windows(broken, rows, View.ROLLING_12_MONTHS)
    assert [row["reason"] for row in no_window.values()] == [
        "No window is complete yet: a period is missing in each."
    ]


def test_a_count_to_date_that_fell_within_its_year_gives_no_12_months(make_measure, windows):
    """70 less 80 and 12 would be 2 cases in a year."""
    rows = [
        ("reviews", period, n) for period, n in zip(QUARTERS, (80, 81, 82, 70, 12), strict=False)
    ]
    to_date = {"basis": Basis.YEAR_TO_DATE, "adds_up": True}
    rolling = windows(make_measure(unit=Unit.COUNT, **to_date), rows, View.ROLLING_12_MONTHS)
    assert rolling["Apr 2018 to Mar 2019"]["outturn"] == 70
    assert rolling["Jul 2018 to Jun 2019"]["reason"] == (
        "The total to date fell from Q1 2018/19 to Q4 2018/19, so one of the two is wrong."
    )
    money = windows(make_measure(unit=Unit.POUNDS, **to_date), rows, View.ROLLING_12_MONTHS)
    assert money["Jul 2018 to Jun 2019"]["outturn"] == 70 - 80 + 12


def test_an_average_a_day_counts_for_as_many_days_as_its_month_has(make_measure, windows):
    measure = make_measure(
        unit=Unit.AVERAGE,
        frequency=Frequency.MONTH,
        quarter_value=QuarterValue.MEAN,
        adds_up=True,
    )
    rows = [("reviews", f"2019-M0{month}", beds) for month, beds in ((4, 2.0), (5, 5.0), (6, 2.0))]
    to_date = windows(measure, rows, View.YEAR_TO_DATE)
    assert list(to_date) == ["Apr 2019", "Apr to May 2019", "Apr to Jun 2019"]
    assert to_date["Apr to Jun 2019"]["outturn"] == pytest.approx((30 * 2 + 31 * 5 + 30 * 2) / 91)


@pytest.mark.parametrize(
    ("changes", "view", "reason"),
    [
        ({"frequency": Frequency.YEAR}, View.ANNUAL, "not returned more than once a year"),
        ({"adds_up": False}, View.ANNUAL, "each stands for itself"),
        ({"rolling_months": 12}, View.ROLLING_12_MONTHS, "covers 12 months already"),
        ({"basis": Basis.YEAR_TO_DATE}, View.YEAR_TO_DATE, "as they are returned"),
        ({"basis": Basis.YEAR_TO_DATE, "adds_up": False}, View.ROLLING_12_MONTHS, "for itself"),
        ({"basis": Basis.YEAR_TO_DATE, "adds_up": False}, View.ANNUAL, ""),
        ({}, View.ANNUAL, ""),
    ],
)
def test_a_view_that_cannot_be_had_says_why(make_plan, make_measure, changes, view, reason):
    measure = make_measure(**({"adds_up": True} | changes))
    sentence = why_no_view(make_plan(measure), measure, view)
    assert reason in sentence
    assert bool(sentence) == bool(reason)


def test_a_measure_without_figures_has_one_row_per_view_that_says_so(
    make_plan, make_outturns, make_measure
):
    measure = make_measure(adds_up=True)
    rows = VIEWS.check(views(make_plan(measure), make_outturns(), measure))
    assert rows["view"].tolist() == list(View)
    assert set(rows["reason"]) == {"No figures have been returned yet."}
    part = make_measure("women", part_of="reviews", part_label="Women")
    rows = views(make_plan(measure, part), make_outturns(), measure)
    assert set(rows["reason"]) == {"It has no figures of its own: see its parts."}


def test_only_the_councils_whole_figures_are_added(windows, share):
    rows = cases([(1, 2)] * 4)
    others = cases([(2, 2)] * 4, area="Elsewhere") + cases([(2, 2)] * 4, breakdown="Sex")
    assert windows(share, rows + others, View.ANNUAL)["2018/19"]["outturn"] == 50


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    months=st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=1, max_size=24),
    skipped=st.integers(0, 11),
)
def test_every_window_of_months_is_the_sum_of_the_months_in_it(
    make_plan, make_outturns, make_measure, months, skipped
):
    measure = make_measure(
        unit=Unit.COUNT, frequency=Frequency.MONTH, quarter_value=QuarterValue.SUM, adds_up=True
    )
    counts = {
        date(2017 + (place + skipped) // 12, (place + skipped) % 12 + 1, 1): count
        for place, count in enumerate(months)
        if count is not None
    }
    rows = [("reviews", f"{day.year}-M{day.month:02}", count) for day, count in counts.items()]
    frame = views(make_plan(measure), make_outturns(*rows), measure)
    with_window = frame[frame["period_id"] != ""]
    for row in VIEWS.rows(with_window):
        begins, ends = row.period_start, row.period_end
        needed = (ends.year - begins.year) * 12 + ends.month - begins.month + 1
        inside = [n for day, n in counts.items() if begins.date() <= day <= ends.date()]
        if len(inside) == needed:
            assert (row.outturn, row.reason) == (sum(inside), "")
        else:
            assert row.reason.startswith("Nothing was returned for ")
    whole = sum(
        all(count is not None for count in months[end - 12 : end])
        for end in range(12, len(months) + 1)
    )
    rolling = with_window[
        (with_window["view"] == View.ROLLING_12_MONTHS) & with_window["outturn"].notna()
    ]
    assert len(rolling) == whole
