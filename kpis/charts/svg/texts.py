"""The little markup of a description's texts, and how it is broken into lines that fit.

Texts hold <br>, <b>, a colour for a sign and characters that stand for shapes: "● solid",
"━ London". Shapes are drawn, not written: not every font has them, and a dash shows how its line
is dashed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from kpis.charts.svg.widths import text_width
from kpis.model.record import Record

SIGNS = frozenset("●○◯◆■▲✕━")
SIGN_WIDTH = {"━": 1.85}  # of the size of the type; of all others, _SIGN
_SIGN = 0.78
CUT = "…"
LINE_SPACING = 1.3  # from line to line, of the size of the type, as on the screen
_TAGS = re.compile(r'(<br>|</?b>|<span style="color:#[0-9A-Fa-f]{6}">|</span>)')
_AFTER_SIGN = re.compile(f"([{''.join(sorted(SIGNS))}]) ")
NO_BREAK = "\u00a0"
_NOTHING = 0.01  # pixels: the same sum by another way round


class Piece(Record):
    """Words of one look, or a single sign. colour: "" for that of the text about it."""

    words: str
    bold: bool = False
    colour: str = ""

    @property
    def is_sign(self) -> bool:
        return self.words in SIGNS

    def width(self, size: float) -> float:
        """In pixels."""
        if self.is_sign:
            return SIGN_WIDTH.get(self.words, _SIGN) * size
        return text_width(self.words, size, bold=self.bold)


Line = tuple[Piece, ...]


def width_of(line: Iterable[Piece], size: float) -> float:
    return sum(piece.width(size) for piece in line)


def lines_of(marked_up: str) -> list[Line]:
    """The lines of a text with markup. What people typed in it was escaped and stays as it is."""
    lines: list[list[Piece]] = [[]]
    bold, colour = False, ""
    for part in _TAGS.split(marked_up):
        match part:
            case "<br>":
                lines.append([])
            case "<b>" | "</b>":
                bold = part == "<b>"
            case "</span>":
                colour = ""
            case _ if part.startswith('<span style="color:'):
                colour = part[-9:-2]
            case _:
                lines[-1] += _pieces(unescape(part), bold, colour, after=lines[-1])
    return [tuple(line) for line in lines]


def plain(marked_up: str) -> str:
    """The same without markup, its lines one beneath the other."""
    return "\n".join("".join(piece.words for piece in line) for line in lines_of(marked_up))


def fitted(lines: Sequence[Line], size: float, widest: float, most: int = 0) -> list[Line]:
    """The lines, broken so that none is wider than `widest`.

    most: so many lines and no more, the last one cut short; 0 for as many as it takes.
    """
    broken = [part for line in lines for part in _broken(line, size, widest)]
    if not most or len(broken) <= most:
        return broken
    kept = broken[: most - 1]
    return [*kept, cut_short((*broken[most - 1], Piece(words=CUT)), size, widest)]


def cut_short(line: Line, size: float, widest: float) -> Line:
    """The line, or as much of it as is no wider than `widest`, with "…" at its end."""
    if width_of(line, size) <= widest + _NOTHING:
        return line
    room = widest - text_width(CUT, size)
    kept: list[Piece] = []
    for piece in line:
        if (wide := piece.width(size)) <= room:
            kept.append(piece)
            room -= wide
            continue
        words = "" if piece.is_sign else _beginning(piece, size, room)
        kept.append(Piece(words=words + CUT, bold=piece.bold, colour=piece.colour))
        break
    return tuple(kept)


def _beginning(piece: Piece, size: float, room: float) -> str:
    """As many letters as fit, without the space they might end with."""
    for end, letter in enumerate(piece.words):
        room -= text_width(letter, size, bold=piece.bold)
        if room < 0:
            return piece.words[:end].rstrip()
    return piece.words


def _pieces(words: str, bold: bool, colour: str, after: Sequence[Piece]) -> Iterator[Piece]:
    """Signs by themselves, the words between them together; a sign stays with its next word.

    after: what stands before in the same line.
    """
    if after and after[-1].is_sign and words.startswith(" "):
        words = NO_BREAK + words[1:]
    # The screen needs a joiner in "%{", which it would take for its own markup.
    words = _AFTER_SIGN.sub(rf"\1{NO_BREAK}", words.replace("%\u2060{", "%{"))
    held = ""
    for letter in words:
        if letter not in SIGNS:
            held += letter
            continue
        if held:
            yield Piece(words=held, bold=bold, colour=colour)
        yield Piece(words=letter, bold=bold, colour=colour)
        held = ""
    if held:
        yield Piece(words=held, bold=bold, colour=colour)


def _broken(line: Line, size: float, widest: float) -> list[Line]:
    """One line as those it takes. A word that is too wide by itself is cut."""
    if width_of(line, size) <= widest + _NOTHING:
        return [line]
    found: list[list[Piece]] = [[]]
    room = widest
    for word in _words(line):
        wide = width_of(word, size)
        if found[-1] and width_of(_without_end(word), size) > room:
            found.append([])
            room = widest
        if not found[-1]:
            word = _without_beginning(word)
            wide = width_of(word, size)
            if not word:
                continue
        if wide > room:
            word = cut_short(_without_end(word), size, widest)
        found[-1] += word
        room -= wide
    return [_joined(each) for each in found if each]


def _words(line: Line) -> Iterator[Line]:
    """What may not be broken: up to a space, with the space."""
    held: list[Piece] = []
    for piece in line:
        for part in re.findall(r"[^ ]* +|[^ ]+", piece.words):
            held.append(Piece(words=part, bold=piece.bold, colour=piece.colour))
            if part.endswith(" "):
                yield tuple(held)
                held = []
    if held:
        yield tuple(held)


def _without_end(word: Line) -> Line:
    *before, last = word
    return (*before, Piece(words=last.words.rstrip(" "), bold=last.bold, colour=last.colour))


def _without_beginning(word: Line) -> Line:
    first, *after = word
    words = first.words.lstrip(f" {NO_BREAK}")
    stripped = Piece(words=words, bold=first.bold, colour=first.colour)
    return (stripped, *after) if words else tuple(after)


def _joined(pieces: Sequence[Piece]) -> Line:
    """Pieces of one look together again."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not last.is_sign
            and not piece.is_sign
            and (last.bold, last.colour) == (piece.bold, piece.colour)
        ):
            joined[-1] = Piece(words=last.words + piece.words, bold=last.bold, colour=last.colour)
        else:
            joined.append(piece)
    if joined and not joined[-1].is_sign:
        joined[-1] = _without_end((joined[-1],))[0]
    return tuple(piece for piece in joined if piece.words)
