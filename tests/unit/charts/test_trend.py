"""What a trend chart draws, and how it tells lines apart without colour."""

from dataclasses import replace
from itertools import pairwise

import pytest

from kpis.charts.axis import value_span
from kpis.charts.trend import trend_chart
from kpis.frames import SERIES
from kpis.model import Basis, Frequency


def lines(figure, name):
    return [trace for trace in figure.data if trace.name == name and trace.mode.startswith("lines")]


def drawn_lines(trace):
    """The pieces of a trace between its gaps, as lists of heights."""
    pieces, piece = [], []
    for height in trace.y:
        if height is None:
            pieces.append(piece)
            piece = []
        else:
            piece.append(height)
    return [found for found in [*pieces, piece] if found]


def texts(figure):
    return [annotation.text for annotation in figure.layout.annotations]


@pytest.fixture
def yearly(series):
    return series(
        {"period_id": "2016-17", "outturn": 27.0},
        {"period_id": "2017-18", "outturn": 26.0, "target": 26.0, "minimum_expectation": 24.0},
        {"period_id": "2018-19", "outturn": 23.0, "target": 24.0, "minimum_expectation": 23.0},
    )


def test_outturns_are_a_solid_thick_line_with_filled_dots(yearly, recycling):
    figure = trend_chart(yearly, recycling)
    (line,) = lines(figure, "Outturn")
    assert line.line.dash == "solid"
    assert list(line.y) == [27.0, 26.0, 23.0]
    dots = figure.data[-1]
    assert dots.mode.startswith("markers")
    assert set(dots.marker.color) == {"#12436D"}


def test_illustrative_outturns_are_dashed_hollow_and_said_in_words(series, recycling):
    figure = trend_chart(
        series(
            {"period_id": "2016-17", "outturn": 27.0},
            {"period_id": "2017-18", "outturn": 26.0, "provenance": "illustrative"},
        ),
        recycling,
    )
    (illustrative,) = lines(figure, "Illustrative")
    assert illustrative.line.dash != "solid"
    assert list(figure.data[-1].marker.color) == ["#12436D", "#FFFFFF"]
    assert any("illustrative" in text and "published or returned" in text for text in texts(figure))


def test_published_figures_alone_need_no_words_about_illustrative_ones(yearly, recycling):
    assert not any("illustrative" in text for text in texts(trend_chart(yearly, recycling)))


def test_targets_are_steps_over_each_period_and_minimums_are_dotted(yearly, recycling):
    figure = trend_chart(yearly, recycling)
    (target,), (minimum,) = lines(figure, "Target"), lines(figure, "Minimum")
    assert drawn_lines(target) == [[26.0, 26.0, 24.0, 24.0]]
    assert list(target.x)[-2:] == ["2018-04-01", "2019-04-01"]
    assert (target.line.dash, minimum.line.dash) == ("solid", "dot")


def test_every_line_is_named_where_it_ends(yearly, recycling):
    words_drawn = " ".join(texts(trend_chart(yearly, recycling)))
    assert "<b>Outturn 23.0%</b>" in words_drawn
    assert "Target 24.0%" in words_drawn
    assert "Minimum 23.0%" in words_drawn


def test_an_aim_of_an_earlier_period_than_the_last_figure_says_which(series, recycling):
    figure = trend_chart(
        series(
            {"period_id": "2017-18", "outturn": 26.0, "target": 26.0},
            {"period_id": "2018-19", "outturn": 23.0},
        ),
        recycling,
    )
    assert "Target 26.0%<br>in 2017/18" in texts(figure)


def test_labels_of_lines_that_end_together_do_not_overlap(series, recycling):
    rows = {"period_id": "2018-19", "outturn": 23.0, "target": 23.0, "minimum_expectation": 23.0}
    figure = trend_chart(series(rows), recycling)
    places = sorted(note.y for note in figure.layout.annotations if note.x == 1)
    plot_height = figure.layout.height - figure.layout.margin.t - 48
    assert len(places) == 3
    assert min(b - a for a, b in pairwise(places)) * plot_height >= 18


