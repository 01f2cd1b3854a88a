"""How the template looks, and the one way text and figures get into it.

openpyxl takes a text that begins with "=" for a formula and "#N/A" for an error. Whatever comes
from a plan or a commentary is text and stays text: it is marked as such, and a text that a
spreadsheet program would calculate once somebody edits its cell carries the apostrophe mark too.

Giving a cell its look attribute by attribute takes most of the time a workbook takes, and there
are few looks: each is made once and then copied.
"""

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.dimensions import Dimension
from openpyxl.worksheet.worksheet import Worksheet

from kpis.cell_addresses import letters_of
from kpis.formulas import looks_like_a_formula
from kpis.template.columns import TemplateColumn

# Told apart without colour: what is known is grey in thin lines, what is asked for is all but
# white in dark ones, what is not needed is hatched.
DARK = "12436D"
_INK, QUIET, _LINE, _EDGE = "0B0C0C", "505A5F", "B1B4B6", "505A5F"
_GREY, _YELLOW = "F3F2F1", "FFF8D6"
_SIZE = 11  # points, of the digits by which the width of a column is counted
_LETTERS_PER_DIGIT = 1.05  # letters are narrower, capitals are not
_LEADING = 1.37  # height of a line by the size of its letters
# Spreadsheet programs take "_x0041_" for an A, unless its first character is itself written so.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell looks like and whether it may be changed."""

    fill: str = ""  # a colour, or the name of a pattern
    edge: str = ""  # colour of the lines around it
    ink: str = _INK
    size: float = 11
    bold: bool = False
    italic: bool = False
    number_format: str = "General"
    horizontal: str = "general"
    vertical: str = "top"
    wrap: bool = True
    unlocked: bool = False
    quoted: bool = False  # a text that must not become a formula


TITLE = Look(ink=DARK, size=16, bold=True, wrap=False)
SUBTITLE = Look(size=13, bold=True, wrap=False)
PLAIN = Look(wrap=False)
BAND = Look(size=10, bold=True, ink=DARK, wrap=False, vertical="bottom")
HEADER = Look(fill=DARK, edge=DARK, ink="FFFFFF", bold=True, vertical="center")
PREFILLED = Look(fill=_GREY, edge=_LINE)
WORD = replace(PREFILLED, bold=True)
SMALL = replace(PREFILLED, size=9, ink=QUIET)
MARK = Look(size=8, ink=QUIET, wrap=False, horizontal="right")
MEANING = Look(fill=_GREY, wrap=False)
FIGURE = replace(PREFILLED, horizontal="right")
EARLIER_FIGURE = replace(FIGURE, size=10)
FILL_IN = Look(fill=_YELLOW, edge=_EDGE, unlocked=True)
NOT_NEEDED = Look(fill="lightUp", edge=_LINE)


class Pen:
    """Writes cells of one workbook."""

    def __init__(self) -> None:
        self._styles: dict[Look, Any] = {}

    def write(
        self, sheet: Worksheet, row: int, column: int, value: Any = None, look: Look = PLAIN
    ) -> None:
        """Put a value into a cell: text as text, whatever it begins with."""
        cell: Any = sheet.cell(row, column)  # also its _style, which its types leave out
        if isinstance(value, str):
            cell.value = _CODED.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", value))
            _make_room(sheet, row, column, cell.value, look)
            cell.data_type = "s"
            if looks_like_a_formula(value):
                look = replace(look, quoted=True)
        elif value is not None:
            cell.value = value
        style = self._styles.get(look)
        if style is None:
            dress(cell, look)
            self._styles[look] = copy(cell._style)
        else:
            cell._style = copy(style)

    def write_header(
        self, sheet: Worksheet, row: int, columns: Sequence[TemplateColumn | str]
    ) -> None:
        for place, column in enumerate(columns, 1):
            header = column if isinstance(column, str) else column.header
            self.write(sheet, row, place, header, HEADER)


def _make_room(sheet: Worksheet, row: int, column: int, text: str, look: Look) -> None:
    """Make the row high enough for a text: not every program fits rows when it opens a file."""
    lines = 1
    if look.wrap:
        digits = sheet.column_dimensions[letters_of(column)].width * _SIZE / look.size
        line = max(1, int(digits * _LETTERS_PER_DIGIT))
        lines = sum(len(wrap(part, line)) or 1 for part in text.split("\n"))
    needed = lines * look.size * _LEADING
    dimensions = sheet.row_dimensions[row]
    dimensions.height = max(dimensions.height or 0.0, needed)


def dress(cell: Cell | Dimension, look: Look) -> None:
    """Give a cell, or all of a row or column, a look."""
    cell.font = Font(
        name="Calibri", size=look.size, bold=look.bold, italic=look.italic, color=look.ink
    )
    cell.alignment = Alignment(
        vertical=look.vertical, horizontal=look.horizontal, wrap_text=look.wrap
    )
    if look.fill == "lightUp":
        cell.fill = PatternFill("lightUp", fgColor=_LINE, bgColor="FFFFFF")
    elif look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.edge:
        side = Side("thin", color=look.edge)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.number_format = look.number_format
    cell.protection = Protection(locked=not look.unlocked)
    cell.quotePrefix = look.quoted
