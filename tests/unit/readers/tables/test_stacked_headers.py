"""Headers of two rows and three: a period and what stands below it, or above it."""

import datetime as dt

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kpis.readers import read_return

N = None
Q1, Q2 = "Q1 2019/20", "Q2 2019/20"


@pytest.fixture
def read(workbook):
    """read(rows, "A1:A2", ...): a workbook with these cells merged."""

    def from_rows(rows, *merged):
        def merge(book):
            for cells in merged:
                book.active.merge_cells(cells)

        return read_return("q2.xlsx", workbook(rows, edit=merge))

    return from_rows


def figures(raw) -> list[tuple[str, ...]]:
    """(measure, period, outturn, numerator, denominator) of each row."""
    names = ["measure", "period", "outturn", "numerator", "denominator"]
    return [tuple(row) for row in raw.rows[names].itertuples(index=False)]


ACTUALS = [("4.4", Q1, "41.2", "", ""), ("4.4", Q2, "42.3", "", "")]
SHARES = [("1.4", Q1, "62.5", "50", "80"), ("1.4", Q2, "50", "40", "80")]
OUT, AIM = "Actual", "Target"


@pytest.mark.parametrize(
    ("rows", "merged", "expected"),
    [
        pytest.param(
            [["Code", Q1, N, Q2, N], [N, AIM, OUT, AIM, OUT], ["4.4", 50, 41.2, 50, 42.3]],
            ("A1:A2", "B1:C1", "D1:E1"),
            ACTUALS,
            id="merged down",
        ),
        pytest.param(
            [["Code", Q1, N, Q2, N], [N, AIM, OUT, AIM, OUT], ["4.4", 50, 41.2, 50, 42.3]],
            (),
            ACTUALS,
            id="not merged",
        ),
        pytest.param(
            [[N, Q1, N, Q2, N], ["Code", AIM, OUT, AIM, OUT], ["4.4", 50, 41.2, 50, 42.3]],
            ("B1:C1", "D1:E1"),
            ACTUALS,
            id="measure named below",
        ),
        pytest.param(
            [["Code", Q1, N, Q2, N], [N, OUT, AIM, OUT, AIM], ["4.4", 41.2, 50, 42.3, 50]],
            (),
            ACTUALS,
            id="outturn first",
        ),
        pytest.param(
            [
                ["Code", "2019/20", N, N, N],
                [N, "Q1", N, "Q2", N],
                [N, AIM, OUT, AIM, OUT],
                ["4.4", 50, 41.2, 50, 42.3],
            ],
            ("A1:A3", "B1:E1", "B2:C2", "D2:E2"),
            ACTUALS,
            id="years above quarters",
        ),
        pytest.param(
            [["Code", "2019/20", N], [N, "Q1", N], [N, AIM, OUT], ["4.4", 50, 41.2]],
            ("A1:A3", "B1:C1", "B2:C2"),
            ACTUALS[:1],
            id="a year above one quarter",
        ),
        pytest.param(
            [[N, AIM, N, OUT, N], ["Code", Q1, Q2, Q1, Q2], ["4.4", 50, 50, 41.2, 42.3]],
            ("B1:C1", "D1:E1"),
            ACTUALS,
            id="said above the quarters",
        ),
        pytest.param(
            [["Code", AIM, N, OUT, N], [N, Q1, Q2, Q1, Q2], ["4.4", 50, 50, 41.2, 42.3]],
            (),
            ACTUALS,
            id="said above the quarters, beside the measure",
        ),
        pytest.param(
            [
                ["Code", Q1, N, N, Q2, N, N],
                [N, *("Num", "Den", "%"), *("Num", "Den", "%")],
                ["1.4", 50, 80, 62.5, 40, 80, 50],
            ],
            ("A1:A2", "B1:D1", "E1:G1"),
            SHARES,
            id="numerator, denominator and share",
        ),
        pytest.param(
            [
                ["Code", "Numerator", N, "Denominator", N, "%", N],
                [N, *(Q1, Q2) * 3],
                ["1.4", 50, 40, 80, 80, 62.5, 50],
            ],
            (),
            SHARES,
            id="numerators above their quarters",
        ),
        pytest.param(
            [["Code", Q1, Q2], [N, "%", "%"], ["4.4", 41.2, 42.3]],
            (),
            ACTUALS,
            id="units below",
        ),
        pytest.param(
            [["Code", Q1, N, N], [N, "Rank", "London", "Outturn"], ["4.4", 3, 60, 41.2]],
            (),
            ACTUALS[:1],
            id="other figures beside it",
        ),
        pytest.param(
            [["Code", dt.date(2019, 9, 30), N], [N, AIM, OUT], ["4.4", 50, 41.2]],
            ("A1:A2", "B1:C1"),
            [("4.4", "2019-09-30", "41.2", "", "")],
            id="a date above",
        ),
    ],
)
def test_what_stands_below_a_period_is_told_by_both_rows(read, rows, merged, expected):
    raw = read(rows, *merged)
    assert figures(raw) == expected
    assert raw.doubts == ()


