"""A file is opened once, whatever is asked of it, and its parts are as if opened by themselves."""

from collections.abc import Sequence
from typing import Any

import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.files import opened_file, read_apart, text_file
from kpis.readers.files.opened_file import OpenedFile, Part
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.readers.tables.find_table import headers_recognised

OWN = [["Streets team"], [], ["Indicator", "Qtr", "Value"], ["10.4", "Q3 2019/20", 700]]
ACTIVITIES = [["Activity", "Status", "Percent done"], ["A1.2", "On track", 40]]
LONG = [*OWN, *([f"10.{number}", "Q3 2019/20", number] for number in range(60))]
SAID: dict[str, Any] = {"header_row": 3, "columns": {1: "measure", 2: "period", 3: "outturn"}}


@pytest.fixture
def opens(monkeypatch) -> list[str]:
    """The name of each reader that was given the bytes of a file."""
    calls: list[str] = []

    def counted(module, name):
        real = getattr(module, name)

        def call(*arguments, **named):
            calls.append(name)
            return real(*arguments, **named)

        monkeypatch.setattr(module, name, call)

    counted(read_apart, "read_apart")
    counted(text_file, "decode_text")
    return calls


@pytest.fixture(params=["xlsx", "ods", "csv"])
def own(request, workbook, spreadsheet_ods, text) -> bytes:
    """A return in a layout of its sender's own, with activities beside it where it has sheets."""
    sheets = {"Streets": OWN, "Deeds": ACTIVITIES}
    if request.param == "xlsx":
        return workbook(sheets)
    if request.param == "csv":
        return text(OWN)
    return spreadsheet_ods("".join(_table(name, rows) for name, rows in sheets.items()))


def _table(name: str, rows: Sequence[Any]) -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(cell.format(each) for each in row) for row in rows)
    made = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return f'<table:table table:name="{name}">{made}</table:table>'


def test_a_mapped_file_is_opened_once_on_its_whole_way(own, opens):
    file = OpenedFile(own)
    preview = sheet_cells("own", file)[0]
    raw = read_return("own", file, mapping_of(preview, **SAID))
    assert raw.rows["outturn"].tolist() == ["700"]
    assert len(opens) == 1


def test_a_file_that_was_opened_reads_as_its_bytes_do(own):
    mapping = mapping_of(sheet_cells("own", own)[0], **SAID)
    file = OpenedFile(own)
    for chosen in (mapping, None):
        by_bytes, by_file = read_return("own", own, chosen), read_return("own", file, chosen)
        assert by_bytes.rows.equals(by_file.rows)
        assert by_bytes.activities.equals(by_file.activities)
        assert (by_bytes.tables, by_bytes.notes) == (by_file.tables, by_file.notes)


@pytest.mark.parametrize("part", [Part(rows=5), Part(sheet="Two"), Part(sheet="Two", rows=5)])
def test_a_part_of_a_small_file_is_as_if_it_was_opened_by_itself(workbook, monkeypatch, part):
    def edit(book):
        book["One"].merge_cells("A3:A4")
        book["One"].row_dimensions[4].hidden = True
        book["One"].row_dimensions[20].hidden = True
        book["Three"].sheet_state = "hidden"

    content = workbook({"One": LONG, "Two": OWN, "Three": OWN}, edit=edit)
    of_whole = OpenedFile(content).sheets(part, promise=headers_recognised)
    monkeypatch.setattr(opened_file, "SMALL", 0)
    by_itself = OpenedFile(content).sheets(part, promise=headers_recognised)
    assert of_whole.hidden_sheets == by_itself.hidden_sheets == ("Three",)
    assert [sheet.name for sheet in of_whole.sheets] == [each.name for each in by_itself.sheets]
    for one, other in zip(of_whole.sheets, by_itself.sheets, strict=True):
        assert {number: one.row(number) for number in one.rows()} == {
            number: other.row(number) for number in other.rows()
        }
        assert one.hidden_rows == other.hidden_rows


def counts(file: OpenedFile, part: Part) -> list[int]:
    """How many rows each sheet has."""
    return [len(sheet.rows()) for sheet in file.sheets(part, promise=headers_recognised).sheets]


def test_of_a_larger_file_only_the_parts_asked_for_are_opened(workbook, opens, monkeypatch):
    monkeypatch.setattr(opened_file, "SMALL", 0)
    file = OpenedFile(workbook({"One": LONG, "Two": OWN}))
    for _ in range(2):
        assert [
            len(sheet.rows())
            for sheet in file.sheets(Part(rows=5), promise=headers_recognised).sheets
        ] == [4, 3]
    assert len(opens) == 1
    for _ in range(2):  # a whole sheet is not kept in memory
        assert [
            len(sheet.rows())
            for sheet in file.sheets(Part(sheet="Two"), promise=headers_recognised).sheets
        ] == [3]
    assert len(opens) == 3


def test_where_the_whole_is_refused_its_parts_still_open(workbook_of_xml, opens):
    far = '<row r="1"><c><v>1</v></c></row><row r="100001"><c><v>1</v></c></row>'
    file = OpenedFile(workbook_of_xml(far))
    for _ in range(2):
        assert counts(file, Part(rows=40)) == [1]
    assert len(opens) == 2  # the whole, in vain, and its top
    for tries in (3, 4):  # what failed is tried again: the machine may have been busy
        with pytest.raises(UnreadableReturn, match="far beyond any table"):
            file.sheets(promise=headers_recognised)
        assert len(opens) == tries


def test_a_file_that_is_kept_for_later_lets_go_of_many_cells(workbook, opens, monkeypatch):
    file = OpenedFile(workbook({"One": LONG}))
    for most, opened in ((1_000, 1), (100, 2)):
        monkeypatch.setattr(opened_file, "FEW_CELLS", most)
        file.sheets(promise=headers_recognised)
        file.let_go()
        file.sheets(promise=headers_recognised)
        assert len(opens) == opened
