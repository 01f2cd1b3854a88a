"""Cells of an .xlsx whose look keeps what they hold out of sight: white letters on white ground.

Only what a cell says of itself is known: a colour by a rule, as of a traffic light, is not.
"""

from typing import Any

_WHITE_BY_NUMBER = (1, 9)  # of the palette
_GROUND = 0  # of a theme: the colour of the paper, unless it is shaded


def styles_out_of_sight(book: Any) -> frozenset[int]:
    """The styles of cells whose letters are as white as their ground, by number.

    book: of openpyxl. Any: its lists of fonts, grounds and styles are no part of its public types.
    """
    fonts = {number for number, font in enumerate(book._fonts) if _is_white(font.color)}
    if not fonts:
        return frozenset()  # nearly always
    grounds = {number for number, fill in enumerate(book._fills) if _is_bare(fill)}
    return frozenset(
        number
        for number, style in enumerate(book._cell_styles)
        if style.fontId in fonts and style.fillId in grounds
    )


def _is_white(color: Any) -> bool:
    if color is None:
        return False
    if color.type == "rgb":
        return str(color.rgb)[-6:].upper() == "FFFFFF"
    if color.type == "theme":
        return bool(color.theme == _GROUND and not color.tint)
    return color.type == "indexed" and color.indexed in _WHITE_BY_NUMBER


def _is_bare(fill: Any) -> bool:
    kind = getattr(fill, "patternType", "")  # a gradient has none
    return kind in (None, "none") or (kind == "solid" and _is_white(fill.fgColor))
