"""How a value found in a cell is written as text: exactly, and as a person would type it."""

from datetime import date, datetime, time
from decimal import Decimal


def number_text(value: float) -> str:
    """The shortest decimal of a number, without an exponent: 23.0 is "23", 1e-07 "0.0000001"."""
    if isinstance(value, int):
        return str(value)
    text = repr(value)
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


def date_text(value: date) -> str:
    """ISO: "2019-09-30"; a time of day is kept only where there is one."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
