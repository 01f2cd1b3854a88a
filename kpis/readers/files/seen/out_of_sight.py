"""Cells of an .xlsx whose look keeps what they hold out of sight: white letters on white ground."""

from typing import Any

from kpis.readers.files.seen.colours import (
    BLACK,
    WHITE,
    by_number,
    by_parts,
    by_theme,
    one_sees_nothing,
)


def styles_out_of_sight(book: Any) -> frozenset[int]:
    """The styles of cells whose letters have the colour of their ground, by number.

    book: of openpyxl. Any: its lists of fonts, grounds and styles are no part of its public types.
    """
    letters = [_colour(font.color) for font in book._fonts]
    grounds = [_ground(fill) for fill in book._fills]
    return frozenset(
        number
        for number, style in enumerate(book._cell_styles)
        if style.fontId < len(letters)
        and style.fillId < len(grounds)
        and one_sees_nothing(letters[style.fontId], grounds[style.fillId])
    )


def _colour(color: Any) -> str:
    match getattr(color, "type", "auto"):
        case "rgb":
            return by_parts(str(color.rgb))
        case "theme":
            return by_theme(color.theme, color.tint)
        case "indexed":
            return by_number(color.indexed)
    return BLACK


def _ground(fill: Any) -> str:
    """ "" where it is of several colours."""
    kind = getattr(fill, "patternType", "")  # a gradient has none
    if kind in (None, "none"):
        return WHITE
    return _colour(fill.fgColor) if kind == "solid" else ""
