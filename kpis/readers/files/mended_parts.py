"""Workbooks that Excel opens and openpyxl does not, made so that it does: in memory, on failure.

Reporting tools write an empty `<fill/>`, a style without its number, names of parts with the
slashes of Windows. Excel passes over all of it. What is kept of the styles is what a cell's
meaning hangs on, its number format; how it looks is left out.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

_TYPES = "[Content_Types].xml"
_STYLES, _SHEETS = "xl/styles.xml", "xl/worksheets/"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EMPTY_ATTRIBUTE = re.compile(rb"(<(?:\w+:)?c\b[^<>]*?)\s(?:s|t)\s*=\s*(?:\"\s*\"|'\s*')")
_LOOKS = (
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
)


def with_mended_parts(content: bytes) -> bytes | None:
    """The workbook with its parts mended; None where there is nothing to mend.

    Raises what zipfile and expat raise of a damaged archive and of XML that is not well formed.
    """
    made = BytesIO()
    changed = False
    with (
        zipfile.ZipFile(BytesIO(content)) as archive,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy,
    ):
        for member in archive.infolist():
            name = member.filename.replace("\\", "/")
            name = _TYPES if name.lower() == _TYPES.lower() else name
            before = archive.read(member)
            after = _mend_of(name)(before)
            changed = changed or (name, after) != (member.filename, before)
            copy.writestr(name, after)
    return made.getvalue() if changed else None


def _mend_of(name: str) -> Callable[[bytes], bytes]:
    if name.lower() == _STYLES:
        return _number_formats_alone
    return _without_empty_attributes if name.lower().startswith(_SHEETS) else bytes


def _without_empty_attributes(sheet: bytes) -> bytes:
    """Without style and kind of a cell where they are given and empty, as if they were not."""
    for _ in range(2):  # a cell may have both
        sheet = _EMPTY_ATTRIBUTE.sub(rb"\1", sheet)
    return sheet


def _number_formats_alone(styles: bytes) -> bytes:
    """Styles that hold number formats and which cell style has which, and nothing besides."""
    from xml.sax.saxutils import quoteattr  # brings all that opens addresses of the web with it

    reader = _NumberFormats()
    reader.read(styles)
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for number, code in reader.codes.items()
    )
    of_cells = "".join(f'<xf numFmtId="{number}"/>' for number in reader.of_cells or [0])
    own = f'<numFmts count="{len(reader.codes)}">{formats}</numFmts>' if formats else ""
    return (
        f'<styleSheet xmlns="{_MAIN}">{own}{_LOOKS}<cellXfs>{of_cells}</cellXfs></styleSheet>'
    ).encode()


class _NumberFormats:
    """What a part of styles says of number formats. Numbers that are none count as 0, General."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.of_cells: list[int] = []
        self._in_cells = False

    def read(self, styles: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(styles, True)

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(" ")[2]
        if name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.of_cells.append(_number(attributes.get("numFmtId", "")))
        elif name == "numFmt" and (code := attributes.get("formatCode")):
            self.codes.setdefault(_number(attributes.get("numFmtId", "")), code)

    def _end(self, qualified: str) -> None:
        if qualified.rpartition(" ")[2] == "cellXfs":
            self._in_cells = False


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
