"""Comments on the cells of a workbook, old ones and threads, as far as they are told.

What stands beside a figure may say what it is: provisional, an estimate, of another quarter. No
comment is stored; whoever checks the file is told of it. Those that the copy of a return was
marked with by this program are no one's comments and are left out.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from xml.parsers import expat

from kpis.cell_addresses import Place
from kpis.words.marked import AUTHOR

LONGEST = 400  # characters of a comment that are kept
MOST = 1_000  # comments of a sheet that are kept
# Excel keeps a thread once more as an old comment, below words of its own.
_OF_THREAD = re.compile(r"^\s*\[Threaded comment\].*?\bComment:\s*", re.DOTALL)


def as_comment(text: str, author: str = "") -> str:
    """A comment in one line, without the name that Excel begins it with; "" for one of ours."""
    if author.strip() == AUTHOR:
        return ""
    bare = _OF_THREAD.sub("", text[: 8 * LONGEST]).strip()
    if author and bare.startswith(f"{author}:"):
        bare = bare.removeprefix(f"{author}:")
    line = " ".join(bare.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def note_comment(comments: dict[Place, str], place: Place, text: str, author: str = "") -> None:
    """Keep a comment; what follows in a thread is kept behind its beginning."""
    comment = as_comment(text, author)
    if not comment or (place not in comments and len(comments) >= MOST):
        return
    before = comments.get(place, "")
    comments[place] = as_comment(f"{before} / {comment}") if before else comment


def comments_of(
    parts: Iterable[bytes], place_of: Callable[[str], Place | None]
) -> dict[Place, str]:
    """The comments in these parts of an .xlsx. A thread stands in the place of its old comment.

    XML that is not well formed gives what stood before its fault.
    """
    old: dict[Place, str] = {}
    threads: dict[Place, str] = {}
    for part in parts:
        found = _Comments()
        found.read(part)
        into = threads if found.threaded else old
        for address, author, text in found.said:
            if place := place_of(address):
                note_comment(into, place, text, author)
    return merged_into(old, threads)


def merged_into(old: Mapping[Place, str], threads: Mapping[Place, str]) -> dict[Place, str]:
    """Both, with the threads in the place of the old comments on the same cells."""
    return dict(sorted((dict(old) | dict(threads)).items()))


class _Comments:
    """One pass through the XML. said: address, author and text of each, in their order."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, str]] = []
        self.threaded = False
        self._authors: list[str] = []
        self._address = self._author = ""
        self._text: list[str] = []
        self._listening = False
        self._in_phonetic = False

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear
        with suppress(expat.ExpatError):
            parser.Parse(part, True)

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(" ")[2]
        match name:
            case "author":
                self._text, self._listening = [], True
            case "comment" | "threadedComment":
                self.threaded |= name == "threadedComment"
                self._address, self._text = attributes.get("ref", ""), []
                number = attributes.get("authorId", "")
                known = number.isdigit() and int(number) < len(self._authors)
                self._author = self._authors[int(number)] if known else ""
            case "rPh":
                self._in_phonetic = True
            case "t" | "text" if not self._in_phonetic:
                self._listening = name == "t" or self.threaded

    def _hear(self, text: str) -> None:
        if self._listening:
            self._text.append(text)

    def _end(self, qualified: str) -> None:
        match qualified.rpartition(" ")[2]:
            case "author":
                self._authors.append("".join(self._text))
                self._listening = False
            case "t" | "text":
                self._listening = False
            case "rPh":
                self._in_phonetic = False
            case "comment" | "threadedComment":
                self.said.append((self._address, self._author, "".join(self._text)))
