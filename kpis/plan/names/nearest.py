"""Which measures may be meant by a name that none of them has: suggestions, never answers.

A code is near another if a digit too many, a lost point or Excel's turning it into a date explains
the difference. One digit changed explains nothing: 9.9 may be any of nine.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kpis.model import Measure
from kpis.plan.names.folding import folded
from kpis.plan.names.title_words import WordsOfMeasure, title_words

LONGEST_COMPARED = 500  # characters: what is longer is no title
NEAR_ENOUGH = 0.6  # of difflib: below that a suggestion misleads more than it helps
_AS_NEAR = 0.15  # of difflib: what falls behind the nearest by more is not named beside it
MOST_NAMED = 3  # more readings than that are no help

CODE = re.compile(r"(?<![\w.,])\d{1,3}[.,]\d{1,3}[a-z]?(?![\w.,]*\d)")
_LIKE_A_CODE = re.compile(r"[\d\s.,/-]{1,12}[a-z]?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class NearestMeasures:
    """names: folded names of one plan's measures, with the measure each is of."""

    def __init__(self, names: Mapping[str, Measure]) -> None:
        self._names = names
        self._codes = {measure.code: measure for measure in names.values()}
        self._words = {measure.id: WordsOfMeasure.of(measure) for measure in self._codes.values()}
        self._found: dict[str, tuple[Measure, ...]] = {}

    def of(self, text: str) -> tuple[Measure, ...]:
        """The nearest first, MOST_NAMED at most; () where none is near."""
        if len(text) > LONGEST_COMPARED:
            return ()
        name = folded(text)
        if name not in self._found:
            self._found[name] = self._search(name)
        return self._found[name]

    def _search(self, name: str) -> tuple[Measure, ...]:
        if _DAY.fullmatch(name):
            found = self._of_day(date.fromisoformat(name)) if _is_day(name) else []
        elif _LIKE_A_CODE.fullmatch(name):
            found = self._codes_like(name)
        else:
            found = [*self._codes_in(name), *self._by_letters(name), *self._by_words(name)]
        return tuple({measure.id: measure for measure in found}.values())[:MOST_NAMED]

    def _of_day(self, day: date) -> list[Measure]:
        """Excel takes 5.2 for 5 February where the point stands between day and month."""
        return self._known([f"{day.day}.{day.month}", f"{day.month}.{day.day}"])

    def _codes_like(self, name: str) -> list[Measure]:
        plain = re.sub(r"[\s,/-]+", ".", name.strip()).strip(".")
        digits = plain.replace(".", "")
        return self._known(
            [
                *(plain, f"{plain}0"),
                *(plain[:at] + plain[at + 1 :] for at in reversed(range(len(plain)))),
                *(f"{digits[:at]}.{digits[at:]}" for at in range(1, len(digits))),
            ]
        )

    def _codes_in(self, name: str) -> list[Measure]:
        return self._known([code.replace(",", ".") for code in CODE.findall(name)])

    def _known(self, codes: Sequence[str]) -> list[Measure]:
        return [self._codes[code] for code in codes if code in self._codes]

    def _by_letters(self, name: str) -> list[Measure]:
        from difflib import SequenceMatcher

        matcher = SequenceMatcher()
        matcher.set_seq2(name)
        nearness: dict[float, Measure] = {}
        for other, measure in self._names.items():
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() < NEAR_ENOUGH or matcher.quick_ratio() < NEAR_ENOUGH:
                continue
            if (ratio := matcher.ratio()) >= NEAR_ENOUGH:
                nearness.setdefault(ratio, measure)
        nearest = max(nearness, default=0.0)
        return [
            nearness[ratio]
            for ratio in sorted(nearness, reverse=True)
            if ratio >= nearest - _AS_NEAR
        ]

    def _by_words(self, name: str) -> list[Measure]:
        """Those whose titles have all of its words; more than MOST_NAMED tell nothing."""
        words = title_words(name)
        found = [
            measure
            for measure in self._codes.values()
            if words and self._words[measure.id].include(words)
        ]
        return found if len(found) <= MOST_NAMED else []


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
