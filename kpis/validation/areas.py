"""Areas are free text, so the one risk is a known area under a misspelt name.

Its figure would silently stand for an area of its own. A name that differs from a known one only
in case or blanks is that area; one that differs by a letter, or by the words a council puts
around its name, is taken as typed, with a warning.
"""

import re
from collections.abc import Collection

import pandas as pd

from kpis.model import Plan
from kpis.validation.text_column import TextColumn

# Shorter names differ by a letter without being misspelt: Bow, Box. Longer ones are no names.
_SHORTEST_COMPARED, _LONGEST_COMPARED = 5, 200
_AROUND_A_NAME = re.compile(
    r"\b(?:london borough of|royal borough of|borough of|lb|council|mbc|lbc|the)\b"
)
_NOT_A_LETTER = re.compile(r"[\W_]+")


def known_areas(plan: Plan, stored: pd.DataFrame) -> frozenset[str]:
    """The plan's own area, its comparators and every area that has a figure stored."""
    of_sets = (
        name
        for comparators in plan.comparator_sets
        for name in (*comparators.areas, comparators.reference)
    )
    named = (plan.area, *plan.comparators, *filter(None, of_sets))
    return frozenset((*named, *stored["area"].unique()))


def settle_areas(texts: TextColumn, own: str, area_names: Collection[str]) -> TextColumn:
    """Each row's area: `own` where none is typed, a known name where only case or blanks differ."""
    by_folded = {_folded(name): name for name in sorted(area_names)}
    return texts.renamed(
        by_folded.get(_folded(text), " ".join(text.split())) if text else own
        for text in texts.distinct
    )


class NearestArea:
    """Suggests the known area a new name may be a misspelling of."""

    def __init__(self, area_names: Collection[str]) -> None:
        self._names: dict[str, str] = {}  # by bare name
        self._bare: dict[str, list[str]] = {}  # bare names by bare name with a letter left out
        for name in sorted(area_names):
            bare = _bare(name)
            self._names.setdefault(bare, name)
            for variant in _variants(bare):
                self._bare.setdefault(variant, []).append(bare)

    def nearest(self, name: str) -> str:
        """A known area one letter or a few common words away; "" when none is."""
        bare = _bare(name)
        if bare in self._names:
            return self._names[bare]
        near = {each for variant in _variants(bare) for each in self._bare.get(variant, ())}
        return min((self._names[each] for each in near if _one_slip_apart(bare, each)), default="")


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _bare(name: str) -> str:
    """The letters and digits of a name, without the words around it."""
    words = _AROUND_A_NAME.sub(" ", _folded(name).replace("&", " and "))
    return _NOT_A_LETTER.sub("", words)


def _variants(bare: str) -> set[str]:
    """A bare name and what is left of it without each letter in turn.

    Digits stay: Ward 1 and Ward 2 are two areas, not one misspelt.
    """
    if len(bare) > _LONGEST_COMPARED:
        return set()
    letters = [at for at, character in enumerate(bare) if not character.isdigit()]
    if len(letters) < _SHORTEST_COMPARED:
        return set()
    return {bare} | {bare[:at] + bare[at + 1 :] for at in letters}


def _one_slip_apart(one: str, other: str) -> bool:
    """Whether a letter was changed, added, dropped or swapped with its neighbour."""
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    differ = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(differ) == 1:
        return True
    first, last = differ[0], differ[-1]
    return (
        len(differ) == 2
        and last == first + 1
        and one[first] + one[last] == (other[last] + other[first])
    )
