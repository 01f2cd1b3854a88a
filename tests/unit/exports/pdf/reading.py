"""A PDF as a reader has it: its pages as text, and on which page each part of it begins."""

import io
from itertools import chain

import pikepdf
import pymupdf

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


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page in the order in which it is read, without what is at its foot."""
    with pymupdf.open(stream=pdf) as file:
        texts = [page.get_text() for page in file]
    return [together(text) for text in texts]


def first_pages(pdf: bytes) -> dict[str, int]:
    """Key of a section → the page that it begins on, 0 for the first."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        number = {page.obj.objgen: place for place, page in enumerate(file.pages)}
        names = pikepdf.NameTree(file.Root.Names.Dests)
        return {str(key): number[_target(file, value)] for key, value in names.items()}


def _target(file: pikepdf.Pdf, value: pikepdf.Object) -> tuple[int, int]:
    place = value.D if isinstance(value, pikepdf.Dictionary) else value
    return place[0].objgen


def texts_in(document: Document) -> list[tuple[Section | None, list[str]]]:
    """Everything that a document says, by section and in reading order."""
    said: list[tuple[Section | None, list[str]]]
    said = [(None, [text for block in document.opening for text in _texts(block)])]
    for section in document.walk():
        own = [f"{section.code}{section.title}"]
        own += [text for block in section.blocks for text in _texts(block)]
        said.append((section, own))
    return said


def _texts(block: Block) -> list[str]:
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
            return [block.caption, *map(as_row, block.rows)]


def _words(tile: Tile) -> tuple[str, str, str]:
    return tile.name, tile.meaning, tile.change


def _line(told: tuple[str, str]) -> str:
    return ":".join(filter(None, told))


def sign(cell: Cell) -> str:
    return STATUS_SIGNS[cell.mark.status] if cell.mark else ""


def as_row(row: Row) -> str:
    """A row as it is read: of marks alone their letters."""
    return "".join(f"{sign(each)}{each.text}{each.note}" for each in row.cells)


def pages_of_each(document: Document, starts: dict[str, int], pages: int) -> dict[str, int]:
    """Key of a section that begins a page → how many pages it has, until the next one begins."""
    begins = [(s.key, starts[s.key]) for s in document.walk() if s.is_page and s.key]
    ends = [*(place for _, place in begins[1:]), pages]
    return {key: end - place for (key, place), end in zip(begins, ends, strict=True)}
