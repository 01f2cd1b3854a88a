"""A rule about titles, names of sheets and the file's name: they name the period of their figures.

"Return Q1 2019/20" above rows that all say Q2 2019/20 is a copy of the last return with one of the
two not changed. Not every difference is a contradiction: a return is named after the quarter in
which it is collected, and holds what is due then, corrections of earlier quarters among it; and a
figure of a year is asked for in any quarter until the next one is due.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePath

import numpy as np

from kpis.model import Frequency
from kpis.periods import add_months
from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.readers.raw import Layout, TableFound, Title
from kpis.validation.issues.period import TitleOfAnotherPeriod
from kpis.validation.return_table import MeasureAndPeriod, ReturnTable, RowIssue
from kpis.validation.rules.asking import would_store
from kpis.validation.titled.periods_named import PeriodsNamed, Span, months_of, periods_named
from kpis.words.lists import and_more

_OF_THE_FILE = "the name of the file"
_OF_A_SHEET = "the name of a sheet"
_MORE_OF_SCHOOL = 5  # months from the end of a financial year to that of the academic one


class Fit(IntEnum):
    """How a title and a figure's period go together.

    EARLIER: all that the title names is over before the period begins. LATER: begins after its
    figure is due. BESIDE: neither says anything about the other.
    """

    AGREES, BESIDE, EARLIER, LATER = range(4)


@dataclass(frozen=True, slots=True)
class _Said:
    """What names a period: where it stands, and the positions of the rows it is said of."""

    sheet: str
    cell: str
    text: str
    rows: np.ndarray
    of: str = ""  # of a note: what it says that figures are of


def titles_of_other_periods(table: ReturnTable) -> Iterator[RowIssue]:
    """What titles and names say of a file's periods is asked about once, where rows differ."""
    if table.is_history or not (table.pair >= 0).any():
        return
    asked = np.zeros(len(table), dtype=bool)
    agreed = np.zeros(len(table), dtype=bool)
    told: list[_Said] = []
    sent_out = {each.sheet for each in table.raw.tables if each.layout == Layout.TEMPLATE}
    corrects = table.texts["sheet"].where(sent_out.__contains__)
    for said in _from_near_to_far(table):
        named = periods_named(said.of or said.text)
        fits = _fits(table, named)[said.rows]
        # The template has rows for corrections, which may be all that is filled in.
        fits = np.where((fits == Fit.LATER) & corrects[said.rows], Fit.BESIDE, fits)
        differ = (fits == Fit.EARLIER) | (fits == Fit.LATER)
        if (fits == Fit.AGREES).any():  # of several periods, those that no return brings so early
            has_year = bool(named.spans)
            differ = (fits == Fit.EARLIER) & ~agreed[said.rows] & has_year
        if differ.any():
            asked[said.rows[differ]] = True
            told.append(said)
        agreed[said.rows[fits == Fit.AGREES]] = True
    if told:
        yield _asked(table, told, np.flatnonzero(asked).tolist())


def fit(named: PeriodsNamed, pair: MeasureAndPeriod) -> Fit:
    """How the periods that a title names go together with that of a figure below it."""
    period, reported = pair.period, pair.quarter
    own, collected = (period.start, period.end), (reported.start, reported.end)
    is_survey = pair.measure.frequency is Frequency.SURVEY_WAVE
    length = max(months_of(own), 12 if is_survey else 0)  # months between one and the next
    until = add_months(reported.end, length + 1)
    earlier = later = False
    for start, end in _spans(named, pair):
        shorter = months_of((start, end)) < length
        if shorter and period.start <= start < until:
            return Fit.BESIDE
        if _overlap((start, end), own) or _overlap((start, end), collected):
            return Fit.BESIDE if shorter else Fit.AGREES
        earlier |= end < period.start
        later |= start > period.end
    earlier |= any(day < period.start for day in named.over_by)
    if earlier and later:
        return Fit.BESIDE
    return Fit.LATER if later else Fit.EARLIER if earlier else Fit.BESIDE


