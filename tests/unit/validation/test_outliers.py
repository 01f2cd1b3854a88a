"""A figure against those before it; the arithmetic against statistics.median, figure by figure."""

import math
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.readers.raw import CellKind
from kpis.validation.outliers import Figures, Nature, compare

QUARTERS = [f"{y}-{(y + 1) % 100:02}-Q{q}" for y in (2016, 2017, 2018, 2019) for q in (1, 2, 3, 4)]


@pytest.fixture
def history(stored):
    """Stored figures of a measure, one after the other, the last in Q1 2019/20."""

    def make(measure_id, *figures):
        last = QUARTERS.index("2019-20-Q1")
        periods = QUARTERS[last - len(figures) + 1 : last + 1]
        return stored(*((measure_id, p, f) for p, f in zip(periods, figures, strict=True)))

    return make


def far(check, row, outturn, figures, **cells):
    """Codes about the series for an outturn of Q2 2019/20 after these stored figures."""
    issues = check.issues(row(outturn=outturn, **cells), stored=figures)
    return [(severity, code) for severity, code, _ in issues]


FAR = [("warning", "far-from-series")]


# The median of 90, 91, 92, 93 is 91.5; their MAD is 1, so the scale is the floor of 2 points and
# the reach 3.5 of it, 7 points.
@pytest.mark.parametrize(
    ("outturn", "same_quarter", "codes"),
    [("98.5", 90, []), ("98.6", 90, FAR), ("84.5", 93, []), ("84.4", 93, FAR)],
)
def test_a_percentage_is_far_beyond_seven_points_of_a_steady_series(
    check, row, history, outturn, same_quarter, codes
):
    others = {90, 91, 92, 93} - {same_quarter}
    assert far(check, row, outturn, history("repairs", same_quarter, *others)) == codes


def test_three_figures_are_too_few_to_say(check, row, history):
    assert far(check, row, "9", history("repairs", 91, 92, 93)) == []
    assert far(check, row, "9", history("repairs", 90, 91, 92, 93)) == FAR


def test_the_last_figures_are_shown_with_their_periods(check, row, history):
    checked = check(row(outturn="9.2"), stored=history("repairs", 80, 90, 91, 92, 93))
    issue = checked.warnings[0]
    assert (issue.code, issue.cell, issue.measure, issue.found) == (
        *("far-from-series", "G2"),
        *("1.2", "9.2"),
    )
    assert issue.message == (
        "Q2!G2: 9.2% for 1.2 Repairs is far from the figures before it: 90.0% (Q2 2018/19), "
        "91.0% (Q3 2018/19), 92.0% (Q4 2018/19), 93.0% (Q1 2019/20). Has the decimal point "
        "slipped? 92.0% would fit. Correct it, or say in the commentary what happened."
    )
    assert len(checked.rows) == 1


def test_the_figures_before_one_of_a_group_are_not_told(check, row, history):
    """They may be small counts, and whoever has a file may have it checked."""
    group = {"breakdown": "Ward", "category": "Bow East"}
    checked = check(
        row(outturn="9.2", **group), stored=history("repairs", 90, 91, 92, 93).assign(**group)
    )
    assert (
        "9.2% for 1.2 Repairs is far from the figures before it. Has the decimal"
        in checked.warnings[0].message
    )


@pytest.mark.parametrize(
    ("outturn", "fits"),
    [("12", "120"), ("1200", "120"), ("12000", "120"), ("115000", "115"), ("1203", None)],
)
def test_a_slipped_decimal_point_is_suspected_where_a_move_would_fit(
    check, row, history, outturn, fits
):
    figures = history("jobs_women", 118, 121, 119, 122)
    message = check(row(measure="1.7a", outturn=outturn), stored=figures).warnings[0].message
    assert (f"slipped? {fits} would fit" in message) if fits else ("slipped" not in message)


def test_a_figure_twice_as_large_is_far_but_no_slip(check, row, history):
    figures = history("jobs_women", 118, 121, 119, 122)
    message = check(row(measure="1.7a", outturn="240"), stored=figures).warnings[0].message
    assert "slipped" not in message


