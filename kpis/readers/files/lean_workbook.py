"""openpyxl, without what it does that nobody asks of it here. Imported when a workbook is read.

Two things cost as much as the cells themselves in workbooks of programs other than Excel. Where a
sheet does not say how far it reaches, all of it is parsed once to find that it does not. Of every
text that stands in its cell, and not in the list of shared ones, objects are made for its fonts;
where it has one font, which is nearly always, its words are taken as they stand.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

_WORDS = f"{{{SHEET_MAIN_NS}}}t"


def open_workbook(file: Any) -> Any:
    """What `load_workbook` makes of the file for reading only, with stored values of formulas."""
    reader = _Reader(file, read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb


def cells_of(sheet: Any, first_rows: int | None) -> Iterator[Any]:
    """The cells that the file holds of a sheet, down to that row, None for all.

    Not by `iter_rows`, which also makes every row and cell that is missing before another: over a
    million of them before a mark in the last row, 16,383 before one in the last column.
    """
    book = sheet.parent
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            if first_rows is not None and number > first_rows:
                return
            for cell in cells:
                yield ReadOnlyCell(sheet, **cell)


class _Reader(ExcelReader):
    def read_worksheets(self) -> None:
        book: Any = self.wb  # Any, for which sheets it has is no part of its public types
        sheets: Iterable[tuple[Any, Any]] = self.parser.find_sheets()
        for sheet, relation in sheets:
            if relation.target not in self.valid_files:
                continue
            if "chartsheet" in relation.Type:
                self.read_chartsheet(sheet, relation)
                continue
            made = _Sheet(book, sheet.name, relation.target, self.shared_strings)
            made.sheet_state = sheet.state
            book._sheets.append(made)


class _Sheet(ReadOnlyWorksheet):
    def _get_size(self) -> None:
        """Its cells are read until there are no more."""


class _Parser(WorkSheetParser):
    def parse_cell(self, element: Any) -> dict[str, Any]:
        text = element.find(INLINE_STRING) if element.get("t") == "inlineStr" else None
        cell: dict[str, Any]
        if text is None or not _is_in_one_font(text):
            cell = super().parse_cell(element)
            return cell
        element.remove(text)
        cell = super().parse_cell(element)
        cell.update(value=text[0].text or "", data_type="s")
        return cell


def _is_in_one_font(text: Any) -> bool:
    return len(text) == 1 and text[0].tag == _WORDS and not text.attrib
