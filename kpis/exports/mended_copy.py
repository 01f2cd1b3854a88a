"""A sender's file with some of its cells typed anew, and nothing else of it changed.

What is typed stands in the cell as a text, exactly as it was typed: neither a number format nor a
formula that was there before makes another figure of it. A workbook is edited part by part, as in
`marked_copy`; a CSV is written again from its records, in UTF-8 with commas.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from kpis.cell_addresses import CELL_CHARACTERS, Place, place_on_sheet
from kpis.errors import UnreadableReturn, UsageError
from kpis.exports.marked_sheet import marking_edits, read_sheet
from kpis.exports.marked_workbook import Workbook
from kpis.exports.package import Package
from kpis.exports.xml_edit import splice, xml_text

Typed = Mapping[tuple[str, str], str]  # (sheet, cell) → what is typed there
_FAULTS = (ValueError, LookupError, zipfile.BadZipFile, zlib.error, OSError, EOFError)


def mended_workbook(content: bytes, typed: Typed) -> bytes:
    """The .xlsx with these cells. Raises UnreadableReturn where it is built so that it cannot be
    edited, UsageError for a cell of a sheet that is not there.
    """
    by_sheet: dict[str, dict[Place, str]] = {}
    for (sheet, cell), text in typed.items():
        by_sheet.setdefault(sheet, {})[_place(cell)] = text
    try:
        package = Package(content)
        parts = {each.name: each.part for each in Workbook(package).sheets if each.has_cells}
        for sheet, cells in by_sheet.items():
            if sheet not in parts:
                raise UsageError(f"There is no sheet {sheet!r} in the workbook.")
            package.write(parts[sheet], _mended_sheet(package.read_xml(parts[sheet]), cells))
        return package.to_bytes()
    except _FAULTS as error:
        raise UnreadableReturn(
            "The workbook is built in a way that cannot be edited here: mend it in Excel, save it "
            "and choose it again."
        ) from error


def mended_csv(records: Sequence[Sequence[str]], typed: Typed) -> bytes:
    """The CSV of these records with these cells, whose sheet is "".

    Raises UsageError for a cell outside the records.
    """
    rows = [list(record) for record in records]
    for (_, cell), text in typed.items():
        place = _place(cell)
        if place.row > len(rows):
            raise UsageError(f"There is no cell {cell} in the file.")
        row = rows[place.row - 1]
        row += [""] * (place.column - len(row))
        row[place.column - 1] = text
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def _mended_sheet(content: bytes, cells: Mapping[Place, str]) -> bytes:
    rows = {place.row for place in cells}
    sheet = read_sheet(content, rows)
    # So that every cell is there, also one that was empty; its format stays.
    whole = splice(content, marking_edits(sheet, dict.fromkeys(cells, _same_format)))
    sheet = read_sheet(whole, rows)
    edits = []
    for place, text in cells.items():
        cell = sheet.cells[place]
        prefix = cell.prefix
        kept = f'<{prefix}c r="{place.address}" s="{cell.attributes.get("s", "0")}"'
        inner = (
            f' t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
            f"{xml_text(text[:CELL_CHARACTERS])}</{prefix}t></{prefix}is></{prefix}c>"
        )
        edits.append((cell.start, cell.end, (kept + (inner if text else "/>")).encode()))
    return splice(whole, edits)


def _same_format(style: int) -> int:
    return style


def _place(cell: str) -> Place:
    place = place_on_sheet(cell)
    if place is None:
        raise UsageError(f"{cell!r} is no cell.")
    return place
