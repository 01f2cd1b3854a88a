"""Raised, lowered and struck digits of a text in several fonts, written as what they look like.

A footnote mark in a cell, 45 with a small 1 above the line, is a run of its own in another font.
Read without fonts it is 451, which nobody ever saw. So raised digits become the characters that
look like them, 45¹, and whoever understands figures and headers sees what the sender saw.

Lowered digits are written so only where the rest of the text is a number: CO2 is CO2. A figure
struck through with another beside it, 50 and 45, is not 5045 either: each struck letter has its
stroke.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = "₀₁₂₃₄₅₆₇₈₉"
STROKE = "\u0336"  # through the letter before it
_UP = str.maketrans("0123456789", RAISED)
_DOWN = str.maketrans("0123456789", LOWERED)
_NUMBER = re.compile(r"[-+£(\s]*[0-9][0-9.,\s%)]*")


class Run(NamedTuple):
    """Part of a text. align: "superscript", "subscript" or "" on the line."""

    text: str
    align: str
    struck: bool = False


def as_it_looks(runs: Iterable[Run]) -> str:
    """The text of all runs, raised digits as "¹", struck letters each with a stroke."""
    runs = list(runs)
    on_the_line = "".join(run.text for run in runs if run.align != "subscript")
    lowered = bool(_NUMBER.fullmatch(on_the_line))
    return "".join(_as_it_looks(run, lowered=lowered) for run in runs)


def _as_it_looks(run: Run, *, lowered: bool) -> str:
    text = run.text
    if run.align == "superscript":
        text = text.translate(_UP)
    elif run.align == "subscript" and lowered:
        text = text.translate(_DOWN)
    return "".join(letter + STROKE for letter in text) if run.struck else text


def bare_if_struck(looks: str) -> str:
    """The letters of a text that is struck through as a whole; "" for any other."""
    return looks[::2] if looks[1::2] == STROKE * (len(looks) // 2) and len(looks) % 2 == 0 else ""


@dataclass(slots=True)
class RaisedTexts:
    """The texts of one part of an .xlsx that have raised or struck digits.

    shared: by their number among the shared ones. in_cells: by address, of texts kept in cells.
    """

    shared: dict[int, str] = field(default_factory=dict)
    in_cells: dict[str, str] = field(default_factory=dict)


def raised_texts(part: bytes) -> RaisedTexts:
    """What differs from the bare text in a part of an .xlsx: shared texts, or a sheet.

    XML that is not well formed gives what stood before its fault.
    """
    return _Runs().of(part)


class _Runs:
    """One pass through the XML."""

    def __init__(self) -> None:
        self._found = RaisedTexts()
        self._number = -1
        self._address = ""
        self._runs: list[Run] = []
        self._align = ""
        self._struck = False
        self._text: list[str] | None = None
        self._in_phonetic = False

    def of(self, part: bytes) -> RaisedTexts:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear
        with suppress(expat.ExpatError):
            parser.Parse(part, True)
        return self._found

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(" ")[2]
        match name:
            case "si":
                self._number += 1
                self._runs = []
            case "c":
                self._address = attributes.get("r", "")
            case "is":
                self._runs = []
            case "r":
                self._align, self._struck = "", False
            case "rPh":
                self._in_phonetic = True
            case "vertAlign":
                self._align = attributes.get("val", "")
            case "strike":
                self._struck = attributes.get("val", "1") not in ("0", "false")
            case "t" if not self._in_phonetic:
                self._text = []

    def _hear(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, qualified: str) -> None:
        name = qualified.rpartition(" ")[2]
        match name:
            case "t" if self._text is not None:
                self._runs.append(Run("".join(self._text), self._align, self._struck))
                self._text = None
            case "r":
                self._align, self._struck = "", False
            case "rPh":
                self._in_phonetic = False
            case "si":
                if looks := self._differs():
                    self._found.shared[self._number] = looks
            case "is":
                if looks := self._differs():
                    self._found.in_cells[self._address] = looks

    def _differs(self) -> str:
        """How the runs look together, where that is not simply their text; else ""."""
        looks = as_it_looks(self._runs)
        return looks if looks != "".join(run.text for run in self._runs) else ""
