"""Whatever the layout, every figure read is what stood in the cell that its address names.

Tables are drawn with the awkwardness of real ones: title rows above, blank columns between, blank
rows, notes below, every separator and encoding, workbooks and texts. What is read is compared
with the grid itself, through the address, and with what was put into it.
"""

import csv
import io
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.cell_addresses import letters_of, place_of
from kpis.readers import read_return
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells

patiently = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])

CODES = ["1.1", "1.2", "2.1", "4.4", "5.2", "7.2"]
YEARS = ["2016/17", "2017/18", "2018/19", "2019/20"]
QUARTERS = ["Q1", "Q2", "Q3", "Q4"]
MONTHS = ["Apr-19", "May-19", "Jun-19", "Jul-19", "Aug-19"]

figures = st.integers(0, 99_999).map(str) | st.decimals(
    0, 999, places=2, allow_nan=False, allow_infinity=False
).map(str)
titles = st.sampled_from(
    ["", "Riverton Borough Council", "Return of the Place directorate", "Please check, twice"]
)
notes = st.sampled_from(["Source: the register", "Notes:", "1. Households are counted once"])


@st.composite
def places(draw, count: int) -> list[int]:
    """Columns for so many fields, from left to right, with blank ones between them."""
    gaps = draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))
    columns, last = [], 0
    for gap in gaps:
        last += gap
        columns.append(last)
    return columns


@st.composite
def surrounded(draw, header: list[list[str]], lines: list[list[str]], columns: list[int]):
    """The grid of a table with titles above, notes below and blank rows between; and where the
    header and each line stand in it."""
    grid: list[list[str]] = [
        [title] if title else [] for title in draw(st.lists(titles, max_size=4))
    ]
    top = len(grid) + 1
    width = max(columns)

    def put(texts: list[str]) -> None:
        row = [""] * width
        for column, text in zip(columns, texts, strict=True):
            row[column - 1] = text
        grid.append(row)

    for texts in header:
        put(texts)
    rows = []
    for texts in lines:
        grid.extend([[]] * draw(st.integers(0, 1)))
        put(texts)
        rows.append(len(grid))
    if draw(st.booleans()):
        grid.extend([[], [draw(notes)]])
    return grid, top, rows


