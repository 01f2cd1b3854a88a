"""What a workbook may hold that is opened here, counted over all its members."""

from enum import StrEnum
from typing import NamedTuple, NoReturn

from kpis.errors import UnreadableReturn

# A full quarter of returns from every service is under 5,000 cells. Reading 100,000 takes
# openpyxl about a second and 50 MB; more than that has to come as CSV.
MAX_CELLS = 100_000  # also of rows, of different texts and of rows that merged cells cover
# Formats, drawings, validation rules: openpyxl makes an object of each, at 0.1 ms a piece.
MAX_FURNITURE = 30_000
MAX_ELEMENTS = 1_000_000  # of any kind
MAX_LIST_OF_RANGES = 1_000_000  # characters in lists such as sqref="A1:A9 C1:C9"

CELLS, ROWS, TEXTS = "cells", "rows", "different texts"


_SEND_FIGURES = (
    "send only the sheet with the figures, as a workbook of its own or as CSV, or point out on the "
    "page for returns where in it the figures stand."
)
_CHANGE_FILES = "clear what is below and beside its tables, or change the plan's files themselves."


class Limits(NamedTuple):
    """What one workbook may hold. refuses: whether more is told to its sender, or is NotPlain.

    instead: what to do with one that holds more cells.
    """

    cells: int
    merged_rows: int
    furniture: int
    elements: int
    ranges: int
    refuses: bool = True
    instead: str = _SEND_FIGURES


ORDINARY = Limits(MAX_CELLS, MAX_CELLS, MAX_FURNITURE, MAX_ELEMENTS, MAX_LIST_OF_RANGES)
# A plan has a dozen cells for each measure and as many for each of its years: one of ten thousand
# measures, forty times what the largest council watches, has half a million.
OF_A_PLAN = Limits(
    800_000, 100_000, MAX_FURNITURE, 4_000_000, MAX_LIST_OF_RANGES, instead=_CHANGE_FILES
)
# A workbook that can be read at 10 µs a cell and 0.1 ms a piece of furniture, in half a second
# and 50 MB, wherever it is read.
PLAIN = Limits(40_000, 10_000, 3_000, 150_000, 20_000, refuses=False)


class Room(StrEnum):
    """What a workbook is, which says how much it may hold."""

    RETURN = "return"
    PLAN = "plan"


LIMITS_OF = {Room.RETURN: ORDINARY, Room.PLAN: OF_A_PLAN}
# How many times the memory and the seconds of a return it may take to be read.
TIMES_OF = {Room.RETURN: 1, Room.PLAN: 4}


class NotPlain(Exception):
    """The workbook holds more than PLAIN; nothing is said of it yet."""


class Budget:
    """What the members of one workbook may hold together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.counts = dict.fromkeys((CELLS, ROWS, TEXTS), 0)
        self.elements = 0
        self.furniture = 0
        self.merged_rows = 0
        self.ranges = 0

    def count(self, kind: str) -> None:
        self.counts[kind] += 1
        if self.counts[kind] > self.limits.cells:
            self._refuse(
                f"The workbook holds more than {self.limits.cells:,} {kind}, counting empty "
                f"ones that have a format: {self.limits.instead}"
            )

    def count_element(self) -> None:
        self.elements += 1
        if self.elements > self.limits.elements:
            self._refuse_furniture()

    def count_furniture(self) -> None:
        self.furniture += 1
        if self.furniture > self.limits.furniture:
            self._refuse_furniture()

    def count_merged(self, rows: int) -> None:
        self.merged_rows += rows
        if self.merged_rows > self.limits.merged_rows:
            self._refuse(
                f"The workbook has cells merged over more than {self.limits.merged_rows:,} rows: "
                "copy the table into a new workbook and send that."
            )

    def list_ranges(self, references: str) -> None:
        self.ranges += len(references)
        if self.ranges > self.limits.ranges:
            self._refuse_furniture()

    def _refuse_furniture(self) -> NoReturn:
        self._refuse(
            "The workbook holds too many formats, drawings or validation rules to be opened "
            "safely: copy the table into a new workbook and send that."
        )

    def _refuse(self, sentence: str) -> NoReturn:
        raise UnreadableReturn(sentence) if self.limits.refuses else NotPlain
