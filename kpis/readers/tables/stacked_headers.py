"""Headers of a wide table that say more than a period, in a row below the periods or above them.

Scorecards set Target and Actual, or Num, Den and %, below each quarter; others set "Target" and
"Actual" each above its own quarters. Either way every column has a period and words of its own,
and what it holds is told by both.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpis.readers.files.grid import Row
from kpis.readers.raw import CellKind
from kpis.readers.tables.found_table import InDoubt
from kpis.readers.tables.headers import (
    HeadersFound,
    begins_like_a_figure,
    find_fields,
    is_for_people,
    is_header_word,
    is_known_header,
)
from kpis.readers.tables.outturn_words import (
    heads_the_year_so_far,
    names_another_figure,
    says_only_its_length,
    what_it_says,
)
from kpis.readers.tables.period_headers import PeriodColumn
from kpis.readers.tables.period_words import period_in

_OF_A_PERIOD = ("numerator", "denominator", "marker", "commentary")
_MOST_WORDS_OF_A_HEADING = 3  # a longer text above a table is its title
_FEWEST_WORDS_OF_A_SENTENCE = 5
_THOUSANDS = re.compile(r"['£]*0{3}s?")


@dataclass(frozen=True, slots=True)
class Part:
    """A column of a wide table: its period, and the words above or below that, "" for none."""

    column: int
    period: PeriodColumn
    words: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The columns of figures, what stands beside each of them, and what could not be placed."""

    periods: tuple[PeriodColumn, ...]
    beside: Mapping[int, Mapping[str, int]]
    duplicates: tuple[tuple[int, int], ...]
    unknown: tuple[int, ...]
    in_doubt: tuple[InDoubt, ...]


def parts_below(below: Row, heads: Sequence[int], periods: Sequence[PeriodColumn]) -> list[Part]:
    """The columns under the periods by the words in the row below; [] where it holds none.

    heads: the columns that are headed in the row of the periods, in order. A period reaches to
    the next. A row of texts alone is such a row where one of them is known, as Target is, or
    stands in a column that has no other header, or where nothing names a measure.
    """
    by_column = {period.column: period for period in periods}
    parts, labels = [], []
    for column, cell in below.items():
        place = bisect_right(heads, column)
        head = heads[place - 1] if place else 0
        if head in by_column:
            if cell.kind != CellKind.TEXT or _is_figure(cell.text):
                return []
            parts.append(Part(column, by_column[head], cell.text))
        else:
            labels.append(cell.text)
    if labels and not any(map(is_header_word, labels)):
        return []  # a code, a measure: the first of the figures
    unheaded = not labels or any(part.column not in heads for part in parts)
    known = unheaded or any(is_known_header(part.words, of_a_period=True) for part in parts)
    if not parts or not known:
        return []
    named = {part.column for part in parts}
    return sorted(
        [*parts, *(Part(each.column, each) for each in periods if each.column not in named)],
        key=lambda part: part.column,
    )


def parts_above(above: Row, periods: Sequence[PeriodColumn]) -> list[Part]:
    """The columns of the periods by the words in the row above them, "" where that has none."""
    first = min(period.column for period in periods)
    headings = {column: cell.text for column, cell in above.items() if column >= first}
    if not headings or (len(above) == 1 and _is_title(*headings.values())):
        headings = {}
    parts, columns = [], sorted(headings)
    for period in periods:
        place = bisect_right(columns, period.column)
        words = headings[columns[place - 1]] if place else ""
        parts.append(Part(period.column, period, "" if words and period_in(words) else words))
    return parts


def settled(parts: Sequence[Part], words: Mapping[int, str]) -> Parts:
    """What each column is, by period. words: column → the header that is told of it."""
    of_period: dict[tuple[str, bool], list[Part]] = {}
    for part in parts:  # those of the year so far stand beside those of the period
        so_far = _is_so_far(part.words or words[part.column])
        of_period.setdefault((part.period.text, so_far), []).append(part)
    periods: list[PeriodColumn] = []
    beside: dict[int, dict[str, int]] = {}
    duplicates: list[tuple[int, int]] = []
    unknown: list[int] = []
    in_doubt: list[InDoubt] = []
    for (_, so_far), of_one in of_period.items():
        found = _fields_of(of_one, words, so_far=so_far)
        duplicates += found.duplicates
        stacked = {part.column: part.words for part in of_one if part.words}
        column = found.columns.get("outturn", 0)
        rivals = found.rivals
        if not column and found.unknown:  # "London" above the quarters
            column, *more = found.unknown
            rivals, found = tuple(more), replace(found, unknown=(), in_doubt=True)
        if not column:
            unknown += [each for name, each in found.columns.items() if name in _OF_A_PERIOD]
            continue
        unknown += found.unknown
        if rivals or (found.in_doubt and column in stacked):
            its_words = stacked.get(column, words[column])
            others = tuple((each, stacked.get(each, words[each])) for each in rivals)
            in_doubt.append(InDoubt(column, its_words, others))
        period = next(part.period for part in of_one if part.column == column)
        periods.append(replace(period, column=column))
        fields = {name: each for name, each in found.columns.items() if name in _OF_A_PERIOD}
        unknown += [
            each
            for name, each in found.columns.items()
            if name not in (*_OF_A_PERIOD, "outturn") and name != "unit"
        ]
        if fields:
            beside[column] = fields
    return Parts(
        periods=tuple(sorted(periods, key=lambda period: period.column)),
        beside=beside,
        duplicates=tuple(duplicates),
        unknown=tuple(unknown),
        in_doubt=tuple(in_doubt),
    )


def _fields_of(
    parts: Sequence[Part], words: Mapping[int, str], *, so_far: bool = False
) -> HeadersFound:
    """The fields of one period's columns; a header that is the period alone is its outturn."""
    if len(parts) == 1 and (so_far or not parts[0].words):
        return HeadersFound({"outturn": parts[0].column})
    heads = {
        part.column: f"Outturn ({what_it_says(words[part.column]).unit})"
        if not part.words or says_only_its_length(part.words)
        else part.words
        for part in parts
    }
    return find_fields(heads, of_a_period=True)


def _is_so_far(header: str) -> bool:
    return heads_the_year_so_far(header) and not is_for_people(header)


def _is_figure(text: str) -> bool:
    """Whether a text begins as figures and markers do; "000s" is a unit."""
    return begins_like_a_figure(text) and not _THOUSANDS.fullmatch(text)


def _is_title(text: str) -> bool:
    """Whether a text above a table is about all of it, and no heading of its columns."""
    words = len(text.split())
    if _MOST_WORDS_OF_A_HEADING < words <= _FEWEST_WORDS_OF_A_SENTENCE:
        return not (is_for_people(text) or names_another_figure(text))
    return words > _MOST_WORDS_OF_A_HEADING
