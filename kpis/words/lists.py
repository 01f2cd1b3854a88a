"""Counts and lists in running text."""

from collections.abc import Sequence


def counted(count: int, singular: str, plural: str = "") -> str:
    """ "1 measure", "3 measures", "no measures"."""
    word = singular if count == 1 else plural or f"{singular}s"
    return f"{count or 'no'} {word}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"; "" for none. last: the word before the last one."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
