"""Everything that a document says, to be held against what a file of it says."""

from itertools import chain

from kpis.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Entries,
    Facts,
    Paragraph,
    Row,
    Section,
    Table,
    Tile,
    Tiles,
)
from kpis.words.statuses import STATUS_SIGNS


def together(text: str) -> str:
    """Without spaces and line breaks, which are where a page has no more room."""
    return "".join(text.split()).replace("\u200b", "")


def first_unsaid(texts: list[str], said: str) -> str:
    """The first of these texts that does not follow in what is said; "" where all do."""
    place = 0
    for text in map(together, texts):
        found = said.find(text, place)
        if found < 0:
            return text
        place = found + len(text)
    return ""


def texts_in(
    document: Document, *, by_cell: bool = False
) -> list[tuple[Section | None, list[str]]]:
    """Everything that a document says, by section and in reading order.

    by_cell: a row of a table cell by cell, where more stands between them than what they say.
    """
    said: list[tuple[Section | None, list[str]]]
    said = [(None, [text for block in document.opening for text in _texts(block, by_cell=by_cell)])]
    for section in document.walk():
        own = [f"{section.code}{section.title}"]
        own += [text for block in section.blocks for text in _texts(block, by_cell=by_cell)]
        said.append((section, own))
    return said


def _texts(block: Block, *, by_cell: bool) -> list[str]:
    match block:
        case Paragraph():
            return [f"{block.lead}{block.text}"]
        case Bullets():
            return list(block.items)
        case Tiles():
            tiles = [(f"{each.number:,}", *_words(each)) for each in block.tiles]
            return [block.title, *chain.from_iterable(tiles)]
        case Entries():
            told = [
                (f"{each.code}{each.title}", each.facts, *map(_line, each.told))
                for each in block.items
            ]
            return [*chain.from_iterable(told)] or [block.nothing]
        case Facts():
            return [f"{name}{sign(cell)}{cell.text}{cell.note}" for name, cell in block.items]
        case Chart():
            return [block.title, *block.notes]
        case Table():
            if not by_cell:
                return [block.caption, *map(as_row, block.rows)]
            cells = chain.from_iterable(row.cells for row in block.rows)
            return [block.caption, *chain.from_iterable((c.text, c.note) for c in cells)]


def _words(tile: Tile) -> tuple[str, str, str]:
    return tile.name, tile.meaning, tile.change


def _line(told: tuple[str, str]) -> str:
    return ":".join(filter(None, told))


def sign(cell: Cell) -> str:
    return STATUS_SIGNS[cell.mark.status] if cell.mark else ""


def as_row(row: Row) -> str:
    """A row as it is read: of marks alone their letters."""
    return "".join(f"{sign(each)}{each.text}{each.note}" for each in row.cells)
