"""How cells and runs of text of an .ods file look, by their styles: struck through, out of sight.

A style says it, or the one it is made from. A cell without a style has that of its row, or else
that of its column.
"""

from collections.abc import Mapping
from typing import NamedTuple

from kpis.readers.files.seen.colours import BLACK, WHITE, by_parts, one_sees_nothing

Style = tuple[str, str]  # family and name
CELL, TEXT = "table-cell", "text"

_LONGEST_DESCENT = 20  # of styles, each made from another
_LINES = ("text-line-through-style", "text-line-through-type")
_STRUCK, _LETTERS, _GROUND = "struck", "letters", "ground"


class Look(NamedTuple):
    struck: bool = False
    out_of_sight: bool = False  # its letters have the colour of their ground


class Styles:
    def __init__(self) -> None:
        self._made_from: dict[Style, str] = {}
        self._said: dict[str, dict[Style, str]] = {_STRUCK: {}, _LETTERS: {}, _GROUND: {}}
        self._columns: list[tuple[int, int, str]] = []  # from, to, style of their cells
        self._of_row = ""
        self._looks: dict[str, Look] = {}  # of cells, by style

    def begin_style(self, style: Style, of: Mapping[str, str]) -> None:
        self._made_from[style] = of.get("parent-style-name", "")
        self._looks.clear()

    def note_letters(self, style: Style, of: Mapping[str, str]) -> None:
        """of: the attributes of what the style says of its text."""
        said = [of[line] for line in _LINES if line in of]
        if said:
            self._said[_STRUCK][style] = "" if "none" in said else "struck"
        if of.get("use-window-font-color") == "true":
            self._said[_LETTERS][style] = BLACK
        elif colour := of.get("color"):
            self._said[_LETTERS][style] = by_parts(colour)

    def note_ground(self, style: Style, of: Mapping[str, str]) -> None:
        """of: the attributes of what the style says of its cells."""
        if colour := of.get("background-color"):
            self._said[_GROUND][style] = WHITE if colour == "transparent" else by_parts(colour)

    def begin_table(self) -> None:
        self._columns = []

    def note_columns(self, of: Mapping[str, str], first: int, last: int) -> None:
        if style := of.get("default-cell-style-name"):
            self._columns.append((first, last, style))

    def begin_row(self, of: Mapping[str, str]) -> None:
        self._of_row = of.get("default-cell-style-name", "")

    def is_struck(self, span: str) -> bool:
        """Whether a run of text of that style is struck through."""
        return bool(self._of((TEXT, span), _STRUCK))

    def has_letters(self, span: str) -> bool:
        """Whether a run of text of that style has letters of a colour of its own."""
        return bool(self._of((TEXT, span), _LETTERS))

    def of_cell(self, of: Mapping[str, str], column: int) -> Look:
        """of: the attributes of the cell."""
        name = of.get("style-name") or self._of_row or self._of_column(column)
        if name not in self._looks:
            style = (CELL, name)
            letters, ground = self._of(style, _LETTERS) or BLACK, self._of(style, _GROUND) or WHITE
            struck = bool(self._of(style, _STRUCK))
            self._looks[name] = Look(struck=struck, out_of_sight=one_sees_nothing(letters, ground))
        return self._looks[name]

    def _of(self, style: Style, what: str) -> str:
        """ "" where nothing is said."""
        said = self._said[what]
        for _ in range(_LONGEST_DESCENT):
            if not style[1]:
                break
            if style in said:
                return said[style]
            style = (style[0], self._made_from.get(style, ""))
        return ""

    def _of_column(self, column: int) -> str:
        return next((name for first, last, name in self._columns if first <= column <= last), "")
