"""Rules about what a workbook says beside its figures: nothing of it is lost without a word."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kpis.cell_addresses import letters_in
from kpis.readers.files.seen.number_formats import NOTHING_SHOWN
from kpis.readers.files.seen.rich_text import STROKE
from kpis.validation.issues.said_beside import (
    CommentOnCell,
    MoreComments,
    StruckText,
    UnseenText,
)
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.text_column import positions

MOST_TOLD = 30  # comments of one file that say something else
_FIELDS = (
    *("outturn", "numerator", "denominator", "marker", "commentary", "measure", "measure_also"),
    *("period", "area", "breakdown", "category", "unit"),
)
_CALLED = {"measure_also": "measure"}
_OF_EVERY_ROW = ("outturn", "period")
_WORDS = ("measure", "area", "breakdown", "category", "marker", "commentary")


class _Comment(NamedTuple):
    sheet: str
    cell: str
    text: str


def comments_on_cells(table: ReturnTable) -> Iterator[RowIssue]:
    """What a comment says is told: the same words on several cells of a sheet once."""
    comments = dict.fromkeys(
        _Comment(raw_table.sheet, cell, text)
        for raw_table in table.raw.tables
        for cell, text in raw_table.comments.items()
    )
    if not comments:
        return
    alike: dict[tuple[str, str], list[_Comment]] = {}
    for comment in comments:
        alike.setdefault((comment.sheet, comment.text), []).append(comment)
    rows = _rows_of(table, list(comments))
    told = list(alike.values())
    for group in told[:MOST_TOLD]:
        first = next((each for each in group if each in rows), group[0])
        yield _told(table, first, rows.get(first), more=len(group) - 1)
    if others := told[MOST_TOLD:]:
        first = others[0][0]
        count = sum(map(len, others))
        yield RowIssue(
            MoreComments(sheet=first.sheet, cell=first.cell, found=first.text, count=count)
        )


def struck_commentaries(table: ReturnTable) -> Iterator[RowIssue]:
    """A commentary that is struck through, as a whole or in part, is told."""
    struck = {(each.sheet, cell) for each in table.raw.tables for cell in each.struck}
    commentary = table.texts["commentary"]
    in_part = commentary.where(lambda text: STROKE in text)
    for position in positions(commentary.filled if struck else in_part):
        whole = bool(struck) and table.place(position, "commentary") in struck
        if whole or in_part[position]:
            yield table.issue(
                StruckText,
                position,
                "commentary",
                found=commentary[position].replace(STROKE, ""),
                column="commentary",
                whole=whole,
            )


def unseen_texts(table: ReturnTable) -> Iterator[RowIssue]:
    """What names a figure, and what is said of it, is seen; once for each column.

    Of figures, their periods and headers that are not seen it is asked.
    """
    unseen = {
        (each.sheet, cell)
        for each in table.raw.tables
        for cell, shows in each.shown.items()
        if shows == NOTHING_SHOWN
    }
    if not unseen:
        return
    by_column: dict[tuple[str, str, str], dict[str, int]] = {}
    for position in range(len(table)):
        for name in _WORDS:
            if table.typed(position, name):
                sheet, cell = table.place(position, name)
                if (sheet, cell) in unseen:
                    of_column = by_column.setdefault((sheet, name, letters_in(cell)), {})
                    of_column.setdefault(cell, position)
    for (_, name, _), cells in by_column.items():
        first = next(iter(cells.values()))
        column = _CALLED.get(name, name)
        yield table.issue(UnseenText, first, name, column=column, more=len(cells) - 1)


def _told(
    table: ReturnTable, comment: _Comment, row: tuple[int, str] | None, *, more: int
) -> RowIssue:
    if row is None:
        sheet, cell, text = comment
        return RowIssue(CommentOnCell(sheet=sheet, cell=cell, found=text, more=more))
    position, name = row
    return table.issue(
        CommentOnCell,
        position,
        name,
        found=comment.text,
        column=_CALLED.get(name, name),
        marker=str(table.full_marker[position]),
        more=more,
    )


def _rows_of(table: ReturnTable, comments: list[_Comment]) -> dict[_Comment, tuple[int, str]]:
    """The first row of the table that each comment is on a cell of, and the field."""
    by_place = {(each.sheet, each.cell): each for each in comments}
    found: dict[_Comment, tuple[int, str]] = {}
    for position in np.flatnonzero(
        table.texts["sheet"].where({s for s, _ in by_place}.__contains__)
    ):
        for name in _FIELDS:
            if name in _OF_EVERY_ROW or table.typed(int(position), name):
                comment = by_place.get(table.place(int(position), name))
                if comment:
                    found.setdefault(comment, (int(position), name))
    return found