# Floors: of 100 things the square root, of 400 and of other units a tenth.
@pytest.mark.parametrize(
    ("measure", "usual", "near", "beyond"),
    [
        (("1.7a", "jobs_women"), 100, "135", "136"),
        (("1.7a", "jobs_women"), 400, "540", "541"),
        (("1.7a", "jobs_women"), 0, "3", "4"),
        (("1.15", "waiting"), 20, "27", "27.1"),
        (("1.15", "waiting"), 0, "0.3", "0.4"),
        (("1.8", "savings"), -1000, "-1350", "-1351"),
    ],
)
def test_the_scale_of_a_flat_series_has_a_floor(check, row, history, measure, usual, near, beyond):
    code, measure_id = measure
    figures = history(measure_id, *[usual] * 4)
    assert far(check, row, near, figures, measure=code) == []
    assert far(check, row, beyond, figures, measure=code) == FAR


def test_a_wide_series_has_a_wide_reach(check, row, history):
    figures = history("repairs", 80, 70, 60, 50)  # MAD 10, scale 14.826, reach 51.9 from 65
    assert far(check, row, "13.2", figures) == []
    assert far(check, row, "13.1", figures) == FAR


def test_only_the_last_eight_figures_count(check, row, history):
    figures = history("repairs", *[20] * 4, *[90] * 8)
    assert far(check, row, "20", figures) == FAR


@pytest.mark.parametrize(
    "other",
    [
        {"area": "Hackney"},
        {"breakdown": "Sex", "category": "Women"},
        {"outturn": math.nan, "marker": "x"},
    ],
)
def test_figures_of_another_series_do_not_count(check, row, stored, other):
    figures = [
        {"measure_id": "repairs", "period_id": period, "outturn": 20.0} | other
        for period in QUARTERS[4:12]
    ]
    assert far(check, row, "90", stored(*figures)) == []


def test_later_figures_do_not_count(check, row, stored):
    later = [("repairs", f"2020-21-Q{q}", 20.0) for q in (1, 2, 3, 4)]
    assert far(check, row, "90", stored(*later)) == []


def test_nothing_is_compared_across_a_break_of_the_series(check, row, history, plan):
    from dataclasses import replace

    from kpis.model import SeriesBreak

    def broken_at(period):
        breaks = (SeriesBreak(period=period, reason="a new form"),)
        measures = [
            replace(measure, breaks=breaks) if measure.id == "repairs" else measure
            for measure in plan.measures
        ]
        return replace(check, plan=replace(plan, measures=tuple(measures)))

    figures = history("repairs", 20, 20, 20, 20, 90, 90)
    assert far(broken_at("2018-19-Q4"), row, "90", figures) == []
    assert far(broken_at("2019-20-Q3"), row, "90", figures) == FAR


def test_a_year_to_date_figure_is_compared_by_what_it_comes_to_for_each_quarter(
    check, row, history
):
    figures = history("enterprises", 10, 21, 30, 41, 9)
    assert far(check, row, "20", figures, measure="1.3") == []
    assert far(check, row, "200", figures, measure="1.3") == FAR


def test_a_figure_like_those_of_the_same_season_is_not_far(check, row, history):
    figures = history("jobs_women", 100, 300, 100, 100, 100, 300, 100, 100, 100)
    assert far(check, row, "300", figures, measure="1.7a") == []
    assert far(check, row, "500", figures, measure="1.7a") == FAR


def test_earlier_figures_of_the_same_file_count_before_stored_ones(check, row, history):
    wide = [
        row(period=f"Q{quarter} 2018/19", outturn=str(80 + quarter)) for quarter in (1, 2, 3, 4)
    ]
    issues = check.issues(*wide, row(outturn="20"), stored=history("repairs", *[20] * 5))
    assert ("warning", "far-from-series", "G6") in issues


def test_a_row_with_an_error_is_neither_compared_nor_compared_with(check, row):
    wide = [row(period=f"Q{quarter} 2018/19", outturn="190") for quarter in (1, 2, 3, 4)]
    issues = [code for _, code, _ in check.issues(*wide, row(outturn="20"))]
    assert issues == ["out-of-range"] * 4


# A percentage as a fraction.