def test_a_missing_period_is_not_bridged(series, recycling):
    figure = trend_chart(
        series(
            {"period_id": "2016-17", "outturn": 27.0},
            {"period_id": "2017-18", "returned": False, "provenance": ""},
            {"period_id": "2018-19", "outturn": 23.0},
        ),
        recycling,
    )
    assert drawn_lines(lines(figure, "Outturn")[0]) == [[27.0], [23.0]]


def test_a_break_is_marked_and_not_bridged(series, recycling):
    figure = trend_chart(
        series(
            {"period_id": "2016-17", "outturn": 27.0},
            {"period_id": "2017-18", "outturn": 26.0, "break_before": True},
        ),
        recycling,
    )
    assert drawn_lines(lines(figure, "Outturn")[0]) == [[27.0], [26.0]]
    assert [shape.x0 for shape in figure.layout.shapes] == ["2017-04-01"]
    assert "break in the series" in texts(figure)


def test_a_year_to_date_line_and_its_target_start_anew_each_april(series, recycling):
    jobs = replace(recycling, basis=Basis.YEAR_TO_DATE)
    figure = trend_chart(
        series(
            {"period_id": "2018-19-Q3", "outturn": 30.0, "target": 33.0},
            {"period_id": "2018-19-Q4", "outturn": 40.0, "target": 44.0},
            {"period_id": "2019-20-Q1", "outturn": 12.0, "target": 11.0},
            year_to_date=True,
        ),
        jobs,
    )
    assert drawn_lines(lines(figure, "Outturn")[0]) == [[30.0, 40.0], [12.0]]
    assert drawn_lines(lines(figure, "Target")[0]) == [[33.0, 33.0, 44.0, 44.0], [11.0, 11.0]]


def test_other_areas_are_thin_lines_with_their_names(series, recycling):
    figure = trend_chart(
        series(
            {"period_id": "2017-18", "outturn": 26.0},
            {"period_id": "2018-19", "outturn": 23.0},
            {"period_id": "2017-18", "outturn": 33.0, "area": "London"},
            {"period_id": "2018-19", "outturn": 34.0, "area": "London"},
        ),
        recycling,
    )
    (london,) = lines(figure, "London")
    assert london.line.width < lines(figure, "Outturn")[0].line.width
    assert any(text.endswith("London 34.0%") for text in texts(figure))


def test_a_range_shows_all_four_bounds(series, turnover):
    bounds = {
        "target": 8.0,
        "target_upper": 14.0,
        "minimum_expectation": 6.0,
        "minimum_expectation_upper": 17.0,
    }
    figure = trend_chart(series({"period_id": "2018-19", "outturn": 11.0} | bounds), turnover)
    words_drawn = " ".join(texts(figure))
    for words in ("from 8.0%", "up to 14.0%", "from 6.0%", "up to 17.0%"):
        assert words in words_drawn


def test_markers_stand_at_their_dots_and_in_their_words(series, recycling):
    figure = trend_chart(
        series({"period_id": "2018-19", "outturn": 23.0, "marker": "p"}), recycling
    )
    dots = figure.data[-1]
    assert list(dots.text) == ["[p]"]
    assert "[p]" in dots.customdata[0]


def test_a_long_series_names_few_periods_the_latest_among_them(series, recycling):
    rows = [{"period_id": f"{2000 + n}-{n + 1:02}", "outturn": float(n)} for n in range(24)]
    names = trend_chart(series(*rows), recycling).layout.xaxis.ticktext
    assert len(names) <= 6
    assert names[0] == "2023/24"


def test_months_of_many_years_are_named_at_one_time_of_the_year_and_ticked_by_year(
    series, recycling
):
    months = [f"{2010 + n // 12}-M{n % 12 + 1:02}" for n in range(16 * 12)]
    rows = [{"period_id": month, "outturn": 1.0} for month in months]
    axis = trend_chart(series(*rows), replace(recycling, frequency=Frequency.MONTH)).layout.xaxis
    assert list(axis.ticktext) == ["Dec<br>2025", "Dec<br>2021", "Dec<br>2017", "Dec<br>2013"]
    assert len(axis.minor.tickvals) == 16


