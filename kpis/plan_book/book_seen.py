"""What is wrong with a workbook before a cell of it is read: sheets that are missing, hidden,
renamed, copied, or put together from two workbooks; and what of it no file has a place for.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kpis.cell_addresses import Place
from kpis.plan.files import Table
from kpis.plan_book.faults import BookFault
from kpis.plan_book.offers import LISTS
from kpis.plan_book.sheets import GUIDE, SHEETS, STATE, Sheet, Where, entries
from kpis.readers.files.grid import Grid
from kpis.words.lists import counted, cut, listed

EXPORT_AGAIN = "Export the plan again, and copy your changes into that"
_COPY = re.compile(r"(?:copy of )?(.+?)(?: ?\(\d+\)|_\d+| copy)?", re.IGNORECASE)
_MARK = re.compile(r"files ([0-9a-f]{16})")
_TOP = 4  # rows above the headers
_FIRST_HEADERS = 20  # rows in which headers are looked for
_ALIKE = 0.6  # of a sheet's headers on one of another name, for it to be that sheet
_MOST_NAMED, _LONGEST = 8, 60


class Book:
    """The sheets of a workbook that a person sees, by their names in small letters."""

    def __init__(self, sheets: Sequence[Grid], hidden: Sequence[str]) -> None:
        self._sheets = {grid.name.strip().lower(): grid for grid in sheets}
        self._hidden = {name.strip().lower() for name in hidden}
        self._guide = self._sheets.get(GUIDE.lower())
        known = {sheet.name.lower() for sheet in SHEETS} | {GUIDE.lower(), LISTS.lower()}
        self._others = [grid for name, grid in self._sheets.items() if name not in known]

    def grid(self, sheet: Sheet) -> Grid | None:
        """None where it is not there, or not seen."""
        return self._sheets.get(sheet.name.lower())

    @property
    def state(self) -> str:
        """Of the files that the workbook was made of, as its first sheet says; "" where it does
        not."""
        for number in self._guide.rows() if self._guide else ():
            row = self._guide.row(number) if self._guide else {}
            if 1 in row and 2 in row and row[1].text == STATE:
                return row[2].text.split(" ")[0]
        return ""

    def lacks(self, sheet: Sheet, held: Mapping[str, Table]) -> BookFault | None:
        """What is wrong where a sheet is not there; None where the workbook never had it, and the
        files say nothing that would stand on it."""
        if sheet.name.lower() in self._hidden:
            return _fault(sheet.name, "The sheet is hidden. Show it: right-click a tab, Unhide.")
        if renamed := next((grid.name for grid in self._others if _is_like(grid, sheet)), ""):
            return _fault(
                sheet.name, f'The sheet is missing. "{renamed}" looks like it: give it its name.'
            )
        if not self._had(sheet):
            rows = sum(bool(entry.table) for entry in entries(sheet, held))
            if not rows:
                return None
            return _fault(
                sheet.name,
                "The workbook was exported before there was this sheet, of which the plan has "
                f"{counted(rows, 'row')} by now. {EXPORT_AGAIN}.",
            )
        return _fault(sheet.name, f"The sheet is missing. {EXPORT_AGAIN}.")

    def faults(self) -> Iterator[BookFault]:
        """Copies of sheets, and sheets of another workbook."""
        for grid in self._others:
            if (original := self._original(grid)) is not None:
                yield _fault(
                    grid.name,
                    f"It is a copy of {original}, and only one can hold. Delete one of the two, "
                    f"and call the other {original}.",
                )
        yield from self._mixed()

    def notes(self) -> Iterator[BookFault]:
        """What is seen in the workbook and is not kept."""
        for grid in self._others:
            if self._original(grid) is None:
                yield _fault(grid.name, "It is no sheet of a plan, and was not read.")
        for sheet in SHEETS:
            seen = self.grid(sheet)
            if seen is None:
                continue
            if seen.comments:
                yield _fault(
                    sheet.name, f"Comments on cells are not kept: {_named(list(seen.comments))}."
                )
            if hidden := [number for number in seen.rows() if number in seen.hidden_rows]:
                yield _fault(
                    sheet.name,
                    f"Rows that are hidden or filtered out hold as the others do: "
                    f"{_listed([str(number) for number in hidden])}.",
                )

    def _had(self, sheet: Sheet) -> bool:
        """Whether the workbook had the sheet when it was exported, by its first sheet."""
        if self._guide is None:
            return True
        return any(
            cell.text.lower() == sheet.name.lower()
            for number in self._guide.rows()
            if (cell := self._guide.row(number).get(1)) is not None
        )

    def _original(self, grid: Grid) -> str | None:
        """The sheet that one is a copy of, by its name; None where it is no copy."""
        found = _COPY.fullmatch(grid.name.strip())
        name = found[1].lower() if found else ""
        return next(
            (s.name for s in SHEETS if s.name.lower() == name and self.grid(s) is not None), None
        )

    def _mixed(self) -> Iterator[BookFault]:
        marks = {
            sheet.name: mark
            for sheet in SHEETS
            if (grid := self.grid(sheet)) is not None and (mark := _mark(grid))
        }
        if not marks:
            return
        ((usual, _),) = Counter(marks.values()).most_common(1)
        first = self.state or usual
        for name, mark in marks.items():
            if mark != first:
                yield _fault(
                    name,
                    f"The sheet is of another export ({mark}) than the first one ({first}). Put "
                    "your changes into the sheets of one workbook.",
                )


def _mark(grid: Grid) -> str:
    for number in grid.rows():
        if number > _TOP:
            break
        for cell in grid.row(number).values():
            if found := _MARK.fullmatch(cell.text.strip()):
                return found[1]
    return ""


def _is_like(grid: Grid, sheet: Sheet) -> bool:
    """Whether a sheet of another name has most of the headers of one of the plan's."""
    headers = {each.header.lower() for each in sheet.written}
    upright = sheet.where is Where.KEYS
    rows = [number for number in grid.rows() if upright or number <= _FIRST_HEADERS]
    if upright:
        there = [{bare(grid.row(number)[1].text) for number in rows if 1 in grid.row(number)}]
    else:
        there = [{bare(cell.text) for cell in grid.row(number).values()} for number in rows]
    return any(len(headers & names) >= _ALIKE * len(headers) for names in there)


def bare(header: str) -> str:
    """A header without its star, in small letters."""
    return header.strip().removesuffix("*").strip().lower()


def _named(places: list[Place]) -> str:
    return _listed([place.address for place in places])


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    shown = [cut(name, _LONGEST) for name in names[:_MOST_NAMED]]
    return listed([*shown, *([f"{more} more"] if more > 0 else [])])


def _fault(sheet: str, message: str) -> BookFault:
    return BookFault(sheet=sheet, cell="", key="", message=message)