@pytest.mark.parametrize(
    ("outturn", "codes"),
    [
        ("0.99", [("question", "fraction-or-percentage")]),
        ("0.01", [("question", "fraction-or-percentage")]),
        ("0", []),
        ("1", [("question", "fraction-or-percentage")]),
        ("1.01", []),
        ("0.99%", []),
    ],
)
def test_a_bare_figure_up_to_1_for_a_percentage_is_asked_about(check, row, outturn, codes):
    assert far(check, row, outturn, check.stored()) == codes


def test_a_number_in_a_percent_cell_is_no_fraction(check, row):
    cell = row(outturn="0.0023", outturn_kind=CellKind.PERCENT)
    assert check.issues(cell) == []


def test_a_figure_below_1_that_is_no_percentage_is_let_be(check, row):
    assert far(check, row, "0.5", check.stored(), measure="1.15") == []


@pytest.mark.parametrize("outturn", ["0.92", "1"])
def test_a_fraction_after_percentages_is_an_error(check, row, history, outturn):
    checked = check(row(outturn=outturn), stored=history("repairs", 93, 94, 95, 96))
    issue = checked.errors[0]
    assert (issue.code, issue.severity, issue.cell) == ("percent-as-fraction", "error", "G2")
    assert "the figures before it" in issue.message
    assert "% if it is right after all" in issue.message.replace("'", "")
    assert checked.rows.empty


def test_a_small_percentage_after_small_ones_is_none(check, row, history):
    assert far(check, row, "0.7", history("repairs", 0.6, 0.8, 0.5, 0.9)) == []


def test_in_history_only_a_slipped_point_is_told_and_never_an_error(check, row):
    earlier = [
        row(period=f"Q{quarter} 2018/19", outturn=str(90 + quarter)) for quarter in (1, 2, 3, 4)
    ]
    for outturn, codes in (
        *(("20", []), ("0.2", [])),
        *(("9.2", [("warning", "far-from-series", "G6")]),),
        *(("0.92", [("warning", "far-from-series", "G6")]),),
    ):
        assert check.issues(*earlier, row(outturn=outturn), provenance="published") == codes


def test_of_several_revisions_in_history_the_last_counts(check, row):
    rows = [
        row(period=f"Q{quarter} 2018/19", outturn=outturn, returned_on=day)
        for quarter in (1, 2, 3, 4)
        for outturn, day in (("50", "2019-06-03"), ("9.2", "2019-06-01"), ("5", "2019-06-02"))
    ]
    issues = check.issues(*rows, row(outturn="5"), provenance="illustrative")
    assert ("warning", "far-from-series", "G14") in issues


# The arithmetic by a second route.

figures = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 30),
        st.floats(-1e6, 1e6).map(lambda value: round(value, 3)),
    ),
    max_size=40,
)


def as_figures(rows):
    return Figures(
        series=np.array([row[0] for row in rows], dtype="int64"),
        month=np.array([row[1] for row in rows], dtype="int64"),
        value=np.array([row[2] for row in rows], dtype="float64"),
    )


def far_by_hand(figure, earlier, unit):
    """The rule as its module tells it, with dictionaries and statistics.median."""
    series, month, value = figure
    counted = {}
    for each in earlier:
        counted.setdefault(each[:2], each[2])
    before = sorted((m, v) for (s, m), v in counted.items() if s == series and m < month)
    last = [v for _, v in before[-8:]]
    if len(last) < 4:
        return False
    middle = median(last)
    scale = 1.4826 * median(abs(v - middle) for v in last)
    reach = 3.5 * max(scale, abs(middle) / 10, unit)
    if abs(value - middle) <= reach:
        return False
    season = [v for m, v in before if m % 12 == month % 12][-4:]
    return not season or abs(value - median(season)) > reach


@settings(deadline=None)
@given(figures, figures, st.sampled_from([1.0, 0.1]))
def test_far_is_what_the_rule_says_for_every_figure(judged, others, unit):
    neither = np.zeros(len(judged), dtype=bool)
    value = as_figures(judged).value
    nature = Nature(percent=neither, whole=neither, unit=np.full(len(judged), unit), typed=value)
    comparison = compare(as_figures(judged), as_figures(others), nature)
    by_hand = [far_by_hand(each, others, unit) for each in judged]
    assert comparison.far.tolist() == by_hand
    assert np.isnan(comparison.slip[~comparison.far]).all()
