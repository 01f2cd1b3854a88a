"""A workbook that somebody edits."""

import io
from itertools import count

from kpis.plan_book.layout import FIRST_ROW, HEADER_ROW
from kpis.plan_book.sheets import SHEETS, Beside


class Book:
    """A workbook that somebody edits. at(): the cell of a header in the row of an id."""

    def __init__(self, book) -> None:
        self.book = book

    def __getitem__(self, name: str):
        return self.book[name]

    def column(self, sheet: str, header: str) -> int:
        row = self.book[sheet][HEADER_ROW]
        (place,) = (c.column for c in row if str(c.value).removesuffix(" *") == header)
        return place

    def row(self, sheet: str, *lead: str) -> int:
        page, places = self.book[sheet], self.places(sheet)
        for number in range(FIRST_ROW, page.max_row + 1):
            if tuple(page.cell(number, place).value for place in places[: len(lead)]) == lead:
                return number
        raise LookupError(lead)

    def at(self, sheet: str, header: str, *lead: str):
        return self.book[sheet].cell(self.row(sheet, *lead), self.column(sheet, header))

    def key(self, sheet: str, name: str):
        """The cell with the value of a key, on a sheet that stands upright."""
        rows = self.book[sheet].iter_rows(min_row=FIRST_ROW)
        (row,) = (row for row in rows if str(row[0].value).removesuffix(" *") == name)
        return row[1]

    def add(self, sheet: str, *values: object) -> int:
        """A row below the last: what it belongs to, then its keys in their order."""
        number = self.free_row(sheet)
        for place, value in zip(self.places(sheet), values, strict=False):
            self.book[sheet].cell(number, place).value = value
        return number

    def free_row(self, sheet: str) -> int:
        """The first row whose first cell is empty."""
        page = self.book[sheet]
        return next(number for number in count(FIRST_ROW) if page.cell(number, 1).value is None)

    def places(self, sheet: str) -> list[int]:
        """Of the columns that are read."""
        (shape,) = (each for each in SHEETS if each.name == sheet)
        written = enumerate(shape.written, 1)
        return [place for place, each in written if not isinstance(each, Beside)]

    @property
    def content(self) -> bytes:
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()
