"""Rules about the file: its sheets, its tables, their columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

import numpy as np

from kpis.cell_addresses import letters_in
from kpis.model import Provenance
from kpis.readers.asked import HEADER_MEANING, PERIODS_DIFFER, Doubt
from kpis.readers.raw import Layout
from kpis.readers.tables.activity_header_words import ACTIVITY, WORDS
from kpis.readers.tables.header_words import EXACT, MEASURE
from kpis.readers.tables.headers import field_of
from kpis.validation.issues.question import QUESTIONS_OF_READER
from kpis.validation.issues.structure import (
    CellsBesideHeader,
    DuplicateColumn,
    FileNote,
    NoTableFound,
    NothingReturned,
    OfficialStatistics,
    SheetNotRead,
    TemplateNotFilledIn,
    UnknownColumn,
)
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.rules.asking import storable_rows
from kpis.validation.text_column import TextColumn, positions

_HEADERS = tuple(
    word for groups in (*EXACT.values(), MEASURE) for group in groups for word in group
)
_HEADERS_OF_ACTIVITIES = tuple(
    word for groups in (*WORDS.values(), ACTIVITY) for group in groups for word in group
)
_NEAR_ENOUGH = 0.75
_LONGEST = 100  # characters of a header that are compared


def no_table(table: ReturnTable) -> Iterator[RowIssue]:
    """A return has at least one table."""
    if not table.raw.tables:
        # A reason with a semicolon says what to do; of several none is surely the one that counts.
        reasons = [each.reason for each in table.raw.passed_over if ";" in each.reason]
        lacks = reasons[0] if len(reasons) == 1 else ""
        yield RowIssue(NoTableFound(found=table.raw.file_name, lacks=lacks))


def nothing_returned(table: ReturnTable) -> Iterator[RowIssue]:
    """A return has at least one figure, marker or commentary in its tables, or an activity.

    A template nobody has filled in is no mistake: it may be checked to see what that says.
    """
    if table.raw.tables and not len(table) and table.raw.activities.empty:
        ours = any(raw_table.layout == Layout.TEMPLATE for raw_table in table.raw.tables)
        kind = TemplateNotFilledIn if ours else NothingReturned
        yield RowIssue(kind(found=table.raw.file_name, sheet=table.raw.tables[0].sheet))


def sheets_passed_over(table: ReturnTable) -> Iterator[RowIssue]:
    """A sheet that was not read is named, so that nobody takes its figures for returned."""
    for passed in table.raw.passed_over:
        yield RowIssue(SheetNotRead(sheet=passed.sheet, found=passed.sheet, reason=passed.reason))


def duplicate_columns(table: ReturnTable) -> Iterator[RowIssue]:
    """A field stands in one column only. Which of two counts is not guessed: no row is taken."""
    for raw_table in table.raw.tables:
        # All rows of the sheet, with the first of its issues: the others need not say so again.
        left_out = positions(table.texts["sheet"].where(raw_table.sheet.__eq__))
        for header, first, second in raw_table.duplicates:
            issue = DuplicateColumn(
                sheet=raw_table.sheet, cell=second, found=header, first_cell=first
            )
            yield RowIssue(issue, tuple(left_out))
            left_out = []


def unknown_columns(table: ReturnTable) -> Iterator[RowIssue]:
    """A column nobody asked for is named, for its header may be misspelt."""
    for raw_table in table.raw.tables:
        headers = _HEADERS_OF_ACTIVITIES if raw_table.layout == Layout.ACTIVITIES else _HEADERS
        for header, cell in raw_table.unknown:
            instead = raw_table.headers.get(field_of(header), "")
            typed = header[:_LONGEST].strip().lower()
            near = get_close_matches(typed, headers, 1, _NEAR_ENOUGH)
            nearest = near[0].capitalize() if near and near[0] != typed else ""
            yield RowIssue(
                UnknownColumn(
                    sheet=raw_table.sheet,
                    cell=cell,
                    found=header,
                    nearest=nearest,
                    instead=instead,
                )
            )


def official_statistics(table: ReturnTable) -> Iterator[RowIssue]:
    """Figures attributed to their publisher are not taken for a service's own: no row is taken.

    Ranks, comparisons and what is said of a figure depend on which of the two it is.
    """
    if table.context.provenance is not Provenance.RETURN:
        return
    for raw_table in table.raw.tables:
        if not raw_table.attribution:
            continue
        (publisher, cell), (licence, _) = raw_table.attribution
        issue = OfficialStatistics(
            sheet=raw_table.sheet, cell=cell, found=publisher, beside=licence
        )
        yield RowIssue(issue, tuple(positions(table.texts["sheet"].where(raw_table.sheet.__eq__))))


def rows_beside_their_header(table: ReturnTable) -> Iterator[RowIssue]:
    """A row of a CSV has as many cells as its header. Else it is not taken: nothing is guessed."""
    for raw_table in table.raw.tables:
        if not raw_table.ragged:
            continue
        of_sheet = table.texts["sheet"].where(raw_table.sheet.__eq__)
        places: dict[int, list[int]] = {}
        for position in positions(of_sheet):
            places.setdefault(int(table.raw.rows["row"].iloc[position]), []).append(position)
        for ragged in raw_table.ragged:
            issue = CellsBesideHeader(
                sheet=raw_table.sheet,
                cell=ragged.cell,
                found=ragged.text,
                row=ragged.row,
                cells=ragged.cells,
                expected=ragged.expected,
            )
            yield RowIssue(issue, tuple(places.get(ragged.row, ())))


def doubts_of_the_reader(table: ReturnTable) -> Iterator[RowIssue]:
    """What a table may mean in two ways is asked: rows that stand on it wait for the answer."""
    for doubt in table.raw.doubts:
        waiting = table.texts["sheet"].where(doubt.sheet.__eq__)
        waiting &= np.isin(table.rows["row"].to_numpy(dtype="int64"), doubt.rows)
        if doubt.column:
            cells = TextColumn.of(table.rows["outturn_cell"].array)
            columns = cells.renamed(map(letters_in, cells.distinct))
            waiting &= columns.where(doubt.column.__eq__)
        rows = positions(waiting)
        if _is_asked_as_an_area(table, doubt, rows):
            continue
        storable = storable_rows(table, rows)
        if doubt.code == PERIODS_DIFFER and rows and not storable:
            continue  # none of the two is a period of their measures, which is an error already
        question = QUESTIONS_OF_READER[doubt.code].of(doubt)
        if rows and rows[0] not in storable:  # the row that its choices tell of
            told = tuple(replace(choice, stores="") for choice in question.choices)
            question = replace(question, choices=told)
        yield RowIssue(question, tuple(rows))


def _is_asked_as_an_area(table: ReturnTable, doubt: Doubt, rows: Sequence[int]) -> bool:
    """Whether of a heading such as "London" it is asked already whose figures stand below it."""
    return doubt.code == HEADER_MEANING and any(
        title.area in table.known_areas
        and (title.sheet, title.cell) == (doubt.sheet, doubt.cell)
        and set(rows) <= set(title.rows)
        for title in table.titles
    )


def notes(table: ReturnTable) -> Iterator[RowIssue]:
    """What the reader noticed about the file is passed on."""
    for note in table.raw.notes:
        yield RowIssue(FileNote(found=note))
