"""Counts and lists in running text, and texts that are too long for it."""

from collections.abc import Sequence


def counted(count: int, singular: str, plural: str = "") -> str:
    """ "1 measure", "3,000 measures", "no measures"."""
    word = singular if count == 1 else plural or f"{singular}s"
    return f"{count:,} {word}" if count else f"no {word}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"; "" for none. last: the word before the last one."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def cut(text: str, longest: int) -> str:
    """The text, or so much of it that it has `longest` characters with the "…" at its end."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def and_more(first: str, count: int) -> str:
    """Of so many things the first, and how many more: "45 for Q2 2019/20 and 3 more"."""
    return f"{first} and {count - 1:,} more" if count > 1 else first


def with_article(name: str) -> str:
    """ "the Harbour Plan"; a name that begins with its article as it is: "The Harbour Compact"."""
    return name if name.lower().startswith("the ") else f"the {name}"
