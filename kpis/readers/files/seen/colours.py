"""Colours of letters and of their ground, as far as it takes to tell that two are the same.

What is in white letters on white ground, or in black on black, is out of sight, and so is what is
nearly so, as in a grey that is white to everybody. Workbooks name a colour by its parts, by its
number in a palette or in the theme; only white and black are known by all of these names, and what
is automatic is black on white.
"""

import re
from collections.abc import Mapping

WHITE, BLACK = "FFFFFF", "000000"

_SAME_AGAIN = 8  # the first eight numbers of a palette are those from here on, once more
_OF_PALETTE = {8: BLACK, 9: WHITE}
_AUTOMATIC = {64: BLACK, 65: WHITE, 0x7FFF: BLACK}  # the letters and the ground of a window
_OF_THEME = (WHITE, BLACK)
_SOLID = 1
_PARTS = re.compile(r"[0-9A-F]{6}")
_NEXT_TO_NOTHING = 16  # of 255, by which each part of two colours differs at most


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
    """tint: by how much it is made lighter, up to 1, or darker, down to -1."""
    if number >= len(_OF_THEME):
        return f"theme {number} {tint}"
    light = 255 if _OF_THEME[number] == WHITE else 0
    light = round(light * (1 + tint)) if tint < 0 else round(light + (255 - light) * tint)
    return f"{light:02X}" * 3


def one_sees_nothing(letters: str, ground: str) -> bool:
    """Whether letters of one colour cannot be told from a ground of the other."""
    if _PARTS.fullmatch(letters) and _PARTS.fullmatch(ground):
        both = zip(bytes.fromhex(letters), bytes.fromhex(ground), strict=True)
        return all(abs(one - other) <= _NEXT_TO_NOTHING for one, other in both)
    return letters == ground


def ground(pattern: int, colour: str) -> str:
    """That of a cell whose fill has this pattern, by number; "" where it is of two colours."""
    return WHITE if not pattern else colour if pattern == _SOLID else ""
