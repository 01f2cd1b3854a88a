"""Rules about the file: its sheets, its tables, their columns."""

from collections.abc import Iterator
from difflib import get_close_matches

from kpis.readers.raw import Layout
from kpis.readers.tables.activity_header_words import ACTIVITY, WORDS
from kpis.readers.tables.header_words import EXACT, MEASURE
from kpis.validation.issues.structure import (
    DuplicateColumn,
    FileNote,
    NoTableFound,
    NothingReturned,
    SheetNotRead,
    TemplateNotFilledIn,
    UnknownColumn,
)
from kpis.validation.return_table import Found, ReturnTable
from kpis.validation.text_column import positions

_HEADERS = tuple(
    word for groups in (*EXACT.values(), MEASURE) for group in groups for word in group
)
_HEADERS_OF_ACTIVITIES = tuple(
    word for groups in (*WORDS.values(), ACTIVITY) for group in groups for word in group
)
_NEAR_ENOUGH = 0.75
_LONGEST = 100  # characters of a header that are compared


def no_table(table: ReturnTable) -> Iterator[Found]:
    """A return has at least one table."""
    if not table.raw.tables:
        yield Found(NoTableFound(found=table.raw.file_name))


def nothing_returned(table: ReturnTable) -> Iterator[Found]:
    """A return has at least one figure, marker or commentary in its tables, or an activity.

    A template nobody has filled in is no mistake: it may be checked to see what that says.
    """
    if table.raw.tables and not len(table) and table.raw.activities.empty:
        ours = any(each.layout == Layout.TEMPLATE for each in table.raw.tables)
        kind = TemplateNotFilledIn if ours else NothingReturned
        yield Found(kind(found=table.raw.file_name, sheet=table.raw.tables[0].sheet))


def sheets_passed_over(table: ReturnTable) -> Iterator[Found]:
    """A sheet that was not read is named, so that nobody takes its figures for returned."""
    for passed in table.raw.passed_over:
        yield Found(SheetNotRead(sheet=passed.sheet, found=passed.sheet, reason=passed.reason))


def duplicate_columns(table: ReturnTable) -> Iterator[Found]:
    """A field stands in one column only. Which of two counts is not guessed: no row is taken."""
    for each in table.raw.tables:
        # All rows of the sheet, with the first of its issues: the others need not say so again.
        left_out = positions(table.texts["sheet"].where(each.sheet.__eq__))
        for header, first, second in each.duplicates:
            issue = DuplicateColumn(sheet=each.sheet, cell=second, found=header, first_cell=first)
            yield Found(issue, tuple(left_out))
            left_out = []


def unknown_columns(table: ReturnTable) -> Iterator[Found]:
    """A column nobody asked for is named, for its header may be misspelt."""
    for each in table.raw.tables:
        known = _HEADERS_OF_ACTIVITIES if each.layout == Layout.ACTIVITIES else _HEADERS
        for header, cell in each.unknown:
            near = get_close_matches(header[:_LONGEST].strip().lower(), known, 1, _NEAR_ENOUGH)
            nearest = near[0].capitalize() if near else ""
            yield Found(UnknownColumn(sheet=each.sheet, cell=cell, found=header, nearest=nearest))


def notes(table: ReturnTable) -> Iterator[Found]:
    """What the reader noticed about the file is passed on."""
    for note in table.raw.notes:
        yield Found(FileNote(found=note))
