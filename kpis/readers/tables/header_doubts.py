"""What the headers of a table leave in doubt, as questions, and how they were answered.

A column whose header has words that nobody permitted, two columns that may each be the outturn, a
heading such as "Targets" above a table: the figures are laid out as if it were the outturn, and
wait. Whether a header names the period of its rows is for validation, which knows what they mean.
"""

from dataclasses import dataclass, replace

import pandas as pd

from kpis.cell_addresses import letters_in, letters_of
from kpis.readers.asked import HEADER_MEANING, LEAVE_OUT, TAKE, Answers, Choice, Doubt
from kpis.readers.files.grid import Grid
from kpis.readers.raw import Layout
from kpis.readers.tables.found_table import InDoubt, Table
from kpis.readers.tables.outturn_words import names_a_count_behind, what_it_says
from kpis.words.lists import and_more, cut, listed

_LONGEST = 40  # characters of a header on a button


def settle(table: Table, answers: Answers) -> Table:
    """The table with its outturns where somebody answered that they stand, and no doubt of them."""
    open_ones = []
    for doubt in table.in_doubt:
        answer = answers.to(HEADER_MEANING, _about(doubt))
        if not answer:
            open_ones.append(doubt)
        for column, words in doubt.rivals:
            if answer == _answer(words):
                table = table.with_outturn(doubt.column, column)
    return replace(table, in_doubt=tuple(open_ones))


def doubts_of(table: Table, asked: Table, grid: Grid, rows: pd.DataFrame) -> tuple[Doubt, ...]:
    """The questions about a table. rows: RAW_ROWS of it. asked: the table before its answers."""
    if not len(rows):
        return ()
    laid = _Laid(grid, table, rows)
    doubts = [laid.header(each) for each in asked.in_doubt]
    if table.heading[0]:
        doubts.append(laid.heading())
    return tuple(doubt for doubt in doubts if doubt.rows)


def is_plain(table: Table) -> bool:
    """Whether a table's headers leave nothing in doubt, whatever stands below them."""
    says = [what_it_says(table.words[column]) for column in table.outturns()]
    plain_header = not any(each.marker for each in says)
    return plain_header and not (table.in_doubt or table.heading[0] or table.so_far)


@dataclass(frozen=True)
class _Laid:
    grid: Grid
    table: Table
    rows: pd.DataFrame

    def header(self, doubt: InDoubt) -> Doubt:
        columns = [doubt.column, *(column for column, _ in doubt.rivals)]
        wide = self.table.layout is Layout.WIDE
        chosen = next((c for c in columns if c in self.table.outturns()), doubt.column)
        rows = self._of_column(chosen) if wide else self.rows
        if doubt.rivals:
            names = listed([_quoted(words) for words in (doubt.words, *_words_of(doubt))])
            told = f"the columns {names} may each hold the outturn."
            label = f"{_short(doubt.words)} is the outturn"
            rivals = tuple(
                Choice(
                    answer=_answer(words),
                    label=f"{_short(words)} is the outturn",
                    stores=self._stores_of(column, rows),
                )
                for column, words in doubt.rivals
            )
        else:
            told = (
                f"the header {_quoted(doubt.words)} says more than outturn. Is this column the "
                "measure's own result, the outturn, or another figure?"
            )
            label, rivals = "It is the outturn", ()
            if names_a_count_behind(doubt.words):
                told = (
                    f"the header {_quoted(doubt.words)} names a count behind a result. Does this "
                    "column hold the result itself, the outturn, or that count?"
                )
                label = "The result, the outturn"
            if doubt.period:
                told = (
                    f"the column {_quoted(doubt.words)} may be the outturn of {doubt.period}, "
                    "or be there to compare."
                )
                label = f"It is of {doubt.period}"
        return Doubt(
            code=HEADER_MEANING,
            about=_about(doubt),
            sheet=self.grid.name,
            cell=self.table.cell(doubt.column),
            found=doubt.words,
            told=told,
            choices=(
                Choice(answer=TAKE, label=label, stores=self._stores_of(doubt.column, rows)),
                *rivals,
                Choice(
                    answer=LEAVE_OUT,
                    label="A count behind it: leave out"
                    if not doubt.rivals and names_a_count_behind(doubt.words)
                    else "It is another figure: leave out",
                ),
            ),
            rows=_numbers(rows),
            column=letters_of(chosen) if wide else "",
        )

    def heading(self) -> Doubt:
        words, cell = self.table.heading
        return Doubt(
            code=HEADER_MEANING,
            about=f"heading {words}",
            sheet=self.grid.name,
            cell=cell,
            found=words,
            told=f"{_quoted(words)} stands above this table, so its figures may be no outturns.",
            choices=(
                Choice(answer=TAKE, label="They are outturns", stores=_stores(self.rows)),
                Choice(answer=LEAVE_OUT, label="They are other figures: leave out"),
            ),
            rows=_numbers(self.rows),
        )

    def _stores_of(self, column: int, rows: pd.DataFrame) -> str:
        if not len(rows):
            return ""
        cell = self.grid.row(int(rows["row"].iloc[0])).get(column)
        return _stores(rows, cell.text if cell else "nothing")

    def _of_column(self, column: int) -> pd.DataFrame:
        letters = letters_of(column)
        return self.rows[self.rows["outturn_cell"].map(letters_in) == letters]


def _about(doubt: InDoubt) -> str:
    return " beside ".join((doubt.words, *_words_of(doubt)))


def _words_of(doubt: InDoubt) -> list[str]:
    return [words for _, words in doubt.rivals]


def _answer(words: str) -> str:
    return f"column {' '.join(words.split()).lower()}"


def _quoted(words: str) -> str:
    return f"'{' '.join(words.split())}'"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return _quoted(cut(words, _LONGEST))


def _numbers(rows: pd.DataFrame) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(number) for number in rows["row"]))


def _stores(rows: pd.DataFrame, figure: str = "") -> str:
    """ "45 for Q2 2019/20 and 3 more"."""
    if not len(rows):
        return ""
    first = rows.iloc[0]
    return and_more(f"{figure or first['outturn']} for {first['period']}", len(rows))
