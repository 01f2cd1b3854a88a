"""How much text the cells of a workbook may hold, one by one and together.

A text that many cells share stands in the file once and in memory once for each of them: twelve
kilobytes can become eight gigabytes. So texts are counted as cells show them, before any is copied.
"""

from typing import NoReturn

from kpis.cell_addresses import CELL_CHARACTERS, letters_of
from kpis.errors import UnreadableReturn

# A full quarter of returns, comments and all, is under a million characters.
MAX_CHARACTERS = 20_000_000


class TextLimit:
    """Counts the texts of one workbook. Raises UnreadableReturn where there is too much."""

    def __init__(self) -> None:
        self._characters = 0

    def count(self, sheet: str, row: int, column: int, text: str, times: int = 1) -> None:
        """Count what a cell shows; times: in how many rows, where it is merged downwards."""
        if len(text) > CELL_CHARACTERS:
            self._refuse_long(sheet, row, column, len(text))
        self._characters += len(text) * times
        if self._characters > MAX_CHARACTERS:
            raise UnreadableReturn(
                f"The cells of the workbook show more than {MAX_CHARACTERS:,} characters of text: "
                "send only the sheet with the figures, as a workbook of its own or as CSV."
            )

    def _refuse_long(self, sheet: str, row: int, column: int, length: int) -> NoReturn:
        raise UnreadableReturn(
            f"Sheet {sheet!r} has a text of {length:,} characters in cell "
            f"{letters_of(column)}{row}, and a cell has room for {CELL_CHARACTERS:,}: shorten it, "
            "or copy the table into a new workbook, and send that."
        )
