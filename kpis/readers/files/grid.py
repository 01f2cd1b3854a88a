"""The cells of one sheet, as every reader hands them to whoever looks for the table.

Two shapes hold them, because the two sources differ: a workbook is sparse, and each of its cells
has a kind; a CSV is dense, has twenty thousand rows now and then, and knows only text. Both
answer the same few questions, row by row to find the header, column by column to read figures.
Rows and columns are counted from 1, as people see them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple, NoReturn, Protocol

from kpis.cell_addresses import Place, Span, letters_of
from kpis.errors import UnreadableReturn
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.text_limit import TextLimit

# No return reaches this far; a stray mark beyond it would be taken for a part of the table.
LAST_ROW = 100_000
LAST_COLUMN = 1_000

Row = dict[int, "Cell"]  # column → cell; only cells that hold something, from left to right


class Cell(NamedTuple):
    text: str
    kind: str


class Column(NamedTuple):
    """Texts and kinds of the cells of a column, side by side; "" and EMPTY where one is empty."""

    texts: list[str]
    kinds: list[str]


_NOTHING = Cell("", CellKind.EMPTY)


class Grid(Protocol):
    """One sheet. `name` is "" in a CSV."""

    @property
    def name(self) -> str: ...

    @property
    def hidden_rows(self) -> frozenset[int]: ...

    @property
    def hidden_columns(self) -> frozenset[int]: ...

    @property
    def shown(self) -> Mapping[Place, str]:
        """What cells show that do not simply show what they hold; " " for nothing at all."""

    @property
    def struck(self) -> frozenset[Place]:
        """The cells that are struck through as a whole."""

    @property
    def comments(self) -> Mapping[Place, str]:
        """What comments on its cells say, cut where they are long."""

    @property
    def merged(self) -> Sequence[Span]:
        """The blocks of cells that are merged, to the side or downwards."""

    def rows(self) -> list[int]:
        """The numbers of the rows that hold something, in order."""

    def row(self, number: int) -> Row:
        """The cells of a row that hold something."""

    def row_with_merged(self, number: int) -> Row:
        """The same, and what cells merged downwards from rows above show in it."""

    def column(self, column: int, rows: Sequence[int], *, merged: bool = False) -> Column:
        """The cells of a column in these rows, empty ones too.

        merged: give the rows that a merged cell covers what it shows.
        """


@dataclass(frozen=True, slots=True)
class SparseSheet:
    """A sheet of a workbook. `merged_down`: what rows below the top of a merged cell show."""

    name: str
    cells: dict[int, Row]  # by row number, in order
    merged_down: dict[int, Row] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    shown: Mapping[Place, str] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    merged: Sequence[Span] = ()

    def rows(self) -> list[int]:
        return list(self.cells)

    def row(self, number: int) -> Row:
        return self.cells.get(number, {})

    def row_with_merged(self, number: int) -> Row:
        row = self.merged_down.get(number, {}) | self.row(number)
        return dict(sorted(row.items()))

    def column(self, column: int, rows: Sequence[int], *, merged: bool = False) -> Column:
        cells = [self.row(number).get(column, _NOTHING) for number in rows]
        if merged and self.merged_down:
            cells = [
                cell if cell.text else self.merged_down.get(number, {}).get(column, _NOTHING)
                for number, cell in zip(rows, cells, strict=True)
            ]
        return Column([cell.text for cell in cells], [cell.kind for cell in cells])

    def top(self, rows: int) -> "SparseSheet":
        """Its first rows alone, as if there were no more."""
        cells = {number: row for number, row in self.cells.items() if number <= rows}
        last = max(cells, default=0)
        return SparseSheet(
            self.name,
            cells,
            {number: row for number, row in self.merged_down.items() if number <= last},
            frozenset(number for number in self.hidden_rows if number <= rows),
            self.hidden_columns,
            {place: text for place, text in self.shown.items() if place.row <= rows},
            frozenset(place for place in self.struck if place.row <= rows),
            {place: text for place, text in self.comments.items() if place.row <= rows},
            tuple(span for span in self.merged if span[0] <= rows),
        )


@dataclass(frozen=True, slots=True)
class TextSheet:
    """The records of a CSV, as long or short as they are."""

    records: list[list[str]]
    name: str = ""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    shown: Mapping[Place, str] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    merged: Sequence[Span] = ()

    def rows(self) -> list[int]:
        return [number for number, record in enumerate(self.records, 1) if "".join(record).strip()]

    def row(self, number: int) -> Row:
        record = self.records[number - 1] if 0 < number <= len(self.records) else []
        return {
            column: Cell(text.strip(), CellKind.TEXT)
            for column, text in enumerate(record, 1)
            if text.strip()
        }

    def row_with_merged(self, number: int) -> Row:
        return self.row(number)

    def column(self, column: int, rows: Sequence[int], *, merged: bool = False) -> Column:  # noqa: ARG002
        index, records = column - 1, [self.records[number - 1] for number in rows]
        try:
            texts = list(map(str.strip, map(itemgetter(index), records)))
        except IndexError:  # a shorter record among them: three times slower
            texts = [record[index].strip() if index < len(record) else "" for record in records]
        return Column(texts, [CellKind.TEXT if text else CellKind.EMPTY for text in texts])


@dataclass(frozen=True, slots=True)
class WorkbookRead:
    sheets: tuple[SparseSheet, ...]  # those a person sees, in their order
    hidden_sheets: tuple[str, ...]  # not read: nobody can have checked what they hold


def sparse_sheet(
    name: str,
    cells: dict[int, Row],
    merged: Iterable[Span],
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[tuple[int, int]] = (),
    shown: Mapping[Place, str] | None = None,
    struck: Iterable[Place] = (),
    comments: Mapping[Place, str] | None = None,
    *,
    limit: TextLimit,
) -> SparseSheet:
    """A sheet of these cells, in order, their texts counted already.

    hidden_columns: from one to another. shown, struck, comments: see `Grid`.

    Raises UnreadableReturn where one is far from any table, or what merged cells show in every
    row that they cover is beyond the limit.
    """
    for number, row in cells.items():
        if number > LAST_ROW or max(row) > LAST_COLUMN:
            refuse_far_cell(name, number, max(row))
    merged = tuple(merged)
    shown_below = _merged_down(name, merged, cells, limit)
    unseen = frozenset(
        column
        for first, last in hidden_columns
        for column in range(max(first, 1), min(last, LAST_COLUMN) + 1)
    )
    return SparseSheet(
        name,
        cells,
        shown_below,
        frozenset(hidden_rows),
        unseen,
        shown or {},
        frozenset(struck),
        comments or {},
        merged,
    )


def refuse_far_cell(sheet: str, row: int, column: int) -> NoReturn:
    raise UnreadableReturn(
        f"Sheet {sheet!r} has something in cell {letters_of(column)}{row}, far beyond any "
        "table: delete that cell, or copy the table into a new workbook, and send that."
    )


def _merged_down(
    name: str, spans: Iterable[Span], cells: dict[int, Row], limit: TextLimit
) -> dict[int, Row]:
    """What the rows below the top of each merged cell show, in its first column."""
    last = max(cells, default=0)
    spread: dict[int, Row] = {}
    for top, bottom, column in spans:
        shown = cells.get(top, {}).get(column)
        if shown:
            covered = range(top + 1, min(bottom, last) + 1)
            limit.count(name, top, column, shown.text, len(covered))
            for row in covered:
                spread.setdefault(row, {})[column] = shown
    return spread
