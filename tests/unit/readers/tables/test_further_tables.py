"""Further header rows of a sheet: the same once more, or another table's."""

import pytest

from kpis.readers import read_return

Q1, Q2 = "Q1 2019/20", "Q2 2019/20"
HEADER = ["Code", "Period", "Outturn"]
FIRST = [HEADER, ["6.2", Q1, "45"]]
WIDE = [["Code", Q1, Q2], ["4.4", "50", "51"]]


@pytest.fixture
def read(text):
    def from_rows(*rows):
        return read_return("q2.csv", text(rows))

    return from_rows


def figures(raw) -> list[tuple[str, str, str]]:
    """(period, outturn, cell) of each row."""
    names = ["period", "outturn", "outturn_cell"]
    return [tuple(row) for row in raw.rows[names].itertuples(index=False)]


OWN = (Q1, "45", "C2")


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ([["Code", "Period", "Target", "Outturn"], ["6.2", Q2, "60", "46"]], (Q2, "46", "D5")),
        ([["Period", "Code", "Outturn"], [Q2, "6.2", "46"]], (Q2, "46", "C5")),
        ([["", "Code", "Period", "Outturn"], ["", "6.2", Q2, "46"]], (Q2, "46", "D5")),
        ([["Ref", "Quarter", "Actual"], ["6.2", Q2, "46"]], (Q2, "46", "C5")),
        ([["Code", Q2], ["6.2", "46"]], (Q2, "46", "B5")),
        ([HEADER, ["6.2", Q2, "46"]], (Q2, "46", "C5")),
        ([["CODE", "period:", "Outturn¹"], ["6.2", Q2, "46"]], (Q2, "46", "C5")),
    ],
)
def test_figures_below_another_header_are_read_by_it(read, below, expected):
    assert figures(read(*FIRST, [], *below)) == [OWN, expected]


@pytest.mark.parametrize(
    "below",
    [
        [["Code", "Period", "Target"], ["6.2", Q2, "60"]],
        [["Targets"], ["Code", "Period", "Target"], ["6.2", Q2, "60"]],
        [["KPI", "Quarter", "Minimum expectation"], ["6.2", Q2, "60"]],
        [["Code", "Outcome", "Owner"], ["6.2", "Homes", "Head of Homes"]],
        [["Period", "Code", "Baseline"], [Q2, "6.2", "60"]],
        [["Code", "Period", "Status"], ["6.2", Q2, "60"]],
    ],
)
def test_rows_below_a_header_without_an_outturn_are_named_and_not_read(read, below):
    raw = read(*FIRST, [], *below)
    assert figures(raw) == [OWN]
    last = 3 + len(below)
    (note,) = [note for note in raw.notes if "a second header" in note]
    assert f"Rows {last - 1} to {last} stand below a second header" in note


def test_the_header_once_more_with_all_its_cells_is_no_new_table(read):
    raw = read(*FIRST, HEADER, ["6.2", Q2, "46"])
    assert len(raw.tables) == 1
    assert raw.notes == ("Row 3 with the header once more: not read.",)


@pytest.mark.parametrize(
    "header", [["Code", "Q1 2018/19", "Q2 2018/19"], ["", "2017/18", "2018/19"]]
)
def test_a_wide_block_of_other_periods_is_of_these(read, header):
    raw = read(*WIDE, [], header, ["4.4", "48", "49"])
    assert raw.rows["period"].tolist() == [Q1, Q2, *header[1:]]


def test_a_stacked_header_may_be_repeated_or_differ(read):
    first = [["Code", Q1, ""], ["", "Target", "Actual"], ["4.4", "50", "41"]]
    again = read(*first, *first[:2], ["6.2", "60", "45"])
    assert again.rows["outturn"].tolist() == ["41", "45"]
    assert again.notes == ("Rows 4 to 5 with the header once more: not read.",)
    other = read(*first, ["Code", Q2, ""], ["", "Actual", "Target"], ["6.2", "45", "60"])
    assert other.rows["period"].tolist() == [Q1, Q2]
    assert other.rows["outturn"].tolist() == ["41", "45"]


@pytest.mark.parametrize(
    "heading", ["Targets", "Planned", "London", "Forecast", "National average"]
)
def test_the_same_header_below_a_heading_of_other_figures_is_asked_about(read, heading):
    raw = read(*WIDE, [], [heading], WIDE[0], ["4.4", "60", "61"])
    (doubt,) = raw.doubts
    assert (doubt.found, doubt.cell, doubt.rows) == (heading, "A4", (6,))


def test_headings_of_parts_of_a_return_are_not_asked_about(read):
    raw = read(["Housing"], *WIDE, ["Recycling"], WIDE[0], ["5.2", "60", "61"])
    assert raw.doubts == ()
    assert len(raw.rows) == 4


def test_outturns_below_targets_are_no_targets(read):
    raw = read(["Targets"], *WIDE, [], ["Outturns"], WIDE[0], ["4.4", "60", "61"])
    assert [doubt.rows for doubt in raw.doubts] == [(3,)]


def test_the_address_of_a_field_is_that_of_its_own_table(read):
    header = ["Code", "Period", "Numerator", "Outturn"]
    raw = read([*HEADER, "Numerator"], ["6.2", Q1, "45", "1"], header, ["6.2", Q2, "2", "46"])
    assert [raw.cell(position, "numerator") for position in (0, 1)] == ["D2", "C4"]
    assert raw.rows["numerator"].tolist() == ["1", "2"]


@pytest.mark.parametrize(
    "row",
    [
        ["Sub-total housing", "", "45"],
        ["Housing subtotal", Q1, "45"],
        ["Sub total: lettings", Q1, "45"],
        ["Grand total of all", "", "90"],
        ["Total housing", "", "45"],
        ["Housing total", "", "45"],
    ],
)
def test_subtotals_are_passed_over_as_totals_are(read, row):
    raw = read(*FIRST, row)
    assert figures(raw) == [OWN]
    assert raw.notes == ("Row 3 a total: not read, since its parts are.",)


def test_a_measure_that_begins_with_total_is_none(read):
    assert len(read(*FIRST, ["Total household waste", Q1, "45"]).rows) == 2
