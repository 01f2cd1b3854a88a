"""The order of groups by their names: the one readers expect, and the one they are withheld in."""

import re
from collections.abc import Iterable

import numpy as np

# Groups of those of whom it is not known or not told who they are, then of any others: least is
# lost with them.
_NOT_STATED = re.compile(
    r"\b(not (stated|known|recorded|given|disclosed)|prefer not|refused|missing|unknown)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\bothers?\b", re.IGNORECASE)


def ordered(categories: Iterable[str]) -> list[str]:
    """Categories in the order readers expect: by the number in their name, else the alphabet."""
    return sorted(set(categories), key=_rank)


def cover_order(categories: Iterable[str]) -> list[str]:
    """Categories in the order in which they are withheld to hide others, by their names alone.

    Those that say nothing of who is in them come first, then the last a reader would read: of
    ages the oldest.
    """
    names = ordered(categories)
    names.reverse()
    return sorted(names, key=_place)


def _rank(category: str) -> tuple[float, bool, str]:
    number = re.search(r"\d+", category)
    below = category.lower().startswith(("under", "below", "up to"))
    return (float(number.group()) if number else np.inf), not below, category


def _place(category: str) -> int:
    if _NOT_STATED.search(category):
        return 0
    return 1 if _OTHERS.search(category) else 2