def test_beside_long_labels_fewer_periods_are_named(series, turnover):
    rows = [{"period_id": f"{2000 + n}-{n + 1:02}", "outturn": 1.0} for n in range(8)]
    plain = trend_chart(series(*rows), turnover).layout.xaxis.ticktext
    labelled = trend_chart(series(*rows, minimum_expectation_upper=17.0), turnover)
    assert len(labelled.layout.xaxis.ticktext) < len(plain)


def test_no_rows_give_an_empty_figure(recycling):
    assert len(trend_chart(SERIES.empty(), recycling).data) == 0


def test_a_dark_page_gets_its_own_colours(yearly, recycling):
    light, dark = (trend_chart(yearly, recycling, dark=on) for on in (False, True))
    assert light.data[-1].marker.line.color != dark.data[-1].marker.line.color
    assert dark.layout.paper_bgcolor == "rgba(0,0,0,0)"


@pytest.mark.parametrize(
    ("outturns", "starts_at_zero"),
    [([5.0, 30.0], True), ([0.0, 0.0], True), ([90.0, 94.0], False), ([-5.0, 20.0], False)],
)
def test_the_scale_starts_at_zero_where_that_is_near(series, outturns, starts_at_zero):
    rows = [
        {"period_id": f"201{n}-1{n + 1}", "outturn": value} for n, value in enumerate(outturns, 6)
    ]
    low, high = value_span(series(*rows))
    assert (low == 0) is starts_at_zero
    assert low <= min(outturns)
    assert high > max(outturns)


def test_a_scale_that_does_not_start_at_zero_says_so(series, recycling):
    figure = trend_chart(
        series(
            {"period_id": "2017-18", "outturn": 93.0}, {"period_id": "2018-19", "outturn": 94.0}
        ),
        recycling,
    )
    assert any("does not start at 0" in text for text in texts(figure))


def test_charts_set_side_by_side_share_a_scale(yearly, recycling):
    figure = trend_chart(yearly, recycling, span=(0.0, 100.0))
    assert list(figure.layout.yaxis.range) == [0.0, 100.0]


def test_the_figure_of_the_report_is_ringed_and_named(yearly, recycling):
    figure = trend_chart(yearly, recycling, shown="2017-18")
    (ring,) = [trace for trace in figure.data if trace.name == "Ring"]
    assert list(ring.y) == [26.0]
    assert any("ring: 2017/18, 26.0%" in text for text in texts(figure))


@pytest.mark.parametrize("shown", ["", "2001-02"])
def test_nothing_is_ringed_when_the_report_has_no_figure(yearly, recycling, shown):
    figure = trend_chart(yearly, recycling, shown=shown)
    assert "Ring" not in [trace.name for trace in figure.data]
    assert not any("ring:" in text for text in texts(figure))


def test_the_target_of_a_short_survey_holds_for_the_year_about_it(series, recycling):
    figure = trend_chart(
        series(
            {"period_id": "2018-02-to-2018-03", "outturn": 40.0, "target": 42.0},
            {"period_id": "2019-02-to-2019-03", "outturn": 41.0, "target": 43.0},
        ),
        recycling,
    )
    (target,) = lines(figure, "Target")
    assert [day[:7] for day in target.x] == ["2017-09", "2018-08", "2018-09", "2019-08"]
    assert figure.layout.xaxis.range[1] >= "2019-08"


@pytest.mark.parametrize(
    ("period_id", "name"),
    [
        ("2019-20-Q2", "Q2<br>2019/20"),
        ("2018-19", "2018/19"),
        ("2018-19-AY", "2018/19<br>(academic)"),
        ("2019-02-to-2019-03", "Feb to Mar<br>2019"),
        ("2018-11-to-2019-10", "Nov 2018<br>to Oct 2019"),
    ],
)
def test_names_of_periods_stand_in_two_short_lines(series, recycling, period_id, name):
    figure = trend_chart(series({"period_id": period_id, "outturn": 1.0}), recycling)
    assert figure.layout.xaxis.ticktext == (name,)
