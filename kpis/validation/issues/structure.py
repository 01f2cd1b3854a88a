"""Issues with the file, its sheets and its columns, before any figure is looked at."""

from typing import ClassVar

from kpis.model import Severity
from kpis.validation.issues.base import Issue, quoted


class NoTableFound(Issue):
    """No sheet has a row of headers that a table of figures could stand under."""

    code: ClassVar[str] = "no-table-found"
    severity: ClassVar[Severity] = Severity.ERROR

    lacks: str = ""  # what the one likely table lacks, and what to do; "" where there is none

    @property
    def sentence(self) -> str:
        if self.lacks:
            return f"No table of figures was found in {quoted(self.found)}: {self.lacks}."
        return (
            f"No table of figures was found in {quoted(self.found)}. It needs one row of headers "
            "with Measure, Period and Outturn, as the template has them, and the figures below."
        )


class NothingReturned(Issue):
    """There is a table, but not one figure is filled in."""

    code: ClassVar[str] = "nothing-returned"
    severity: ClassVar[Severity] = Severity.ERROR

    @property
    def sentence(self) -> str:
        return (
            f"No figure is filled in anywhere in {quoted(self.found)}. Type the figures into the "
            "outturn column, save the file and choose it again."
        )


class TemplateNotFilledIn(NothingReturned):
    """Our template, as it was sent out: nothing in it is wrong, and nothing is returned."""

    severity: ClassVar[Severity] = Severity.WARNING


class SheetNotRead(Issue):
    """A sheet holds something, but no table that could be read."""

    code: ClassVar[str] = "sheet-not-read"
    severity: ClassVar[Severity] = Severity.WARNING

    reason: str

    @property
    def sentence(self) -> str:
        what = "this sheet" if self.sheet else "the file"
        told = f"{what} was not read: {self.reason.rstrip('.')}."
        if ";" in self.reason:  # it says itself what to do
            return told
        return f"{told} If it holds figures, give it the headers of the template."


class DuplicateColumn(Issue):
    """Two columns of a table mean the same, so none of its rows is taken."""

    code: ClassVar[str] = "duplicate-column"
    severity: ClassVar[Severity] = Severity.ERROR

    first_cell: str

    @property
    def sentence(self) -> str:
        return (
            f"the column {quoted(self.found)} means the same as the one in {self.first_cell}. "
            "Delete the one that does not count, or give it another header."
        )


class UnknownColumn(Issue):
    """A column whose header is not understood, or that another is read in place of."""

    code: ClassVar[str] = "unknown-column"
    severity: ClassVar[Severity] = Severity.WARNING

    nearest: str
    instead: str = ""  # the header of the column that is read, where this one means the same

    @property
    def sentence(self) -> str:
        if self.instead:
            return (
                f"the column {quoted(self.found)} was left aside, for {quoted(self.instead)} is "
                "read in its place. If that is the wrong one, delete it or give it another header."
            )
        question = f"Did you mean {quoted(self.nearest)}? " if self.nearest else ""
        return (
            f"the column {quoted(self.found)} is not one of a return and was left aside. "
            f"{question}Correct the header if the column matters."
        )


class OfficialStatistics(Issue):
    """Columns for publisher and licence: official statistics, which no service returns."""

    code: ClassVar[str] = "official-statistics"
    severity: ClassVar[Severity] = Severity.ERROR

    beside: str

    @property
    def sentence(self) -> str:
        return (
            f"the columns {quoted(self.found)} and {quoted(self.beside)} make this a file of "
            "official statistics, not a return. If the figures are the council's own, delete both."
        )


class CellsBesideHeader(Issue):
    """A row of a CSV with more or fewer cells than its header, so what is what is not sure."""

    code: ClassVar[str] = "cells-beside-header"
    severity: ClassVar[Severity] = Severity.ERROR

    row: int
    cells: int
    expected: int

    @property
    def sentence(self) -> str:
        counts = f"row {self.row} has {self.cells} cells and the header {self.expected}"
        if self.cells > self.expected:
            return (
                f"{counts}: {quoted(self.found)}. Put a number or text that has a comma, or "
                "another separator, in quotation marks."
            )
        return (
            f"{counts}: {quoted(self.found)}. A cell is missing, or two have run together. Give "
            "the row as many as the header; a blank cell counts."
        )


class TooManyIssues(Issue):
    """The file has so many issues that the check was ended; none of its rows is taken."""

    code: ClassVar[str] = "too-many-issues"
    severity: ClassVar[Severity] = Severity.ERROR

    most: int

    @property
    def sentence(self) -> str:
        return (
            f"The check of {quoted(self.found)} was ended after {self.most:,} issues, and nothing "
            "is taken. Put right what is listed, often one mistake in every row; check again."
        )


class FileNote(Issue):
    """Something about how the file was read that a person may not expect, such as hidden rows."""

    code: ClassVar[str] = "file-note"
    severity: ClassVar[Severity] = Severity.WARNING

    @property
    def sentence(self) -> str:
        return self.found
