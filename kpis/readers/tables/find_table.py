"""Find the table in a sheet: where its header row is, which layout it has, which columns.

Tables start where they start: below a title block, beside blank columns, under a row of merged
years. The header row is the first row that names the measure and either an outturn and its
period (tidy, or our own template) or at least one reporting period (wide: a column for each).
When no row does, the one that came nearest says what is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpis.cell_addresses import letters_of
from kpis.readers.files.grid import Grid, Row
from kpis.readers.raw import Layout, TableFound
from kpis.readers.tables.headers import HeadersFound, find_attribution, find_fields, plain
from kpis.readers.tables.period_headers import PeriodColumn, period_columns, period_columns_below
from kpis.template.columns import TEMPLATE_HEADERS

_ROWS_SEARCHED = 80  # of those that hold something
OF_LATEST = ("marker", "commentary")  # in a wide table they speak of the row's latest figure
_FIELDS_OF_WIDE = ("measure", "measure_also", "area", "breakdown", "category", *OF_LATEST)


@dataclass(frozen=True, slots=True)
class Table:
    layout: Layout
    header_row: int
    headers: HeadersFound
    words: Mapping[int, str]  # column → header as it is written
    periods: tuple[PeriodColumn, ...] = ()  # wide only, from left to right
    headed_above: frozenset[int] = frozenset()  # columns headed in the row above the header row

    def table_found(self, sheet: str) -> TableFound:
        """The same in the words of the contract."""
        columns = {name: column for name, column in self.headers.columns.items() if name != "year"}
        return TableFound(
            sheet=sheet,
            layout=self.layout,
            header_row=self.header_row,
            columns={name: letters_of(column) for name, column in columns.items()},
            headers={name: self.words[column] for name, column in columns.items()},
            duplicates=tuple(
                (self.words[second], self._cell(first), self._cell(second))
                for first, second in self.headers.duplicates
            ),
            unknown=tuple(
                (self.words[column], self._cell(column)) for column in self.headers.unknown
            ),
            attribution=tuple(
                (self.words[column], self._cell(column)) for column in find_attribution(self.words)
            ),
        )

    def _cell(self, column: int) -> str:
        return f"{letters_of(column)}{self.header_row - (column in self.headed_above)}"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """No table: `reason` says what the likeliest header row lacks, "" when none was like one."""

    reason: str = ""


def find_table(grid: Grid) -> Table | NearMiss:
    """The table of a sheet, or what the row that came nearest to a header lacks."""
    if table := first_table(grid):
        return table
    searched = grid.rows()[:_ROWS_SEARCHED]
    misses = (
        _near_miss(number, find_fields(_words(grid.row_with_merged(number)))) for number in searched
    )
    nearness, nearest = max(misses, key=lambda miss: miss[0], default=(0, ""))
    return NearMiss(nearest) if nearness else _periods_alone(grid, searched)


def headers_recognised(sheet: Grid) -> int:
    """How many headers of a return are recognised, to find the separator of a CSV by."""
    table = first_table(sheet)
    return len(table.words) if table else 0


def first_table(grid: Grid) -> Table | None:
    for number in grid.rows()[:_ROWS_SEARCHED]:
        if table := _table_from(grid, number, grid.row_with_merged(number)):
            return table
    return None


def _table_from(grid: Grid, number: int, row: Row) -> Table | None:
    words = _words(row)
    headers = find_fields(words)
    if "measure" not in headers.columns:
        return None
    if "outturn" in headers.columns and not {"period", "year"}.isdisjoint(headers.columns):
        layout = Layout.TEMPLATE if _is_template(words) else Layout.TIDY
        return Table(layout, number, _with_period(headers), words)
    below = grid.row(number + 1)
    if of_second_row := period_columns_below(number + 1, below, row):
        above_only = {column: cell for column, cell in row.items() if column not in below}
        periods = (*of_second_row, *period_columns(number, above_only))
        words |= _words(below)
        return _wide(number + 1, words, periods, frozenset(above_only))
    if periods := period_columns(number, row, above=grid.row(number - 1)):
        return _wide(number, words, periods)
    return None


def _words(row: Row) -> dict[int, str]:
    return {column: cell.text for column, cell in row.items()}


def _is_template(words: Mapping[int, str]) -> bool:
    return {plain(header) for header in TEMPLATE_HEADERS} <= {
        plain(text) for text in words.values()
    }


def _with_period(headers: HeadersFound) -> HeadersFound:
    """Where no column is headed by a period, the year is one."""
    if "period" in headers.columns:
        return headers
    columns = {
        "period" if name == "year" else name: column for name, column in headers.columns.items()
    }
    return replace(headers, columns=columns)


def _wide(
    header_row: int,
    words: Mapping[int, str],
    periods: tuple[PeriodColumn, ...],
    headed_above: frozenset[int] = frozenset(),
) -> Table:
    """A wide table. A field that its layout has no place for counts as an unknown column."""
    of_periods = {period.column for period in periods}
    headers = find_fields({c: text for c, text in words.items() if c not in of_periods})
    columns = {name: column for name, column in headers.columns.items() if name in _FIELDS_OF_WIDE}
    without_a_place = set(headers.columns.values()) - set(columns.values())
    first_of: dict[str, int] = {}
    twice = []
    for period in periods:
        if first_of.setdefault(period.text, period.column) != period.column:
            twice.append((first_of[period.text], period.column))
    return Table(
        layout=Layout.WIDE,
        header_row=header_row,
        headers=HeadersFound(
            columns=columns,
            duplicates=(*headers.duplicates, *twice),
            unknown=tuple(sorted({*headers.unknown, *without_a_place})),
        ),
        words=words,
        periods=tuple(sorted(periods, key=lambda period: period.column)),
        headed_above=headed_above,
    )


def _near_miss(number: int, headers: HeadersFound) -> tuple[int, str]:
    """How near a row came to be a header row, 0 when not at all, and what it lacks."""
    needed = {
        "measure": "the measure (head it Measure or Code)",
        "period": "the reporting period (head it Period)",
        "outturn": "the outturn (head it Outturn)",
    }
    columns = set(headers.columns) | ({"period"} if "year" in headers.columns else set())
    missing = [words for name, words in needed.items() if name not in columns]
    others = len(columns & {"numerator", "denominator", "marker", "commentary", "area"})
    if len(missing) == len(needed) or len(columns) < 2:
        return 0, ""
    reason = f"row {number} looks like its header but has no column for {' and '.join(missing)}"
    return 10 * (len(needed) - len(missing)) + others, reason


def _periods_alone(grid: Grid, rows: Sequence[int]) -> NearMiss:
    """The near miss of a wide table whose first columns have no headers."""
    for number in rows:
        row = grid.row(number)
        periods = period_columns(number, row)
        if len(periods) > 1 and 2 * len(periods) > len(row):
            return NearMiss(
                f"row {number} has a column for each period but none headed Measure or Code"
            )
    return NearMiss()
