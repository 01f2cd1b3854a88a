"""Which column of a header row holds which field.

Case, punctuation, line breaks, units in brackets and footnote digits are passed over. An exact
word is preferred to a loose one and a sure word to a vague one, and two columns never share a
field in silence: the first has it and the pair is reported as duplicates.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kpis.readers.tables.header_words import (
    ATTRIBUTION,
    EXACT,
    FOR_PEOPLE,
    FOR_PEOPLE_WORDS,
    LOOSE,
    MEASURE,
    MEASURE_AT_A_PINCH,
    STRONGER_THAN_FOR_PEOPLE,
    TITLES_AT_A_PINCH,
)

Claim = tuple[str, int]  # a field, and how surely it is claimed: 0 is surest

_IN_BRACKETS = 1  # less sure by this where words in brackets had to be left out
_GROUP = 2  # and by this for each group of words
_LOOSE = 100
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
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class HeadersFound:
    """Columns by field; pairs of columns that claim one field; columns nobody asked for.

    A second column that names the measure has the field `measure_also`. `year` is there when a
    column holds the year alone.
    """

    columns: dict[str, int]
    duplicates: tuple[tuple[int, int], ...] = ()
    unknown: tuple[int, ...] = ()


def find_fields(headers: Mapping[int, str]) -> HeadersFound:
    """Tell which fields the headers of a row name. headers: column → text, no empty ones."""
    claims: dict[str, list[tuple[int, int]]] = {}  # field → (how surely, column), in file order
    unknown: list[int] = []
    for column, header in headers.items():
        if claim := _claim(header):
            claims.setdefault(claim[0], []).append((claim[1], column))
        elif not _is_for_people(header):
            unknown.append(column)

    columns, duplicates = _measure_columns(claims.pop("measure", []), headers)
    for name, claimed in claims.items():
        surest = min(rank for rank, _ in claimed)
        columns[name], *more = (column for rank, column in claimed if rank == surest)
        duplicates += [(columns[name], column) for column in more]
        unknown += [
            column
            for rank, column in claimed
            if rank > surest and not _is_for_people(headers[column])
        ]
    return HeadersFound(columns, tuple(duplicates), tuple(sorted(unknown)))


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
    by_code = len({rank for rank, _ in claimed if rank < _AT_A_PINCH}) == 1 and (
        min(claimed)[0] < _TITLES
    )
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
    for_people = _is_for_people(header)
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


def _is_for_people(header: str) -> bool:
    words = plain(header)
    return not words or words in FOR_PEOPLE or _has_word_for_people(header)


def _has_word_for_people(header: str) -> bool:
    return not FOR_PEOPLE_WORDS.isdisjoint(plain(header, with_brackets=True).split())