def test_a_csv_is_read_in_the_same_way(text):
    rows = [["Code", Q1, "", Q2, ""], ["", AIM, OUT, AIM, OUT], ["4.4", "50", "41.2", "50", "42.3"]]
    assert figures(read_return("q2.csv", text(rows))) == ACTUALS


def test_a_commentary_and_a_marker_below_a_period_are_of_its_figure(read):
    below = ["Actual", "Marker", "Comment", "Actual", "Marker", "Comment"]
    raw = read([["Code", Q1, N, N, Q2, N, N], [N, *below], ["4.4", 1, "[p]", "a", 2, N, "b"]])
    assert raw.rows["commentary"].tolist() == ["a", "b"]
    assert raw.rows["marker"].tolist() == ["[p]", ""]


def test_a_numerator_without_its_outturn_is_kept_for_validation_to_ask(read):
    raw = read([["Code", Q1, N, N], [N, "Num", "Den", "%"], ["1.4", 50, 80, N]])
    assert figures(raw) == [("1.4", Q1, "", "50", "80")]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            [["Code", Q1, Q2], [N, AIM, AIM], ["4.4", 50, 51]],
            "row 2 has 'Target' below each period and no Outturn or Actual",
        ),
        (
            [[N, AIM, N], ["Code", Q1, Q2], ["4.4", 50, 51]],
            "row 1 has 'Target' above each period and no Outturn or Actual",
        ),
        (
            [["Code", AIM, N], [N, Q1, Q2], ["4.4", 50, 51]],
            "row 1 has 'Target' above each period and no Outturn or Actual",
        ),
        (
            [["Code", Q1, N], [N, "Num", "Den"], ["4.4", 50, 80]],
            "row 2 has 'Num' and 'Den' below each period and no Outturn or Actual",
        ),
        (
            [[N, "Forecast", N], ["Code", Q1, Q2], ["4.4", 50, 51]],
            "row 1 has 'Forecast' above each period and no Outturn or Actual",
        ),
    ],
)
def test_periods_without_an_outturn_are_told_as_such(read, rows, reason):
    raw = read(rows)
    assert raw.rows.empty
    assert [each.reason for each in raw.passed_over] == [reason]


