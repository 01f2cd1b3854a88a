"""A workbook that is opened leanly holds what openpyxl itself finds in it."""

import io
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from kpis.readers.files.lean_workbook import cells_of, open_workbook
from tests.hostile_files import row, xlsx

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=6).map(escape)
RUN = st.builds("<r><rPr><b/></rPr><t>{}</t></r>".format, WORDS)
TEXT = st.one_of(
    st.just(""),
    st.just("<t/>"),
    st.builds("<t>{}</t>".format, WORDS),
    st.builds('<t xml:space="preserve"> {} </t>'.format, WORDS),
    st.lists(RUN, min_size=1, max_size=3).map("".join),
    st.builds('<t>{}</t><rPh sb="0" eb="1"><t>{}</t></rPh>'.format, WORDS, WORDS),
)
CELL = st.one_of(
    st.builds('<c t="inlineStr"><is>{}</is></c>'.format, TEXT),
    st.builds('<c t="inlineStr"><v>{}</v></c>'.format, st.just("7")),
    st.builds("<c><v>{}</v></c>".format, st.integers()),
    st.just("<c/>"),
)


def held_by(cells) -> list[tuple[int, int, str, object]]:
    return [(cell.row, cell.column, cell.data_type, cell.value) for cell in cells]


@given(st.lists(st.lists(CELL, max_size=4).map("".join).map(row), max_size=4).map("".join))
def test_cells_hold_what_openpyxl_finds_in_them(rows):
    content = xlsx([rows])
    (sheet,) = open_workbook(io.BytesIO(content)).worksheets
    (same,) = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets
    found = held_by(cells_of(sheet, None))
    expected = held_by(cell for line in same.iter_rows() for cell in line if cell.value)
    assert [cell for cell in found if cell[3]] == expected


@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
def test_sheets_are_named_and_hidden_as_they_are(state):
    book = openpyxl.Workbook()
    book.create_sheet("Notes").sheet_state = state
    book.create_chartsheet("Picture").add_chart(BarChart())
    file = io.BytesIO()
    book.save(file)
    opened = open_workbook(file)
    assert [(each.title, each.sheet_state) for each in opened.worksheets] == [
        ("Sheet", "visible"),
        ("Notes", state),
    ]
