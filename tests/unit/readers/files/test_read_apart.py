"""A workbook is read where it can do no harm, and comes back as it was read."""

import dataclasses
import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.cell_addresses import Place
from kpis.errors import UnreadableReturn
from kpis.readers.cell_kind import CellKind
from kpis.readers.files import read_apart
from kpis.readers.files.grid import Cell, SparseSheet, WorkbookRead
from kpis.readers.files.plain_data import of_plain, to_bytes
from kpis.readers.files.read_apart import read_apart as read
from kpis.readers.files.signature import Form
from kpis.readers.files.workbook_limits import Room

HEADING = ["Code", "Period", "Outturn"]


@pytest.fixture
def processes(monkeypatch) -> list[list[str]]:
    """What every process was started with."""
    started: list[list[str]] = []
    run = subprocess.run

    def call(command, **named):
        started.append(command)
        return run(command, **named)

    monkeypatch.setattr(subprocess, "run", call)
    return started


@pytest.fixture
def all_kinds(workbook) -> bytes:
    def edit(book) -> None:
        sheet = book["Return"]
        sheet["C2"].number_format = "0%"
        sheet.merge_cells("A2:A3")
        sheet.row_dimensions[3].hidden = True
        book["Old"].sheet_state = "hidden"

    return workbook(
        {
            "Return": [
                HEADING,
                ["5.2", date(2019, 9, 30), 0.23],
                [None, True, "#DIV/0!"],
                ["x" * 32_767, "é 😀 \x7f", "=1+1"],
            ],
            "Empty": [],
            "Old": [["x"]],
        },
        edit=edit,
    )


def test_a_small_plain_workbook_is_read_at_once(workbook, processes):
    book = read(workbook([HEADING, ["5.2", "2018/19", 23]]), Form.XLSX)
    assert book.sheets[0].row(2)[3] == Cell("23", CellKind.NUMBER)
    assert processes == []


def test_a_workbook_is_the_same_wherever_it_was_read(all_kinds, processes, monkeypatch):
    here = read(all_kinds, Form.XLSX)
    assert processes == []
    monkeypatch.setattr(read_apart, "SMALL", 0)
    assert read(all_kinds, Form.XLSX) == here
    assert len(processes) == 1
    (sheet, empty), hidden = here.sheets, here.hidden_sheets
    assert {cell.kind for row in sheet.cells.values() for cell in row.values()} == {
        CellKind.TEXT,
        CellKind.DATE,
        CellKind.PERCENT,
        CellKind.BOOLEAN,
        CellKind.ERROR,
        CellKind.NO_VALUE,
    }
    assert sheet.merged_down[3][1].text == "5.2"
    assert sheet.hidden_rows == frozenset({3})
    assert (empty.cells, hidden) == ({}, ("Old",))


@pytest.mark.parametrize(("only", "rows"), [("Second 'sheet' \"é\"", None), (None, 2)])
def test_a_part_of_a_workbook_is_the_same_wherever_it_was_read(
    workbook, processes, monkeypatch, only, rows
):
    content = workbook({"First": [HEADING] * 5, "Second 'sheet' \"é\"": [["x"]] * 5})
    here = read(content, Form.XLSX, only, rows)
    monkeypatch.setattr(read_apart, "SMALL", 0)
    assert read(content, Form.XLSX, only, rows) == here
    assert len(processes) == 1


@pytest.mark.parametrize(
    "much",
    [
        f"<row>{'<c/>' * 10_000}</row>" * 4 + "<row><c/></row>",
        "<row/>" * 40_001,
        f"<row><c>{'<v/>' * 150_000}</c></row>",
    ],
    ids=["cells", "rows", "elements"],
)
def test_what_may_be_dear_is_read_in_a_process_of_its_own(workbook_of_xml, processes, much):
    assert read(workbook_of_xml(much), Form.XLSX).sheets[0].cells == {}
    assert len(processes) == 1


def test_a_refusal_comes_back_as_its_sentence(workbook_of_xml, monkeypatch):
    monkeypatch.setattr(read_apart, "SMALL", 0)
    with pytest.raises(UnreadableReturn, match="has a row numbered '9999999'"):
        read(workbook_of_xml('<row r="9999999"/>'), Form.XLSX)


def test_a_workbook_that_takes_too_long_is_ended(workbook_of_xml, monkeypatch):
    monkeypatch.setattr(read_apart, "PATIENCE", 0.01)
    monkeypatch.setattr(read_apart, "SMALL", 0)
    with pytest.raises(UnreadableReturn, match="takes too long or too much memory") as refused:
        read(workbook_of_xml("<row/>"), Form.XLSX)
    assert "save it as CSV" in str(refused.value)


