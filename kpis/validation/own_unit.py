"""A figure with the unit of its measure behind it in one cell: "7.9 days", "45% of residents".

The words must be the whole label of the unit, or the name that the unit has everywhere. Of a
label of several words one is not enough: of children and young people, "12 children" are others.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from kpis.model import Unit

_WITH_WORDS = re.compile(
    r"(?P<figure>[^A-Za-z]*[0-9][0-9.,]*\)?)\s?(?P<words>(?:%\s?)?(?!%)[A-Za-z][^\[\]()]*)"
)
_WORDS = re.compile(r"%|[^\W_]+")
_SMALL = frozenset(["of", "the", "a", "an", "in", "to", "per", "and", "or", "by"])
_OF_UNIT: Mapping[Unit, frozenset[str]] = {
    Unit.PERCENT: frozenset(("%", "pct")),
    Unit.RATE_PER_1000: frozenset(("1000",)),
    Unit.RATE_PER_100000: frozenset(("100000",)),
    Unit.POUNDS: frozenset(("pound", "gbp")),
    Unit.DAYS: frozenset(("day",)),
    Unit.TONNES: frozenset(("tonne",)),
    Unit.INDEX: frozenset(("point",)),
}


@lru_cache(maxsize=4096)
def without_its_unit(text: str, unit: Unit | None, label: str) -> str:
    """The figure of a text, "45%" where it is one, without the words for the measure's unit.

    Returns "" where no words of that unit stand behind a figure.
    """
    match = _WITH_WORDS.fullmatch(text)
    if match is None or unit is None:
        return ""
    said, own = _bare(match["words"]), _bare(label)
    if not said or (said != own and not said <= _OF_UNIT.get(unit, frozenset())):
        return ""
    return f"{match['figure']}%" if unit is Unit.PERCENT else match["figure"]


def _bare(words: str) -> frozenset[str]:
    """Words without those that mean nothing alone, each in its singular."""
    joined = re.sub(r"(?<=\d),(?=\d{3}\b)", "", words.casefold())
    found = (word.removesuffix("s") for word in _WORDS.findall(joined))
    return frozenset(word for word in found if word and word not in _SMALL)
