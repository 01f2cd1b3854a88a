"""A column of the year so far in a tidy table: beside that of the period, or in its place."""

from collections.abc import Mapping
from dataclasses import replace

from kpis.readers.files.grid import Grid
from kpis.readers.tables.headers import HeadersFound, begins_like_a_figure
from kpis.readers.tables.outturn_words import (
    heads_the_year_so_far,
    says_only_its_length,
    what_it_says,
)

_ROWS_LOOKED_AT = 80
_MOST_CELLS = 5  # by which it is told whether a column holds figures


def with_bare_year_so_far(
    grid: Grid, number: int, headers: HeadersFound, words: Mapping[int, str]
) -> HeadersFound:
    """The headers in a row of that number; where none is of the outturn, one headed YTD is.

    Unless "In quarter" stands beside it: that is then the outturn, with the year so far beside it.
    """
    if "outturn" in headers.columns:
        return headers
    so_far = [column for column in headers.unknown if heads_the_year_so_far(words[column])]
    if len(so_far) != 1 or not _holds_figures(grid, number, so_far[0]):
        return headers
    alone = [
        column
        for column in headers.unknown
        if says_only_its_length(words[column]) and _holds_figures(grid, number, column)
    ]
    outturn = alone[0] if len(alone) == 1 else so_far[0]
    unknown = tuple(column for column in headers.unknown if column != outturn)
    columns = {**headers.columns, "outturn": outturn}
    return replace(headers, columns=columns, unknown=unknown)


def without_so_far(
    grid: Grid, number: int, headers: HeadersFound, words: Mapping[int, str]
) -> tuple[HeadersFound, int]:
    """The headers without a column of the year so far beside one of the period, and that column.

    Which of the two is a measure's is for validation to tell. A column headed Cumulative may also
    hold Yes and No.
    """
    outturn = headers.columns["outturn"]
    twice = [second for first, second in headers.duplicates if first == outturn]
    claiming = [outturn, *headers.rivals, *twice]
    so_far = [c for c in (*claiming, *headers.unknown) if heads_the_year_so_far(words[c])]
    so_far = [column for column in so_far if _holds_figures(grid, number, column)]
    others = [column for column in claiming if column not in so_far]
    if len(so_far) != 1 or len(others) != 1 or what_it_says(words[others[0]]).other:
        return headers, 0
    left = replace(
        headers,
        columns={**headers.columns, "outturn": others[0]},
        duplicates=tuple(pair for pair in headers.duplicates if pair[0] != outturn),
        unknown=tuple(column for column in headers.unknown if column not in so_far),
        rivals=(),
    )
    return left, so_far[0]


def _holds_figures(grid: Grid, number: int, column: int) -> bool:
    """Whether the first cells of a column that are filled begin as figures and markers do."""
    below = [each for each in grid.rows() if each > number][:_ROWS_LOOKED_AT]
    texts = [grid.row(each)[column].text for each in below if column in grid.row(each)]
    return bool(texts) and all(begins_like_a_figure(text) for text in texts[:_MOST_CELLS])
