"""A workbook may name any number of sheets, or one of them many times: a sentence, at once."""

import time

import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return
from kpis.readers.files.workbook import MAX_SHEETS

MOST_SECONDS = 10  # of the processor
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CELLS = "".join(f"<row>{'<c><v>1</v></c>' * 100}</row>" for _ in range(300))


def members(ids: list[str], targets: dict[str, str]) -> dict[str, str]:
    """The members that list sheets with these ids, and say where each of them stands."""
    sheets = "".join(
        f'<sheet name="Sheet {number}" sheetId="{number}" r:id="{each}"/>'
        for number, each in enumerate(ids, 1)
    )
    relations = "".join(
        f'<Relationship Id="{each}" Type="{OFFICE}/worksheet" Target="{target}"/>'
        for each, target in targets.items()
    )
    return {
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        ),
    }


def refusal(content: bytes) -> str:
    begun = time.process_time()
    with pytest.raises(UnreadableReturn) as refused:
        read_return("q2.xlsx", content)
    assert time.process_time() - begun < MOST_SECONDS
    return str(refused.value)


@pytest.mark.parametrize(
    ("ids", "targets"),
    [
        (["rId1"] * 150, {"rId1": "worksheets/sheet1.xml"}),
        (["a", "b"], {"a": "worksheets/sheet1.xml", "b": "worksheets/sheet1.xml"}),
        (["a", "b"], {"a": "worksheets/sheet1.xml", "b": "/xl/worksheets/sheet1.xml"}),
        (["a", "b"], {"a": "worksheets/sheet1.xml", "b": "./x/../worksheets//sheet1.xml"}),
    ],
)
def test_a_sheet_that_is_named_several_times_is_refused(workbook_of_xml, ids, targets):
    content = workbook_of_xml(CELLS, more=members(ids, targets))
    assert refusal(content) == (
        "The workbook has several sheets that are one and the same. No spreadsheet program writes "
        "that: copy the table into a new workbook and send that."
    )


def test_more_sheets_than_a_return_has_are_counted_before_any_is_opened(workbook_of_xml):
    ids = [f"rId{number}" for number in range(3_003)]
    targets = {each: f"worksheets/{each}.xml" for each in ids}
    assert refusal(workbook_of_xml(more=members(ids, targets))) == (
        "The workbook has 3,003 sheets and a return may have 200: "
        "send only the sheets with figures."
    )


def test_as_many_sheets_as_a_return_may_have_are_read(workbook):
    heading = ["Code", "Period", "Outturn"]
    sheets = {f"Old {number}": [["x"]] for number in range(MAX_SHEETS - 1)}
    content = workbook({"Return": [heading, ["5.2", "2018/19", 23]], **sheets})
    assert read_return("q2.xlsx", content).rows["outturn"].tolist() == ["23"]


def test_a_picture_may_stand_in_a_drawing_many_times(workbook_of_xml):
    picture = '<Relationship Id="rId{}" Type="image" Target="../media/image1.png"/>'
    relations = "".join(map(picture.format, range(1, 5)))
    drawing = {
        "xl/drawings/_rels/drawing1.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        )
    }
    assert read_return("q2.xlsx", workbook_of_xml("<row/>", more=drawing)).tables == ()
