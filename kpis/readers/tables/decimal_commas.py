"""Figures with a decimal comma, where a file shows that its commas are one.

A computer set to another country writes 23,4 for 23.4. "23,45", "0,567" and "1.234,5" can be read
in no other way, and a file that has such figures, and none with a decimal point, is taken at its
word. Even then "1,234" is not touched in silence: it may be a count that a colleague typed with
a comma for thousands. Such a cell gets the kind EITHER and validation asks which was meant. In a
file that shows both kinds nothing is changed, and every comma is for validation to refuse.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kpis.frames import TEXT
from kpis.readers.files.grid import Cell, Column
from kpis.readers.raw import CellKind

FIGURES = ("outturn", "numerator", "denominator")


def _number(alternatives: str) -> re.Pattern[str]:
    """A number of one of these forms, with the signs that may stand around it."""
    return re.compile(rf"[-+−–(£\s]*(?:{alternatives})\s*(?:%|per ?cent)?\)?", re.IGNORECASE)


_BY_COMMA = _number(
    r"0,[0-9]+|[0-9]+,[0-9]{1,2}|[0-9]+,[0-9]{4,}|[0-9]{4,},[0-9]+"
    r"|[0-9]{1,3}(?:[. ][0-9]{3})+,[0-9]+"
)
_BY_POINT = _number(
    r"0?\.[0-9]+|[0-9]+\.[0-9]{1,2}|[0-9]+\.[0-9]{4,}|[0-9]{4,}\.[0-9]+"
    r"|[0-9]{1,3}(?:[, ][0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}"
)
_EITHER = _number(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_WITHIN = re.compile(r"(?<=[0-9])[. ](?=[0-9])")


@dataclass(frozen=True, slots=True)
class DecimalCommas:
    """shown: the figure that shows what commas mean in a file; "" where none does."""

    shown: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        if not self.shown:
            return ()
        return (f"The file has decimal commas: {self.shown} is read as {_pointed(self.shown)}.",)

    def settled(self, cell: Cell) -> Cell:
        """The cell with a decimal point; of the kind EITHER where it could mean two numbers."""
        if not self.shown or cell.kind != CellKind.TEXT:
            return cell
        if _BY_COMMA.fullmatch(cell.text):
            return Cell(_pointed(cell.text), cell.kind)
        return Cell(cell.text, CellKind.EITHER) if _EITHER.fullmatch(cell.text) else cell

    def settled_column(self, column: Column) -> Column:
        if not self.shown:
            return column
        cells = [self.settled(Cell(*each)) for each in zip(*column, strict=True)]
        return Column([cell.text for cell in cells], [cell.kind for cell in cells])


def decimal_commas(cells: Iterable[Cell]) -> DecimalCommas:
    """What these figures, those of one file, show of their commas."""
    shown = ""
    for text, kind in cells:
        is_number = kind in (CellKind.NUMBER, CellKind.PERCENT)
        if (is_number and "." in text) or _BY_POINT.fullmatch(text):
            return DecimalCommas()
        if not shown and kind == CellKind.TEXT and _BY_COMMA.fullmatch(text):
            shown = text
    return DecimalCommas(shown)


def settle_decimal_commas(rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """RAW_ROWS with decimal points, and a note, where the file plainly has decimal commas."""
    commas = decimal_commas(_distinct(rows))
    if not commas.shown:
        return rows, ()
    settled: dict[str, Any] = {}
    for name in FIGURES:
        texts, kinds = rows[name].tolist(), rows[f"{name}_kind"].tolist()
        column = commas.settled_column(Column(texts, kinds))
        settled |= {
            name: pd.array(column.texts, dtype=TEXT),
            f"{name}_kind": pd.array(column.kinds, dtype=TEXT),
        }
    return rows.assign(**settled), commas.notes


def _distinct(rows: pd.DataFrame) -> list[Cell]:
    """The figures, each once; none where no comma stands in any, as in nearly every file."""
    if not any(rows[name].str.contains(",", regex=False).any() for name in FIGURES):
        return []
    cells: list[Cell] = []
    for name in FIGURES:
        pairs = rows[[name, f"{name}_kind"]].drop_duplicates()
        cells += map(Cell._make, pairs.itertuples(index=False, name=None))
    return cells


def _pointed(text: str) -> str:
    """What a text with a decimal comma says: "1.234,5" is "1234.5"."""
    return _WITHIN.sub("", text).replace(",", ".")
