"""A document as the plain data that the template of a PDF sets: no markup, only what and where.

What depends on the page alone is decided in the template; what depends on the texts is decided
here: which columns are wide, which facts take a line of their own, which notes become numbers.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap
from typing import Any, cast

from kpis.charts.svg.picture import picture
from kpis.charts.svg.status_mark import status_mark
from kpis.charts.svg.themes import ON_PAPER
from kpis.charts.template import Description
from kpis.exports.pdf.fitting import CONTINUED, cut, with_breaks
from kpis.exports.pdf.heights import grid_size, is_roomy
from kpis.exports.pdf.letters import MISSING, Writer
from kpis.model import RagStatus
from kpis.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Entries,
    Entry,
    Facts,
    Mark,
    Paragraph,
    Row,
    Section,
    Table,
    Tile,
    Tiles,
)

Data = dict[str, Any]
_LONG_FACT = 44  # characters, from which on a fact has a line of its own
_LINE = 104  # characters that fit beside each other in a table
_SHORT = 14  # characters: such a column is as wide as what stands in it
_LONG = 26  # characters: of what is longer, more and more is left to further lines
_GROWTH = 0.3  # how slowly the room of a longer text grows with it
_CARRIED = "-carried"
_MARK = 3  # characters that a mark takes the room of
_PICTURE_WIDTH = 760  # pixels across the page: then letters of charts are those of the text
NOT_SHOWN = (
    f"{MISSING} stands for a letter that this file has no font for. It is shown in the web page "
    "and the Word document of the same report."
)


def content(document: Document) -> Data:
    """All of a document. A link whose target the document does not have is plain text."""
    write = Writer()
    keys = {section.key for section in document.walk() if section.key}
    made = _Content(write, keys)
    written = made.write
    language, _, region = document.language.partition("-")
    data: Data = {
        "title": written(document.title),
        "subtitle": written(document.subtitle),
        "about": [[written(name), written(value)] for name, value in document.about],
        "running": written(document.running),
        "publisher": written(document.publisher),
        "language": language,
        "region": region,
        "marks": mark_pictures(),
        "opening": made.blocks(document.opening),
        "sections": _placed([made.section(each, level) for each, level in _levels(document)]),
    }
    data["sections"] += made.continued()
    # Asked last: by now every text was written.
    data["not_shown"] = NOT_SHOWN if write.missed else ""
    return data


def _levels(document: Document) -> Iterator[tuple[Section, int]]:
    """Every section in reading order, with the level of its heading, 1 for the first."""

    def within(section: Section, level: int) -> Iterator[tuple[Section, int]]:
        yield section, level
        for each in section.sections:
            yield from within(each, level + 1)

    for section in document.sections:
        yield from within(section, 1)


def _placed(sections: list[Data]) -> list[Data]:
    """The sections as they come onto pages: what is only said before a page's section is on it."""
    placed: list[Data] = []
    before: list[Data] = []
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        small = section["level"] > 1 and not section["new_page"]
        if small and following is not None and following["fits"]:
            before.append(section)
        else:
            roomy = section["fits"] and is_roomy(section, before)
            placed.append(section | {"before": before, "roomy": roomy})
            before = []
    return placed


