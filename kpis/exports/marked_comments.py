"""Comments on cells, in the two parts a workbook keeps them in.

`comments.xml` holds the words, a drawing in VML the box of each. A comment that stands on a cell
already is kept, and ours is written below it. The VML that Excel writes is not always well-formed
XML, so it is only added to at its end.
"""

import re
from collections.abc import Mapping

from kpis.cell_addresses import SHEET_COLUMNS, SHEET_ROWS, Place, place_on_sheet
from kpis.exports.marked_styles import MAIN
from kpis.exports.package import Package
from kpis.exports.xml_edit import Edit, Element, FaultyXml, append, parse, splice, xml_text
from kpis.words.marked import AUTHOR

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_COMMENTS = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<comments xmlns="{MAIN}"><authors/><commentList/>'
    "</comments>"
)
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
_NO_DRAWING = (
    f'<xml {_DECLARED}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe" {declared}><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:240pt;height:{height}pt;z-index:{id};visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto" {declared}><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE_ID = re.compile(rb"_x0000_s([0-9]{1,9})")
_FIRST_ID = 1025  # Excel counts the shapes of a sheet in blocks of 1,024
_END = re.compile(rb"</xml\s*>\s*\Z", re.IGNORECASE)


def comment_on(package: Package, sheet: str, texts: Mapping[Place, str], drawing: str) -> str:
    """Put a comment on each of these cells of a sheet (the name of its part).

    drawing: id of the sheet's VML drawing, "" when it has none. Returns the id of a new one, which
    the sheet must then name; "" when none is needed.
    """
    part = package.part_named_by(sheet, "comments")
    if not part:
        part = package.free_name("xl/comments{}.xml")
        package.write(part, _NO_COMMENTS)
        package.name_type(_COMMENTS_TYPE, part=part)
        package.relate(sheet, "comments", part)
    without_box = _write_comments(package, part, texts)
    return _draw(package, sheet, without_box, texts, drawing) if without_box else ""


def _write_comments(package: Package, part: str, texts: Mapping[Place, str]) -> list[Place]:
    """Write the words. Returns the cells that had no comment before."""
    content = package.read_xml(part)
    root = parse(content)
    authors, comments = root.child("authors"), root.child("commentList")
    if authors is None or comments is None:
        raise FaultyXml("comments without a list")
    p = root.prefix
    edits = append(content, authors, f"<{p}author>{AUTHOR}</{p}author>")
    present = {
        place_on_sheet(each.attributes.get("ref", "")): each for each in comments.all("comment")
    }
    new, written = [], []
    for place, text in texts.items():
        if place in present:
            edits += _below(content, present[place], text)
            continue
        new.append(place)
        written.append(
            f'<{p}comment ref="{place.address}" authorId="{len(authors.children)}">'
            f"<{p}text>{_run(p, text)}</{p}text></{p}comment>"
        )
    if written:
        edits += append(content, comments, "".join(written))
    package.write(part, splice(content, edits))
    return new


def _below(content: bytes, comment: Element, text: str) -> list[Edit]:
    """Edits that write a text below what a comment says already."""
    holder, p = comment.child("text"), comment.prefix
    if holder is None:
        return append(content, comment, f"<{p}text>{_run(p, text)}</{p}text>")
    spoken = [child for child in holder.children if child.name in ("t", "r")]
    if not spoken:
        return append(content, holder, _run(p, text))
    present = content[holder.start : holder.end]
    new = [part for part in text.split("\n\n") if xml_text(part).encode() not in present]
    if not new:
        return []
    edits: list[Edit] = []
    for child in spoken:
        if child.name == "t":  # a bare text is not shown beside runs: make it one
            edits += [
                (child.start, child.start, f"<{p}r>".encode()),
                (child.end, child.end, f"</{p}r>".encode()),
            ]
    last = spoken[-1].end
    return [*edits, (last, last, _run(p, "\n\n".join(["", *new])).encode())]


def _run(prefix: str, text: str) -> str:
    p = prefix
    return (
        f'<{p}r><{p}rPr><{p}sz val="9"/><{p}rFont val="Tahoma"/><{p}family val="2"/></{p}rPr>'
        f'<{p}t xml:space="preserve">{xml_text(text)}</{p}t></{p}r>'
    )


def _draw(
    package: Package, sheet: str, places: list[Place], texts: Mapping[Place, str], drawing: str
) -> str:
    """Draw the box of each new comment. Returns the id of the drawing where it is a new one."""
    related = {each.id: each.part for each in package.relations_of(sheet)}
    part, new = related.get(drawing, ""), ""
    if not part:
        part = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.write(part, _NO_DRAWING)
        package.name_type(_VML_TYPE, extension="vml")
        new = package.relate(sheet, "vmlDrawing", part)
    content = package.read(part)
    end = _END.search(content)
    if end is None:
        raise FaultyXml("a drawing that does not end")
    has_namespaces = all(
        f'xmlns:{p}="{name}"'.encode() in content for p, name in _NAMESPACES.items()
    )
    declared = "" if has_namespaces else _DECLARED
    first = max([_FIRST_ID - 1, *map(int, _SHAPE_ID.findall(content))]) + 1
    shapes = [
        _SHAPE.format(
            id=id,
            declared=declared,
            anchor=_anchor(place, texts[place]),
            height=15 * _lines(texts[place]),
            row=place.row - 1,
            column=place.column - 1,
        )
        for id, place in enumerate(places, first)
    ]
    if b"_x0000_t202" not in content:
        shapes.insert(0, _SHAPE_TYPE.format(declared=declared))
    at = end.start()
    package.write(part, content[:at] + "".join(shapes).encode() + content[at:])
    return new


def _lines(text: str) -> int:
    """Rows of the sheet that the box needs for its text."""
    return min(20, sum(2 + len(line) // 45 for line in text.split("\n")))


def _anchor(place: Place, text: str) -> str:
    """Where the box stands: columns and rows from 0 with offsets, to the right of its cell."""
    left = min(place.column, SHEET_COLUMNS - 4)
    top = min(max(place.row - 2, 0), SHEET_ROWS - 22)
    return f"{left}, 15, {top}, 2, {left + 3}, 31, {top + _lines(text)}, 4"
