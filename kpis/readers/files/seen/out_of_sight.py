"""Cells of an .xlsx whose look keeps what they hold out of sight: white letters on white ground.

Looks that rules give cells are known where the rules compare with numbers (`looks_by_value.py`).
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
from kpis.readers.files.seen.looks_by_value import LookByValue
from kpis.readers.files.seen.number_formats import NOTHING_SHOWN, shown_otherwise

_MOST_BLOCKS = 40  # of rules that are looked at for each number


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


def looks_by_rules(book: Any, rules: Iterable[LookByValue]) -> Callable[[Place, Any, str], str]:
    """What a cell of openpyxl in that place shows by one of these rules, given its text.

    "" where no rule makes it show anything else than it holds, NOTHING_SHOWN where it is not seen.
    """
    looks = book._differential_styles.styles
    blocks = [
        (*corners, rule, looks[int(rule.look)])
        for rule in rules
        if rule.look.isdigit() and int(rule.look) < len(looks) and _hides(looks[int(rule.look)])
        for corners in map(_corners, rule.ranges.split())
    ][:_MOST_BLOCKS]
    if not blocks:
        return lambda place, cell, text: ""  # noqa: ARG005 nearly always
    grounds = [_ground(fill) for fill in book._fills]

    def shown(place: Place, cell: Any, text: str) -> str:
        value = cell.value
        if not isinstance(value, int | float) or isinstance(value, bool):
            return ""
        fill = book._cell_styles[cell._style_id].fillId
        on_white = fill < len(grounds) and one_sees_nothing(WHITE, grounds[fill])
        for top, end, rule, look in blocks:
            within = top.row <= place.row <= end.row and top.column <= place.column <= end.column
            if within and rule.holds(value):
                if on_white and _is_white(look):
                    return NOTHING_SHOWN
                if look.numFmt and (other := shown_otherwise(text, look.numFmt.formatCode or "")):
                    return other
        return ""

    return shown


def _hides(look: Any) -> bool:
    """Whether a look may make a number show otherwise: white letters, or a format of its own."""
    return bool(look.numFmt) or _is_white(look)


def _is_white(look: Any) -> bool:
    """Whether it gives white letters and no ground of its own."""
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
