"""How high a section will be, roughly, before it is set.

To find out what fits on a page the template sets it and looks, which takes as long as setting the
page does, and as much memory. Most pages need no such look: they are far from full. Heights are in
points, of the template at its full size; whatever is not reckoned here counts as too high.
"""

from math import ceil, inf
from typing import Any

Data = dict[str, Any]
PAGE = 751.0  # of A4 without its margins
WIDE = 504.0
# Of a page. What is reckoned is 17 to 50 % too high, for the 53 pages of the shipped plan, so what
# seems to fill a little more than a page fills nine tenths of it.
_SURE = 1.05
_LINE = {"lead": (76, 14.2, 20.0), "quote": (92, 11.9, 32.0), "note": (96, 11.9, 20.0)}
_PLAIN = (96, 11.9, 9.0)  # characters of a line, its height, and the room about the paragraph
_IN_A_ROW = 4  # facts
# The grid at each of its sizes: letters, and the room above and below them in letters' heights.
GRID_SIZES = ((8.2, 0.36), (7.8, 0.3), (7.4, 0.24), (6.9, 0.19), (6.3, 0.12))


def is_roomy(section: Data, before: list[Data]) -> bool:
    """Whether a section, with what is said before it on its page, is sure to fit."""
    return sum(map(_section, [*before, section])) <= _SURE * PAGE


def grid_size(rows: list[Data], notes: list[str]) -> int | None:
    """The largest size at which the grid may fit on a page; None where it fits at none."""
    groups = sum(row["is_group"] for row in rows)
    of_notes = sum(map(len, notes)) + 4 * len(notes)
    for place, (size, room) in enumerate(GRID_SIZES):
        lines = (len(rows) - groups) * (0.86 + 2 * room) + groups * (1.11 + 2 * room)
        beneath = 1.1 + 1.2 * ceil(of_notes * size * 0.42 / WIDE)
        if 62 + size * (lines + 3 + beneath) <= PAGE:
            return place
    return None


def _section(section: Data) -> float:
    return 26 + 17 * _lines(section["title"], 58) + sum(map(_block, section["blocks"]))


def _block(block: Data) -> float:
    match block["kind"]:
        case "paragraph":
            across, line, room = _LINE.get(block["tone"], _PLAIN)
            return _lines(f"{block['lead']} {block['text']}", across) * line + room
        case "facts":
            long = [each for each in block["facts"] if each["long"]]
            short = len(block["facts"]) - len(long)
            rows = ceil(short / _IN_A_ROW) + len(long)  # a long one may part a row in two
            more = sum(12 * _lines(each["text"] + each["note"], 96) for each in long)
            return 34 * rows + more + 24
        case "chart":
            notes = sum(11 * _lines(each, 108) + 8 for each in block["notes"])
            drawn = WIDE * float(block["ratio"])
            return 38 + 12 * _lines(block["title"], 90) + drawn + notes
        case "table" if not block["dense"]:
            return 44 + sum(_row(row) for part in block["parts"] for row in part["rows"])
    return inf


def _row(row: Data) -> float:
    """A row of short cells; one with a long cell is not reckoned."""
    cells = row["cells"]
    if any(max(len(each["text"]), len(each["note"])) > 26 for each in cells):
        return inf
    return 22.5 if any(each["note"] for each in cells) else 13.5


def _lines(text: str, across: int) -> int:
    return sum(max(1, ceil(len(part) / across)) for part in text.split("\n"))