@pytest.mark.parametrize(
    ("rows", "about"),
    [
        ([["Code", Q1, N], [N, "Riverton", "London"], ["4.4", 1, 2]], "Riverton beside London"),
        ([["Code", Q1, N], [N, "Number", "%"], ["4.4", 1, 2]], "Number beside %"),
        ([["Code", Q1, N], [N, "Value", "%"], ["4.4", 1, 2]], "Value beside %"),
        ([["Code", Q1, N], [N, AIM, "Planned outturn"], ["4.4", 1, 2]], "Planned outturn"),
        ([["Code", Q1], [N, "Rank"], ["4.4", 1]], "Rank"),
        ([["Code", Q1, Q2], [N, "see note", "see note"], ["4.4", 1, 2]], "see note"),
        ([[N, "London", N], ["Code", Q1, Q2], ["4.4", 1, 2]], "London"),
        ([[N, "Planned", N], ["Code", Q1, Q2], ["4.4", 1, 2]], "Planned"),
        ([["Targets"], ["Code", Q1, Q2], ["4.4", 1, 2]], "heading Targets"),
        ([["Planned figures"], ["Code", Q1, Q2], ["4.4", 1, 2]], "heading Planned figures"),
        ([["Targets"], [N], ["Code", Q1, Q2], ["4.4", 1, 2]], "heading Targets"),
        ([[N, N, "Target"], ["Code", "Period", "Value"], ["4.4", Q1, 2]], "Target Value"),
        (
            [["Code", "Q2 2019/20 (number)", "Q2 2019/20 (%)"], ["4.4", 1, 2]],
            "Q2 2019/20 (%) beside Q2 2019/20 (number)",
        ),
    ],
)
def test_what_may_be_another_figure_is_asked_about_once(read, rows, about):
    doubts = read(rows).doubts
    assert {doubt.about for doubt in doubts} == {about}
    assert all(doubt.rows for doubt in doubts)


@pytest.mark.parametrize(
    "rows",
    [
        [["Riverton Council"], ["Code", Q1, Q2], ["4.4", 1, 2]],
        [["London Borough of Riverton"], ["Code", Q1, Q2], ["4.4", 1, 2]],
        [["Performance against targets, quarter 2"], ["Code", Q1, Q2], ["4.4", 1, 2]],
        [["Service plan"], ["Code", Q1, Q2], ["4.4", 1, 2]],
        [[N, N, "Return of the housing service for quarter 2"], ["Code", Q1, Q2], ["4.4", 1, 2]],
        [[N, "Actuals", N], ["Code", Q1, Q2], ["4.4", 1, 2]],
        [["Code", "Annual target", Q1, "RAG", "Direction of travel"], ["4.4", 3, 1, "Red", "up"]],
        [[N, N, N, "Please fill in"], ["Code", "Period", "Target", "Outturn"], ["4.4", Q1, 1, 2]],
    ],
)
def test_titles_and_columns_for_people_are_not_asked_about(read, rows):
    raw = read(rows)
    assert raw.doubts == ()
    assert not raw.rows.empty


OF_A_PERIOD = ["Target", "Actual", "RAG", "Num", "Den", "Rank", "Previous year", "Comment"]


@settings(deadline=None, max_examples=60)
@given(
    parts=st.lists(st.sampled_from(OF_A_PERIOD), min_size=1, max_size=6, unique=True),
    periods=st.lists(st.sampled_from([Q1, Q2, "2018/19", "Sep-19"]), min_size=1, unique=True),
    labels=st.sampled_from([["Code"], ["Code", "Measure"], ["Owner", "Code"]]),
    measure_below=st.booleans(),
    merged=st.booleans(),
)
def test_only_what_stands_below_actual_is_an_outturn(
    workbook, parts, periods, labels, measure_below, merged
):
    """Each figure is its own address, so that whatever is taken tells where it stood."""
    width, before = len(parts), len(labels)
    upper = [label if not measure_below else N for label in labels]
    lower = [label if measure_below else N for label in labels]
    upper += [cell for period in periods for cell in [period, *[N] * (width - 1)]]
    lower += parts * len(periods)
    columns = range(before + 1, before + 1 + width * len(periods))
    figures_of = [1000 + column for column in columns]
    row = [{"Code": "4.4"}.get(label, "x") for label in labels] + figures_of

    def merge(book):
        for place in range(len(periods)) if merged and width > 1 else ():
            first = before + 1 + place * width
            book.active.merge_cells(
                start_row=1, end_row=1, start_column=first, end_column=first + width - 1
            )

    raw = read_return("q2.xlsx", workbook([upper, lower, row], edit=merge))
    if "Actual" not in parts:
        assert raw.rows.empty or raw.doubts
        return
    at = parts.index("Actual")
    expected = [
        (period, str(1000 + before + 1 + place * width + at))
        for place, period in enumerate(periods)
    ]
    assert list(zip(raw.rows["period"], raw.rows["outturn"], strict=True)) == expected
