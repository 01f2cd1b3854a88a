"""Units that a title or a note may say of figures: how many people a rate is of, weights, and "%".

Only units of a kind are looked for in free text, for "days" and "number" are said of anything. Of
which measures the words tell something is for validation.
"""

import re

_LONGEST = 300  # characters; a longer text is no note on a table
_PEOPLE = {
    "hundred": "100",
    "thousand": "1000",
    "ten thousand": "10000",
    "hundred thousand": "100000",
    "million": "1000000",
}
_PER = re.compile(
    rf"\bper\s(?:(?P<words>{'|'.join(sorted(_PEOPLE, key=len, reverse=True))})\b"
    r"|(?P<number>10{0,2}(?:[,\s]000)+|10+k?)(?![\d,]))",
    re.IGNORECASE,
)
# Not of an amount within a sentence: "saved 3 kt of carbon".
_WEIGHT = re.compile(r"(?<!\d)(?<!\d\s)\b(?:kt|kilotonnes?)\b", re.IGNORECASE)
_A_WEIGHT = re.compile(r"\b(?:tonnes?|kt|kg|kilotonnes?|kilograms?)\b", re.IGNORECASE)
# Of all figures, not "unless stated" otherwise.
_PERCENTAGES = re.compile(
    r"^\W*(?:(?:please\s)?note(?:\sthat)?|n\.?b\.?)?\W*(?:(?:all|the|these)\s)*"
    r"(?:figures?|values?|numbers?|data|outturns?)\s(?:above\s|shown\s|given\s)*(?:are|is)\s"
    r"(?:all\s|in\s|as\s|shown\s|given\s)*(?P<said>percentages?|per\s?cent|%)\W*$",
    re.IGNORECASE,
)


def unit_in(text: str) -> str:
    """ "per 1000" of "Rate per 1,000 residents", "kt" of "Emissions (kt)"; "" of others."""
    if len(text) > _LONGEST:
        return ""
    if per := _PER.search(text):
        number = _PEOPLE[per["words"].lower()] if per["words"] else per["number"].lower()
        return "per " + re.sub(r"[,\s]", "", number)
    if percentages := _PERCENTAGES.match(text):
        return percentages["said"]
    weight = _WEIGHT.search(text)
    return weight[0] if weight else ""


def is_a_rate(words: str) -> bool:
    """Whether words for a unit say how many people a rate is of."""
    return _PER.search(words) is not None


def is_a_weight(words: str) -> bool:
    """Whether words for a unit have a weight in them."""
    return _A_WEIGHT.search(words) is not None
