"""Words of the field, each in everyday words: explained where a reader first meets them.

One list for every page. What stands here may be used on a page in spite of being no everyday word;
any other rare word is a fault that a test finds. The longer glossary for those who work on the
code is docs/glossary.md.
"""

import re
from functools import lru_cache

# As they are looked up: lower case, abbreviations as they are written.
MEANINGS = {
    "outturn": "the figure for a period, as it turned out",
    "variance": "how far the figure is from its target",
    "minimum expectation": "the least that is acceptable; below it a measure is red",
    "illustrative": "made up, to show how these pages work",
    "provisional": "a first figure, still to be confirmed",
    "restated": "changed since it was first returned",
    "profile": "how much of the year's target should be reached by each quarter",
    "polarity": "whether more or less of it is better",
    "95% interval": "how far the figure might have come out otherwise by chance",
    "control chart": "a chart that tells real change from the usual ups and downs",
    "process limit": "an end of the usual range: points beyond it are more than chance",
    "median": "the middle one, when all are put in order",
    "comparator": "an area that the council is compared with",
    "outlook": "where the year is likely to end, going by past figures",
    "direct payment": "money to buy one's own care with, in place of a service",
    "reablement": "help for a few weeks to live at home again after an illness",
    "delayed discharge": "a wait in hospital for care outside it, when fit to leave",
    "EET": "education, employment or training",
    "NEET": "not in education, employment or training",
    "BAME": "Black, Asian and minority ethnic",
    "ASB": "anti-social behaviour",
    "CYP": "children and young people",
    "CO2e": "carbon dioxide, with other gases counted by how much they warm",
    "NDTMS": "the national record of drug and alcohol treatment",
    "H-CLIC": "what councils tell the government about people without a home",
    "ASCOF": "the government's set of measures of adult social care",
    "DTOC": "delayed transfers of care: waits in hospital for care outside it",
    "academic age": "age on 31 August, by which school years are counted",
    "SEND": "special educational needs and disabilities",
    "NHS": "National Health Service",
}


def met_in(*texts: str) -> list[tuple[str, str]]:
    """The words of the field in these texts, in the order of their first use, with their meanings.

    A longer one counts in place of a shorter one inside it. [] for none.
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in _pattern().finditer(text):
            word = match[0] if match[0] in MEANINGS else match[0].lower().removesuffix("s")
            if word in MEANINGS:
                found.setdefault(word, MEANINGS[word])
    return list(found.items())


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Abbreviations as they are written; words in any case, and in the plural."""
    longest_first = sorted(MEANINGS, key=len, reverse=True)
    parts = [
        re.escape(word) if word != word.lower() else f"(?i:{re.escape(word)}s?)"
        for word in longest_first
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")
