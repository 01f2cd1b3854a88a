"""Which letters a PDF can show: those of the fonts beside this, and no others.

Typst makes no accessible PDF of a letter that no font has. A title in Chinese must not stop a pack,
so what cannot be shown stands as ▯, and the document says so at its end.
"""

import unicodedata
from functools import cache
from importlib.resources import files

MISSING = "▯"
# They turn the direction of what follows them, beyond the text they stand in.
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


class Writer:
    """Makes texts of letters that can be shown; `missed` is true once one could not be."""

    def __init__(self) -> None:
        self.missed = False

    def __call__(self, text: str) -> str:
        """The text. Line breaks stay, other control characters become spaces or go."""
        if text.isascii() and text.isprintable():
            return text
        return "".join(map(self._letter, unicodedata.normalize("NFC", text)))

    def _letter(self, letter: str) -> str:
        if letter in "\n\u2028\u2029":
            return "\n"
        category = unicodedata.category(letter)
        if category == "Cc":
            return " "
        if letter in _TURNING:
            return ""
        if ord(letter) in _known():
            return letter
        if category == "Cf" or "\ufe00" <= letter <= "\ufe0f":  # shown by nothing of its own
            return ""
        self.missed = True
        return MISSING


@cache
def _known() -> frozenset[int]:
    listed = (files("kpis.exports.pdf") / "fonts/letters.txt").read_text(encoding="ascii").split()
    ranges = [[int(end, 16) for end in each.split("-")] for each in listed]
    return frozenset(letter for ends in ranges for letter in range(ends[0], ends[-1] + 1))
