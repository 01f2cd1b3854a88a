"""Texts that would burst a page: long words get places to break, long texts go on elsewhere.

A page of a measure holds all of it. What a service wrote at such length that it would have to be
set too small to read is begun there, and goes on at the end of the document.
"""

import re

LONGEST = 1_800  # characters of a text on a page that must hold all of a section
_LONGEST_WORD = 24
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_BREAK = "\u200b"  # takes no room, and a line may end there
GOES_ON = "… (continued at the end of this document)"
CONTINUED = "Continued"


def with_breaks(text: str) -> str:
    """The text; words that are longer than any real one may go over several lines."""
    if len(text) <= _LONGEST_WORD:
        return text
    return _LONG_WORD.sub(_broken, text)


def _broken(word: re.Match[str]) -> str:
    letters = word.group()
    return _BREAK.join(
        letters[at : at + _LONGEST_WORD] for at in range(0, len(letters), _LONGEST_WORD)
    )


def cut(text: str) -> tuple[str, str]:
    """What of a text stands on its page, and what goes on elsewhere, "" for nothing."""
    if len(text) <= LONGEST:
        return text, ""
    at = text.rfind(" ", 0, LONGEST)
    at = at if at > LONGEST // 2 else LONGEST
    return f"{text[:at].rstrip()} {GOES_ON}", text[at:].lstrip()
