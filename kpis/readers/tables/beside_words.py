"""Columns that narrow down what a row is of, under headers that no field of a return has.

A row of one ward, or of women, is not the council's figure, and neither is one with another
council's code. A header counts when all its words are permitted and one of them is a sure one:
"Ward name", "Age group". Words are as `headers.plain` leaves them.
"""

from enum import StrEnum


class Beside(StrEnum):
    """What such a column says: an area's code, a place, or a group of people."""

    AREA_CODE = "area code"
    PLACE = "place"
    GROUP = "group"


_YEARS = range(9, 30)  # of the statistics office's names for codes: LAD19CD
_CODE_NAMES = frozenset(
    f"{kind}{year:02d}cd" for kind in ("lad", "utla", "ltla", "ctyua") for year in _YEARS
)
_PLACE_NAMES = frozenset(
    f"{kind}{year:02d}nm" for kind in ("lad", "utla", "ltla", "ctyua", "wd") for year in _YEARS
)
_SURE = {
    Beside.AREA_CODE: _CODE_NAMES | {"code", "gss", "ecode"},
    Beside.PLACE: _PLACE_NAMES
    | {"ward", "neighbourhood", "locality", "lsoa", "msoa", "district", "council", "authority"}
    | {"borough", "lad"},
    Beside.GROUP: {"sex", "gender", "age", "ethnicity", "ethnic", "disability", "tenure"}
    | {"religion", "orientation", "nationality", "quintile", "decile", "cohort"},
}
_PERMITTED = {
    Beside.AREA_CODE: {"area", "la", "lad", "ons", "borough", "council", "authority", "local"}
    | {"geography", "district", "of", "the", "new", "unitary"},
    Beside.PLACE: {"name", "of", "the", "electoral", "local", "area", "residence", "home", "la"},
    Beside.GROUP: {"group", "band", "of", "person", "persons", "people", "name", "range", "status"}
    | {"type", "in", "years", "sexual", "service", "user", "client", "resident", "residents"},
}
# A code alone is the measure's.
_NOT_ALONE = frozenset({"code"})


# Of places those that are whole councils.
_OF_COUNCILS = frozenset({"council", "authority", "borough", "lad", "district"})


def names_councils(plain_words: str) -> bool:
    """Whether a column of places names whole councils."""
    return not _OF_COUNCILS.isdisjoint(plain_words.split())


def kind_beside(plain_words: str) -> Beside | None:
    """What a column says whose header has these words; None where it is nothing of the kind."""
    words = set(plain_words.split())
    for kind, sure in _SURE.items():
        if sure & words and words != _NOT_ALONE and words <= sure | _PERMITTED[kind]:
            return kind
    return None
