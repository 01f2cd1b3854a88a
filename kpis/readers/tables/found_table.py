"""A table as it was found in a sheet: its header rows, its layout, which column holds what."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kpis.cell_addresses import letters_of
from kpis.readers.raw import Layout, TableFound
from kpis.readers.tables.headers import HeadersFound, find_attribution
from kpis.readers.tables.outturn_words import what_it_says
from kpis.readers.tables.period_headers import PeriodColumn


@dataclass(frozen=True, slots=True)
class InDoubt:
    """A column that is taken for the outturn and may be another figure.

    words: of its header. rivals: the columns that may be the outturn in its place, with theirs.
    period: that it is of then, where its header does not say so itself.
    """

    column: int
    words: str
    rivals: tuple[tuple[int, str], ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """No table: `reason` says what the likeliest header row lacks, "" when none was like one."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """header_row: the lowest of its header's rows. first_row: the highest, 0 for the same one.

    words: column → header as it is written. periods: wide only, from left to right, and for each
    of their columns in `beside` the fields that stand below the same period. last_row: of its
    figures, 0 where it reaches to the end. again: rows with the header once more. heading: the
    text above the table or the name of its sheet, where it may make all figures other ones
    ("Targets"), and its cell, "" for the sheet. so_far: of a tidy table with a column of the year
    so far beside that of the period, the former; 0 without.
    """

    layout: Layout
    header_row: int
    headers: HeadersFound
    words: Mapping[int, str]
    periods: tuple[PeriodColumn, ...] = ()
    header_rows: Mapping[int, int] = field(default_factory=dict)  # where not header_row
    beside: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    in_doubt: tuple[InDoubt, ...] = ()
    first_row: int = 0
    last_row: int = 0
    again: frozenset[int] = frozenset()
    heading: tuple[str, str] = ("", "")
    so_far: int = 0

    def top(self) -> int:
        return self.first_row or self.header_row

    def outturns(self) -> tuple[int, ...]:
        """The columns that hold outturns."""
        if self.layout is Layout.WIDE:
            return tuple(period.column for period in self.periods)
        columns = [c for name, c in self.headers.columns.items() if name == "outturn"]
        return (*columns, self.so_far) if self.so_far else tuple(columns)

    def is_period(self, column: int) -> bool:
        """Whether the header of a column of outturns is the period alone."""
        return any(
            period.column == column and period.cell == self.cell(column) for period in self.periods
        )

    def with_outturn(self, old: int, new: int) -> "Table":
        """The same with another of two columns that may be the outturn."""
        if self.layout is not Layout.WIDE:
            columns = {**self.headers.columns, "outturn": new}
            return replace(self, headers=replace(self.headers, columns=columns))
        periods = tuple(
            replace(period, column=new) if period.column == old else period
            for period in self.periods
        )
        beside = {(new if column == old else column): of for column, of in self.beside.items()}
        return replace(self, periods=periods, beside=beside)

    def table_found(self, sheet: str) -> TableFound:
        """The same in the words of the contract."""
        columns = {name: column for name, column in self.headers.columns.items() if name != "year"}
        asked_about = {doubt.column for doubt in self.in_doubt}
        which_is_asked = {doubt.column for doubt in self.in_doubt if doubt.rivals}
        return TableFound(
            sheet=sheet,
            layout=self.layout,
            header_row=self.header_row,
            columns={name: letters_of(column) for name, column in columns.items()},
            headers={
                **{name: self.words[column] for name, column in self._first_beside().items()},
                **{name: self.words[column] for name, column in columns.items()},
            },
            duplicates=tuple(
                (self.words[second], self.cell(first), self.cell(second))
                for first, second in self.headers.duplicates
            ),
            unknown=tuple(
                (self.words[column], self.cell(column)) for column in self.headers.unknown
            ),
            attribution=tuple(
                (self.words[column], self.cell(column)) for column in find_attribution(self.words)
            ),
            outturns={
                letters_of(column): (self.words[column], self.cell(column))
                for column in self.outturns()
                if column not in which_is_asked and _says_more(self.words[column])
            },
            periods_named={
                letters_of(column): (self.words[column], self.cell(column))
                for column in self.outturns()
                if column not in asked_about
                and not self.is_period(column)
                and _names_a_period(self.words[column])
            },
            last_row=self.last_row,
        )

    def _first_beside(self) -> dict[str, int]:
        """Of a wide table: what stands below its first period beside the outturn, by field."""
        first = min(self.beside, default=0)
        return dict(self.beside[first]) if first else {}

    def cell(self, column: int) -> str:
        """Where the header of a column stands."""
        return f"{letters_of(column)}{self.header_rows.get(column, self.header_row)}"


def _says_more(header: str) -> bool:
    says = what_it_says(header)
    return bool(says.unit or says.to_date)


def _names_a_period(header: str) -> bool:
    says = what_it_says(header)
    return bool(says.periods or says.months or says.alone)
