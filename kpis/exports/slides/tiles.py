"""Counts as cards beside each other."""

from collections.abc import Sequence
from typing import Any

from kpis.charts.palette import LIGHT
from kpis.exports.office.text_size import LINE, lines_of
from kpis.exports.office.texts import mark_sign
from kpis.exports.slides.deck import Deck, Slide, emu
from kpis.exports.slides.template import Box
from kpis.exports.slides.words import Words, add_run, height_of
from kpis.reports.blocks import Tile, Tiles

_NUMBER, _NAME, _SMALL = 28, 14, 12  # points
_GAP = 10
_INSET = 6


def tiles_slide(deck: Deck, title: str, words: Sequence[Words], blocks: Sequence[Tiles]) -> None:
    """What is said, and a row of cards for each set of counts."""
    slide = deck.free_slide(title)
    place = deck.content
    rows = [(block, _row_height(block, place.width)) for block in blocks]
    high = sum(each for _, each in rows) + _GAP * len(rows)
    said = min(height_of(words, _NAME, place.width), max(0.0, place.height - high))
    if words and said >= 3 * _NAME:
        slide.words(words, place._replace(height=said), name="What is said")
    elif words:
        said = 0
        slide.note(*(each.whole for each in words))
    top = place.top + said + (_GAP if said else 0)
    for block, height in rows:
        _row(slide, block, Box(place.left, top, place.width, height))
        top += height + _GAP


def _row(slide: Slide, block: Tiles, place: Box) -> None:
    title = _NAME * LINE + 4
    slide.words([Words(block.title, strong=True)], place._replace(height=title + 6), name="Counts")
    width = (place.width - _GAP * (len(block.tiles) - 1)) / max(1, len(block.tiles))
    for number, tile in enumerate(block.tiles):
        left = place.left + number * (width + _GAP)
        _card(slide, tile, Box(left, place.top + title + 4, width, place.height - title - 4))


def _row_height(block: Tiles, width: float) -> float:
    own = (width - _GAP * (len(block.tiles) - 1)) / max(1, len(block.tiles)) - 2 * _INSET
    return _NAME * LINE + 8 + max((_card_height(tile, own) for tile in block.tiles), default=0)


def _card_height(tile: Tile, width: float) -> float:
    small = [text for text in (tile.meaning, tile.change) if text]
    lines = sum(lines_of(text, _SMALL, width * 0.95) for text in small)
    name = lines_of(f"{tile.name} (W)", _NAME, width * 0.95, bold=True)
    return (_NUMBER + name * _NAME + lines * _SMALL) * LINE + 2 * _INSET + 2


def _card(slide: Slide, tile: Tile, place: Box) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Pt

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emu(place))
    shape.name = f"Count: {tile.name}"
    shape.shadow.inherit = False
    fill = LIGHT.rag.get(tile.mark.status) if tile.mark else None
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(RGBColor, fill.area if fill else LIGHT.panel)
    shape.line.fill.background()
    ink = _rgb(RGBColor, fill.letter if fill else LIGHT.text)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(_INSET)
    sign = f" ({mark_sign(tile.mark)})" if tile.mark and mark_sign(tile.mark) else ""
    texts = (
        (f"{tile.number:,}", _NUMBER),
        (f"{tile.name}{sign}", _NAME),
        (tile.meaning, _SMALL),
        (tile.change, _SMALL),
    )
    for number, (text, size) in enumerate((text, size) for text, size in texts if text):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = _left()
        run = add_run(paragraph, text, size, slide.deck.language, bold=size > _SMALL)
        run.font.color.rgb = ink


def _left() -> Any:
    from pptx.enum.text import PP_ALIGN

    return PP_ALIGN.LEFT


def _rgb(kind: Any, written: str) -> Any:
    return kind.from_string(written.lstrip("#"))
