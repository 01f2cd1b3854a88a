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
    """What such a column says: an area's code, a place, a group of people, which figure it is."""

    AREA_CODE = "area code"
    PLACE = "place"
    GROUP = "group"
    FIGURE = "figure"


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
        *("body", "entity"),
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
        *("provider", "partner", "ccg", "trust", "hospital", "clinic", "surgery"),
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
        *("disabled", "segment", "strand", "channel", "grade", "band"),
        *("orientation", "nationality", "quintile", "decile", "cohort", "race", "faith"),
    )
)
# Beside those, what a note says of whom figures are.
_PEOPLE = frozenset(
    (
        *("woman", "women", "female", "man", "men", "male", "girl", "boy", "aged", "bame", "adult"),
        *("child", "children", "carer", "tenant", "leaseholder", "pensioner", "overs", "under"),
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


# What a cell says beside a figure that is no outturn: a row of targets among the rows of actuals.
_OTHER_FIGURES = frozenset(
    (
        *("target", "targets", "forecast", "forecasts", "budget", "plan", "planned", "estimate"),
        *(
            "estimates",
            "est",
            "estimated",
            "projection",
            "projected",
            "predicted",
            "trajectory",
            "profile",
            "ambition",
        ),
        *("baseline", "benchmark", "numerator", "denominator", "variance", "rank", "previous"),
        *("previous year", "last year", "prior year", "national", "national average", "england"),
        *("england average", "london", "london average", "regional average"),
        *("lower ci", "upper ci", "lower limit", "upper limit", "count", "number"),
        *("lower confidence limit", "upper confidence limit", "minimum", "maximum", "modelled"),
        *("rolling", "rolling 12 months", "rolling year", "rolling average", "12 month rolling"),
        *("annualised", "annualized", "moving average", "rolling annual", "12 months rolling"),
        *("minimum expectation", "year end forecast", "forecast outturn", "percentage change"),
    )
)
# The columns that hold an aim, a comparison or a judgement say such words of themselves.
_OF_AN_AIM = frozenset(
    (
        *("target", "targets", "rag", "rating", "trend", "direction", "benchmark", "baseline"),
        *("comparator", "comparison", "polarity", "note", "notes", "comment", "comments"),
        *("measure", "indicator", "kpi", "title", "name", "description", "definition", "source"),
        *("theme", "priority", "outcome", "owner", "officer"),
    )
)
# That a row counts from April to the end of its period, or that it does not.
_TO_DATE = frozenset(
    (
        *("cumulative", "ytd", "year to date", "cumulative to date", "cumulative ytd", "to date"),
        *("cum", "year so far", "since april", "running total", "cumulative total"),
    )
)
_ALONE = frozenset(
    (
        *("in quarter", "quarter only", "quarter alone", "in quarter only", "discrete"),
        *("non cumulative", "not cumulative", "period only", "in period", "single quarter"),
        *("discrete quarter", "quarter discrete", "in month", "month only", "this quarter"),
        *("in quarter figure", "quarter figure", "standalone", "stand alone"),
    )
)
_ALONE_UNDER_BASIS = frozenset(("quarter", "quarterly", "period", "month", "monthly", "in year"))
_ESTIMATED = frozenset(("estimate", "estimated", "forecast", "forecasted", "projected"))
_YES = frozenset(("y", "yes", "true", "1", "x"))
_NO = frozenset(("n", "no", "false", "0"))


def plainly(text: str) -> str:
    """The words of such a cell as `headers.plain` leaves them; "(estimated)" too."""
    return plain(text.strip("()[] "))


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


def may_say_which_figure(plain_words: str) -> bool:
    """Whether what stands below such a header may tell an outturn from another figure."""
    return _OF_AN_AIM.isdisjoint(plain_words.split())


def is_another_figure(plain_header: str, plain_text: str) -> bool:
    """Whether a cell says that the figure of its row is a target, a forecast and the like."""
    if plain_text in _YES:
        return not _ESTIMATED.isdisjoint(plain_header.split())
    return plain_text in _OTHER_FIGURES


def says_to_date(plain_text: str, plain_header: str = "") -> bool:
    """Whether a cell says that the figure of its row counts from April on."""
    return plain_text in _TO_DATE or (plain_text in _YES and plain_header in _TO_DATE)


def says_alone(plain_text: str, plain_header: str = "") -> bool:
    """Whether a cell says that the figure of its row is of its period alone."""
    if plain_text in _ALONE_UNDER_BASIS:
        return "basis" in plain_header.split()
    return plain_text in _ALONE or (plain_text in _NO and plain_header in _TO_DATE)


def names_a_part(plain_words: str) -> bool:
    """Whether words name a small place or a group of people: "Bow East ward", "women"."""
    words = _singular(plain_words)
    return "all" not in words and not words.isdisjoint(_SMALL_PLACES | _GROUPS | _PEOPLE)


def names_councils(plain_words: str) -> bool:
    """Whether a column of places names whole councils."""
    words = _singular(plain_words)
    return not words.isdisjoint(_COUNCILS) and words.isdisjoint(_SMALL_PLACES | _LARGE_PLACES)


def may_be_the_area(plain_words: str) -> bool:
    """Whether a column of places says the area where none is headed so; a region does not."""
    return _singular(plain_words).isdisjoint(_LARGE_PLACES)


def _singular(plain_words: str) -> frozenset[str]:
    known = _SMALL_PLACES | _LARGE_PLACES | _GROUPS | _COUNCILS | _PEOPLE
    return frozenset(
        word[:-1] if word.endswith("s") and word[:-1] in known else word
        for word in plain_words.split()
    )
