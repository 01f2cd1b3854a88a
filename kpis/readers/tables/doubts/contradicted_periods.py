"""Two columns of one row that name different periods: Quarter Q1 beside Period end 30/09/2019.

The surer of the two is the period of the row. Another is compared where its header says that it
holds the end or the beginning of a period, or a period of its own; a bare Date may be any day.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from kpis.period_text import begins, ends
from kpis.readers.asked import LEAVE_OUT, PERIODS_DIFFER, TAKE, Choice, Doubt
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.grid import Grid
from kpis.readers.raw import Layout
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.headers import plain
from kpis.readers.tables.year_and_part import span_of
from kpis.words.lists import and_more

_PERIODS = ("period", "reporting period", "quarter", "qtr", "reporting quarter", "month")
_HAVE_EDGES = frozenset({"period", "quarter", "month"})
_A_QUARTER = timedelta(days=100)
# Periods that are counted in weeks end some days beside; years are of several kinds.
_BESIDE, _BESIDE_A_YEAR = timedelta(days=7), timedelta(days=184)

Span = tuple[date, date]


def doubts_of_contradicted_periods(grid: Grid, table: Table, rows: pd.DataFrame) -> Iterator[Doubt]:
    """One question about each such column. rows: RAW_ROWS of a table."""
    if table.layout is Layout.WIDE or not len(rows):
        return
    numbers = rows["row"].tolist()
    for column in other_periods(table):
        header = table.words[column]
        texts, kinds = grid.column(column, numbers, merged=True)
        found = [
            place
            for place, (period, kind, text, its_kind) in enumerate(
                zip(rows["period"], rows["period_kind"], texts, kinds, strict=True)
            )
            if text and period and _contradict(period, kind, text, its_kind, header)
        ]
        if found:
            yield _doubt(grid, table, rows, column, texts, found)


def other_periods(table: Table) -> tuple[int, ...]:
    """The columns beside the period's own that may say another one."""
    taken = {*table.headers.columns.values(), *table.outturns()}
    return tuple(
        column
        for column, words in table.words.items()
        if column not in taken and (plain(words) in _PERIODS or _heads_an_edge(words))
    )


def _heads_an_edge(header: str) -> bool:
    """Whether it is of the end or beginning of a row's period; "As at" may be of anything."""
    words = set(plain(header).split())
    return not words.isdisjoint(_HAVE_EDGES) and (begins(header) or ends(header))


def _doubt(
    grid: Grid,
    table: Table,
    rows: pd.DataFrame,
    column: int,
    texts: Sequence[str],
    found: Sequence[int],
) -> Doubt:
    first, header = rows.iloc[found[0]], table.words[column]
    text = texts[found[0]]
    more = f" {len(found) - 1} more rows differ too." if len(found) > 1 else ""
    is_of_one = len(set(rows["period"].iloc[list(found)])) == 1
    label = f"It is of {first['period']}" if is_of_one else f"Each is of its period, not {header}"
    return Doubt(
        code=PERIODS_DIFFER,
        about=f"{grid.name} {header} {text} beside {first['period']} and {len(found) - 1} more",
        sheet=grid.name,
        cell=str(first["period_cell"]),
        found=str(first["period"]),
        told=f"'{first['period']}' is not the period that '{header}' says, {text}.{more}",
        choices=(
            Choice(
                answer=TAKE,
                label=label,
                stores=and_more(f"{first['outturn']} for {first['period']}", len(found)),
            ),
            Choice(answer=LEAVE_OUT, label="Leave these figures out"),
        ),
        rows=tuple(dict.fromkeys(int(rows["row"].iloc[place]) for place in found)),
    )


@lru_cache(maxsize=4096)
def _contradict(period: str, kind: str, text: str, its_kind: str, header: str) -> bool:
    """Whether a period cannot be the one that is said beside it; not, where either is unclear."""
    span, other = _span(period, kind), _span(text, its_kind, header)
    if span is None or other is None:
        return False
    start, end = span
    beside = _BESIDE if end - start <= _A_QUARTER else _BESIDE_A_YEAR
    if ends(header):
        return not start <= other[1] <= end + beside
    if begins(header):
        return not start - beside <= other[0] <= end
    return other[1] < start or end < other[0]


def _span(text: str, kind: str, heading: str = "") -> Span | None:
    """First and last day of what a cell plainly means."""
    if kind in (CellKind.DATE, CellKind.MONTH):
        day = date.fromisoformat(text[:10])
        return day, day
    return span_of(text, heading)
