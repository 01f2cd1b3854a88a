"""Which cells and runs of text of an .ods file are struck through, by their styles.

A style says it, or the one it is made from. A cell without a style has that of its row, or else
that of its column.
"""

from collections.abc import Mapping

Style = tuple[str, str]  # family and name

_LONGEST_DESCENT = 20  # of styles, each made from another
_LINES = ("text-line-through-style", "text-line-through-type")


class Strikes:
    def __init__(self) -> None:
        self._made_from: dict[Style, str] = {}
        self._struck: dict[Style, bool] = {}
        self._columns: list[tuple[int, int, str]] = []  # from, to, style of their cells
        self._of_row = ""

    def begin_style(self, style: Style, of: Mapping[str, str]) -> None:
        self._made_from[style] = of.get("parent-style-name", "")

    def note_properties(self, style: Style, of: Mapping[str, str]) -> None:
        """of: the attributes of what the style says of its text."""
        said = [of[line] for line in _LINES if line in of]
        if said:
            self._struck[style] = "none" not in said

    def begin_table(self) -> None:
        self._columns = []

    def note_columns(self, of: Mapping[str, str], first: int, last: int) -> None:
        if style := of.get("default-cell-style-name"):
            self._columns.append((first, last, style))

    def begin_row(self, of: Mapping[str, str]) -> None:
        self._of_row = of.get("default-cell-style-name", "")

    def of(self, family: str, name: str) -> bool:
        """Whether what has that style is struck through."""
        for _ in range(_LONGEST_DESCENT):
            if not name:
                break
            if (family, name) in self._struck:
                return self._struck[family, name]
            name = self._made_from.get((family, name), "")
        return False

    def of_cell(self, of: Mapping[str, str], column: int) -> bool:
        """of: the attributes of the cell."""
        if not any(self._struck.values()):
            return False  # nearly always
        own = of.get("style-name") or self._of_row or self._of_column(column)
        return self.of("table-cell", own)

    def _of_column(self, column: int) -> str:
        return next((name for first, last, name in self._columns if first <= column <= last), "")
