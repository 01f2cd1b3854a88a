"""How wide text is in the shipped font, so that it is set before anybody sees it.

The table is made from the font itself (`docs.scripts.letter_widths`). Whoever has not got the font
sees another one, in which text may be a tenth wider: a picture shows that beyond its edge too.
"""

import json
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from kpis.charts.template import FONT

_NAMES = [name.strip(' "') for name in FONT.split(",")]
# Without quotes, which a picture would have to write out. Files that hold the shipped font itself
# have it by its own name (kpis/server/fonts/README.md), pages by that of the font it is made of.
FONTS = ", ".join([*_NAMES[:2], "Reading", *_NAMES[2:]])
_WIDE, _OTHER = 1000, 620  # thousandths: letters the font has not, as wide as they come
_FULL_WIDTH = {"W", "F"}


@lru_cache(maxsize=8_192)  # the same names and figures stand in many charts
def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Pixels of a line of text. size: of its type in pixels."""
    known = _table("bold" if bold else "regular")
    return sum(known.get(letter) or _unknown(letter, known) for letter in words) * size / 1000


def _unknown(letter: str, known: dict[str, int]) -> int:
    if letter in known or unicodedata.combining(letter):  # laid over the letter before
        return 0
    return _WIDE if unicodedata.east_asian_width(letter) in _FULL_WIDTH else _OTHER


@cache
def _table(weight: str) -> dict[str, int]:
    text = files("kpis.charts.svg").joinpath("letter_widths.json").read_text("utf-8")
    return {
        letter: int(width) for width, same in json.loads(text)[weight].items() for letter in same
    }
