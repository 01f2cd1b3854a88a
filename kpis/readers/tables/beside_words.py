"""Columns that narrow down what a row is of, under headers that no field of a return has.

A row of one ward, or of women, is not the council's figure, and neither is one with another
council's code. A word for a small place or a group tells in whatever words it stands: "Age of
child". Council and code stand in many headers, "Council priority", "Cost code": there all words
must be permitted. Systems write a header as one word, "GeographyCode" or "lacode". Codes of the
statistics office tell by themselves, whatever stands above them.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from kpis.readers.tables.headers import plain


class Beside(StrEnum):
    """What such a column says: an area's code, a place, or a group of people."""

    AREA_CODE = "area code"
    PLACE = "place"
    GROUP = "group"


_YEARS = range(9, 40)  # of the statistics office's names for codes: LAD19CD
_KINDS_OF_COUNCIL = ("lad", "utla", "ltla", "ctyua")
_CODES = frozenset(
    (
        *("code", "codes", "gss", "ecode", "cd"),
        *(f"{kind}{year:02d}cd" for kind in _KINDS_OF_COUNCIL for year in _YEARS),
    )
)
_ABOUT_CODES = frozenset(
    (
        *("area", "la", "lad", "ons", "borough", "council", "authority", "local", "geography"),
        *("district", "of", "the", "new", "unitary", "ltla", "utla", "geog", "geographical", "geo"),
        *("org", "organisation", "organization", "place"),
    )
)
_COUNCILS = frozenset(
    (
        *("district", "council", "authority", "borough", "lad", "organisation", "organization"),
        *("geography", "geog"),
        *(f"{kind}{year:02d}nm" for kind in _KINDS_OF_COUNCIL for year in _YEARS),
    )
)
_ABOUT_COUNCILS = frozenset(
    (
        *("name", "of", "the", "local", "area", "la", "unitary", "reporting", "submitting"),
        *("responsible", "ltla", "utla", "label"),
    )
)
_SMALL_PLACES = frozenset(
    (
        *(
            "ward",
            "neighbourhood",
            "locality",
            "lsoa",
            "msoa",
            "constituency",
            "parish",
            "postcode",
        ),
        *("estate", "school", "site", "town", "village", "venue", "street"),
        *(f"{kind}{year:02d}nm" for kind in ("wd", "lsoa", "msoa") for year in _YEARS),
        *(f"{kind}{year:02d}cd" for kind in ("wd", "lsoa", "msoa") for year in _YEARS),
    )
)
# Which hold the council rather than being a part of it, or may be meant instead of it.
_LARGE_PLACES = frozenset({"region", "county", "country", "nation"})
_GROUPS = frozenset(
    (
        *("sex", "gender", "age", "ethnicity", "ethnic", "disability", "tenure", "religion"),
        *("orientation", "nationality", "quintile", "decile", "cohort", "race", "faith"),
    )
)
# A column with one of these is about the figure, or for people to read.
_ABOUT_THE_FIGURE = frozenset(
    (
        *("figure", "data", "target", "note", "notes", "comment", "comments", "count", "number"),
        *("year", "term", "date", "month", "quarter", "period"),
        *("rank", "lead", "contact", "owner", "team", "officer", "manager", "plan", "priority"),
    )
)
_MOST_WORDS = 5  # a longer header is a sentence
_ONE_WORD = {
    f"{about}{word}": f"{about} {word}"
    for about in _ABOUT_CODES | _ABOUT_COUNCILS
    for word in ("code", "cd", "name", "nm")
} | dict.fromkeys(("la name", "laname", "la nm", "lanm"), "lad name")
_WITHIN_A_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Of a council or of what is within one; those of regions and countries say where it is.
_CODE_OF_A_PLACE = re.compile(r"(?:[EW]0[0-25-9]|E10|S0[0-3]|S1[2-4]|N0[0-9])\d{6}")


def words_of_header(header: str) -> str:
    """The words of a header as `headers.plain` leaves them, those of "GeographyCode" apart."""
    words = plain(_WITHIN_A_WORD.sub(" ", header))
    return _ONE_WORD.get(words, words)


def are_codes_of_places(texts: Iterable[str]) -> bool:
    """Whether there are texts, all of them codes of councils or their parts, as E09000012 is."""
    filled = [text for text in texts if text]
    return bool(filled) and all(map(_CODE_OF_A_PLACE.fullmatch, filled))


def kind_beside(plain_words: str) -> Beside | None:
    """What a column says whose header has these words; None where it is nothing of the kind."""
    words = _singular(plain_words)
    if len(words) > _MOST_WORDS or words & _ABOUT_THE_FIGURE:
        return None
    if words & _CODES and len(words - {"code"}) and words <= _CODES | _ABOUT_CODES:
        return Beside.AREA_CODE
    if words & _COUNCILS and words <= _COUNCILS | _ABOUT_COUNCILS:
        return Beside.PLACE
    if words & (_SMALL_PLACES | _LARGE_PLACES):
        return Beside.PLACE
    return Beside.GROUP if words & _GROUPS else None


def names_councils(plain_words: str) -> bool:
    """Whether a column of places names whole councils."""
    words = _singular(plain_words)
    return not words.isdisjoint(_COUNCILS) and words.isdisjoint(_SMALL_PLACES | _LARGE_PLACES)


def may_be_the_area(plain_words: str) -> bool:
    """Whether a column of places says the area where none is headed so; a region does not."""
    return _singular(plain_words).isdisjoint(_LARGE_PLACES)


def _singular(plain_words: str) -> frozenset[str]:
    known = _SMALL_PLACES | _LARGE_PLACES | _GROUPS | _COUNCILS
    return frozenset(
        word[:-1] if word.endswith("s") and word[:-1] in known else word
        for word in plain_words.split()
    )
