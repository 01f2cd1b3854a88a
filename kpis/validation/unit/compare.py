"""The unit that a header or a unit column says, compared with that of the measure.

A unit is agreed on where its words are those of the measure's unit or of its label: "%", "percent"
and "% of residents" for a percentage of residents, "number", "homes" and "number of homes" for
homes. "000s" and its like say that the figures are to be multiplied, and so does a rate of fewer or
more people than the measure's. Anything else is asked about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kpis.model import Basis, Measure, Unit

_WORDS = re.compile(r"[^\W_]+|[^\w\s.,;:()\[\]/&'\"*†‡–-]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_SINCE_APRIL = re.compile(r",?\s*(?:since april|year to date|ytd|to date)\b", re.IGNORECASE)
_SMALL = frozenset(["of", "the", "a", "an", "in", "to", "per", "and", "or", "by"])
_PERCENT = frozenset(("%", "percent", "percentage", "percentages", "pct"))
_A_COUNT = frozenset(("number", "no", "nr", "count", "#", "n", "numbers", "total"))
# The words that mean a unit and say nothing else, beside those of the measure's own label.
_OF_UNIT: Mapping[Unit, frozenset[str]] = {
    Unit.PERCENT: _PERCENT | {"rate", "proportion", "cent", "score"},
    Unit.COUNT: _A_COUNT,
    Unit.RATE_PER_1000: frozenset(("rate", "1000", "population")),
    Unit.RATE_PER_100000: frozenset(("rate", "100000", "100k", "population")),
    Unit.POUNDS: frozenset(("£", "pounds", "gbp", "pound", "sterling")),
    Unit.DAYS: frozenset(("days", "day")),
    Unit.TONNES: frozenset(("tonnes", "tonne", "t")),
    Unit.AVERAGE: _A_COUNT | {"average", "mean"},
    Unit.INDEX: frozenset(("index", "score", "points", "point")),
}
_SCALES = (
    dict.fromkeys(("hundred", "hundreds", "00s"), 2)
    | dict.fromkeys(("000s", "000", "0s", "thousand", "thousands", "k", "1000s", "x1000"), 3)
    | dict.fromkeys(("m", "mn", "million", "millions", "000000s", "1000000s"), 6)
    | dict.fromkeys(("bn", "billion", "billions"), 9)
)
_OF_TONNES = {"kt": 3, "kilotonnes": 3, "kilotonne": 3, "kg": -3, "kilograms": -3, "mt": 6}
_SCALED_UNITS = (Unit.COUNT, Unit.POUNDS, Unit.TONNES, Unit.AVERAGE, Unit.DAYS)

# How many people rates are of, in powers of ten.
_PEOPLE = {Unit.RATE_PER_1000: 3, Unit.RATE_PER_100000: 5}
_IS_PEOPLE = re.compile(r"1(0{2,6}|0(?=k))(k?)")


@dataclass(frozen=True, slots=True)
class Compared:
    """agrees: whether the words are the measure's unit. places: of the decimal point by which
    figures in them would be moved to be in it, 0 where the words are no such scale."""

    agrees: bool
    places: int = 0


@lru_cache(maxsize=4096)
def compare(said: str, unit: Unit, label: str, basis: Basis) -> Compared:
    """What the words for a unit mean for a measure of that unit, label and basis.

    No words agree with every unit; "since April" does with totals of the year so far.
    """
    if basis is Basis.YEAR_TO_DATE:
        said = _SINCE_APRIL.sub("", said)
    words = _words(said)
    places = sum(_places(word, unit) for word in words)
    rest = [word for word in words if not _places(word, unit)]
    own = _own_words(unit, label)
    agrees = all(word in own or word in _SMALL for word in rest) and _is_of_kind(rest, unit)
    if said.strip().casefold() == label.strip().casefold() or not words:
        return Compared(agrees=True)
    if unit in _PEOPLE and (people := _people(rest)) and people != _PEOPLE[unit]:
        others = [word for word in rest if not _IS_PEOPLE.fullmatch(word)]
        alike = not places and all(word in own or word in _SMALL for word in others)
        return Compared(agrees=False, places=_PEOPLE[unit] - people if alike else 0)
    if places and agrees and unit in _SCALED_UNITS:
        return Compared(agrees=False, places=places)
    return Compared(agrees=agrees and not places)


def scaled(figure: float, places: int) -> float:
    """A figure times a power of ten, as exact as if it had been typed so."""
    return float(Decimal(repr(float(figure))).scaleb(places))


def unit_in_words(measure: Measure) -> str:
    """ "%" or "homes", within a sentence."""
    return measure.unit_label or measure.unit.value.replace("_", " ")


def _words(text: str) -> list[str]:
    return _WORDS.findall(_THOUSANDS.sub("", text.casefold().replace("'", "").replace("’", "")))


def _places(word: str, unit: Unit) -> int:
    if unit is Unit.TONNES and word in _OF_TONNES:
        return _OF_TONNES[word]
    return _SCALES.get(word, 0)


def _people(words: list[str]) -> int:
    """The power of ten that "per 10,000" names; 0 where there is none, or more than one."""
    found = [match for word in words if (match := _IS_PEOPLE.fullmatch(word))]
    return len(found[0][1]) + (3 if found[0][2] else 0) if len(found) == 1 else 0


def _own_words(unit: Unit, label: str) -> frozenset[str]:
    """Every word that may stand for a measure's unit, singular and plural alike."""
    forms = {form for word in _words(label) for form in (word, word.rstrip("s"), f"{word}s")}
    return _OF_UNIT[unit] | forms


def _is_of_kind(words: list[str], unit: Unit) -> bool:
    """Whether the words of a percentage or a rate say that they are one; "learners" are not."""
    words = [word for word in words if word not in _SMALL]
    if not words or unit not in (Unit.PERCENT, Unit.RATE_PER_1000, Unit.RATE_PER_100000):
        return True
    return not _OF_UNIT[unit].isdisjoint(words)
