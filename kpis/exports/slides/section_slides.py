"""Slides of the parts of a document that are of no single measure."""

from collections.abc import Sequence

from kpis.exports.office.texts import cell_words, mark_words, titled
from kpis.exports.slides.charts import add_chart
from kpis.exports.slides.deck import Deck
from kpis.exports.slides.table_rows import Line, SetCell
from kpis.exports.slides.tables import first_sentence, lined_slides, table_slides
from kpis.exports.slides.tiles import tiles_slides
from kpis.exports.slides.words import SIZES, Words, height_of
from kpis.reports.blocks import (
    Bullets,
    Chart,
    Entries,
    Entry,
    Facts,
    Paragraph,
    Section,
    Table,
    Tiles,
    Tone,
)

_MOST_ABOVE = 500  # characters above a table
_READ_FROM_AFAR = 14  # points
_SEVERAL = 2  # told lines from which an entry has a slide of its own


def section_slides(deck: Deck, section: Section) -> None:
    """The slides of a section, not those of its parts."""
    title = titled(section.code, section.title)
    words: list[Words] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            words.append(Words(block.text, block.lead, strong=block.tone is Tone.LEAD))
        elif isinstance(block, Bullets):
            words += [Words(item, "•") for item in block.items]
        elif isinstance(block, Entries):
            _entries(deck, title, block, words)
            words = []
        elif isinstance(block, Table):
            words = _table(deck, section.code, title, block, words)
        elif isinstance(block, Facts):
            words += [Words(cell_words(cell), f"{name}:") for name, cell in block.items]
        elif isinstance(block, Chart) and block.names:
            add_chart(deck.free_slide(block.title), block, deck.content)
    tiles = [block for block in section.blocks if isinstance(block, Tiles)]
    if tiles:
        tiles_slides(deck, title, words, tiles)
    elif words:
        words_slides(deck, title, words)


def words_slides(deck: Deck, title: str, words: Sequence[Words]) -> None:
    """Paragraphs over as many slides as they need at a size that is read from afar."""
    place, size = deck.content, _READ_FROM_AFAR
    slides: list[list[Words]] = [[]]
    if height_of(words, SIZES[-1], place.width) <= place.height:
        slides, words = [list(words)], ()
    for each in words:
        if slides[-1] and height_of([*slides[-1], each], size, place.width) > place.height:
            slides.append([])
        slides[-1].append(each)
    for number, own in enumerate(slides, 1):
        of = f" ({number} of {len(slides)})" if len(slides) > 1 else ""
        deck.words_slide(f"{title}{of}" if number > 1 else title).words(own)


def _table(deck: Deck, code: str, title: str, table: Table, words: list[Words]) -> list[Words]:
    """The table's slides. Returns what is still to be said: nothing."""
    if not table.rows:
        return [*words, Words(table.caption)]
    if sum(len(each.whole) for each in words) > _MOST_ABOVE:
        words_slides(deck, title, words)
        words = []
    table_slides(deck, title if deck.is_new(title) else _named(code, title, table), table, words)
    return []


def _named(code: str, title: str, table: Table) -> str:
    """The title of a further table of a section: what it is of, and of which section."""
    said = first_sentence(table.caption) or title
    return said if code.casefold() in said.casefold() else f"{code}: {said}"


def _entries(deck: Deck, title: str, block: Entries, words: Sequence[Words]) -> None:
    """A slide for each of which much is told; a table of those of which little is."""
    if not block.items:
        words_slides(deck, title, [*words, Words(block.nothing)])
    elif any(len(entry.told) >= _SEVERAL for entry in block.items):
        for number, entry in enumerate(block.items, 1):
            _entry(deck, f"{title}, {number} of {len(block.items)}", entry)
    else:
        lines = [_line(entry) for entry in block.items]
        lined_slides(deck, title, ("Measure", "Rating", "Figures", "What is told"), lines, words)


def _entry(deck: Deck, place: str, entry: Entry) -> None:
    """The finding as title; then why, what is done and by whom."""
    name = titled(entry.code, entry.title)
    slide = deck.words_slide(f"{name}: {entry.facts}" if entry.facts else name)
    rating = ", ".join(mark_words(mark) for mark in entry.marks)
    words = [Words(rating, f"{place}. Rating:", strong=True)] if rating else []
    words += [Words(text, f"{label}:" if label else "") for label, text in entry.told]
    slide.words(words)


def _line(entry: Entry) -> Line:
    name = titled(entry.code, entry.title)
    rating = ", ".join(mark_words(mark) for mark in entry.marks)
    only = entry.marks[0] if len(entry.marks) == 1 else None
    told = " ".join(f"{label}: {text}" if label else text for label, text in entry.told)
    return (
        SetCell(name, name),
        SetCell(rating, rating, only),
        SetCell(entry.facts, entry.facts),
        SetCell(told, told),
    )
