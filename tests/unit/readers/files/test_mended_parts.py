"""Workbooks that Excel opens are read, also where openpyxl alone would not."""

import io
import zipfile

import pytest

from kpis.errors import UnreadableReturn
from kpis.readers import read_return

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS = [["Code", "Period", "Outturn"], ["4.4", "Q2 2019/20", 0.455]]


def with_parts(content: bytes, change) -> bytes:
    """The archive with each member as change(name, bytes) gives it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(made, "w") as copy:
        for member in archive.infolist():
            copy.writestr(*change(member.filename, archive.read(member)))
    return made.getvalue()


@pytest.fixture
def percent(workbook):
    """A workbook whose figure is formatted as a percentage."""

    def as_percent(book):
        book.active["C2"].number_format = "0.0%"

    return workbook(ROWS, edit=as_percent)


def replaced(old: bytes, new: bytes, within: str = "xl/styles.xml"):
    def change(name: str, part: bytes) -> tuple[str, bytes]:
        if name == within:
            part = part.replace(b" />", b"/>")  # as one of the libraries that write XML has it
            assert old in part
            part = part.replace(old, new)
        return name, part

    return change


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<fill><patternFill/></fill>", b"<fill/>"),
        (b"<fill><patternFill/></fill>", b"<fill></fill>"),
        (b"<fill><patternFill/></fill>", b'<fill><patternFill patternType="striped"/></fill>'),
        (b'<family val="2"/>', b'<family val="many"/>'),
        (b"<left/>", b'<left style="wavy"/>'),
        (b'<sz val="11"/>', b'<sz val=""/>'),
        (b'xfId="0"', b'xfId=""'),
    ],
)
def test_styles_that_openpyxl_refuses_cost_no_figure(percent, old, new):
    raw = read_return("q2.xlsx", with_parts(percent, replaced(old, new)))
    assert (raw.rows["outturn"].item(), raw.rows["outturn_kind"].item()) == ("0.455", "percent")


@pytest.mark.parametrize("empty", [b' s=""', b" s='' ", b' t=""', b' s="" t=""', b' t=" " s=""'])
def test_an_empty_attribute_of_a_cell_is_none(workbook, empty):
    sheet = "xl/worksheets/sheet1.xml"
    content = with_parts(workbook(ROWS), replaced(b'<c r="C2"', b'<c r="C2"' + empty, sheet))
    content = with_parts(content, replaced(b' t="n"', b"", sheet))
    assert read_return("q2.xlsx", content).rows["outturn"].tolist() == ["0.455"]


@pytest.mark.parametrize(
    "renamed",
    [
        lambda name: name.replace("/", "\\"),
        lambda name: name.replace("xl/", "xl\\"),
        lambda name: name.replace("[Content_Types]", "[content_types]"),
        lambda name: name.replace("[Content_Types]", "[CONTENT_TYPES]"),
        lambda name: name.replace("xl/_rels/", "xl\\_rels\\"),
    ],
)
def test_names_of_parts_are_read_as_excel_reads_them(percent, renamed):
    content = with_parts(percent, lambda name, part: (renamed(name), part))
    assert read_return("q2.xlsx", content).rows["outturn"].tolist() == ["0.455"]


@pytest.mark.parametrize("folder", ["excel", "book", "sheets/2019", "XL", "data"])
def test_parts_may_stand_in_any_folder(workbook_of_xml, folder):
    def moved(name: str, part: bytes) -> tuple[str, bytes]:
        names = (b"/xl/", f"/{folder}/".encode()), (b'Target="xl/', f'Target="{folder}/'.encode())
        for old, new in names:
            part = part.replace(old, new)
        return name.replace("xl/", f"{folder}/"), part

    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'.format
    rows = ["Code", "Period", "Outturn"], ["4.4", "2018/19", "45"]
    cells = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    content = with_parts(workbook_of_xml(cells), moved)
    assert read_return("q2.xlsx", content).rows["outturn"].tolist() == ["45"]


def test_a_workbook_with_nothing_to_mend_is_called_damaged(workbook):
    content = with_parts(workbook(ROWS), replaced(b"<sheets>", b"<sheets", "xl/workbook.xml"))
    with pytest.raises(UnreadableReturn, match="damaged or incomplete"):
        read_return("q2.xlsx", content)


CACHE = "".join(
    f'<row r="{row}"><cell r="A{row}"><v>1</v></cell></row>' for row in range(1, 40_000)
)
KINDS = {
    "xl/externalLinks/externalLink1.xml": ("externalLink", "externalLink"),
    "xl/pivotCache/pivotCacheRecords1.xml": ("pivotCacheRecords", "pivotCacheRecords"),
    "xl/pivotCache/pivotCacheDefinition1.xml": ("pivotCacheDefinition", "pivotCacheDefinition"),
    "xl/links/of_budget.xml": ("externalLink", "externalLink"),
    "customXml/item1.xml": ("pivotCacheRecords", "records"),
}


def cached(content: bytes, name: str, kind: str, root: str, times: int = 1) -> bytes:
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    override = f'<Override PartName="/{name}" ContentType="{types}.{kind}+xml"/>' * times
    content = with_parts(
        content, replaced(b"</Types>", f"{override}</Types>".encode(), "[Content_Types].xml")
    )
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'<{root} xmlns="{MAIN}">{CACHE}</{root}>')
    return file.getvalue()


@pytest.mark.parametrize("name", KINDS)
def test_what_is_kept_of_other_workbooks_counts_for_nothing(workbook, name):
    content = cached(workbook(ROWS), name, *KINDS[name])
    assert read_return("q2.xlsx", content).rows["outturn"].tolist() == ["0.455"]


@pytest.mark.parametrize("name", [*KINDS][:3])
def test_nor_does_it_where_the_list_of_types_passes_over_it(workbook, name):
    content = cached(workbook(ROWS), name, *KINDS[name], times=0)
    assert read_return("q2.xlsx", content).rows["outturn"].tolist() == ["0.455"]


@pytest.mark.parametrize(("kind", "times"), [("externalLink", 2), ("sharedStrings", 1)])
def test_a_part_that_may_be_opened_as_another_counts(workbook, kind, times):
    content = cached(workbook(ROWS), "xl/externalLinks/externalLink1.xml", kind, "sst", times)
    with pytest.raises(UnreadableReturn, match="holds too many formats"):
        read_return("q2.xlsx", content)
