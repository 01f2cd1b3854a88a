"""Workbooks as Excel and the programs around it write them, from rows of cells."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Font

from kpis.cell_addresses import letters_of

Rows = Sequence[Sequence[Any]]
Parts = dict[str, str | bytes]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def book(
    *rows: Sequence[Any],
    sheet: str = "Return",
    merged: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    struck: Sequence[str] = (),
    edit: Callable[[Any], None] | None = None,
    before: Mapping[str, Rows] | None = None,
    after: Mapping[str, Rows] | None = None,
) -> bytes:
    """An .xlsx with these rows in one sheet.

    merged: ranges. formats: cell → number format. struck: cells that are struck through. edit:
    called with the sheet before it is saved. before, after: further sheets, their rows by name.
    """
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, lines in {**(before or {}), sheet: rows, **(after or {})}.items():
        there = made.create_sheet(name)
        for line in lines:
            there.append(list(line))
    for place, code in (formats or {}).items():
        made[sheet][place].number_format = code
    for place in struck:
        made[sheet][place].font = Font(strike=True)
    for area in merged:
        made[sheet].merge_cells(area)
    if edit:
        edit(made[sheet])
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def packed(parts: Mapping[str, str | bytes], stored: Sequence[str] = ()) -> bytes:
    """A zip archive of these parts, in this order. stored: those that are not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=kind)
    return file.getvalue()


def with_part(content: bytes, name: str, part: str | bytes) -> bytes:
    """The same workbook with one more part that no other part leads to."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: Parts = {each: archive.read(each) for each in archive.namelist()}
    return packed({**parts, name: part})


class Runs:
    """A text of several runs, of which some stand above the line: Runs("45", above="1")."""

    def __init__(self, plain: str, above: str, below: str = "") -> None:
        self.plain, self.above, self.below = plain, above, below

    def xml(self) -> str:
        small = (
            '<rPr><vertAlign val="{}"/><sz val="11"/><color theme="1"/><rFont val="Calibri"/>'
            '<family val="2"/><scheme val="minor"/></rPr>'
        )
        runs = f"<r><t>{escape(self.plain)}</t></r>"
        for kind, text in (("superscript", self.above), ("subscript", self.below)):
            if text:
                runs += f"<r>{small.format(kind)}<t>{escape(text)}</t></r>"
        return runs


class Plain:
    """An .xlsx put together part by part, for what no library writes: texts are shared."""

    def __init__(self, rows: Rows, *, main: str = MAIN, office: str = OFFICE) -> None:
        self.main, self.office = main, office
        self.rows: list[Sequence[Any]] = [list(row) for row in rows]
        self.texts: list[Any] = []
        self.sheet_file, self.more_rows, self.styles = "sheet1.xml", "", STYLES
        self.inline = False

    def _cell(self, place: str, value: Any) -> str:
        if isinstance(value, Xml):
            return value.replace("$", place)
        if isinstance(value, int | float):
            return f'<c r="{place}"><v>{value}</v></c>'
        if self.inline:
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if value not in self.texts:
            self.texts.append(value)
        return f'<c r="{place}" t="s"><v>{self.texts.index(value)}</v></c>'

    def parts(self) -> Parts:
        lines = ""
        for number, row in enumerate(self.rows, 1):
            cells = "".join(
                self._cell(f"{letters_of(column)}{number}", value)
                for column, value in enumerate(row, 1)
                if value is not None
            )
            lines += f'<row r="{number}">{cells}</row>'
        shared = "".join(
            f"<si>{text.xml() if isinstance(text, Runs) else f'<t>{escape(text)}</t>'}</si>"
            for text in self.texts
        )
        office, kinds = self.office, {"sheet1": ("worksheet", f"worksheets/{self.sheet_file}")}
        overrides = {
            "xl/workbook.xml": "sheet.main",
            f"xl/worksheets/{self.sheet_file}": "worksheet",
        }
        parts: Parts = {
            "xl/workbook.xml": f'<workbook xmlns="{self.main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Return" sheetId="1" r:id="rId1"/></sheets></workbook>',
            f"xl/worksheets/{self.sheet_file}": f'<worksheet xmlns="{self.main}"><sheetData>'
            f"{lines}{self.more_rows}</sheetData></worksheet>",
        }
        if self.texts:
            kinds["texts"] = ("sharedStrings", "sharedStrings.xml")
            overrides["xl/sharedStrings.xml"] = "sharedStrings"
            parts["xl/sharedStrings.xml"] = f'<sst xmlns="{self.main}">{shared}</sst>'
        if self.styles:
            kinds["styles"] = ("styles", "styles.xml")
            overrides["xl/styles.xml"] = "styles"
            parts["xl/styles.xml"] = f'<styleSheet xmlns="{self.main}">{self.styles}</styleSheet>'
        return {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType='
                '"application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                + "".join(
                    f'<Override PartName="/{name}" ContentType="{TYPES}.{kind}+xml"/>'
                    for name, kind in overrides.items()
                )
                + "</Types>"
            ),
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")], office),
            "xl/_rels/workbook.xml.rels": _relations(list(kinds.values()), office),
            **parts,
        }

    def bytes(self) -> bytes:
        return packed(self.parts())


class Xml(str):
    """A cell as it stands in the sheet's own part; "$" stands for its place."""


STYLES = (
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/>'
    '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
    '</cellStyleXfs><cellXfs count="1"><xf/></cellXfs>'
)
EMPTY_FILL = STYLES.replace('<fill><patternFill patternType="none"/></fill>', "<fill/>")


def _relations(kinds: list[tuple[str, str]], office: str) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
