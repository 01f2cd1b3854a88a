"""A view of a measure as the series that charts, tables and downloads take."""

import pytest

from kpis.analysis.series.view_series import view_series
from kpis.analysis.series.views import View, views
from kpis.frames import SERIES
from kpis.model import Aim, Basis, SeriesBreak, Unit


@pytest.fixture
def series_of(make_plan, make_outturns):
    def find(measure, rows, view):
        plan = make_plan(measure)
        every_view = views(plan, make_outturns(*rows), measure)
        return SERIES.check(view_series(plan, measure, every_view, view))

    return find


def quarters(*figures):
    periods = [f"{year}-{year - 1999}-Q{n}" for year in (2019, 2020) for n in (1, 2, 3, 4)]
    return [("reviews", period, figure) for period, figure in zip(periods, figures, strict=False)]


def test_windows_stand_at_their_last_period_and_are_called_what_they_cover(series_of, make_measure):
    counts = make_measure(unit=Unit.COUNT, decimals=0, adds_up=True)
    line = series_of(counts, quarters(1, 2, 3, 4, 5), View.YEAR_TO_DATE)
    assert line["outturn"].tolist() == [1, 3, 6, 10, 5]
    assert line["period_id"].tolist()[-1] == "2020-21-Q1"
    assert line["period_label"].tolist()[-2:] == ["Apr 2019 to Mar 2020", "Apr to Jun 2020"]
    assert str(line["period_start"].iloc[-2].date()) == "2020-01-01"
    assert line["year_to_date"].all()
    assert line["target"].isna().all()
    assert (line["interval_low"] < line["outturn"]).all()


def test_a_window_without_a_figure_keeps_its_reason_as_commentary(series_of, make_measure):
    counts = make_measure(unit=Unit.COUNT, adds_up=True)
    rows = [row for row in quarters(1, 2, 3, 4, 5) if row[1] != "2019-20-Q2"]
    line = series_of(counts, rows, View.YEAR_TO_DATE)
    assert line["returned"].tolist() == [True, False, False, False, True]
    assert line["commentary"].tolist()[1] == "Nothing was returned for Q2 2019/20."


def test_the_years_total_of_a_measure_to_date_stands_beside_the_years_aims(series_of, make_measure):
    aim = Aim(
        year="2019/20", target=90.0, minimum_expectation=80.0, target_profile=(20, 45, 70, 90)
    )
    to_date = make_measure(
        unit=Unit.COUNT, basis=Basis.YEAR_TO_DATE, adds_up=True, aims={"2019/20": aim}
    )
    line = series_of(to_date, quarters(20, 50, 80, 95), View.ANNUAL)
    assert line[["period_id", "outturn", "target"]].to_numpy().tolist() == [["2019-20", 95, 90]]
    assert series_of(to_date, quarters(20, 50, 80, 95), View.YEAR_TO_DATE).empty
    assert (
        series_of(to_date, quarters(20, 50, 80, 95), View.ROLLING_12_MONTHS)["target"].isna().all()
    )


def test_a_break_is_marked_where_the_first_window_ends_after_it(series_of, make_measure):
    broken = make_measure(
        unit=Unit.COUNT,
        adds_up=True,
        breaks=(SeriesBreak(period="2020-21-Q1", reason="recount"),),
    )
    line = series_of(broken, quarters(1, 2, 3, 4, 5, 6), View.YEAR_TO_DATE)
    assert line["break_before"].tolist() == [False] * 4 + [True, False]
    assert line["break_reason"].iloc[4] == "From Q1 2020/21: recount"
    assert line["outturn"].tolist() == [1, 3, 6, 10, 5, 11]
