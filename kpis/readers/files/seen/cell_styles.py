"""How the cells of .xls and .xlsb files look: the formats that their records name by number.

Both forms keep a list of formats, a list of fonts, and for each cell the number of a pair of them
([MS-XLS] 2.4.353 XF, [MS-XLSB] 2.4.858 BrtXF). What is noted of a cell is what `CellsSeen` holds.
"""

import struct
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kpis.cell_addresses import Place
from kpis.readers.files.cell_text import number_text
from kpis.readers.files.grid import LAST_COLUMN, LAST_ROW
from kpis.readers.files.seen.cells_seen import CellsSeen
from kpis.readers.files.seen.colours import BLACK, WHITE, one_sees_nothing
from kpis.readers.files.seen.number_formats import (
    NOTHING_SHOWN,
    hides_texts,
    is_percentage,
    shown_otherwise,
    shows_month,
    shows_year,
)
from kpis.readers.files.seen.rich_text import Run, as_it_looks, bare_if_struck

# Formats that a file need not write out ([MS-XLS] 2.4.126). Of 5 to 8 and 41 to 44 the currency is
# the reader's own, and nothing is said of it. Dates are left out, but for the month of a year.
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "#,##0",
    6: "#,##0",
    7: "#,##0.00",
    8: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    17: "mmm-yy",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    48: "##0.0E+0",
    49: "@",
}
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


class Font(NamedTuple):
    align: str  # as in `Run`
    struck: bool
    colour: str = BLACK


ORDINARY = Font("", struck=False)


def font_of(flags: int, position: int, colour: str) -> Font:
    """From the two numbers that both forms keep ([MS-XLS] 2.4.122)."""
    align = {1: "superscript", 2: "subscript"}.get(position, "")
    return Font(align, bool(flags & 8), colour)


class KindOfCell(NamedTuple):
    """What a cell names by one number. font, number_format: numbers. ground: see `colours`."""

    font: int
    number_format: int
    ground: str = WHITE


class Look(NamedTuple):
    """Of one kind of cell. number_format: "General" where nothing is said."""

    number_format: str
    percent: bool
    month: bool
    year: bool
    hides_texts: bool
    font: Font
    out_of_sight: bool = False


_PLAIN = Look("General", percent=False, month=False, year=False, hides_texts=False, font=ORDINARY)


class RichText(NamedTuple):
    """runs: from which character on, counted in UTF-16, which font."""

    text: str
    runs: Sequence[tuple[int, int]]


class CellStyles:
    """formats: by number. cells: each kind of cell.

    skips_four: whether fonts are counted 0 to 3 and on from 5, as the older form does.
    """

    def __init__(
        self,
        formats: Mapping[int, str],
        fonts: Sequence[Font],
        cells: Sequence[KindOfCell],
        *,
        skips_four: bool,
    ) -> None:
        self._fonts, self._skips_four = fonts, skips_four
        self.raises = any(font.align or font.struck for font in fonts)
        known = BUILT_IN | dict(formats)
        looks = {kind: self._look(kind, known.get(kind.number_format, "")) for kind in set(cells)}
        self._looks = [looks[key] for key in cells]

    def of(self, number: int) -> Look:
        return self._looks[number] if number < len(self._looks) else _PLAIN

    def note_number(self, seen: CellsSeen, place: Place, value: float, style: int) -> None:
        look = self.of(style)
        if look is _PLAIN or not _is_near(place):
            return
        if look.percent:
            seen.percent.add(place)
        if look.month:
            seen.months.add(place)
        if look.year:
            seen.years.add(place)
        if look.font.struck:
            seen.struck.add(place)
        if look.out_of_sight:
            seen.shown[place] = NOTHING_SHOWN
        elif shown := shown_otherwise(number_text(value), look.number_format):
            seen.shown[place] = shown

    def note_text(
        self, seen: CellsSeen, place: Place, style: int, rich: RichText | None = None
    ) -> None:
        look = self.of(style)
        if not _is_near(place):
            return
        if rich:
            seen_text = self.text_as_it_looks(rich, look.font)
            if bare_if_struck(seen_text):
                seen.struck.add(place)
            elif seen_text != rich.text:
                seen.texts[place] = seen_text.strip()
        elif look.font.struck:
            seen.struck.add(place)
        if look.hides_texts or (look.out_of_sight and not rich):
            seen.shown[place] = NOTHING_SHOWN

    def text_as_it_looks(self, rich: RichText, first: Font = ORDINARY) -> str:
        """first: the font of the cell, which holds up to the first run."""
        content = rich.text.encode("utf-16-le", "surrogatepass")
        starts = [0, *(2 * at for at, _ in rich.runs), len(content)]
        fonts = [first, *(self._font(number) for _, number in rich.runs)]
        return as_it_looks(
            Run(content[begin:end].decode("utf-16-le", "replace"), font.align, font.struck)
            for (begin, end), font in zip(pairwise(starts), fonts, strict=True)
            if begin < end
        )

    def _look(self, kind: KindOfCell, number_format: str) -> Look:
        font = self._font(kind.font)
        return Look(
            number_format,
            percent=is_percentage(number_format),
            month=shows_month(number_format),
            year=shows_year(number_format),
            hides_texts=hides_texts(number_format),
            font=font,
            out_of_sight=one_sees_nothing(font.colour, kind.ground),
        )

    def _font(self, number: int) -> Font:
        at = number - 1 if self._skips_four and number > 3 else number
        return self._fonts[at] if at < len(self._fonts) else ORDINARY


def note_error(seen: CellsSeen, place: Place, code: int) -> None:
    if _is_near(place):
        seen.errors[place] = ERRORS.get(code, "#ERROR!")


def note_columns(seen: CellsSeen, first: int, last: int) -> None:
    """Hide columns, counted from 0."""
    if first <= last and first < LAST_COLUMN:
        seen.hidden_columns.append((first + 1, min(last + 1, LAST_COLUMN)))


def of_rk(packed: int) -> float:
    """A number kept in four bytes ([MS-XLS] 2.5.217 RkNumber)."""
    if packed & 2:
        whole = packed >> 2
        value: float = whole - (1 << 30) if whole & (1 << 29) else whole
    else:
        (value,) = struct.unpack("<d", bytes(4) + struct.pack("<I", packed & 0xFFFFFFFC))
    return value / 100 if packed & 1 else value


def _is_near(place: Place) -> bool:
    return place.row <= LAST_ROW and place.column <= LAST_COLUMN