@st.composite
def wide_tables(draw):
    """A grid, and the figures in it: (measure, period, text) by address."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True))
    kind = draw(st.sampled_from(["years", "months", "quarters below a year"]))
    if kind == "quarters below a year":
        periods = [f"{quarter} 2019/20" for quarter in QUARTERS]
        header = [["Code", "2019/20", "", "", ""], ["", *QUARTERS]]
    else:
        some = YEARS if kind == "years" else MONTHS
        periods = draw(st.lists(st.sampled_from(some), min_size=1, unique=True))
        header = [["Code", *periods]]
    columns = draw(places(1 + len(periods)))
    cell = figures | st.just("")
    lines = [[code, *(draw(cell) for _ in periods)] for code in codes]
    grid, _, rows = draw(surrounded(header, lines, columns))
    expected = {
        f"{letters_of(column)}{row}": (line[0], period, text)
        for row, line in zip(rows, lines, strict=True)
        for column, period, text in zip(columns[1:], periods, line[1:], strict=True)
        if text
    }
    return grid, expected


@st.composite
def tidy_tables(draw, names=("Code", "Period", "Outturn")):
    """A grid, the row of its header, its columns, and the figures by address."""
    line = st.tuples(st.sampled_from(CODES), st.sampled_from(YEARS + MONTHS), figures)
    lines = [list(each) for each in draw(st.lists(line, min_size=1, max_size=6))]
    order = draw(st.permutations(range(3)))
    columns = draw(places(3))
    grid, top, rows = draw(
        surrounded(
            [[names[at] for at in order]], [[line[at] for at in order] for line in lines], columns
        )
    )
    of_field = dict(zip(order, columns, strict=True))
    letters = letters_of(of_field[2])
    expected = {f"{letters}{row}": tuple(line) for row, line in zip(rows, lines, strict=True)}
    return grid, expected, top, of_field


def as_text(grid, separator: str, encoding: str) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(grid)
    return file.getvalue().encode(encoding)


def as_workbook(grid, *, numbers: bool) -> bytes:
    book = openpyxl.Workbook()
    for row, texts in enumerate(grid, 1):
        for column, text in enumerate(texts, 1):
            if text:
                value: str | float = text
                with suppress(ValueError):
                    value = (float(text) if "." in text else int(text)) if numbers else text
                cell = book.active.cell(row, column, value)
                if text in CODES:
                    cell.value = text
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


forms = st.one_of(
    st.tuples(
        st.just("text"),
        st.sampled_from(",;\t|"),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    ),
    st.tuples(st.just("workbook"), st.booleans(), st.none()),
)


def file_of(grid, form) -> bytes:
    if form[0] == "text":
        return as_text(grid, form[1], form[2])
    return as_workbook(grid, numbers=form[1])


def assert_all_there(raw, expected, grid) -> None:
    assert len(raw.rows) == len(expected)
    for row in raw.rows.to_dict("records"):
        measure, period, text = expected[row["outturn_cell"]]
        assert (row["measure"], row["period"]) == (measure, period)
        assert float(row["outturn"]) == float(text)
        place = place_of(row["outturn_cell"])
        assert place is not None
        number, column = place
        assert number == row["row"]
        assert grid[number - 1][column - 1] == text
        assert raw.tables[0].header_row < number


@patiently
@given(wide_tables(), forms)
def test_every_figure_of_a_wide_table_is_what_stood_in_its_cell(table, form):
    grid, expected = table
    assert_all_there(read_return("q2", file_of(grid, form)), expected, grid)


@patiently
@given(tidy_tables(), forms)
def test_every_figure_of_a_tidy_table_is_what_stood_in_its_cell(table, form):
    grid, expected, _, _ = table
    assert_all_there(read_return("q2", file_of(grid, form)), expected, grid)


@patiently
@given(tidy_tables(names=("Was", "Wann", "Wieviel")), forms)
def test_every_figure_of_a_mapped_table_is_what_stood_in_its_cell(table, form):
    grid, expected, top, of_field = table
    content = file_of(grid, form)
    (preview,) = sheet_cells("q2", content)
    fields = ("measure", "period", "outturn")
    mapping = mapping_of(
        preview, header_row=top, columns={column: fields[at] for at, column in of_field.items()}
    )
    assert_all_there(read_return("q2", content, mapping), expected, grid)
    above = [["one more title"], *grid]
    moved = {
        f"{address.rstrip('0123456789')}{place_of(address)[0] + 1}": figure
        for address, figure in expected.items()
    }
    assert_all_there(read_return("q2", file_of(above, form), mapping), moved, above)


@patiently
@given(st.lists(st.tuples(st.sampled_from(CODES), figures), min_size=1, max_size=6))
def test_figures_with_decimal_commas_are_the_same_or_asked_about(lines):
    """Written with commas by one computer and with points by another, a file says the same."""
    grid = [["Code", "Period", "Outturn"], *([code, "2019/20", text] for code, text in lines)]
    commas = [[cell.replace(".", ",") for cell in row[2:]] for row in grid]
    content = as_text(
        [[*row[:2], *own] for row, own in zip(grid, commas, strict=True)], ";", "utf-8"
    )
    raw = read_return("q2.csv", content)
    for row, (_, text) in zip(raw.rows.to_dict("records"), lines, strict=True):
        assert float(row["outturn"]) == float(text)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_of_a_single_column_of_figures_is_cut_rightly_with_every_separator(separator):
    grid = [["Code", "2019/20"], ["5.2", "23"]]
    raw = read_return("q2.csv", as_text(grid, separator, "utf-8"))
    assert raw.rows["outturn_cell"].tolist() == ["B2"]
