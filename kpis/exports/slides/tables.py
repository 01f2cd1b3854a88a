"""Native tables on slides, with their header marked and a text alternative."""

from collections.abc import Sequence

from kpis.exports.office.texts import shortened, sound
from kpis.exports.slides.deck import Deck, Slide, emu
from kpis.exports.slides.table_rows import (
    Line,
    Piece,
    headers_of,
    lines_of_table,
    pieces,
)
from kpis.exports.slides.table_xml import fill
from kpis.exports.slides.template import Box
from kpis.exports.slides.words import Words, height_of
from kpis.reports.blocks import Table

_ALT_CHARACTERS = 1_000
_CAPTION_SIZE = 12
_GAP = 6


def table_slides(deck: Deck, title: str, table: Table, told: Sequence[Words] = ()) -> None:
    """A table over as many slides as it needs, its header on each.

    told: what stands above it on the first. Its caption stands above it on each.
    """
    first = first_sentence(table.caption)
    said = first if title.endswith(first) else title
    caption = table.caption.removeprefix(said).lstrip(".: ")
    caption = caption[:1].upper() + caption[1:]
    lines = lines_of_table(table)
    lined_slides(deck, title, headers_of(table.columns), lines, told, caption)


def first_sentence(caption: str) -> str:
    """What a table is of, as a title: "Measures of outcome 1 at Q2 2019/20"."""
    return caption.split(". ")[0].rstrip(".")


def lined_slides(
    deck: Deck,
    title: str,
    headers: Sequence[str],
    lines: Sequence[Line],
    told: Sequence[Words],
    caption: str = "",
) -> None:
    """Lines with their headers over as many slides as they need.

    told: above them on the first. caption: above them on each. A column without any text is left
    out.
    """
    kept = [
        number
        for number in range(len(headers))
        if number == 0 or any(line[number].shown for line in lines)
    ]
    place = deck.content
    each = [Words(caption)] if caption else []
    above = [words for words in (*told, *each) if words.whole]
    tops = [_top(above, place), _top(each, place)]
    made = pieces(
        [headers[number] for number in kept],
        [tuple(line[number] for number in kept) for line in lines],
        place.width,
        place.height - tops[1],
        first=place.height - tops[0],
    )
    for number, piece in enumerate(made):
        of = f" ({number + 1} of {len(made)})" if len(made) > 1 else ""
        slide = deck.free_slide(f"{title}{of}" if number else title)
        words, top = (each, tops[1]) if number else (above, tops[0])
        if words:
            slide.words(words, place._replace(height=top - _GAP), name="What the table shows")
        box = Box(place.left, place.top + top, place.width, place.height - top)
        add_table(slide, piece, box, f"{title}{of}")


def _top(words: Sequence[Words], place: Box) -> float:
    """How much of a slide what is said above a table takes."""
    if not words:
        return 0
    return min(height_of(words, _CAPTION_SIZE, place.width), place.height / 3) + _GAP


def add_table(slide: Slide, piece: Piece, box: Box, alt: str) -> None:
    """Draw a piece of a table; texts that were cut go to the notes in full."""
    place = Box(box.left, box.top, sum(piece.widths), sum(piece.heights))
    frame = slide.shapes.add_table(1, 1, *emu(place))
    frame.name = "Table"
    described = frame._element.nvGraphicFramePr.cNvPr
    columns = ", ".join(piece.headers)
    words = f"Table: {alt}. {len(piece.lines)} rows; columns: {columns}."
    described.set("descr", shortened(sound(words), _ALT_CHARACTERS))
    fill(frame.table._tbl, piece, slide.deck.language)
    for line in piece.lines:
        slide.note(*(cell.whole for cell in line if cell.shown != cell.whole and not cell.mark))
