"""Pages about the site: its figures, its accessibility, its documents, whom to ask, and no page."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from kpis.exports.site.addresses import INDEX, relative
from kpis.exports.site.facts import Site
from kpis.exports.site.shell import (
    ABOUT,
    ACCESSIBILITY,
    CONTACT,
    DOCUMENTS,
    RELEASE_LIST,
    SEARCH,
    Told,
    page_bytes,
    section,
    title_block,
)
from kpis.markup.elements import Child, Html, element, term_list
from kpis.model import PublicContact
from kpis.words.publication import NO_ACCESS_CONTACT, NO_CONTACT

NOT_FOUND = "404.html"
_HELD = (
    "Every page works without a script, with a keyboard, at 400% and with a screen reader.",
    "Ratings are told by a shape, a letter and a word as well as by colour.",
    "Each chart has its description and its figures beneath it; tables name rows and columns.",
    "Colours follow the setting of your device, light or dark; contrast is at least 4.5 to 1 for "
    "text and 3 to 1 for marks and lines.",
    "Nothing moves, nothing times out, and nothing is fetched from other sites.",
)
_LIMITS = (
    "On a narrow screen rows of wide tables stand as cards.",
    "What services write of their figures stands in their own words.",
)
_TESTED = (
    "The pages are tested by machine against WCAG 2.2 AA, and by reading their headings, lists, "
    "tables and descriptions back. That is no audit by people who depend on them: where something "
    "stands in your way, please say so."
)
_DOCUMENTS = (
    "These pages come first: whatever is in a report for the board stands on them as well.",
    "Each report is a web page too, in one file that works without a connection, beside the PDF, "
    "which is tagged (PDF/UA).",
    "Data is given as plain CSV with a description of every column.",
)


def about_pages(site: Site) -> dict[str, bytes]:
    """Path → page."""
    return {
        ABOUT: _about(site),
        ACCESSIBILITY: _accessibility(site),
        DOCUMENTS: _documents(site),
        CONTACT: _contact(site),
        NOT_FOUND: _not_found(site),
    }


def _page(site: Site, path: str, title: str, description: str, *main: Child) -> bytes:
    told = Told(
        path=path,
        title=f"{title} – {site.current.council}",
        description=description,
        trail=(("Home", INDEX),),
    )
    return page_bytes(told, site, site.current, [title_block("", title), *main])


def _about(site: Site) -> bytes:
    current, publication = site.current, site.current.publication
    how = [
        *publication.how_published,
        "Figures are returned by services, checked, approved by the posts that answer for them, "
        "and published together by quarter. What is published never changes: a correction is a "
        "release of its own, with its reason.",
    ]
    facts = [(name, text) for name, text in current.how]
    return _page(
        site,
        ABOUT,
        "About these figures",
        "Who publishes these figures, how, under which licence, and when the next ones come.",
        section("How they are published", _paragraphs(how)),
        section("Whose they are", term_list(facts)),
        section(
            "Where to look",
            element(
                "ul",
                [
                    _item(
                        ABOUT, "how-to-read.html", "How ratings are made, and what the marks mean"
                    ),
                    _item(ABOUT, RELEASE_LIST, "Every release, with corrections"),
                ],
                class_="s-links",
            ),
        ),
        section(
            "Your visit",
            _paragraphs(["These pages set no cookies and tell nobody that you were here."]),
        ),
        section("When they are given up", _paragraphs([publication.retirement]))
        if publication.retirement
        else None,
    )


def _accessibility(site: Site) -> bytes:
    helps = site.current.publication.accessibility
    return _page(
        site,
        ACCESSIBILITY,
        "Accessibility statement",
        "How these pages can be used, what is known to be hard, and who helps.",
        section("What holds", _bullets(_HELD)),
        section("What to know", _bullets(_LIMITS)),
        section("How it was tested", _paragraphs([_TESTED])),
        section("Who helps", _reach(helps, NO_ACCESS_CONTACT)),
    )


def _documents(site: Site) -> bytes:
    said = site.current.publication.accessible_documents
    return _page(
        site,
        DOCUMENTS,
        "Accessible documents",
        "In which forms documents are given, and who helps with another.",
        section("What is given", _bullets(_DOCUMENTS)),
        section("What the publisher promises", _paragraphs(said)) if said else None,
        section(
            "In another form", _reach(site.current.publication.accessibility, NO_ACCESS_CONTACT)
        ),
    )


def _contact(site: Site) -> bytes:
    publication = site.current.publication
    home = publication.home_page
    return _page(
        site,
        CONTACT,
        "Contact",
        "Whom to ask about these figures.",
        section("About the figures", _reach(publication.contact, NO_CONTACT)),
        section("In another form", _reach(publication.accessibility, NO_ACCESS_CONTACT)),
        section(
            "The publisher", element("p", element("a", _host(home), href=home), class_="k-prose")
        )
        if home
        else None,
    )


def _not_found(site: Site) -> bytes:
    """Shown by a web server at whatever address, so its links begin at the site's own."""
    root = urlsplit(site.address).path if site.address else ""
    told = Told(path=NOT_FOUND, title=f"Page not found – {site.current.council}", is_kept_out=True)
    links = [
        element("li", element("a", name, href=f"{root}/{path}"))
        for path, name in (
            (INDEX, "How are we doing?"),
            (SEARCH, "Search"),
            (RELEASE_LIST, "Releases"),
        )
    ]
    main = [
        title_block("", "Page not found"),
        element("p", "There is no page at this address.", class_="k-lead"),
        element("ul", links, class_="s-links"),
    ]
    return page_bytes(told, site, site.current, main)


def _reach(contact: PublicContact, nobody: str) -> Html:
    """How to reach a post, as links; that nobody is named where that is so."""
    if not contact.given:
        return element("p", nobody, class_="k-prose")
    ways: list[tuple[str, Child]] = [
        ("Post", contact.post),
        (
            "E-mail",
            element("a", contact.email, href=f"mailto:{contact.email}") if contact.email else "",
        ),
        ("Telephone", contact.telephone),
        ("Page", element("a", contact.page, href=contact.page) if contact.page else ""),
    ]
    return term_list(ways)


def _bullets(items: Sequence[str]) -> Html:
    return element("ul", [element("li", each) for each in items], class_="k-bullets")


def _paragraphs(texts: Sequence[str]) -> list[Html]:
    return [element("p", each, class_="k-prose") for each in texts]


def _item(path: str, to: str, name: str) -> Html:
    return element("li", element("a", name, href=relative(path, to)))


def _host(address: str) -> str:
    return urlsplit(address).netloc or address
