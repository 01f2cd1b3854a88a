"""The words that the forms of periods are made of, as parts of regular expressions."""

M = r"(?P<%s>[A-Za-z]{3,9})\.?"
Y = r"(?P<%s>\d{4}|\d{2})"
# "2019/20", and without anything between: "201920", which is no month, and "FY1920".
_BETWEEN_YEARS = r"(?:\s*[/\-–\u2011_]\s*|\s+to\s+|(?<=20\d\d)(?=(?:1[3-9]|[2-9]\d)(?!\d))"
_BETWEEN_YEARS += r"|(?<=FY\d\d)(?<!FY20)(?<!FY19)(?=\d\d(?!\d))|(?<=FY19)(?=20(?!\d)))"
YEARS = rf"(?:FY\s*)?(?P<y1>\d{{4}}|\d{{2}}){_BETWEEN_YEARS}(?P<y2>\d{{4}}|\d{{2}})"
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
