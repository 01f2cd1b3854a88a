"""How easily a text is read: how long its sentences are, and how common its words.

Everyday words are told by how often people write them: the Zipf scale of wordfreq, on which 3 is
once in a million words and 6 once in a thousand. "Variance" has 3.4, "expected" 4.9. The lists of
wordfreq come with it, so that nothing is asked of a network, and no longer change, so that a
sentence does not become a fault by itself.
"""

import re

from wordfreq import zipf_frequency

MOST_WORDS = 25  # of a sentence
EVERYDAY = 3.5
# Plain words that are rarer in print than in a council's day, or spelt as here.
ALSO_EVERYDAY = {"outweigh", "whichever", "nought", "uncheck"}

# A full stop ends a sentence where another begins: after "v3.0)." or "1.2" none does.
_END = re.compile(r"(?<=[.!?])[”)]?\s+(?=[“(]?[A-Z0-9])")
_WORD = re.compile(r"[A-Za-z][a-z]+(?:['’-][a-z]+)*")
_QUOTED = re.compile(r"“[^”]*”")
_PERIODS = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\b[QH]\d\b|\d{4}(?:/\d\d)?"
)


def sentences_of(text: str) -> list[str]:
    return [each for each in _END.split(" ".join(text.split())) if each]


def words_in(sentence: str) -> int:
    """How many words are read aloud; a title in quotes counts as one name."""
    return len(_QUOTED.sub("title", sentence).split())


def rare_words(text: str, *names: str) -> set[str]:
    """The words that are not everyday ones, in lower case.

    names: texts of others in which a word may stand all the same: titles, units, places.
    """
    known = {word.lower() for name in names for word in _WORD.findall(name)}
    told = _PERIODS.sub(" ", _QUOTED.sub(" ", text))
    words = {word.lower() for word in _WORD.findall(told)} - known - ALSO_EVERYDAY
    return {word for word in words if _frequency(word) < EVERYDAY}


def _frequency(word: str) -> float:
    """Of a compound or a plural that of its rarest part, or of its singular."""
    parts = [part for part in re.split("[-'’]", word) if len(part) > 1]
    return min(
        max(zipf_frequency(part, "en"), zipf_frequency(part.removesuffix("s"), "en"))
        for part in parts
    )
