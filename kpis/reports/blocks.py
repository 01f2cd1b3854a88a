"""The blocks a document is made of: all that a renderer has to know.

A document says what stands in it and what leads where, never how it looks. Every text is plain: a
renderer that writes markup escapes it. Figures come as they are written, and a cell of a table also
has the figure itself, for sheets that calculate and for data.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from kpis.model import RagStatus, Unit
from kpis.model.record import Record


class Tone(StrEnum):
    """How much a paragraph wants to be read."""

    LEAD = "lead"  # the answer, before all else
    PLAIN = "plain"
    QUIET = "quiet"  # how it came about, and small print
    NOTE = "note"  # must not be overlooked: what is illustrative, not published, corrected
    QUOTE = "quote"  # in a service's own words


class Mark(Record):
    """A rating, told by shape and letter as well as by colour.

    carried: it was made in an earlier quarter and stands: an outline. said: what it stands for,
    where no word beside it says so: "Green, last measured 2018/19". to: what it leads to, as a key.
    """

    status: RagStatus
    carried: bool = False
    said: str = ""
    to: str = ""


class Paragraph(Record):
    """A paragraph. lead: words before it that are set off: "Ratings." to: what it leads to, as a
    key."""

    text: str
    tone: Tone = Tone.PLAIN
    lead: str = ""
    to: str = ""


class Bullets(Record):
    """A list of sentences."""

    items: tuple[str, ...]


class Tile(Record):
    """A count with its name, what it means and how it moved. mark: None for what has none."""

    number: int
    name: str
    meaning: str
    change: str = ""
    mark: Mark | None = None


class Tiles(Record):
    """Counts that stand beside each other. title: of what: "Now", "At the year's end"."""

    tiles: tuple[Tile, ...]
    title: str = ""


class Entry(Record):
    """Something told in a few lines: a measure that is red, one that changed its colour.

    marks: what it is rated, or what it was and what it is. to: what its title leads to, as a key.
    facts: figures in a sentence. told: further lines, each with its label, "" for none.
    """

    title: str
    code: str = ""
    to: str = ""
    marks: tuple[Mark, ...] = ()
    facts: str = ""
    told: tuple[tuple[str, str], ...] = ()


class Entries(Record):
    """Several of them. nothing: the sentence that stands where there is none."""

    items: tuple[Entry, ...]
    nothing: str = ""


class Column(Record):
    """A column of a table. group: what stands above it and its neighbours of the same group."""

    title: str
    is_figure: bool = False
    is_mark: bool = False  # holds nothing but marks
    group: str = ""


class Cell(Record):
    """What stands in one place of a table.

    text: as it is read; of a mark alone, the words for it. note: a second, quieter line.
    value: the figure, rounded as shown, in `unit`; NaN where the cell holds none, or one that is
    not shown. marker: its letters, which `text` has too. to: what it leads to, as a key. marks: of
    several things, which `text` counts in words.
    """

    text: str = ""
    note: str = ""
    mark: Mark | None = None
    value: float = math.nan
    unit: Unit | None = None
    decimals: int = 0
    marker: str = ""
    to: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def is_figure(self) -> bool:
        return not math.isnan(self.value)


class Row(Record):
    """A row. Its first cell names it. A group has one cell, a heading of the rows that follow."""

    cells: tuple[Cell, ...]
    is_group: bool = False


class Table(Record):
    """A table. caption: what it is of, and anything a reader must know to read it.

    name: a short name that no other table of the document has, for sheets and files: "grid".
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class ChartColumn(Record):
    """A line of a chart as numbers, for charts that can be edited. NaN is a gap.

    role: "outturn", "target", "minimum", "limit" or "area" (`kpis.charts.native`).
    """

    title: str
    values: tuple[float, ...]
    role: str = "outturn"


class Chart(Record):
    """A chart. title: what it shows, in a sentence; alt: the same for who cannot see it, in full.

    description: data and layout as the screen has them (`kpis.charts`), of a light page. names,
    columns: its numbers, one name for each place of every column; () where it has no native form.
    restarts: places that no line leads to from the one before; illustrative: places whose outturn
    is illustrative (`kpis.charts.native`). notes: what it has no room for.
    """

    name: str
    title: str
    alt: str
    description: Mapping[str, Any]
    names: tuple[str, ...] = ()
    columns: tuple[ChartColumn, ...] = ()
    restarts: tuple[int, ...] = ()
    illustrative: tuple[int, ...] = ()
    unit: Unit | None = None
    decimals: int = 0
    notes: tuple[str, ...] = ()


class Facts(Record):
    """Names with their values: outturn, target, owner. A value may have a mark before it.

    in_words: they are texts to be read, as a definition is, and not figures to be seen.
    """

    items: tuple[tuple[str, "Cell"], ...]
    in_words: bool = False


Block = Paragraph | Bullets | Tiles | Entries | Table | Chart | Facts


class Section(Record):
    """A part of a document. key: by which links reach it: "measure:recycling_rate".

    is_page: it begins a page of its own, and is made to fit on it. on_side: its tables are wide and
    want a page on its side. sections: its own parts, one level further down.
    """

    title: str
    key: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    is_page: bool = False
    on_side: bool = False
    code: str = ""

    def walk(self) -> Iterator["Section"]:
        """This one and all within it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


class Document(Record):
    """A whole document.

    about: what it says of itself, each with its name: council, quarter, release, published on,
    licence, contact. running: what stands at the foot of every page. language: as in HTML.
    """

    title: str
    subtitle: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    running: str = ""
    publisher: str = ""
    language: str = "en-GB"
    opening: tuple[Block, ...] = field(default=())

    def walk(self) -> Iterator[Section]:
        """Every section in reading order."""
        for section in self.sections:
            yield from section.walk()

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        yield from self.opening
        for section in self.walk():
            yield from section.blocks
