"""Small workbooks that would cost far more than their size, as XML says what no program writes."""

import io
import zipfile
from collections.abc import Iterable, Mapping

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
_LONGEST_NAME = 31


def texts(*shown: str) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in shown)


def row(cells: str, about: str = "") -> str:
    return f"<row{about}>{cells}</row>"


TABLE = row(texts("Code", "Period", "Outturn")) + row(texts("5.2", "2018/19") + "<c><v>23</v></c>")


def xlsx(
    sheets: Iterable[str], *, shared: str = "", more: Mapping[str, str] | None = None
) -> bytes:
    """A workbook of sheets with these rows. shared: the shared strings; more: other sheets' parts.

    more: name of a sheet → where it says that it stands.
    """
    parts = {f"xl/worksheets/sheet{number}.xml": rows for number, rows in enumerate(sheets, 1)}
    named = {f"Sheet {number}": f"/{part}" for number, part in enumerate(parts, 1)} | dict(
        more or {}
    )
    kinds = "".join(
        f'<Override PartName="/{part}" ContentType="{_TYPE}.worksheet+xml"/>' for part in parts
    )
    listed = "".join(
        f'<sheet name="{name[:_LONGEST_NAME]}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(named, 1)
    )
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="{target}"/>'
        for number, target in enumerate(named.values(), 1)
    )
    members = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_KINDS}"><Default Extension="rels" ContentType="{_RELS}"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            '<Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{_TYPE}.sharedStrings+xml"/>{kinds}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}">{relations}<Relationship Id="s" '
            f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
    } | {
        part: f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        for part, rows in parts.items()
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def far_row() -> bytes:
    return xlsx([TABLE + row("<c><v>1</v></c>", ' r="99999999999"')])


def text_shared_by_many_cells() -> bytes:
    cells = "".join(row('<c t="s"><v>0</v></c>') for _ in range(1_000))
    return xlsx([TABLE + cells], shared=f"<si><t>{'x' * 4_000_000} </t></si>")


def sheet_named_many_times() -> bytes:
    rows = "".join(row("<c><v>1</v></c>" * 30) for _ in range(3_000))
    again = {f"Again {number}": "worksheets/sheet1.xml" for number in range(199)}
    return xlsx([TABLE + rows], more=again)


def far_columns() -> bytes:
    rows = "".join(
        row(f'<c r="ZZZ{number}"><v>1</v></c>', f' r="{number}"') for number in range(3, 33_003)
    )
    return xlsx([TABLE + rows])


def far_rows_of_many_sheets() -> bytes:
    far = row("", ' r="1048576"')
    return xlsx([TABLE + far, *[far] * 198])


def sheets_that_are_nowhere() -> bytes:
    return xlsx(
        [TABLE], more={f"No {number}": f"worksheets/no{number}.xml" for number in range(3_002)}
    )


def last_cells_of_many_sheets() -> bytes:
    return xlsx([TABLE, *[row('<c r="XFD1048576"><v>1</v></c>', ' r="1048576"')] * 150])


def as_many_wrong_cells_as_are_read() -> bytes:
    rows = "".join(row(texts(f"x{each}", f"p{each}", f"v{each}", "c")) for each in range(120))
    return xlsx([TABLE + rows] * 199)


def longest_texts() -> bytes:
    rows = "".join(row(texts("5.2", "2018/19", "23", "😀" * 16_000)) for _ in range(600))
    return xlsx([TABLE + rows])


def headers_alone() -> bytes:
    wide = (row(texts(*[each] * 900)) for each in ("Outturn", "Code", "Q1 2019/20"))
    return xlsx(["".join(wide)] * 30)


# Each with words of the sentence that answers it, "" where it is read.
FILES = {
    far_row: "has a row numbered '99999999999'",
    text_shared_by_many_cells: "has a text of 4,000,001 characters in cell A3",
    sheet_named_many_times: "several sheets that are one and the same",
    far_columns: "has a cell called 'ZZZ3'",
    far_rows_of_many_sheets: "",
    sheets_that_are_nowhere: "has 3,003 sheets and a return may have 200",
    last_cells_of_many_sheets: "has something in cell XFD1048576, far beyond any table",
    as_many_wrong_cells_as_are_read: "",
    longest_texts: "",
    headers_alone: "",
}
