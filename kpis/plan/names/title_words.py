"""Whether what stands beside a measure's code is a title of that measure, in whatever wording.

People shorten titles, retype them and get letters wrong. A list with codes of its own has other
titles altogether, which may share a word or two with the plan's. So titles are held together word
by word: what is left out is forgiven, what is added is not.

How much may be missing was set by the titles of the plan this project was made for, and is held to
them by `test_title_words.py`: each is known with a word left out or a letter wrong, and none
stands for another measure but where that is a part of the same whole.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from kpis.model import Measure, Unit
from kpis.plan.names.folding import folded
from kpis.plan.names.slips import one_slip_apart

# So much of the title, or of the short title, is there at least: four words of six. "Young people
# in employment" is three of five of "Young people who are in education, employment or training".
OF_A_TITLE = 0.66
_SAME_WORD = 0.8  # of difflib, above it: two letters wrong in ten
# Letters that words of one stem share at least, and of the endings they differ by at most:
# "learner" and "learning", "attend" and "attendance".
_STEM = 4
_ENDINGS = ((6, 4), (4, 3))
_SHORTEST_MISSPELT = 5

# Words that tell how something is counted, or bind others; two titles may differ by them.
_BINDING = "a an and are as at be been by for from has have in into is it its of on or our that"
_BINDING_TOO = "the their them they this to was were when which who whose will with within"
_COUNTING = "amount average count figure level measure number of overall per percent percentage"
_COUNTING_TOO = "proportion rate ratio share total kpi pi indicator"
_PASSED_OVER = frozenset(f"{_BINDING} {_BINDING_TOO} {_COUNTING} {_COUNTING_TOO}".split())
# Without these a title says the opposite, however much of it there is.
_TURNING = (frozenset({"not", "no", "never", "without"}), frozenset({"prevented", "avoided"}))

_NOT_A_WORD = re.compile(r"[\W_]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"(?<=\w)'s?(?!\w)")
_NUMBER_OF = re.compile(r"\bno(?:\.|s\b|\s+of\b)")
_COUNTS = re.compile(r"\s*(?:number|count|no\.?)\s+of\b|\s*number\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def title_words(text: str) -> tuple[str, ...]:
    """The words that tell a title from others, each once: of "Level of recycling" the last."""
    joined = _HYPHEN.sub("", folded(text))
    plain = _NUMBER_OF.sub(" ", _POSSESSIVE.sub("", joined).replace("&", " and "))
    words = dict.fromkeys(_NOT_A_WORD.sub(" ", plain).split())
    return tuple(
        word for word in words if word not in _PASSED_OVER and (len(word) > 1 or word.isdigit())
    )


@dataclass(frozen=True, slots=True)
class WordsOfMeasure:
    """The words a measure goes by. Optional ones, of its unit and in brackets, prove nothing."""

    title: tuple[str, ...]
    short_title: tuple[str, ...]
    optional: tuple[str, ...]

    @classmethod
    def of(cls, measure: Measure) -> "WordsOfMeasure":
        title = title_words(_BRACKETS.sub(" ", measure.title))
        short = title_words(_BRACKETS.sub(" ", measure.short_title))
        others = (
            *(measure.title, measure.short_title, measure.unit_label, measure.part_label),
            measure.id,
        )
        further = title_words(" ".join(others))
        return cls(title, short, tuple(w for w in further if w not in {*title, *short}))

    def include(self, words: Sequence[str]) -> bool:
        """Whether all of these words are the measure's, and some of them of its titles."""
        own = (*self.title, *self.short_title)
        return _all_among(words, (*own, *_joined(own), *self.optional)) and any(
            _is_among(word, (*own, *_joined(own))) for word in words
        )

    def are_told_by(self, words: Sequence[str]) -> bool:
        """Whether a title of these words is the measure's; no words say nothing against it."""
        if not words:
            return True
        if not self.include(words):
            return False
        for turning in _TURNING:
            if not turning.isdisjoint(self.title) and turning.isdisjoint(words):
                return False
        of_short = _share(self.short_title, words)
        if of_short < 1 and not _all_among(words, (*self.short_title, *_joined(self.short_title))):
            of_short = 0.0  # a word of each title is a word of neither
        return max(_share(self.title, words), of_short) >= OF_A_TITLE


def is_title_of(measure: Measure, text: str) -> bool:
    """Whether a text is a title of a measure, up to how people retype and shorten one."""
    if measure.unit is Unit.PERCENT and _COUNTS.match(text) and not _COUNTS.match(measure.title):
        return False  # how many there are is not how large a share
    letters = _letters(text)
    for title in filter(None, (measure.title, measure.short_title)):
        own = _letters(title)
        if letters == own or (_digits(letters) == _digits(own) and one_slip_apart(letters, own)):
            return True
    return WordsOfMeasure.of(measure).are_told_by(title_words(text))


def same_word(one: str, other: str) -> bool:
    """Whether two words are one, up to its ending or letters got wrong; "inactive" is another."""
    if one == other:
        return True
    shortest = min(len(one), len(other))
    if shortest < _STEM or not (one + other).isalpha():
        return False
    if shortest >= _SHORTEST_MISSPELT and len(one) == len(other) and one_slip_apart(one, other):
        return True
    if one[0] != other[0]:
        return False
    stem = _common(one, other)
    if any(
        stem >= of_stem and max(len(one), len(other)) - stem <= ending
        for of_stem, ending in _ENDINGS
    ):
        return True
    return SequenceMatcher(None, one, other).ratio() > _SAME_WORD


def _letters(text: str) -> str:
    return _NOT_A_WORD.sub("", folded(text).replace("&", "and"))


def _digits(letters: str) -> str:
    return "".join(filter(str.isdigit, letters))


def _common(one: str, other: str) -> int:
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _is_among(word: str, words: Iterable[str]) -> bool:
    return any(same_word(word, each) for each in words)


def _all_among(words: Sequence[str], own: Sequence[str]) -> bool:
    """Whether each word is there, alone or joined with the next: "turn over"."""
    at = 0
    while at < len(words):
        if _is_among(words[at], own):
            at += 1
        elif at + 1 < len(words) and words[at] + words[at + 1] in own:
            at += 2
        else:
            return False
    return True


def _joined(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(one + other for one, other in pairwise(words))


def _share(own: Sequence[str], words: Sequence[str]) -> float:
    """How many of a title's words are among these, of one."""
    if not own:
        return 0.0
    there = (*words, *_joined(words))
    joined = {word for pair in pairwise(own) if "".join(pair) in words for word in pair}
    return sum(word in joined or _is_among(word, there) for word in own) / len(own)
