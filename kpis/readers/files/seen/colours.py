"""Colours of letters and of their ground, as far as it takes to tell that two are the same.

What is in white letters on white ground, or in black on black, is out of sight. Workbooks name a
colour by its parts, by its number in a palette or in the theme; only white and black are known by
all of these names, and what is automatic is black on white. A colour that a rule gives a cell, as
those of a traffic light, is not known.
"""

from collections.abc import Mapping

WHITE, BLACK = "FFFFFF", "000000"

_SAME_AGAIN = 8  # the first eight numbers of a palette are those from here on, once more
_OF_PALETTE = {8: BLACK, 9: WHITE}
_AUTOMATIC = {64: BLACK, 65: WHITE, 0x7FFF: BLACK}  # the letters and the ground of a window
_OF_THEME = (WHITE, BLACK)
_SOLID = 1


def by_parts(text: str) -> str:
    """Of "#ffffff" or "FFFFFFFF", whose first two letters say how much shines through."""
    return text[-6:].upper()


def by_number(number: int, palette: Mapping[int, str] | None = None) -> str:
    """palette: what a workbook has in the place of the usual colours, by their numbers."""
    if number in _AUTOMATIC:
        return _AUTOMATIC[number]
    at = number + _SAME_AGAIN if number < _SAME_AGAIN else number
    return (palette or {}).get(at) or _OF_PALETTE.get(at, f"number {at}")


def by_theme(number: int, tint: float) -> str:
    """tint: by how much it is made lighter or darker."""
    if not tint and number < len(_OF_THEME):
        return _OF_THEME[number]
    return f"theme {number} {tint}"


def ground(pattern: int, colour: str) -> str:
    """That of a cell whose fill has this pattern, by number; "" where it is of two colours."""
    return WHITE if not pattern else colour if pattern == _SOLID else ""
