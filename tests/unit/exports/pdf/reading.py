"""A PDF as a reader has it: its pages as text, and on which page each part of it begins."""

import io

import pikepdf
import pymupdf

from kpis.reports.blocks import Document
from tests.unit.exports.said import together


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


def pages_of_each(document: Document, starts: dict[str, int], pages: int) -> dict[str, int]:
    """Key of a section that begins a page → how many pages it has, until the next one begins."""
    begins = [(s.key, starts[s.key]) for s in document.walk() if s.is_page and s.key]
    ends = [*(place for _, place in begins[1:]), pages]
    return {key: end - place for (key, place), end in zip(begins, ends, strict=True)}
