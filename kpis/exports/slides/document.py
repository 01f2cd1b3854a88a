"""A document as slides."""

from io import BytesIO

from kpis.exports.formats import Look
from kpis.exports.office.settled import in_language, settled
from kpis.exports.slides.deck import Deck
from kpis.exports.slides.measure_slide import measure_slides
from kpis.exports.slides.section_slides import section_slides
from kpis.exports.slides.template import template
from kpis.exports.slides.words import Words
from kpis.reports.blocks import Document, Facts, Paragraph, Tone


def render(document: Document, look: Look) -> bytes:
    """A .pptx in the council's template, or a plain one, the same bytes each time.

    Raises ExportError where the template is no presentation or lacks a layout.
    """
    made = template(look.slides)
    deck = Deck(made, document)
    _title_slide(deck, document)
    for section in document.walk():
        if any(isinstance(block, Facts) for block in section.blocks):
            rest = measure_slides(deck, section)
        else:
            rest = section
        if rest is not None:
            section_slides(deck, rest)
    deck.finish()
    file = BytesIO()
    made.presentation.save(file)
    own = in_language(document.language)
    edits = {"ppt/slide*": own, "ppt/charts/*": own, "ppt/notes*": own}
    return settled(file.getvalue(), document, edits)


def _title_slide(deck: Deck, document: Document) -> None:
    """What the report is, how it stands, and what of it is made up."""
    slide = deck.title_slide(document.title)
    notes = [
        Words(block.text, block.lead)
        for section in document.sections[:1]
        for block in (*document.opening, *section.blocks)
        if isinstance(block, Paragraph) and block.tone is Tone.NOTE
    ]
    about = [Words(value, f"{name}:") for name, value in document.about]
    slide.words([Words(document.subtitle, strong=True), *notes, *about])
