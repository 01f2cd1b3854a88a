"""Which column of a header row holds which field.

Case, punctuation, line breaks, units in brackets and footnote digits are passed over. An exact
word is preferred to a loose one and a sure word to a vague one, and two columns never share a
field in silence: the first has it and the pair is reported as duplicates. The outturn is that by
permission (`outturn_words.py`): a header with a word that nobody permitted has the field only
where no better one does, and then in doubt.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kpis.period_text import begins, ends
from kpis.readers.tables.header_words import (
    ATTRIBUTION,
    CODES_AT_A_PINCH,
    EXACT,
    FOR_PEOPLE,
    FOR_PEOPLE_WORDS,
    LOOSE,
    MEASURE,
    MEASURE_AT_A_PINCH,
    STRONGER_THAN_FOR_PEOPLE,
    TITLES_AT_A_PINCH,
)
from kpis.readers.tables.outturn_words import what_it_says

Claim = tuple[str, int]  # a field, and how surely it is claimed: 0 is surest

_IN_BRACKETS = 1  # less sure by this where words in brackets had to be left out
_GROUP = 2  # and by this for each group of words
_LOOSE = 100
_UNIT_ALONE = 150  # "%" or "Number" below a period
_IN_DOUBT = 200  # "Planned outturn"
_NO_UNIT_ALONE = ("", "k", "m", "per")
_MOST_LOOKED_INTO = 60  # outturns of one row; what may be said beside one takes a while to tell
_MAY_STAND_TWICE = ("unit",)  # for it is only compared
_EXACT: dict[str, Claim] = {
    word: (name, place * _GROUP)
    for name, groups in (EXACT | {"measure": (*MEASURE, MEASURE_AT_A_PINCH)}).items()
    for place, group in enumerate(groups)
    for word in group
}
_AT_A_PINCH = len(MEASURE) * _GROUP
_TITLES = 2 * _GROUP  # what is surer is an id or a code
_MOST_LOOSE_WORDS = 6  # a longer header is a sentence

_SUPERSCRIPTS = re.compile("[⁰¹²³⁴-⁹₀-₉]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FOOTNOTES = re.compile(r"(?<=[a-z]{3})\d{1,2}(?:\s*,\s*\d{1,2})*(?=\W|$)")
_A_FIGURE = re.compile(r"[-−–+£(<\s]*\.?\d|\[")
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class HeadersFound:
    """Columns by field; pairs of columns that claim one field; columns nobody asked for.

    A second column that names the measure has the field `measure_also`. `year` is there when a
    column holds the year alone. in_doubt: whether the header of the outturn has words that may
    make it another figure. rivals: columns that may be the outturn as well as the one that is
    taken for it.
    """

    columns: dict[str, int]
    duplicates: tuple[tuple[int, int], ...] = ()
    unknown: tuple[int, ...] = ()
    in_doubt: bool = False
    rivals: tuple[int, ...] = ()


def find_fields(headers: Mapping[int, str], *, of_a_period: bool = False) -> HeadersFound:
    """Tell which fields the headers of a row name. headers: column → text, no empty ones.

    of_a_period: they stand below one period, so that "%" or "Number" may be its outturn.
    """
    claims: dict[str, list[tuple[int, int]]] = {}  # field → (how surely, column), in file order
    unknown: list[int] = []
    looked_into = 0
    for column, header in headers.items():
        claim = _claim(header)
        if looked_into < _MOST_LOOKED_INTO and of_a_period and not claim:
            looked_into += 1
            claim = _claim_of_unit(header)
        elif claim and claim[0] == "outturn":
            looked_into += 1
            if looked_into > _MOST_LOOKED_INTO or what_it_says(header).other:
                claim = "outturn", _IN_DOUBT
        if claim:
            claims.setdefault(claim[0], []).append((claim[1], column))
        elif not is_for_people(header):
            unknown.append(column)

    columns, duplicates = _measure_columns(claims.pop("measure", []), headers)
    rivals = _rivals(claims.get("outturn", [])[:_MOST_LOOKED_INTO], headers)
    for name, claimed in claims.items():
        surest = min(rank for rank, _ in claimed)
        columns[name], *more = (column for rank, column in claimed if rank == surest)
        of_name = rivals if name == "outturn" else ()
        if name not in _MAY_STAND_TWICE:
            duplicates += [(columns[name], column) for column in more if column not in of_name]
        unknown += [
            column
            for rank, column in claimed
            if rank > surest
            and column not in of_name
            and not is_for_people(headers[column])
            and not (name == "period" and is_first_day_of(headers[column], headers[columns[name]]))
        ]
    in_doubt = min(claims.get("outturn", [(0, 0)]))[0] >= _IN_DOUBT
    return HeadersFound(columns, tuple(duplicates), tuple(sorted(unknown)), in_doubt, rivals)


def _rivals(claimed: list[tuple[int, int]], headers: Mapping[int, str]) -> tuple[int, ...]:
    """The columns that may be the outturn as well as the surest of those that claim it.

    "Outturn" is it whatever stands beside; "Value" is not where there is a "Percentage" too, nor
    is "Outturn (number)" beside "Outturn (%)".
    """
    if len(claimed) < 2:
        return ()
    rank, taken = min(claimed)
    says = what_it_says(headers[taken])
    unit = says.unit

    def may_be_it(other: int, column: int) -> bool:
        if rank >= _IN_DOUBT:
            return True
        if rank >= _GROUP and other < _IN_DOUBT and (other > rank or rank >= _LOOSE):
            return True
        its_unit = what_it_says(headers[column]).unit
        if what_it_says(headers[column]).marker != says.marker:
            return True  # "Outturn (provisional)" beside "Outturn (final)"
        return its_unit not in ("", unit) and other // _GROUP == rank // _GROUP

    return tuple(
        column for other, column in claimed if column != taken and may_be_it(other, column)
    )


def is_known_header(words: str, *, of_a_period: bool) -> bool:
    """Whether a text alone heads a field, or a column for people. of_a_period: as `find_fields`."""
    found = find_fields({1: words}, of_a_period=of_a_period)
    return bool(found.columns) or (bool(plain(words)) and is_for_people(words))


def begins_like_a_figure(text: str) -> bool:
    """Whether a text begins as figures and markers do: "£1.2m", "<5", "[x]"; so does "000s"."""
    return _A_FIGURE.match(text) is not None


def find_attribution(headers: Mapping[int, str]) -> tuple[int, ...]:
    """The columns that say who published each figure and under which licence; () unless both."""
    named = [
        [column for column, header in headers.items() if plain(header) in words]
        for words in ATTRIBUTION
    ]
    return tuple(columns[0] for columns in named) if all(named) else ()


def _measure_columns(
    claimed: list[tuple[int, int]], headers: Mapping[int, str]
) -> tuple[dict[str, int], list[tuple[int, int]]]:
    """Where the measure is named, where it is named once more, and headers that stand twice."""
    first_with: dict[str, int] = {}
    duplicates: list[tuple[int, int]] = []
    named: list[int] = []
    ranks = {rank for rank, _ in claimed if rank < _AT_A_PINCH}
    by_code = len(ranks) == 1 and min(ranks) < _TITLES
    if claimed and not ranks:
        by_code = plain(headers[min(claimed)[1]]) in CODES_AT_A_PINCH
    for rank, column in sorted(claimed):
        words = plain(headers[column])
        if rank >= _AT_A_PINCH and named and not (by_code and words in TITLES_AT_A_PINCH):
            continue  # for people, where something better names the measure
        if words in first_with:
            duplicates.append((first_with[words], column))
        else:
            first_with[words] = column
            named.append(column)
    return dict(zip(("measure", "measure_also"), named, strict=False)), duplicates


@lru_cache(maxsize=4096)
def plain(header: str, *, with_brackets: bool = False) -> str:
    """The words of a header: "Duty ended¹,² (%)" is "duty ended", as is "Duty\\nended1,2"."""
    text = unicodedata.normalize("NFKC", _SUPERSCRIPTS.sub(" ", header)).lower()
    if not with_brackets:
        text = _BRACKETS.sub(" ", text)
    return _NOT_A_WORD.sub(" ", _FOOTNOTES.sub(" ", text)).strip()


def _claim(header: str) -> Claim | None:
    words = plain(header)
    for_people = is_for_people(header)
    if words in _EXACT:
        name, surely = _EXACT[words]
        if not _has_word_for_people(header) or name in STRONGER_THAN_FOR_PEOPLE:
            bracketed = words != plain(header, with_brackets=True)
            return name, surely + _IN_BRACKETS * bracketed
    if words.count(" ") >= _MOST_LOOSE_WORDS:
        return None
    for name, loose_words in LOOSE.items():
        if for_people and name not in STRONGER_THAN_FOR_PEOPLE:
            continue
        if any(f" {word} " in f" {words} " for word in loose_words):
            return name, _LOOSE
    return None


def is_first_day_of(header: str, last: str) -> bool:
    """Whether a column holds the first days of the periods of which another holds the last ones."""
    return begins(header) and ends(last) and field_of(header) == "period"


def field_of(header: str) -> str:
    """The field that a header claims, whether it gets it or not; "" where it claims none."""
    claim = _claim(header)
    return claim[0] if claim else ""


def _claim_of_unit(header: str) -> Claim | None:
    """What "%", "Number" or "No." claims below a period: its outturn."""
    says = what_it_says(header)
    if says.unit in _NO_UNIT_ALONE or says.other or says.periods or _has_word_for_people(header):
        return None
    return "outturn", _UNIT_ALONE


def is_header_word(header: str) -> bool:
    """Whether a text is what people head a column of a return with, one kept for people or not."""
    words = plain(header)
    return words in _EXACT or words in FOR_PEOPLE or words in FOR_PEOPLE_WORDS


def is_for_people(header: str) -> bool:
    """Whether a column is kept for people: a target, a RAG status, one without a word."""
    words = plain(header)
    return not words or words in FOR_PEOPLE or _has_word_for_people(header)


def _has_word_for_people(header: str) -> bool:
    return not FOR_PEOPLE_WORDS.isdisjoint(plain(header, with_brackets=True).split())
