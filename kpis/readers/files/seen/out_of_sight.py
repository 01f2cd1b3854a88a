"""Cells of an .xlsx whose look keeps what they hold out of sight: white letters on white ground.

Of looks that rules give cells, only those of noughts are known, which many sheets hide so.
"""

from collections.abc import Callable, Iterable
from typing import Any

from kpis.cell_addresses import Place, place_of
from kpis.readers.files.seen.colours import (
    BLACK,
    WHITE,
    by_number,
    by_parts,
    by_theme,
    one_sees_nothing,
)
from kpis.readers.files.seen.number_formats import NOTHING_SHOWN, shown_otherwise

_MOST_BLOCKS = 40  # of rules that are looked at for each nought


def styles_out_of_sight(book: Any) -> frozenset[int]:
    """The styles of cells whose letters have the colour of their ground, by number.

    book: of openpyxl. Any: its lists of fonts, grounds and styles are no part of its public types.
    """
    letters = [_colour(font.color) for font in book._fonts]
    grounds = [_ground(fill) for fill in book._fills]
    pairs = {(style.fontId, style.fillId) for style in book._cell_styles}
    unseen = {
        (font, fill)
        for font, fill in pairs
        if font < len(letters)
        and fill < len(grounds)
        and one_sees_nothing(letters[font], grounds[fill])
    }
    if not unseen:
        return frozenset()  # nearly always
    return frozenset(
        number
        for number, style in enumerate(book._cell_styles)
        if (style.fontId, style.fillId) in unseen
    )


def white_noughts(book: Any, rules: Iterable[tuple[str, str]]) -> Callable[[Place, int], bool]:
    """Whether a nought in a cell of that style is not seen on white by one of these rules.

    rules: ranges, and the number of the look that noughts in them have.
    """
    looks = book._differential_styles.styles
    blocks = [
        block
        for ranges, number in rules
        if number.isdigit() and int(number) < len(looks) and _hides_noughts(looks[int(number)])
        for block in map(_corners, ranges.split())
    ][:_MOST_BLOCKS]
    if not blocks:
        return lambda place, style: False  # noqa: ARG005 nearly always
    grounds = [_ground(fill) for fill in book._fills]

    def hides(place: Place, style: int) -> bool:
        fill = book._cell_styles[style].fillId
        of_white = fill < len(grounds) and one_sees_nothing(WHITE, grounds[fill])
        return of_white and any(
            top.row <= place.row <= end.row and top.column <= place.column <= end.column
            for top, end in blocks
        )

    return hides


def _hides_noughts(look: Any) -> bool:
    """Whether a look gives white letters and no ground of its own, or a format without noughts."""
    if look.numFmt and shown_otherwise("0", look.numFmt.formatCode or "") == NOTHING_SHOWN:
        return True
    letters = _colour(look.font.color) if look.font and look.font.color else BLACK
    return look.fill is None and one_sees_nothing(letters, WHITE)


def _corners(block: str) -> tuple[Place, Place]:
    first, _, last = block.partition(":")
    top, end = place_of(first), place_of(last or first)
    return (top, end) if top and end else (Place(1, 1), Place(0, 0))


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
