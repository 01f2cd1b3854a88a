"""Sheets of a part of the document that stands for itself: a sheet for each of its tables."""

from collections.abc import Sequence

from kpis.exports.office.texts import mark_words, titled
from kpis.exports.workbook.columns import Flat, as_lines, flat, flat_columns
from kpis.exports.workbook.sheets import Place, Sheet, text_place
from kpis.exports.workbook.told import sentences
from kpis.reports.blocks import Entries, Entry, Facts, Section, Table, Tiles

_FURTHER = "In short"  # what is told of an entry without a label


def own_sheets(section: Section) -> list[Sheet]:
    """The sheets of a section, not those of its parts; a sheet of words where it has no table."""
    title = titled(section.code, section.title)
    tables = _tables(section)
    told = (*sentences(section.blocks), *_nothing(section))
    if not tables:
        return [Sheet(title, title, told)]
    several = len(tables) > 1
    return [
        Sheet(
            name if several and name else title,
            title,
            (*(told if not number else ()), *([caption] if caption else [])),
            content.headers,
            content.lines,
        )
        for number, (name, caption, content) in enumerate(tables)
    ]


def _tables(section: Section) -> list[tuple[str, str, Flat]]:
    """Name, caption and content of each table that the section's blocks make."""
    tiles = [block for block in section.blocks if isinstance(block, Tiles)]
    found: list[tuple[str, str, Flat]] = [("", "", _counts(tiles))] if tiles else []
    for block in section.blocks:
        if isinstance(block, Table):
            name = block.name.replace("_", " ").capitalize()
            found.append((name, block.caption, flat([("", block)])))
        elif isinstance(block, Entries) and block.items:
            found.append(("", "", _entries(block.items)))
        elif isinstance(block, Facts):
            found.append(("", "", _facts(block)))
    return [each for each in found if each[2].lines]


def _nothing(section: Section) -> list[str]:
    return [
        block.nothing for block in section.blocks if isinstance(block, Entries) and not block.items
    ]


def _counts(blocks: Sequence[Tiles]) -> Flat:
    tiles = [(block.title, tile) for block in blocks for tile in block.tiles]
    return as_lines(
        [
            ("Count of", [text_place(tile.name) for _, tile in tiles]),
            ("Number", [Place(tile.number, "#,##0") for _, tile in tiles]),
            ("Meaning", [text_place(tile.meaning) for _, tile in tiles]),
            ("Change", [text_place(tile.change) for _, tile in tiles]),
            ("Counted", [text_place(title) for title, _ in tiles]),
        ]
    )


def _entries(entries: Sequence[Entry]) -> Flat:
    """A line for each thing that is told of each entry."""
    lines = [(entry, label, text) for entry in entries for label, text in _told(entry) if text]
    return as_lines(
        [
            ("Measure", [text_place(titled(entry.code, entry.title)) for entry, _, _ in lines]),
            ("Rating", [_ratings(entry) for entry, _, _ in lines]),
            ("What is told", [text_place(label) for _, label, _ in lines]),
            ("Text", [text_place(text) for _, _, text in lines]),
        ]
    )


def _told(entry: Entry) -> list[tuple[str, str]]:
    told = [("Figures", entry.facts)]
    told += [(label or _FURTHER, text) for label, text in entry.told]
    return told if any(text for _, text in told) else [("", entry.title)]


def _ratings(entry: Entry) -> Place:
    return text_place(", ".join(mark_words(mark) for mark in entry.marks))


def _facts(block: Facts) -> Flat:
    row = dict(block.items)
    names = [text_place(name) for name in row]
    columns = flat_columns(["Value"], [{"Value": cell} for cell in row.values()])
    return as_lines([("Name", names), *columns])
