"""Words that say a figure counts from April to the end of its period: "Q2 2019/20 YTD"."""

import re

_WORDS = r"(?:cumulative(?:[- ]to[- ]date)?|cum\.?|year[- ]to[- ]date|ytd|to[- ]date|since april)"
_SO_FAR = re.compile(
    rf"[(\[]\s*{_WORDS}\s*[)\]]|(?<![\w-]){_WORDS}(?!\w)(?:\s+(?:to|at|for|in|as at)\b)?",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:non|not)[- ]+cum", re.IGNORECASE)
_EDGES = " \t-–:,;"


def without_so_far(text: str) -> tuple[str, str]:
    """A text without the words that say so, and those words; "" where it says no such thing."""
    found = _SO_FAR.search(text)
    if found is None or _NOT.search(text):
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    rest = " ".join(rest.split()).strip(_EDGES)
    if rest.startswith("(") and rest.endswith(")") and "(" not in rest[1:]:
        rest = rest[1:-1].strip()
    return rest, found[0].strip("()[] ").lower()
