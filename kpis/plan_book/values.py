"""How a value of a plan's file stands in a cell, and what a cell says as a value of a file.

A workbook knows neither lists nor true and false as people write them: texts of a list stand one
below the other in a cell, numbers side by side between semicolons, and true is yes.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Any

from kpis.cell_addresses import CELL_CHARACTERS
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.grid import Cell
from kpis.readers.files.invisible import visible

YES, NO = "yes", "no"
_DIGITS = 15  # of a number in a spreadsheet
_SEPARATORS = re.compile(r"[;\n]")
_BREAKS = re.compile(r"\r\n?")
# What no cell can hold: the control characters that XML forbids.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    YES_NO = "yes or no"
    DAY = "day"
    TEXTS = "texts, one below the other"
    WHOLES = "whole numbers with semicolons between them"
    NUMBERS = "numbers with semicolons between them"


class NotOfItsKind(ValueError):
    """What a cell holds is not what its column is for. The message says what belongs there."""


def to_cell(value: Any, kind: Kind) -> Any:
    """What is written into a cell; None for what is not there, or is empty."""
    if value is None or value in ("", []):
        return None
    if kind is Kind.YES_NO:
        return YES if value else NO
    if kind is Kind.TEXTS:
        return _carried("\n".join(_line(text) for text in value)) or None
    if kind in (Kind.WHOLES, Kind.NUMBERS):
        return "; ".join(map(str, value))
    if kind is Kind.NUMBER and isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    return (_carried(value) or None) if kind is Kind.TEXT else value


def too_long(value: Any) -> bool:
    """Whether a cell has no room for it."""
    return isinstance(value, str) and len(value) > CELL_CHARACTERS


def from_cell(cell: Cell, kind: Kind) -> Any:
    """The value that a cell holds; None where it is empty.

    Raises NotOfItsKind.
    """
    held = CellKind(cell.kind)
    if held is CellKind.EMPTY or not cell.text.strip():
        return None
    if held in (CellKind.ERROR, CellKind.NO_VALUE):
        raise NotOfItsKind("holds a formula that gives nothing. Type what it should say")
    if kind in (Kind.TEXT, Kind.TEXTS):
        return _text(cell.text, held, kind)
    if kind is Kind.YES_NO:
        if cell.text.strip().lower() in (YES, NO, "true", "false"):
            return cell.text.strip().lower() in (YES, "true")
        raise NotOfItsKind(f"must be {YES} or {NO}")
    if kind is Kind.DAY:
        return _day(cell.text, held)
    if kind in (Kind.WHOLES, Kind.NUMBERS):
        one = Kind.WHOLE if kind is Kind.WHOLES else Kind.NUMBER
        return [_number(each.strip(), one, kind) for each in _split(cell.text)]
    if held is CellKind.PERCENT:
        raise NotOfItsKind("is a percentage. Give the cell the format General, and type 23 for 23%")
    if held is not CellKind.NUMBER:
        raise NotOfItsKind(f"must be a {kind}, as a number and not as text, without a unit")
    return _number(cell.text, kind, kind)


def as_carried(value: Any, kind: Kind) -> Any:
    """A value of a file as it would come back from a workbook; None for what is not there.

    A blank at the end of a text, a character that nobody sees or the sixteenth digit of a number
    does not come back: that is no change to the plan.
    """
    cell = to_cell(value, kind)
    if cell is None or kind in (Kind.WHOLE, Kind.NUMBER, Kind.DAY, Kind.YES_NO):
        return None if cell is None else value if kind is Kind.YES_NO else cell
    return from_cell(Cell(str(cell), CellKind.TEXT), kind)


def _carried(text: str) -> str:
    return visible(_FORBIDDEN.sub("", _BREAKS.sub("\n", text))).strip()


def _line(text: str) -> str:
    return " ".join(_BREAKS.sub("\n", text).split("\n"))


def _text(text: str, held: CellKind, kind: Kind) -> Any:
    if held is CellKind.PERCENT:
        raise NotOfItsKind("is a percentage. Give the cell the format Text, and type it again")
    if held in (CellKind.DATE, CellKind.MONTH):
        raise NotOfItsKind("has become a date. Give the cell the format Text, and type it again")
    if kind is Kind.TEXTS:
        return [line.strip() for line in text.split("\n") if line.strip()]
    return text.strip()


def _day(text: str, held: CellKind) -> date:
    if held in (CellKind.DATE, CellKind.MONTH, CellKind.TEXT):
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            pass
    raise NotOfItsKind("must be a day, such as 2026-04-01")


def _split(text: str) -> list[str]:
    return [each for each in _SEPARATORS.split(text) if each.strip()]


def _number(text: str, one: Kind, kind: Kind) -> float | int:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if value != value or value in (float("inf"), float("-inf")) or one is Kind.WHOLE:
        several = kind in (Kind.WHOLES, Kind.NUMBERS)
        raise NotOfItsKind(f"must be {'' if several else 'a '}{kind}")
    return value
