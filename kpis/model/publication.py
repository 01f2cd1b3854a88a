"""Who publishes a plan's figures, under which licence, where, and whom readers can ask.

Every field may be empty, and then nothing is put in its place: what is given out says that nothing
is given (`kpis.words.publication`).
"""

from kpis.model.record import Record


class PublicContact(Record):
    """A post that readers can turn to, and how."""

    post: str = ""
    email: str = ""
    telephone: str = ""
    page: str = ""  # a web address

    @property
    def given(self) -> bool:
        """Whether there is any way to reach it: a post alone is none."""
        return bool(self.email or self.telephone or self.page)


class Licence(Record):
    """What others may do with what is published."""

    title: str  # "Open Government Licence v3.0"
    id: str = ""  # in the lists of licences: "OGL-UK-3.0"
    address: str = ""  # of its text
    attribution: str = ""  # the words by which the publisher wishes to be named


class Publication(Record):
    """All that a plan says of how its figures are published."""

    publisher: str = ""  # "" = the plan's council
    home_page: str = ""
    contact: PublicContact = PublicContact()
    accessibility: PublicContact = PublicContact()  # who helps when something cannot be read
    licence: Licence | None = None
    site: str = ""  # where the static site stands: "https://…", without a stroke at its end
    accessible_documents: tuple[str, ...] = ()  # what is promised of documents, by paragraph
    how_published: tuple[str, ...] = ()  # how figures come to be published, by paragraph
    retirement: str = ""  # what becomes of all this when it is given up
    report_headings: tuple[str, ...] = ()  # which the committee wants in a cover report, in order
    logo: str = ""  # a file, relative to the plan's folder
    slides_template: str = ""  # likewise


NOTHING_SAID = Publication()
