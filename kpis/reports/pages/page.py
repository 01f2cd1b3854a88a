"""A page of a site, as data."""

from kpis.model.record import Record
from kpis.reports.blocks import Block, Section


class Page(Record):
    """key: by which links reach it: "measure:recycling_rate". kind: what is told, above its title:
    "Outcome 5". summary: it in a sentence, for lists and for who finds it by a search engine.

    parent: the key of the page above it, "" of the first. words: by what a search finds it beside
    title and summary. is_listed: whether search lists it.
    """

    key: str
    title: str
    kind: str = ""
    code: str = ""
    summary: str = ""
    parent: str = ""
    opening: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    words: str = ""
    is_listed: bool = True

    @property
    def name(self) -> str:
        """With its code, by which it is told from all others of its kind."""
        return f"{self.code} {self.title}" if self.code else self.title
