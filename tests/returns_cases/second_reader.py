"""What two other readers see in the cells that accepted figures were read from.

Nothing here uses the package: a workbook is read by openpyxl and by calamine, an open document by
calamine and, for what its cells show, by its own XML. A figure agrees with a cell if it is the
number there, a hundred times it where the cell is a percentage, or the number that a text spells;
and what small letters above or below the line add, or a line strikes out, is no part of it.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import openpyxl
import python_calamine
from openpyxl.cell.rich_text import CellRichText, TextBlock

OPEN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, TEXT, OFFICE = (OPEN % name for name in ("table", "text", "office"))
MOST_REPEATED = 2_000  # rows or cells kept once with a larger count are empty


@dataclass(frozen=True)
class Cell:
    """value: number or text, None where empty. percent: whether it is shown a hundred times as
    large; None where the reader cannot tell.
    """

    value: Any
    percent: bool | None = False


Place = tuple[str, int, int]  # sheet, row, column


def readings(file: str, content: bytes) -> list[dict[Place, Cell]]:
    """The cells of a workbook as each reader sees them; [] for what is no workbook."""
    if file.endswith(".xlsx"):
        return [_by_openpyxl(content), _by_calamine(content)]
    if file.endswith(".ods"):
        return [_by_xml(content), _by_calamine(content)]
    if file.endswith(".xls") and content.startswith(b"\xd0\xcf"):
        return [_by_calamine(content)]
    return []


def _by_openpyxl(content: bytes) -> dict[Place, Cell]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a styles part that is lean is no matter here
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
        except TypeError:  # an empty fill, which Excel and calamine open
            return _by_calamine(content)
    return {
        (sheet.title, cell.row, cell.column): Cell(
            _on_the_line(cell.value), _is_percent(cell.number_format)
        )
        for sheet in book.worksheets
        for cell in list(sheet._cells.values())
        if cell.value is not None
    }


def _on_the_line(value: Any) -> Any:
    if not isinstance(value, CellRichText):
        return value
    return "".join(
        run if isinstance(run, str) else run.text
        for run in value
        if not (isinstance(run, TextBlock) and (run.font.vertAlign or run.font.strike))
    )


def _is_percent(look: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.', "", look)


def _by_calamine(content: bytes) -> dict[Place, Cell]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells: dict[Place, Cell] = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                if value != "":
                    cells[name, row, column] = Cell(value, None)
    return cells


def _by_xml(content: bytes) -> dict[Place, Cell]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    cells: dict[Place, Cell] = {}
    for sheet in root.iter(f"{TABLE}table"):
        row = 0
        for line in sheet.iter(f"{TABLE}table-row"):
            times = int(line.get(f"{TABLE}number-rows-repeated", "1"))
            for number in range(row + 1, row + 1 + min(times, MOST_REPEATED)):
                for column, cell in _line(line):
                    cells[sheet.get(f"{TABLE}name", ""), number, column] = cell
            row += times
    return cells


def _line(line: ElementTree.Element) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in line:
        times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        shown = "\n".join(_paragraph(each) for each in cell.findall(f"{TEXT}p"))
        # Some programs write the value alone and leave it to others to show it.
        held = cell.get(f"{OFFICE}value")
        if shown or held:
            seen = Cell(shown) if shown else Cell(float(held or "nan"), None)
            yield from ((column + 1 + n, seen) for n in range(min(times, MOST_REPEATED)))
        column += times


def _paragraph(paragraph: ElementTree.Element) -> str:
    """Its text without spans, which stand above the line in the documents tried here."""
    return (paragraph.text or "") + "".join(span.tail or "" for span in paragraph)


def disagreements(
    file: str,
    content: bytes,
    figures: dict[tuple[str, str], float],
    decimals: dict[tuple[str, str], int],
) -> list[str]:
    """Accepted figures that another reader does not see where they are said to stand.

    figures: (sheet, "C2") → outturn. decimals: (sheet, "C2") → published decimals of its measure.
    """
    return [
        f"{sheet}!{place} = {outturn}, and another reader sees {found.value!r}"
        for cells in (readings(file, content) if figures else [])
        for (sheet, place), outturn in figures.items()
        for found in [cells.get((sheet, *_numbers(place)), Cell(None))]
        if not _agrees(outturn, found, decimals[sheet, place])
    ]


def _agrees(outturn: float, cell: Cell, decimals: int) -> bool:
    if isinstance(cell.value, bool) or cell.value is None:
        return False
    near = 0.5 * 10.0**-decimals + 1e-9
    if isinstance(cell.value, int | float):
        seen = {True: [100], False: [1], None: [1, 100]}[cell.percent]
        return any(abs(outturn - cell.value * times) <= near for times in seen)
    spelt = re.sub(r"[\s,\u00a0\u202f\u2009%]|\[\w+\]", "", str(cell.value)).replace("\u2212", "-")
    try:
        return abs(outturn - float(spelt)) <= near
    except ValueError:
        return False


def _numbers(place: str) -> tuple[int, int]:
    """Row and column of "C2"."""
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(place[len(letters) :]), column
