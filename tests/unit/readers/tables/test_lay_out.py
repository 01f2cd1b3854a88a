"""Which rows are figures, in each layout, and what each of them carries."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kpis.readers import read_return
from kpis.readers.raw import FIELDS, FIELDS_WITH_KIND, RAW_ROWS

HEADER = ["Code", "Period", "Area", "Outturn", "Numerator", "Marker", "Commentary"]


@pytest.fixture
def rows(text):
    """rows(table): the figures of a CSV, as a list of dictionaries."""

    def read(table):
        return read_return("q2.csv", text(table)).rows.to_dict("records")

    return read


@pytest.fixture
def notes(text):
    def read(table):
        return read_return("q2.csv", text(table)).notes

    return read


def test_a_tidy_row_carries_its_fields_kinds_and_addresses(rows):
    (row,) = rows([HEADER, ["5.2", "Q2 2019/20", "Here", "23%", "", "[p]", "Why"]])
    assert row == dict.fromkeys(FIELDS, "") | dict.fromkeys(
        (f"{name}_kind" for name in FIELDS_WITH_KIND), "empty"
    ) | {
        "sheet": "",
        "row": 2,
        "measure": "5.2",
        "period": "Q2 2019/20",
        "period_kind": "text",
        "period_cell": "B2",
        "area": "Here",
        "outturn": "23%",
        "outturn_kind": "text",
        "outturn_cell": "D2",
        "marker": "[p]",
        "commentary": "Why",
    }


def test_blank_rows_end_nothing(rows):
    laid_out = rows([HEADER, [], ["5.2", "x", "", "1"], [" ", ""], [], ["1.3", "x", "", "2"]])
    assert [(row["row"], row["outturn"]) for row in laid_out] == [(3, "1"), (6, "2")]


def test_a_tidy_row_without_an_outturn_is_kept_for_validation_to_ask(rows):
    (row,) = rows([HEADER, ["5.2", "Q2 2019/20"]])
    assert (row["measure"], row["outturn"], row["outturn_kind"]) == ("5.2", "", "empty")


def test_a_single_text_is_a_heading_or_a_note_and_is_told(rows, notes):
    table = [
        HEADER,
        ["Outcome 5: people live in a clean borough"],
        ["5.2", "x", "", "23"],
        ["Source: WasteDataFlow, figures are provisional until October"],
        ["Prepared by the performance team"],
    ]
    assert [row["measure"] for row in rows(table)] == ["5.2"]
    assert notes(table) == ("Rows 2 and 4 to 5 with a single text: read as headings or notes.",)


@pytest.mark.parametrize("place", ["Outturn", "Numerator", "Marker", "Commentary"])
def test_a_single_text_that_is_part_of_a_figure_is_kept(rows, place):
    line = ["here" if header == place else "" for header in HEADER]
    (row,) = rows([HEADER, line])
    assert row[place.lower()] == "here"


def test_a_row_with_nothing_under_a_header_of_a_return_is_no_figure(rows):
    assert rows([[*HEADER, "Sign-off"], ["", "", "", "", "", "", "", "yes"]]) == []


@pytest.mark.parametrize("word", ["Total", "TOTALS", "Grand total", "Sub-total (all)"])
def test_a_total_below_the_figures_is_passed_over_and_told(rows, notes, word):
    table = [HEADER, ["5.2", "x", "", "23"], ["1.3", "x", "", "23"], [word, "", "", "46"]]
    assert [row["measure"] for row in rows(table)] == ["5.2", "1.3"]
    assert notes(table) == ("Row 4 a total: not read, since its parts are.",)


def test_the_header_once_more_is_passed_over_and_told(rows, notes):
    table = [HEADER, ["5.2", "x", "", "23"], [], HEADER, ["1.3", "x", "", "4"]]
    assert [row["measure"] for row in rows(table)] == ["5.2", "1.3"]
    assert notes(table) == ("Row 4 with the header once more: not read.",)


@pytest.mark.parametrize(
    "note",
    [
        ["Notes:", "Figures are counted at the end"],
        ["Source:", "The register", "", "as it stood in October"],
        ["1. Households", "counted once only"],
        ["", "", "Note 2: of residents"],
        ["* estimated", "from a sample"],
        ["[p] provisional", "until October"],
    ],
)
def test_a_note_of_several_cells_is_no_faulty_figure(rows, notes, note):
    table = [HEADER, ["5.2", "x", "", "23"], [], note]
    assert [row["measure"] for row in rows(table)] == ["5.2"]
    assert len(notes(table)) == 1
    assert notes(table)[0].startswith("Row 4 with a ")


@pytest.mark.parametrize(
    "note", ["Notes:", "1. Households are counted once", "Prepared by the performance team"]
)
def test_a_note_below_the_figures_is_none_though_it_stands_in_their_column(rows, notes, note):
    table = [["Outturn", "Period", "Code"], ["23", "x", "5.2"], [], [note]]
    assert [row["measure"] for row in rows(table)] == ["5.2"]
    assert notes(table) == ("Row 4 with a note: not read as a figure.",)


@pytest.mark.parametrize("typed", ["[c]", "[p] 23", "see below", "1 234 567 [p]", "n/a *"])
def test_what_stands_in_place_of_a_figure_is_no_note(rows, typed):
    assert [row["outturn"] for row in rows([["Outturn", "Period", "Code"], [typed]])] == [typed]


@pytest.mark.parametrize(
    "line", [["Notes:", "x", "", "23"], ["1.3", "x", "see note", ""], ["Total cost", "x", "", "4"]]
)
def test_what_may_be_a_figure_is_not_taken_for_a_note(rows, line):
    assert [row["row"] for row in rows([HEADER, line])] == [2]


def test_totals_and_notes_of_a_wide_table_are_no_figures(rows, notes):
    table = [
        ["Code", "Q1 2019/20", "Q2 2019/20"],
        ["5.2", "21", "22"],
        ["Total", "21", "22"],
        ["Note:", "the figures of the first quarter were revised", ""],
    ]
    assert [row["outturn"] for row in rows(table)] == ["21", "22"]
    assert notes(table) == (
        "Row 3 a total: not read, since its parts are.",
        "Row 4 with a note: not read as a figure.",
    )


def test_what_a_merged_cell_says_holds_for_every_row_it_covers(workbook):
    def merge(book):
        for block in ("A2:A4", "D3:D4"):
            book.active.merge_cells(block)

    table = [HEADER, ["5.2", "Q1", "", 1], [None, "Q2", "", 2], [None, "Q3", "", None, 5]]
    raw = read_return("q2.xlsx", workbook(table, edit=merge))
    assert raw.rows["measure"].tolist() == ["5.2", "5.2", "5.2"]
    assert raw.rows["outturn"].tolist() == ["1", "2", ""]  # one figure, not two


@pytest.mark.parametrize(
    ("header", "period", "year", "read"),
    [
        ("Quarter", "Q2", "2019/20", "Q2 2019/20"),
        ("Quarter", "2", "2019/20", "Quarter 2 2019/20"),
        ("Month", "September", "2019", "September 2019"),
        ("Month", "9", "2019", "September 2019"),
        ("Month", "9", "2019/20", "Month 9 2019/20"),
        ("Quarter", "Q2 2019/20", "2018/19", "Q2 2019/20 beside 2018/19"),
        ("Quarter", "", "2019/20", "2019/20"),
        ("Quarter", "Q2 2019/20", "2019/20", "Q2 2019/20"),
        ("Quarter", "Q2", "", "Q2"),
    ],
)
def test_a_year_in_a_column_of_its_own_completes_the_period(rows, header, period, year, read):
    (row,) = rows([["Code", header, "Year", "Outturn"], ["5.2", period, year, "23"]])
    assert (row["period"], row["period_cell"]) == (read, "B2")


def test_each_filled_cell_below_a_period_is_a_figure_and_a_blank_one_is_none(rows):
    laid_out = rows(
        [
            ["Code", "Area", "Q1 2019/20", "Q2 2019/20", "Q3 2019/20"],
            ["5.2", "Here", "21", "", "23"],
            [],
            ["1.3", "There", "", "n/a", ""],
        ]
    )
    assert [
        (row["row"], row["measure"], row["area"], row["period"], row["outturn"]) for row in laid_out
    ] == [
        (2, "5.2", "Here", "Q1 2019/20", "21"),
        (2, "5.2", "Here", "Q3 2019/20", "23"),
        (4, "1.3", "There", "Q2 2019/20", "n/a"),
    ]
    assert [(row["outturn_cell"], row["period_cell"]) for row in laid_out] == [
        *(("C2", "C1"), ("E2", "E1"), ("D4", "D1")),
    ]


@pytest.mark.parametrize(
    "periods", [("Q1 2019/20", "Q2 2019/20"), ("Q2 2019/20", "Q1 2019/20")], ids=" then ".join
)
def test_a_commentary_in_a_wide_table_is_of_the_latest_figure_of_its_row(rows, periods):
    table = [["Code", *periods, "Commentary"], ["5.2", "1", "2", "why"], ["1.3", "", "4", "how"]]
    commentaries = {(row["measure"], row["period"]): row["commentary"] for row in rows(table)}
    assert commentaries[("5.2", "Q1 2019/20")] == ""
    assert commentaries[("5.2", "Q2 2019/20")] == "why"
    assert commentaries[("1.3", periods[1])] == "how"


def test_a_commentary_beside_no_figure_in_a_wide_table_is_told(rows, notes):
    table = [["Code", "Q1 2019/20", "Commentary"], ["5.2", "", "nothing yet"]]
    assert rows(table) == []
    assert notes(table) == ("Row 2 with a commentary or marker but no figure: not read.",)


def test_notes_below_a_wide_table_are_no_figures(rows):
    table = [["Code", "Q1 2019/20"], ["5.2", "23"], ["Source: the register"]]
    assert [row["measure"] for row in rows(table)] == ["5.2"]


def test_the_address_of_any_field_of_a_row_can_be_asked_for(text):
    wide = read_return("q2.csv", text([["Code", "2018/19", "2019/20"], ["5.2", "1", "2"]]))
    assert [wide.cell(1, name) for name in ("measure", "period", "outturn", "marker")] == [
        *("A2", "C1", "C2", ""),
    ]


@pytest.mark.parametrize("table", [[HEADER], [["Code", "2018/19"]]])
def test_a_table_without_a_figure_gives_a_frame_without_rows(text, table):
    raw = read_return("q2.csv", text(table))
    assert RAW_ROWS.check(raw.rows).empty
    assert len(raw.tables) == 1


cell = st.sampled_from(["", "", "1", "[c]", "x"])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(cell, cell, cell), max_size=8))
def test_a_wide_table_holds_exactly_the_filled_cells_of_its_grid(text, figures):
    """A second route: the cells counted one by one."""
    table = [
        ["Code", "2016/17", "2017/18", "2018/19"],
        *([str(number), *line] for number, line in enumerate(figures)),
    ]
    expected = [
        (line + 2, "BCD"[place], figure)
        for line, cells in enumerate(figures)
        for place, figure in enumerate(cells)
        if figure
    ]
    laid_out = read_return("q2.csv", text(table)).rows
    assert [
        (row["row"], row["outturn_cell"][0], row["outturn"]) for row in laid_out.to_dict("records")
    ] == expected
