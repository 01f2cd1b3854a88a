"""Formats for marked cells: each cell's own, with another fill.

A cell's format is the number of an entry in the workbook's styles. A marked cell gets a new entry,
a copy of its own in all but the fill, so that its number format, font and border stay. Errors are
filled, questions dotted, warnings striped: they are told apart without colour too, and text stays
legible.
"""

from collections.abc import Callable
from enum import StrEnum

from kpis.exports.package import Package
from kpis.exports.xml_edit import (
    Edit,
    Element,
    FaultyXml,
    append,
    parse,
    splice,
    tag_of,
    with_attributes,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
PLAIN_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
PLAIN_TEXT, PLAIN_QUOTED = 1, 2  # formats of these styles: text; text that looks like a formula
_USUAL_PART = "xl/styles.xml"
_CHILDREN = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")  # in this order
_TEXT_FORMAT = 49  # "@": what is typed stays text


class Fill(StrEnum):
    """How a cell is marked, as the severities of issues are named."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"


_FILLS = {
    Fill.ERROR: ("solid", "FFF2A39B", "FFF2A39B"),
    Fill.QUESTION: ("gray125", "FF12436D", "FFDCE8F5"),
    Fill.WARNING: ("lightUp", "FFC79100", "FFFFF4CC"),
}


class Look(StrEnum):
    """Formats of cells that we write ourselves. QUOTED keeps "=1+1" text when it is edited."""

    TITLE = "title"
    NOTE = "note"  # runs on over the columns beside it
    HEADER = "header"
    TEXT = "text"
    QUOTED = "quoted"
    LINK = "link"
    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"


_FONTS = {
    Look.TITLE: '<{p}b/><{p}sz val="14"/><{p}color rgb="FF12436D"/>',
    Look.HEADER: '<{p}b/><{p}sz val="11"/><{p}color rgb="FFFFFFFF"/>',
    Look.LINK: '<{p}u/><{p}sz val="11"/><{p}color rgb="FF12436D"/>',
}
_OWN_FILLS = {
    Look.HEADER: ("solid", "FF12436D", "FF12436D"),
    Look.ERROR: _FILLS[Fill.ERROR],
    Look.QUESTION: _FILLS[Fill.QUESTION],
    Look.WARNING: _FILLS[Fill.WARNING],
}


class Styles:
    """The styles of a workbook and what is added to them; `save` writes the part."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._package = package
        self._part = package.part_named_by(workbook, "styles") or _new_part(package, workbook)
        self._content = package.read_xml(self._part)
        self._root = parse(self._content)
        missing = [name for name in ("fonts", "fills", "cellXfs") if not self._root.child(name)]
        if missing:
            raise FaultyXml(f"styles without {', '.join(missing)}")
        self._own = list(self._list("cellXfs").all("xf"))
        self._added: dict[str, list[str]] = {name: [] for name in _CHILDREN}
        self._numbers: dict[object, int] = {}

    def marked(self, style: int, fill: Fill) -> int:
        """The number of a cell's own format with this fill."""
        return self._once((style, fill), lambda: self._copy(style, self._fill(_FILLS[fill])))

    def look(self, look: Look) -> int:
        """The number of one of our own formats."""
        return self._once(look, lambda: self._new(look))

    def save(self) -> None:
        edits: list[Edit] = []
        for name, added in self._added.items():
            if added:
                parent = self._list(name)
                count = str(len(parent.children) + len(added))
                edits += append(self._content, parent, "".join(added), count=count)
        self._package.write(self._part, splice(self._content, edits))

    def _list(self, name: str) -> Element:
        element = self._root.child(name)
        if element is None:
            raise FaultyXml(f"styles without {name}")
        return element

    def _once(self, key: object, make: Callable[[], int]) -> int:
        if key not in self._numbers:
            self._numbers[key] = make()
        return self._numbers[key]

    def _add(self, name: str, text: str) -> int:
        self._added[name].append(text)
        return len(self._list(name).children) + len(self._added[name]) - 1

    def _copy(self, style: int, fill: int) -> int:
        if not self._own:
            raise FaultyXml("styles without formats")
        own = self._own[style if 0 <= style < len(self._own) else 0]
        tag = with_attributes(tag_of(self._content, own), fillId=str(fill), applyFill="1")
        return self._add("cellXfs", (tag + self._content[own.inner : own.end]).decode())

    def _new(self, look: Look) -> int:
        p = self._root.prefix
        font = self._font(look) if look in _FONTS else 0
        fill = self._fill(_OWN_FILLS[look]) if look in _OWN_FILLS else 0
        quoted = ' quotePrefix="1"' if look is Look.QUOTED else ""
        wrap = "" if look in (Look.TITLE, Look.NOTE) else ' wrapText="1"'
        return self._add(
            "cellXfs",
            f'<{p}xf numFmtId="{_TEXT_FORMAT}" fontId="{font}" fillId="{fill}" borderId="0" '
            f'xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"'
            f'{quoted}><{p}alignment vertical="top"{wrap}/></{p}xf>',
        )

    def _font(self, look: Look) -> int:
        p = self._root.prefix
        body = f'{_FONTS[look].format(p=p)}<{p}name val="Calibri"/><{p}family val="2"/>'
        return self._once(("font", look), lambda: self._add("fonts", f"<{p}font>{body}</{p}font>"))

    def _fill(self, fill: tuple[str, str, str]) -> int:
        p, (pattern, front, back) = self._root.prefix, fill
        text = (
            f'<{p}fill><{p}patternFill patternType="{pattern}"><{p}fgColor rgb="{front}"/>'
            f'<{p}bgColor rgb="{back}"/></{p}patternFill></{p}fill>'
        )
        return self._once(("fill", fill), lambda: self._add("fills", text))


def _new_part(package: Package, workbook: str) -> str:
    """A part of styles for a workbook that names none.

    Raises FaultyXml where styles lie in the file all the same: cells have numbers of theirs, which
    ours do not have, so the marked copy could not be opened.
    """
    if package.has(_USUAL_PART):
        raise FaultyXml("a workbook that does not name its styles")
    # Under its usual name: some programs look for it there, whatever the workbook names.
    package.write(_USUAL_PART, PLAIN_STYLES)
    package.name_type(STYLES_TYPE, part=_USUAL_PART)
    package.relate(workbook, "styles", _USUAL_PART)
    return _USUAL_PART