class _Content:
    """Makes the data of blocks. keys: what a link may lead to."""

    def __init__(self, write: Writer, keys: set[str]) -> None:
        self._write = write
        self._keys = keys
        self._placed: set[str] = set()
        self._whole_page: Section | None = None  # the one being made, where it has one page
        self._rest: list[tuple[Section, str]] = []

    def section(self, section: Section, level: int) -> Data:
        key = section.key if section.key not in self._placed else ""
        self._placed.add(key)
        fits = section.is_page and level > 1 and not section.sections
        self._whole_page = section if fits else None
        return {
            "title": self.write(section.title),
            "code": self.write(section.code),
            "key": key,
            "level": level,
            "new_page": section.is_page,
            "fits": fits,
            "on_side": section.on_side,
            "before": [],
            "roomy": False,
            "blocks": self.blocks(section.blocks),
        }

    def write(self, text: str) -> str:
        """A text of letters that can be shown, as much of it as its page holds."""
        if self._whole_page is not None:
            text, rest = cut(text)
            if rest:
                self._rest.append((self._whole_page, rest))
        return with_breaks(self._write(text))

    def continued(self) -> list[Data]:
        """A section with what did not fit where it belongs; [] where all did."""
        if not self._rest:
            return []
        blocks = tuple(
            Paragraph(lead=f"{section.code} {section.title}:".lstrip(), text=text)
            for section, text in self._rest
        )
        return [
            self.section(Section(title=CONTINUED, blocks=blocks, is_page=True), 1) | {"before": []}
        ]

    def blocks(self, blocks: tuple[Block, ...]) -> list[Data]:
        return [self._block(each) for each in blocks]

    def _block(self, block: Block) -> Data:
        match block:
            case Paragraph():
                return {
                    "kind": "paragraph",
                    "tone": block.tone.value,
                    "lead": self.write(block.lead),
                    "text": self.write(block.text),
                }
            case Bullets():
                return {"kind": "bullets", "items": [self.write(each) for each in block.items]}
            case Tiles():
                tiles = [self._tile(each) for each in block.tiles]
                return {"kind": "tiles", "title": self.write(block.title), "tiles": tiles}
            case Entries():
                entries = [self._entry(each) for each in block.items]
                nothing = self.write(block.nothing)
                return {"kind": "entries", "entries": entries, "nothing": nothing}
            case Facts():
                return {"kind": "facts", "facts": [self._fact(*each) for each in block.items]}
            case Chart():
                return self._chart(block)
            case Table():
                return self._table(block)

    def _tile(self, tile: Tile) -> Data:
        return {
            "number": f"{tile.number:,}",
            "name": self.write(tile.name),
            "meaning": self.write(tile.meaning),
            "change": self.write(tile.change),
            "mark": _mark(tile.mark),
        }

    def _entry(self, entry: Entry) -> Data:
        return {
            "title": self.write(entry.title),
            "code": self.write(entry.code),
            "to": self._to(entry.to),
            "marks": [_mark(each) for each in entry.marks],
            "said": ", ".join(each.said for each in entry.marks if each.said),
            "facts": self.write(entry.facts),
            "told": [[self.write(label), self.write(text)] for label, text in entry.told],
        }

    def _fact(self, name: str, cell: Cell) -> Data:
        long = max(len(cell.text), len(cell.note)) > _LONG_FACT
        return {"name": self.write(name), "long": long} | self._cell(cell)

    def _cell(self, cell: Cell) -> Data:
        return {
            "text": self.write(cell.text),
            "note": self.write(cell.note),
            "mark": _mark(cell.mark),
            "to": self._to(cell.to),
        }

    def _to(self, key: str) -> str:
        return key if key in self._keys else ""

    def _chart(self, chart: Chart) -> Data:
        drawn = picture(
            cast(Description, chart.description),
            title=chart.title,
            words=chart.alt,
            width=_PICTURE_WIDTH,
            theme=ON_PAPER,
        )
        return {
            "kind": "chart",
            "title": self.write(chart.title),
            "alt": self.write(chart.alt),
            "svg": self._write(drawn),
            "ratio": _height_of(drawn) / _PICTURE_WIDTH,
            "notes": [self.write(each) for each in chart.notes],
        }

    def _table(self, table: Table) -> Data:
        dense = any(column.is_mark for column in table.columns)
        rows = [self._row(row) for row in table.rows]
        notes = _numbered(rows) if dense else []
        lengths = [_longest(table.rows, place) for place in range(len(table.columns))]
        has_parts = not dense and any(row.is_group for row in table.rows)
        widths = _widths(table.columns, lengths, all_share=has_parts)
        return {
            "kind": "table",
            "caption": self.write(table.caption),
            "columns": [
                {
                    "title": self.write(column.title),
                    "lines": _title_lines(self.write(column.title), length, width),
                    "is_figure": column.is_figure,
                    "is_mark": column.is_mark,
                    "width": width,
                }
                for column, length, width in zip(table.columns, lengths, widths, strict=True)
            ],
            "groups": self._groups(table.columns),
            "parts": [{"title": "", "rows": rows}] if dense else _parts(rows),
            "dense": dense,
            "notes": notes,
            "size": grid_size(rows, notes) if dense else 0,
        }

    def _row(self, row: Row) -> Data:
        return {"is_group": row.is_group, "cells": [self._cell(each) for each in row.cells]}

    def _groups(self, columns: tuple[Column, ...]) -> list[Data]:
        """What stands above the titles, each over how many columns; [] where nothing does."""
        if not any(column.group for column in columns):
            return []
        return [
            {"title": self.write(title), "span": len(list(together))}
            for title, together in groupby(columns, key=lambda each: each.group)
        ]


