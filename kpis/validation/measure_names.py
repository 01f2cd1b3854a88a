"""Which measure each row is of, by its code, its title or both.

A name the plan does not know is one if somebody answered so. Where two columns name the measure,
both have a say:

- a code of the plan beside a title of something else is a list with codes of its own;
- so is a code the plan does not know beside a title that it does;
- a code that a workbook holds as a number has lost its noughts: 1.1 may be 1.10, unless the title
  beside it says which.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from kpis.model import Measure, Plan
from kpis.plan.lookup import MeasureLookup
from kpis.plan.names.title_words import is_title_of, title_words
from kpis.readers.asked import Answers
from kpis.readers.raw import RawReturn
from kpis.validation.issues.identity import CodeAndTitle, CodeAsNumber, WhichMeasure
from kpis.validation.text_column import TextColumn, combine, positions

# Looking for the nearest title takes milliseconds; nobody reads a hundred such suggestions.
_MOST_SUGGESTIONS = 100
_OF_A_KEY = ("period", "area", "breakdown", "category")


class NamedTwice(NamedTuple):
    """Rows whose code and title do not say the same.

    measure, measure_id: position and id of the one that the code or title has in the plan.
    about: what an answer to it hangs on; a plan that gives the code to another measure asks anew.
    """

    code: str
    title: str
    measure: int
    rows: tuple[int, ...]
    measure_id: str

    @property
    def about(self) -> str:
        return f"{self.code}: {self.title} of {self.measure_id}"


class NumberCode(NamedTuple):
    """Rows whose code was held as a number that is the code of several measures."""

    measures: tuple[Measure, ...]
    rows: tuple[int, ...]
    about: str
    answered: bool


@dataclass(frozen=True, kw_only=True)
class MeasureNames:
    """The measures of a return's rows.

    number: of each row its position in plan.measures, -1 where it is of none that is known; also:
    the same of the second column. answered: by name, what is no name of the plan and was answered.
    """

    number: np.ndarray
    also: np.ndarray
    answered: dict[str, Measure] = field(default_factory=dict)
    other_titles: tuple[NamedTwice, ...] = ()
    other_codes: tuple[NamedTwice, ...] = ()
    number_codes: tuple[NumberCode, ...] = ()


def read_measures(
    texts: dict[str, TextColumn],
    rows: pd.DataFrame,
    raw: RawReturn,
    lookup: MeasureLookup,
    plan: Plan,
    answers: Answers,
) -> MeasureNames:
    """The measure of every row. texts: of `rows`, RAW_ROWS in which something was returned."""
    at = {measure.id: number for number, measure in enumerate(plan.measures)}
    named, beside = texts["measure"], texts["measure_also"]
    answered: dict[str, Measure] = {}
    number = named.meaning(partial(_position, lookup, at, answers, answered), "int64")
    also = beside.meaning(lambda text: _known(lookup.find(text) if text else None, at), "int64")
    codes = _number_codes(texts, rows, raw, lookup, at, number, also, answers)
    other_codes: tuple[NamedTwice, ...] = ()
    if (unknown := (number < 0) & (also >= 0)).any():
        number[unknown] = also[unknown]
        other_codes = _pairs(unknown & named.filled, named, beside, number, plan)
    other_titles: tuple[NamedTwice, ...] = ()
    if (doubtful := (number >= 0) & (also < 0) & beside.filled).any():
        pairs = _pairs(doubtful, named, beside, number, plan)
        other_titles = tuple(_with_answers(pairs, plan, lookup, at, number, answers, answered))
    return MeasureNames(
        number=number,
        also=also,
        answered=answered,
        other_titles=other_titles,
        other_codes=other_codes,
        number_codes=codes,
    )


def sparing(near: Callable[[str], tuple[Measure, ...]]) -> Callable[[str], tuple[Measure, ...]]:
    """The same suggestions, but only for the first texts that ask for one."""
    suggestions: dict[str, tuple[Measure, ...]] = {}

    def spare(text: str) -> tuple[Measure, ...]:
        if text not in suggestions and len(suggestions) < _MOST_SUGGESTIONS:
            suggestions[text] = near(text)
        return suggestions.get(text, ())

    return spare


def _known(measure: Measure | None, at: dict[str, int]) -> int:
    return at[measure.id] if measure else -1


def _position(
    lookup: MeasureLookup,
    at: dict[str, int],
    answers: Answers,
    answered: dict[str, Measure],
    text: str,
) -> int:
    measure = lookup.find(text) if text else None
    if measure is None and text and (answer := answers.to(WhichMeasure.code, text)):
        measure = lookup.find(answer)
        if measure:
            answered[text] = measure
            # By its id: codes are given anew in another plan.
            answers.keep(WhichMeasure.code, text, measure.id)
    return _known(measure, at)


def _pairs(
    of: np.ndarray, named: TextColumn, beside: TextColumn, number: np.ndarray, plan: Plan
) -> tuple[NamedTwice, ...]:
    """Each code with each title beside it, of these rows, in the order of the file."""
    rows = np.flatnonzero(of)
    pair, first = combine(named.codes[rows], beside.codes[rows])
    order = np.argsort(pair, kind="stable")
    groups = np.split(rows[order], np.cumsum(np.bincount(pair))[:-1]) if len(rows) else []
    return tuple(
        NamedTwice(
            named[at],
            beside[at],
            int(number[at]),
            tuple(group.tolist()),
            plan.measures[number[at]].id,
        )
        for at, group in zip(rows[first].tolist(), groups, strict=True)
    )


def _with_answers(
    pairs: Iterable[NamedTwice],
    plan: Plan,
    lookup: MeasureLookup,
    at: dict[str, int],
    number: np.ndarray,
    answers: Answers,
    answered: dict[str, Measure],
) -> Iterable[NamedTwice]:
    """The pairs that do not belong together; the rows of one that was answered are set right."""
    for pair in pairs:
        measure = plan.measures[pair.measure]
        if pair.code in answered or is_title_of(measure, pair.title):
            continue
        meant = lookup.find(answers.to(CodeAndTitle.code, pair.about))
        if meant:
            answers.keep(CodeAndTitle.code, pair.about, meant.id)
            number[list(pair.rows)] = at[meant.id]
            pair = pair._replace(measure=at[meant.id])
        yield pair


def _number_codes(
    texts: dict[str, TextColumn],
    rows: pd.DataFrame,
    raw: RawReturn,
    lookup: MeasureLookup,
    at: dict[str, int],
    number: np.ndarray,
    also: np.ndarray,
    answers: Answers,
) -> tuple[NumberCode, ...]:
    """Codes held as numbers that several measures share; what a title settles is set right."""
    found: list[NumberCode] = []
    for table in raw.tables:
        for code in table.number_codes:
            measures = tuple(
                each for each in (lookup.find(code), lookup.other_of_number(code)) if each
            )
            if len(measures) < 2:
                continue
            of_sheet = texts["sheet"].where(table.sheet.__eq__)
            numbered = texts["measure_also"].where(code.__eq__) & of_sheet
            waiting = texts["measure"].where(code.__eq__) & of_sheet
            for measure in measures:
                also[numbered & (number == at[measure.id])] = at[measure.id]
                told = texts["measure_also"].where(partial(_tells, lookup, measures, measure))
                number[waiting & told] = at[measure.id]
                waiting &= ~told
            for group in _groups(positions(waiting), texts, rows):
                where = f"{table.sheet} row {rows['row'].iloc[group[0]]}: {code}"
                answer = answers.to(CodeAsNumber.code, where)
                meant = lookup.find(answer) if answer else None
                if meant in measures:
                    number[group] = at[meant.id]
                found.append(NumberCode(measures, tuple(group), where, meant in measures))
    return tuple(found)


def _tells(
    lookup: MeasureLookup, measures: Sequence[Measure], measure: Measure, title: str
) -> bool:
    """Whether a title is of this measure and of none of the others."""
    if named := lookup.find(title) if title else None:
        return named is measure
    return bool(title_words(title)) and [each for each in measures if is_title_of(each, title)] == [
        measure
    ]


def _groups(
    waiting: Sequence[int], texts: dict[str, TextColumn], rows: pd.DataFrame
) -> list[list[int]]:
    """Rows that are asked about together: all, unless two of them would be one figure."""
    if not waiting:
        return []
    keys = [tuple(texts[name][position] for name in _OF_A_KEY) for position in waiting]
    if len(set(keys)) == len(keys):
        return [list(waiting)]
    by_row: dict[int, list[int]] = {}
    for position in waiting:
        by_row.setdefault(int(rows["row"].iloc[position]), []).append(position)
    return list(by_row.values())
