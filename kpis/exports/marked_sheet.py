"""Mark cells of a sheet: their format, and the box of their comment, nothing else of the XML.

Cells that hold nothing may not be in the file at all: they are put in where they belong, in the
format of their row or column.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kpis.cell_addresses import Place, place_on_sheet
from kpis.exports.package import OFFICE
from kpis.exports.xml_edit import (
    Edit,
    Element,
    FaultyXml,
    append,
    parse,
    tag_of,
    with_attributes,
)

# What stands after legacyDrawing in a sheet (ECMA-376, part 1, CT_Worksheet). Anything wrapped in
# AlternateContent behind the cells is a control or an embedded object, which stand there too.
_AFTER_DRAWING = frozenset(
    {
        *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
        *("tableParts", "extLst", "AlternateContent"),
    }
)
_SELECTED = re.compile(rb"""\stabSelected\s*=\s*["'](1|true)["']""")

Restyle = Callable[[int], int]  # from the number of a cell's own format to that of its new one


@dataclass(slots=True)
class SheetText:
    """A sheet's XML with the places of what is asked for: rows, and the cells of some of them."""

    content: bytes
    root: Element
    data: Element  # the cells, row by row
    rows: dict[int, Element]
    cells: dict[Place, Element]
    merged: dict[int, list[tuple[Place, Place]]] = field(default_factory=dict)  # by first row

    def child(self, name: str) -> Element | None:
        return self.root.child(name)

    def shown_in(self, place: Place) -> Place:
        """The cell in which a person sees what is said of this one: merged cells are one."""
        for row, blocks in self.merged.items():
            if row > place.row:
                break
            for first, last in blocks:
                if place.row <= last.row and first.column <= place.column <= last.column:
                    return first
        return place


def read_sheet(content: bytes, wanted_rows: Iterable[int]) -> SheetText:
    """The places of a sheet's rows, and of the cells of the wanted ones. Raises FaultyXml."""
    wanted, counter = set(wanted_rows), _Counter()

    def is_wanted(name: str, attributes: Mapping[str, str], parent: Element) -> bool:
        if parent.name == "sheetData":
            return name == "row" and counter.row_begins(attributes)
        if parent.name == "row":
            return counter.row in wanted and name == "c" and counter.cell_begins(attributes)
        return parent.name != "c"

    root = parse(content, is_wanted)
    data = root.child("sheetData")
    if data is None:
        raise FaultyXml("a sheet without cells")
    cells = (cell for row in data.children for cell in row.children)
    return SheetText(
        content=content,
        root=root,
        data=data,
        rows=dict(zip(counter.rows, data.children, strict=True)),
        cells=dict(zip(counter.places, cells, strict=True)),
        merged=_merged(root),
    )


class _Counter:
    """Rows and cells need not say where they are: then each follows the one before."""

    def __init__(self) -> None:
        self.row = self._column = 0
        self.rows: list[int] = []
        self.places: list[Place] = []

    def row_begins(self, attributes: Mapping[str, str]) -> bool:
        self.row = int(attributes.get("r", self.row + 1))
        self._column = 0
        self.rows.append(self.row)
        return True

    def cell_begins(self, attributes: Mapping[str, str]) -> bool:
        place = place_on_sheet(attributes.get("r", ""))
        self._column = place.column if place else self._column + 1
        self.places.append(Place(self.row, self._column))
        return True


def _merged(root: Element) -> dict[int, list[tuple[Place, Place]]]:
    blocks: dict[int, list[tuple[Place, Place]]] = {}
    merged = root.child("mergeCells")
    for block in merged.children if merged else ():
        first, _, last = block.attributes.get("ref", "").partition(":")
        corners = place_on_sheet(first), place_on_sheet(last)
        if corners[0] and corners[1]:
            blocks.setdefault(corners[0].row, []).append((corners[0], corners[1]))
    return dict(sorted(blocks.items()))


def marking_edits(sheet: SheetText, restyle: Mapping[Place, Restyle]) -> list[Edit]:
    """Edits that give cells another format; empty cells that are not in the file are put in."""
    edits: list[Edit] = []
    absent: dict[int, list[Place]] = {}
    for place in sorted(restyle):
        cell = sheet.cells.get(place)
        if cell is None:
            absent.setdefault(place.row, []).append(place)
            continue
        style = restyle[place](_style(cell.attributes))
        edits.append((cell.start, cell.inner, _restyled(sheet, cell, style)))
    new_rows = {}
    for number, places in absent.items():
        row = sheet.rows.get(number)
        cells = {place: _empty_cell(sheet, row, place, restyle[place]) for place in places}
        if row is None:
            new_rows[number] = "".join(cells.values())
        else:
            edits += _cells_into_row(sheet, row, number, cells)
    return [*edits, *_rows_into_sheet(sheet, new_rows)]


def _restyled(sheet: SheetText, cell: Element, style: int) -> bytes:
    return with_attributes(tag_of(sheet.content, cell), s=str(style))


def _empty_cell(sheet: SheetText, row: Element | None, place: Place, restyle: Restyle) -> str:
    style = restyle(_style_of_empty(sheet, row, place))
    return f'<{sheet.root.prefix}c r="{place.address}" s="{style}"/>'


def _cells_into_row(
    sheet: SheetText, row: Element, number: int, cells: Mapping[Place, str]
) -> list[Edit]:
    tag = with_attributes(tag_of(sheet.content, row), spans=None)  # a hint that may now be wrong
    if row.is_empty:
        whole = tag[:-2].rstrip() + f">{''.join(cells.values())}</{row.qualified}>".encode()
        return [(row.start, row.end, whole)]
    present = sorted(place for place in sheet.cells if place.row == number)
    edits: list[Edit] = [(row.start, row.inner, tag)]
    for place, text in cells.items():
        following = next((sheet.cells[each] for each in present if each > place), None)
        at = following.start if following else row.close
        edits.append((at, at, text.encode()))
    return edits


def _rows_into_sheet(sheet: SheetText, rows: Mapping[int, str]) -> list[Edit]:
    edits: list[Edit] = []
    last = ""
    present = sorted(sheet.rows)
    for number in sorted(rows):
        row = f'<{sheet.root.prefix}row r="{number}">{rows[number]}</{sheet.root.prefix}row>'
        at = bisect_right(present, number)
        if at == len(present):
            last += row
        else:
            start = sheet.rows[present[at]].start
            edits.append((start, start, row.encode()))
    return edits + append(sheet.content, sheet.data, last) if last else edits


def _style_of_empty(sheet: SheetText, row: Element | None, place: Place) -> int:
    """The format an empty cell shows: its row's, else its column's."""
    if row is not None and row.attributes.get("customFormat") in ("1", "true"):
        return _style(row.attributes)
    columns = sheet.child("cols")
    for column in columns.children if columns else ():
        first, last = int(column.attributes.get("min", 0)), int(column.attributes.get("max", 0))
        if first <= place.column <= last:
            return _style(column.attributes, "style")
    return 0


def _style(attributes: Mapping[str, str], name: str = "s") -> int:
    return int(attributes.get(name, 0))


def drawing_of(sheet: SheetText) -> str:
    """The id of the drawing that holds the boxes of comments, "" when there is none."""
    drawing = sheet.child("legacyDrawing")
    if drawing is None:
        return ""
    return next((v for k, v in drawing.attributes.items() if k.rpartition(":")[2] == "id"), "")


def drawing_edit(sheet: SheetText, id: str) -> Edit:
    """The edit that names a new drawing, in its place among the children of the sheet."""
    behind = (child for child in sheet.root.children if child.name in _AFTER_DRAWING)
    following = next((child for child in behind if child.start >= sheet.data.end), None)
    at = following.start if following else sheet.root.close
    text = f'<{sheet.root.prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{id}"/>'
    return (at, at, text.encode())


def is_selected(content: bytes) -> bool:
    """Whether a sheet, by its XML, is one of those in front."""
    return bool(_SELECTED.search(content.partition(b"sheetData")[0]))


def selection_edits(sheet: SheetText) -> list[Edit]:
    """Edits after which the sheet is no longer one of those in front."""
    views = sheet.child("sheetViews")
    return [
        (view.start, view.inner, with_attributes(tag_of(sheet.content, view), tabSelected=None))
        for view in (views.all("sheetView") if views else ())
        if "tabSelected" in view.attributes
    ]
