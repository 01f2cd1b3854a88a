"""The slides as they are made: titles that fit and are unlike, footers, notes with the rest."""

import copy
from collections.abc import Sequence
from itertools import count
from typing import Any

from kpis.exports.office.texts import shortened, sound
from kpis.exports.slides.template import Box, Template, body_of, placeholder, title_of
from kpis.exports.slides.words import Words, add_run, fitted, plain, set_words
from kpis.reports.blocks import Document

_POINT = 12_700
_TITLE_SIZES = (26, 22, 20, 18)
_LONGEST_TITLE = 300  # characters, whatever would fit: it is read out at every step
_FOOTER_SIZE = 12


class Slide:
    """A slide of the deck. notes: what is told with it, in full where the slide has less room."""

    def __init__(self, deck: "Deck", layout: Any, *, footer: bool = True) -> None:
        self.deck = deck
        self._layout = layout
        self._has_footer = footer
        self.drawn = deck.template.presentation.slides.add_slide(layout)
        self._notes: list[str] = []

    @property
    def shapes(self) -> Any:
        return self.drawn.shapes

    def note(self, *texts: str) -> None:
        self._notes += [text for text in texts if text and text not in self._notes]

    def words(self, words: Sequence[Words], box: Box | None = None, *, name: str = "") -> None:
        """Set paragraphs into the slide's text, or into a box; what does not fit goes to the
        notes with all the rest."""
        frame, place = self._frame(box, name)
        shown, size, is_whole = fitted(words, place.width, place.height)
        if not is_whole:
            self.note(*(each.whole for each in words))
        set_words(frame, shown, size, self.deck.language)

    def _frame(self, box: Box | None, name: str) -> tuple[Any, Box]:
        if box is None:
            body = body_of(self.drawn)
            place = Box(*(each / _POINT for each in (body.left, body.top, body.width, body.height)))
        else:
            body = self.shapes.add_textbox(*emu(box))
            body.name = name or "Text"
            place = box
        frame = body.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame, place

    def finish(self) -> None:
        """Write the footer, so that it is read last, and the notes."""
        if self._has_footer:
            self.deck.copy_footers(self.drawn, self._layout)
        if self._notes:
            self.drawn.notes_slide.notes_text_frame.text = sound("\n".join(self._notes))


class Deck:
    """Slides in their order. Finish it when all are made."""

    def __init__(self, template: Template, document: Document) -> None:
        self.template = template
        self.language = document.language
        self._running = document.running
        self._titles: set[str] = set()
        self._slides: list[Slide] = []

    @property
    def content(self) -> Box:
        """What is free beneath a title."""
        return self.template.content

    def title_slide(self, title: str) -> Slide:
        return self._slide(self.template.title, title, footer=False)

    def words_slide(self, title: str) -> Slide:
        """A slide with a title and a text, which `words` fills."""
        return self._slide(self.template.words, title)

    def free_slide(self, title: str) -> Slide:
        """A slide with a title, beneath which tables and charts stand."""
        return self._slide(self.template.free, title)

    def is_new(self, title: str) -> bool:
        """Whether no slide has this title yet."""
        return title.casefold() not in self._titles

    def finish(self) -> None:
        for slide in self._slides:
            slide.finish()

    def _slide(self, layout: Any, title: str, *, footer: bool = True) -> Slide:
        slide = Slide(self, layout, footer=footer)
        self._slides.append(slide)
        self._set_title(slide, title)
        return slide

    def _set_title(self, slide: Slide, title: str) -> None:
        """The title in the largest size that fits its box, cut where none does, unlike all."""
        shape = title_of(slide.drawn)
        width, height = shape.width / _POINT, shape.height / _POINT
        own = self._unlike(shortened(title, _LONGEST_TITLE))
        shown, size, is_whole = fitted(
            [Words(own, strong=True)], width - 8, height - 8, _TITLE_SIZES
        )
        text = shown[0].text if shown else shortened(own, 40)
        if not is_whole:
            text = self._unlike(text)
        self._titles.add(text.casefold())
        if text != title:
            slide.note(title)
        frame = shape.text_frame
        frame.word_wrap = True
        plain(frame.paragraphs[0])
        add_run(frame.paragraphs[0], text, size, self.language, bold=True)

    def _unlike(self, title: str) -> str:
        free = title
        for number in count(2):
            if free.casefold() not in self._titles:
                return free
            free = f"{title} ({number})"
        return free

    def copy_footers(self, drawn: Any, layout: Any) -> None:
        """The footer and the number of the slide, where the layout has a place for them."""
        for kind in ("FOOTER", "SLIDE_NUMBER"):
            found = placeholder(layout, (kind,))
            if found is None:
                continue
            element = copy.deepcopy(found._element)
            element.nvSpPr.cNvPr.set("id", str(max(each.shape_id for each in drawn.shapes) + 1))
            drawn.shapes._spTree.append(element)
            if kind == "FOOTER":
                (made,) = (each for each in drawn.placeholders if each._element is element)
                self._set_footer(made.text_frame, (found.width or 0) / _POINT)

    def _set_footer(self, frame: Any, room: float) -> None:
        words, size, _ = fitted([Words(self._running)], room, 1.7 * _FOOTER_SIZE, (_FOOTER_SIZE,))
        frame.clear()
        add_run(frame.paragraphs[0], words[0].text if words else "", size, self.language)


def emu(box: Box) -> tuple[int, int, int, int]:
    """A place in the units of a presentation."""
    left, top, width, height = (round(each * _POINT) for each in box)
    return left, top, width, height
