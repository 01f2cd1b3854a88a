"""What a table of open data is: its columns, what each holds, and by which a row is known."""

from enum import StrEnum

from kpis.model.record import Record


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    DAY = "day"  # 2019-09-30
    TIME = "time"  # 2019-11-25T09:30:00Z, always UTC
    YES_NO = "yes or no"  # true, false


class Column(Record):
    """A column. name: as files have it, for good. title: for people.

    required: no cell is empty. list: the name of the list in the table of codes that says what each
    of its texts stands for. pattern: what each of its texts is like, as a regular expression.
    unit: what its numbers are counted in, where that is the same in every row.
    """

    name: str
    title: str
    description: str
    holds: Holds = Holds.TEXT
    required: bool = False
    list: str = ""
    pattern: str = ""
    unit: str = ""


class Leads(Record):
    """Columns of a table whose texts stand in another table too, and where."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Table(Record):
    """A table. name: of its files, without an ending. key: the columns by which a row is known."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    leads: tuple[Leads, ...] = ()

    @property
    def names(self) -> list[str]:
        """Of its columns, in their order."""
        return [column.name for column in self.columns]
