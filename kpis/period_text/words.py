"""The words that the forms of periods are made of, as parts of regular expressions."""

M = r"(?P<%s>[A-Za-z]{3,9})\.?"
Y = r"(?P<%s>\d{4}|\d{2})"
YEARS = r"(?:FY\s*)?(?P<y1>\d{4}|\d{2})\s*[/\-–\u2011]\s*(?P<y2>\d{4}|\d{2})"
SEP = r"[\s,;|\-–—:_/]*"
TO = r"\s*(?:-|–|to|until)\s*"
QUARTER_WORD = r"(?:Q\.?|Qtr\.?|Quarter)\s*"
HALF_WORD = r"(?:H|Half|Half[- ]year)\s*"

_IN_WORDS = ("first", "one"), ("second", "two"), ("third", "three"), ("fourth", "four")
_NUMBERS = {
    word: number
    for number, (nth, name) in enumerate(_IN_WORDS, 1)
    for word in (nth, name, str(number), f"{number}{('st', 'nd', 'rd', 'th')[number - 1]}")
}
_NTH = r"(?P<nth>1st|2nd|3rd|4th|first|second|third|fourth)\s*"
QUARTER = (
    rf"(?:{QUARTER_WORD}(?P<n>[1-4]|one|two|three|four)|{_NTH}(?:financial )?(?:quarter|qtr\.?))"
)
HALF = rf"(?:{HALF_WORD}(?P<n>[12]|one|two)|(?P<nth>1st|2nd|first|second)\s*half(?:[- ]year)?)"


def number_in(n: str | None, nth: str | None) -> int:
    """1 to 4, by the groups of QUARTER or HALF: "2", "two" or "2nd", "second"."""
    return _NUMBERS[(n or nth or "").lower()]
