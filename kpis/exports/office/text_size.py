"""How much room a text takes in Arial, which every machine has or has a twin of in these widths.

Office programs break lines themselves and say nothing of it, so what is to fit its box is measured
here. Widths are those of the font's own tables, in thousandths of its size (Liberation Sans, made
to the measures of Arial); what has no width here counts as wide as a digit, or as a whole square
where it is of a script whose signs are.
"""

import unicodedata
from functools import lru_cache

_PLAIN = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft\u00a0",
    333: "()-`r“”",
    334: "{}",
    350: "•",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    584: "+<=>~−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "…—▲▬▼◇",
    1015: "@",
}
_BOLD = {
    238: "'",
    278: " ,./I\\ijl‘’\u00a0",
    280: "|",
    333: "!()-:;[]`ft",
    350: "•",
    389: "*r{}",
    474: '"',
    500: "z“”",
    584: "+<=>^~−",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
    1000: "…—▲▬▼◇",
}
_DIGIT = 556
_WIDTHS = [
    {character: width for width, characters in table.items() for character in characters}
    for table in (_PLAIN, _BOLD)
]
LINE = 1.17  # height of a line, in sizes of its font


@lru_cache(maxsize=4096)
def _of_character(character: str, bold: bool) -> int:
    known = _WIDTHS[bold].get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1000
    return _WIDTHS[bold].get(unicodedata.normalize("NFD", character)[0], _DIGIT)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text on one line, in the unit of `size`."""
    return sum(_of_character(character, bold) for character in text) * size / 1000


@lru_cache(maxsize=4096)  # names of measures and words for ratings stand in many cells
def lines_of(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines a text is broken into; a word longer than a line is broken within it.

    size, room: of the font and of the line, in one unit. At least 1.
    """
    return sum(_lines(each, size, room, bold) for each in text.split("\n"))


def _lines(text: str, size: float, room: float, bold: bool) -> int:
    count, filled = 1, 0.0
    space = width_of(" ", size, bold=bold)
    for word in text.split(" "):
        wide = width_of(word, size, bold=bold)
        if filled and filled + space + wide > room:
            count, filled = count + 1, 0.0
        elif filled:
            filled += space
        filled += wide
        while filled > room > 0:
            count, filled = count + 1, filled - room
    return count
