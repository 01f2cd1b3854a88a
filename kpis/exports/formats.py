"""The formats a document is rendered in, each by a module of its own that is imported when used.

To add one, write a module with `render(document, look) -> bytes` and add its line here.
"""

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import NamedTuple

from kpis.model.record import Record
from kpis.reports.blocks import Document


class Format(StrEnum):
    """What a pack can be asked for in; the value is the ending of its file's name."""

    HTML = "html"
    PDF = "pdf"
    SLIDES = "pptx"
    WORKBOOK = "xlsx"
    WORD = "docx"


class Look(Record):
    """What a council gives its documents of its own. logo: PNG or SVG, b"" for none.

    slides: its own .pptx as template, b"" for a plain one. headings: of the cover report of a
    committee, in order; () for the usual ones.
    """

    logo: bytes = b""
    slides: bytes = b""
    headings: tuple[str, ...] = ()


PLAIN = Look()


class _Known(NamedTuple):
    title: str
    media_type: str
    module: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_KNOWN: dict[Format, _Known] = {
    Format.HTML: _Known("Web page", "text/html; charset=utf-8", "html.document"),
    Format.PDF: _Known("PDF", "application/pdf", "pdf.document"),
    Format.SLIDES: _Known("Slides", f"{_OFFICE}.presentationml.presentation", "slides.document"),
    Format.WORKBOOK: _Known("Workbook", f"{_OFFICE}.spreadsheetml.sheet", "workbook.document"),
    Format.WORD: _Known(
        "Committee report", f"{_OFFICE}.wordprocessingml.document", "word.document"
    ),
}


def title_of(format: Format) -> str:
    """ "PDF", "Slides": what people call it."""
    return _KNOWN[format].title


def media_type_of(format: Format) -> str:
    """As the web names it."""
    return _KNOWN[format].media_type


def render(document: Document, format: Format, look: Look = PLAIN) -> bytes:
    """A document in a format: the same bytes whenever it is the same document and look.

    Raises ExportError where the look cannot be used, as a template without the wanted layouts.
    """
    module = import_module(f"kpis.exports.{_KNOWN[format].module}")
    renderer: Callable[[Document, Look], bytes] = module.render
    return renderer(document, look)