@pytest.mark.skipif(not read_apart._CAN_COUNT, reason="the system does not count it")
def test_the_process_ends_when_it_has_had_the_processor_for_too_long():
    code = (
        "from kpis.readers.files.reading_process import _limit\n_limit(10**9, 1)\nwhile True: pass"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=300).returncode < 0


@pytest.mark.skipif(not read_apart._CAN_COUNT, reason="the system sets no limit")
def test_a_workbook_that_takes_too_much_memory_is_ended(workbook_of_xml, monkeypatch):
    monkeypatch.setattr(read_apart, "MAX_MEMORY", 30_000_000)
    rows = f"<row><c t='inlineStr'><is><t>{'😀' * 8_000}</t></is></c></row>" * 1_500
    with pytest.raises(UnreadableReturn, match="takes too long or too much memory"):
        read(workbook_of_xml(rows), Form.XLSX)


def test_a_plan_may_hold_more_cells_than_a_return_and_not_any_number(workbook_of_xml):
    many = workbook_of_xml(f"<row>{'<c/>' * 10_000}</row>" * 11)
    with pytest.raises(UnreadableReturn, match=r"more than 100,000 cells.*the sheet with the fig"):
        read(many, Form.XLSX)
    assert read(many, Form.XLSX, room=Room.PLAN).sheets[0].cells == {}
    more = workbook_of_xml(f"<row>{'<c/>' * 10_000}</row>" * 81)
    with pytest.raises(UnreadableReturn, match=r"more than 800,000 cells.*change the plan's files"):
        read(more, Form.XLSX, room=Room.PLAN)


def test_as_many_cells_as_a_workbook_may_hold_are_read_in_time(workbook_of_xml, processes):
    many = "".join(f"<row>{'<c><v>1.5</v></c>' * 50}</row>" for _ in range(1_999))
    book = read(workbook_of_xml(many), Form.XLSX)
    assert sum(map(len, book.sheets[0].cells.values())) == 1_999 * 50
    assert len(processes) == 1


def test_the_process_is_told_nothing_of_the_environment_but_what_it_needs(
    workbook_of_xml, monkeypatch
):
    """A secret of the server stays with the server."""
    monkeypatch.setattr(read_apart, "SMALL", 0)
    monkeypatch.setenv("KPIS_SECRET", "of the server")
    told: list[dict[str, str]] = []
    run = subprocess.run

    def call(command, **named):
        told.append(named["env"])
        return run(command, **named)

    monkeypatch.setattr(subprocess, "run", call)
    assert read(workbook_of_xml("<row/>"), Form.XLSX).sheets
    (environment,) = told
    assert "of the server" not in environment.values()
    assert set(environment) <= {"PYTHONPATH", *read_apart._NEEDED}


@pytest.mark.parametrize("reader", ["workbook", "legacy"])
def test_the_process_starts_without_heavy_packages(reader):
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import kpis.readers.files.reading_process, kpis.readers.files.{reader}, sys;"
            "print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"pandas", "numpy", "openpyxl", "streamlit", "duckdb"} & set(loaded)


def test_all_that_was_read_passes():
    """Whoever adds a field lets it pass, and then adds it here."""
    passing = {"name", "cells", "merged_down", "hidden_rows", "sheets", "hidden_sheets"}
    passing |= {"hidden_columns", "shown", "struck", "comments", "merged"}
    fields = {
        field.name for each in (SparseSheet, WorkbookRead) for field in dataclasses.fields(each)
    }
    assert fields == passing


cells = st.builds(
    Cell,
    st.text(st.characters(exclude_categories=()), max_size=5),  # halves of characters too
    st.sampled_from(CellKind),
)
rows = st.dictionaries(
    st.integers(1, 100_000), st.dictionaries(st.integers(1, 1_000), cells, max_size=3), max_size=3
)
places = st.builds(Place, st.integers(1, 100_000), st.integers(1, 1_000))
sheets = st.builds(
    SparseSheet,
    st.text(),
    rows,
    rows,
    st.frozensets(st.integers(1, 99)),
    st.frozensets(st.integers(1, 99)),
    st.dictionaries(places, st.text(), max_size=3),
    st.frozensets(places, max_size=3),
    st.dictionaries(places, st.text(), max_size=3),
    st.lists(st.tuples(*[st.integers(1, 99)] * 3), max_size=3).map(tuple),
)


@given(st.lists(sheets, max_size=3), st.lists(st.text()))
def test_what_passes_comes_out_as_it_went_in(made, hidden):
    book = WorkbookRead(tuple(made), tuple(hidden))
    passed = json.loads(to_bytes(book).decode("utf-8", "surrogatepass"))
    assert of_plain(passed) == book


def test_a_text_that_many_cells_share_passes_once():
    cell = Cell("x" * 30_000, CellKind.TEXT)
    sheet = SparseSheet("Return", {number: {1: cell} for number in range(1, 1_000)})
    assert len(to_bytes(WorkbookRead((sheet,), ()))) < 60_000