def _spans(named: PeriodsNamed, pair: MeasureAndPeriod) -> tuple[Span, ...]:
    spans = named.near(*{pair.period.year_start, pair.quarter.year_start})
    if pair.measure.frequency is not Frequency.ACADEMIC_YEAR:
        return spans
    return tuple((start, add_months(end, _MORE_OF_SCHOOL)) for start, end in spans)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _fits(table: ReturnTable, named: PeriodsNamed) -> np.ndarray:
    """For each row its Fit; BESIDE where it has no period of its measure, or one yet to end."""
    today = table.context.now.date()
    of_pairs = [Fit.BESIDE if pair.period.end > today else fit(named, pair) for pair in table.pairs]
    of_pairs.append(Fit.BESIDE)
    return np.array(of_pairs, dtype="int8")[table.pair]


def _from_near_to_far(table: ReturnTable) -> Iterator[_Said]:
    """What names a period: titles between rows and above them, names of sheets, of the file."""
    numbers = table.rows["row"].to_numpy(dtype="int64")
    for raw_table in table.raw.tables:
        of_sheet = table.texts["sheet"].where(raw_table.sheet.__eq__)
        headers = {each.header_row for each in table.raw.tables if each.sheet == raw_table.sheet}
        titles = [
            title
            for title in raw_table.titles
            if periods_named(title.says)
            and title.row not in headers
            and not (of_sheet & (numbers == title.row)).any()
        ]
        before = max((row for row in headers if row < raw_table.header_row), default=0)
        yield from _titles(raw_table, _own_titles(raw_table, titles, before), of_sheet, numbers)
    for sheet in dict.fromkeys(raw_table.sheet for raw_table in table.raw.tables):
        if sheet and periods_named(sheet):
            rows = np.flatnonzero(table.texts["sheet"].where(sheet.__eq__))
            yield _Said(sheet, "", sheet, rows)
    # Files are kept and passed on under any name: one of a quarter without its year says nothing.
    name = PurePath(table.raw.file_name.replace("\\", "/")).name
    if periods_named(name).spans:
        yield _Said("", "", name, np.arange(len(table)))


def _own_titles(raw_table: TableFound, titles: Sequence[Title], before: int) -> list[Title]:
    """Those of a table: of "2018/19" and "2019/20", each above one of two tables, only the nearer.

    before: the row of the header of the table above it, 0 for none.
    """
    has_own = any(before < title.row < raw_table.header_row for title in titles)
    return [title for title in titles if title.of or not has_own or title.row > before]


def _titles(
    raw_table: TableFound, naming: Sequence[Title], of_sheet: np.ndarray, numbers: np.ndarray
) -> Iterator[_Said]:
    """Those between rows, down to the next, then those above all of them."""
    below = of_sheet & (numbers > raw_table.header_row)
    if raw_table.last_row:
        below &= numbers <= raw_table.last_row
    between = [title for title in naming if title.row > raw_table.header_row]
    ends = [*(title.row for title in between), np.iinfo("int64").max]
    for title, end in zip(between, ends[1:], strict=False):
        rows = np.flatnonzero(below & (numbers > title.row) & (numbers < end))
        yield _Said(raw_table.sheet, title.cell, title.text, rows, title.of)
    for title in naming:
        if title.row < raw_table.header_row:
            rows = np.flatnonzero(below)
            yield _Said(raw_table.sheet, title.cell, title.text, rows, title.of)


def _asked(table: ReturnTable, told: list[_Said], rows: list[int]) -> RowIssue:
    first = told[0]
    labels = list(dict.fromkeys(table.pairs[n].period.label for n in table.pair[rows].tolist()))
    where = "" if first.cell else _OF_A_SHEET if first.sheet else _OF_THE_FILE
    right = f"{labels[0]} is right" if len(labels) == 1 else "Each row's own period is right"
    about = f"{' and '.join(dict.fromkeys(each.text for each in told))} beside {labels[0]}"
    choices = (
        Choice(answer=TAKE, label=right, stores=would_store(table, rows)),
        Choice(answer=LEAVE_OUT, label="Leave these figures out"),
    )
    made = TitleOfAnotherPeriod(
        sheet=first.sheet,
        cell=first.cell,
        found=first.text,
        about=and_more(about, len(labels)),
        choices=choices,
        where=where,
        period=and_more(labels[0], len(labels)),
        is_note=bool(first.of),
    )
    return RowIssue(made, tuple(rows))
