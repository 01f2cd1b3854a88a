"""Counts as cards beside each other."""

from collections.abc import Sequence
from typing import Any

from kpis.charts.palette import LIGHT
from kpis.exports.office.column_widths import SAFETY
from kpis.exports.office.text_size import LINE, lines_of
from kpis.exports.office.texts import mark_sign, shortened
from kpis.exports.slides.deck import Deck, Slide, emu
from kpis.exports.slides.template import Box
from kpis.exports.slides.words import Words, add_run, height_of
from kpis.reports.blocks import Tile, Tiles

_NUMBER, _NAME, _SMALL = 28, 14, 12  # points
_TITLE = 24  # points high, of a row
_GAP = 10
_INSET = 6
_BESIDE = 6  # cards beside each other
_MOST_LINES = 3  # of each text of a card


def tiles_slides(deck: Deck, title: str, words: Sequence[Words], blocks: Sequence[Tiles]) -> None:
    """What is said, and a row of cards for each set of counts, over as many slides as it takes."""
    place = deck.content
    slide = deck.free_slide(title)
    rows = [row for block in blocks for row in _rows(block)]
    heights = [_row_height(row, place.width) for row in rows]
    top = place.top + _say(slide, words, place, sum(heights) + _GAP * len(heights))
    for row, height in zip(rows, heights, strict=True):
        if top + height > place.top + place.height and top > place.top:
            slide, top = deck.free_slide(title), place.top
        _draw_row(slide, row, Box(place.left, top, place.width, height))
        top += height + _GAP


def _say(slide: Slide, words: Sequence[Words], place: Box, cards: float) -> float:
    """Set what is said above the cards, in the notes where they leave no room. Returns how high it
    stands."""
    high = min(height_of(words, _NAME, place.width), place.height - cards)
    if words and high >= 3 * _NAME:
        slide.words(words, place._replace(height=high), name="What is said")
        return high + _GAP
    slide.note(*(each.whole for each in words))
    return 0


def _rows(block: Tiles) -> list[Tiles]:
    tiles = block.tiles
    return [
        Tiles(title=block.title, tiles=tiles[at : at + _BESIDE])
        for at in range(0, len(tiles), _BESIDE)
    ]


def _card_width(block: Tiles, width: float) -> float:
    return (width - _GAP * (len(block.tiles) - 1)) / len(block.tiles)


def _row_height(block: Tiles, width: float) -> float:
    own = _card_width(block, width) - 2 * _INSET
    return _TITLE + max(_card_height(tile, own) for tile in block.tiles)


def _card_height(tile: Tile, width: float) -> float:
    lines = (_lines(text, size, width) * size for text, size in _texts(tile, width))
    return sum(lines) * LINE + 2 * _INSET + 2


def _texts(tile: Tile, width: float) -> list[tuple[str, int]]:
    """Number, name, meaning and change, each with its size, cut where it takes too many lines."""
    sign = f" ({mark_sign(tile.mark)})" if tile.mark and mark_sign(tile.mark) else ""
    room = _MOST_LINES - (1 if sign else 0)
    texts = [
        (f"{tile.number:,}", _NUMBER),
        (f"{_cut(tile.name, _NAME, width, room)}{sign}", _NAME),
        (_cut(tile.meaning, _SMALL, width, _MOST_LINES), _SMALL),
        (_cut(tile.change, _SMALL, width, _MOST_LINES), _SMALL),
    ]
    return [(text, size) for text, size in texts if text]


def _cut(text: str, size: int, width: float, most: int) -> str:
    short = text
    while len(short) > 2 and _lines(short, size, width) > most:
        short = shortened(text, max(2, int(len(short) * 0.9)))
    return short


def _lines(text: str, size: int, width: float) -> int:
    return lines_of(text, size, width * SAFETY, bold=size > _SMALL)


def _draw_row(slide: Slide, block: Tiles, place: Box) -> None:
    slide.words([Words(block.title, strong=True)], place._replace(height=_TITLE), name="Counts")
    width = _card_width(block, place.width)
    for number, tile in enumerate(block.tiles):
        left = place.left + number * (width + _GAP)
        _draw_card(slide, tile, Box(left, place.top + _TITLE, width, place.height - _TITLE))


def _draw_card(slide: Slide, tile: Tile, place: Box) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emu(place))
    shape.name = "Count"
    shape.shadow.inherit = False
    fill = LIGHT.rag.get(tile.mark.status) if tile.mark else None
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(RGBColor, fill.area if fill else LIGHT.panel)
    shape.line.fill.background()
    ink = _rgb(RGBColor, fill.letter if fill else LIGHT.text)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(_INSET)
    texts = _texts(tile, place.width - 2 * _INSET)
    for number, (text, size) in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = add_run(paragraph, text, size, slide.deck.language, bold=size > _SMALL)
        run.font.color.rgb = ink
    shown = [text for text, _ in texts]
    slide.note(*(text for text in (tile.meaning, tile.change) if text and text not in shown))
    if not any(tile.name in text for text in shown):
        slide.note(tile.name)


def _rgb(kind: Any, written: str) -> Any:
    return kind(*bytes.fromhex(written.lstrip("#")))