def _height_of(picture: str) -> float:
    """Of an SVG, in the pixels that its width is said in."""
    found = re.search(r'^<svg[^>]* height="([\d.]+)"', picture)
    return float(found[1]) if found else _PICTURE_WIDTH


def _mark(mark: Mark | None) -> str:
    """The name of its picture; "" for none."""
    return f"{mark.status.value}{_CARRIED if mark.carried else ''}" if mark else ""


def mark_pictures() -> dict[str, str]:
    """Every mark that there is as SVG, by name."""
    return {
        f"{status.value}{_CARRIED if carried else ''}": status_mark(
            status, carried=carried, spoken=False
        )
        for status in RagStatus
        for carried in (False, True)
    }


def _parts(rows: list[Data]) -> list[Data]:
    """Rows by the heading that they stand under: each part becomes a table of its own."""
    parts: list[Data] = []
    for row in rows:
        if row["is_group"]:
            parts.append({"title": row["cells"][0]["text"], "rows": []})
        elif not parts:
            parts.append({"title": "", "rows": [row]})
        else:
            parts[-1]["rows"].append(row)
    return parts or [{"title": "", "rows": []}]


def _widths(
    columns: tuple[Column, ...], lengths: list[int], *, all_share: bool = False
) -> list[float]:
    """The share of each column in the room that is left; 0 for one as wide as what stands in it.

    lengths: characters of the longest line in each. all_share: no column is as wide as what stands
    in it, so that several tables of the same columns stand in line.
    """
    shares = [
        max(_share(length), _longest_word(column.title))
        for length, column in zip(lengths, columns, strict=True)
    ]
    if all_share or (max(lengths, default=0) <= _LONG and sum(shares) <= _LINE):
        return [share + 1 for share in shares]  # and what stands between it and the next
    return [0 if length <= _SHORT else share for length, share in zip(lengths, shares, strict=True)]


def _title_lines(title: str, length: int, width: float) -> list[str]:
    """A title in lines: a column of short texts is not made wide by it."""
    return [title] if width else wrap(title, max(length, _SHORT - 2), break_long_words=False)


def _share(length: int) -> float:
    return length if length <= _LONG else _LONG * (length / _LONG) ** _GROWTH


def _longest(rows: tuple[Row, ...], place: int) -> int:
    """Characters of the longest line in a column."""
    cells = [row.cells[place] for row in rows if not row.is_group and place < len(row.cells)]
    return max(
        (max(len(each.text) + (_MARK if each.mark else 0), len(each.note)) for each in cells),
        default=0,
    )


def _longest_word(title: str) -> int:
    return max(map(len, title.split()), default=0)


def _numbered(rows: list[Data]) -> list[str]:
    """The notes of a table without room for them, each once; the cells keep their numbers."""
    notes: dict[str, int] = {}
    for row in rows:
        for cell in row["cells"]:
            if cell["note"]:
                number = notes.setdefault(cell["note"], len(notes) + 1)
                cell["note"] = str(number)
    return list(notes)
