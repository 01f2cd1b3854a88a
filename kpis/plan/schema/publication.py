"""publication.toml: who publishes, under which licence, where, and whom readers can ask."""

from typing import Annotated

from pydantic import Field

from kpis.plan.faults import LICENCE_PATTERN
from kpis.plan.schema.entry import Entry, Text


class PublisherEntry(Entry):
    name: Text | None = None
    home_page: Text | None = None


class PublicContactEntry(Entry):
    post: Text | None = None
    email: Text | None = None
    telephone: Text | None = None
    page: Text | None = None


class LicenceEntry(Entry):
    title: Text
    id: Annotated[str, Field(pattern=LICENCE_PATTERN)] | None = None
    address: Text | None = None
    attribution: Text | None = None


class PublicationFile(Entry):
    """publication.toml"""

    site: Text | None = None
    logo: Text | None = None
    slides_template: Text | None = None
    report_headings: list[Text] = Field(default_factory=list)
    accessible_documents: list[Text] = Field(default_factory=list)
    how_published: list[Text] = Field(default_factory=list)
    retirement: Text | None = None
    publisher: PublisherEntry | None = None
    contact: PublicContactEntry | None = None
    accessibility: PublicContactEntry | None = None
    licence: LicenceEntry | None = None
