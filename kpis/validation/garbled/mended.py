"""Text that was garbled on its way: UTF-8 that another program read as Windows-1252 and kept.

"Costs Â£3 â€“ agreed" was "Costs £3 – agreed". Every letter outside ASCII became two or three
signs, always the same ones, so that the way back is a table. Only such letters and signs are in it
as people type them, and none of them is seen in "TÄMÄ…", which is a clean text.
Nothing is mended unasked: what is offered is a guess, though a good one.
"""

import re
from functools import cache, partial

# How text is garbled: by the encodings that Windows, the Mac and old consoles read it in.
_READ_AS = ("cp1252", "latin-1", "mac_roman", "cp850", "cp437")
_LETTERS = (
    *range(0xA0, 0x100),
    *map(ord, "ĀāĂăĄąĆćČčĎďĐđĖėĘęĚěĞğĢģĪīĮįİıĶķĻļĽľŁłŃńŅņŇňŐőŒœŘřŚśŞşŠšŢţŤťŪū"),
    *map(ord, "ŮůŰűŲųŴŵŶŷŸŹźŻżŽžȘșȚț"),
    *range(0x981, 0x9E4),  # Bengali
    *range(0x2010, 0x2028),
    *range(0x2030, 0x203B),
    *(0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2264, 0x2265),
    *(0x25CF, 0x2713, 0x2714, 0xFEFF),
    *range(0x1F300, 0x1F650),
)
_LOST_ITS_END = {"\u00e2\u20ac": "\u201d"}  # the closing mark, whose last sign is none
_MOST_TIMES = 5  # some text goes that way more than once, or has gone two ways
# A first sign and another beside it: looked for before the tables are made.
_LOOKS_GARBLED = re.compile(r"[ÂÃÄÅÈàâïð¬√ƒ≈»‡‚ÔÓ´┬├─┼╚αΓ∩≡\u00ad\uf8ff][^\x00-\x7f]")
# What may stand behind a word, and before one.
_ENDS, _OPENS = frozenset("’”‘“•–—…»\u00a0"), frozenset("„“‘«‚")


def mended(text: str) -> str:
    """The text as it probably was; the text itself where nothing in it looks garbled."""
    if text.isascii():
        return text
    for _ in range(_MOST_TIMES):
        once = _once(text)
        if once == text:
            break
        text = once
    return text


def _once(text: str) -> str:
    """The text once less garbled, by the encoding of which most is found in it."""
    if not _LOOKS_GARBLED.search(text):
        return text
    ways = [pattern.sub(partial(_letter, letters), text) for pattern, letters in _tables()]
    return min(ways, key=len)


def _letter(letters: dict[str, str], found: re.Match[str]) -> str:
    letter = letters[found[0]]
    if not letter.isalpha():
        return letter
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(start - 2, 0) : start], text[end : end + 1]
    if letter.islower() and len(before) == 2 and before.isalpha() and before.isupper():
        return found[0]
    ends_a_word = found[0][-1] in _ENDS and not after.isalpha()
    if ends_a_word and (before[-1:].isupper() or before[-1:] in _OPENS):
        return found[0]
    return letter


@cache
def _tables() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """For each encoding what letters became in it, and the pattern that finds those."""
    tables = []
    for encoding in _READ_AS:
        letters = {_garbled(chr(code), encoding): chr(code) for code in _LETTERS}
        if encoding == "cp1252":
            letters |= _LOST_ITS_END
        longest_first = sorted(letters, key=len, reverse=True)
        tables.append((re.compile("|".join(map(re.escape, longest_first))), letters))
    return tuple(tables)


def _garbled(letter: str, encoding: str) -> str:
    """What a letter becomes; bytes that mean nothing in an encoding stay as control characters."""
    return "".join(
        byte.decode(encoding, errors="replace").replace("\ufffd", chr(byte[0]))
        for byte in (bytes([each]) for each in letter.encode())
    )
