"""What stands about every page of a site: its head, the way to other pages, and its foot."""

from kpis.exports.site.addresses import INDEX, relative, whole
from kpis.exports.site.facts import Edition, Site
from kpis.markup.elements import Child, Html, element, text_alone
from kpis.model.record import Record
from kpis.reports.open_data.whole import OF_MEASURES

STYLE, SCRIPT, ICON, CARD = (
    "assets/site.css",
    "assets/site.js",
    "assets/icon.svg",
    "assets/card.png",
)
FEED, SEARCH, RELEASE_LIST = "feed.xml", "search.html", "releases/index.html"
ACCESSIBILITY, CONTACT, ABOUT, DOCUMENTS, DATA = (
    "accessibility.html",
    "contact.html",
    "about.html",
    "documents.html",
    "data/index.html",
)
_MENU = (
    (INDEX, "How are we doing?"),
    ("measures/index.html", "Measures"),
    ("activities.html", "Activities"),
    (DATA, "Data"),
    (RELEASE_LIST, "Releases"),
    (SEARCH, "Search"),
)
_FOOT = (
    ("how-to-read.html", "How to read these pages"),
    (ABOUT, "About these figures"),
    (ACCESSIBILITY, "Accessibility statement"),
    (DOCUMENTS, "Accessible documents"),
    (CONTACT, "Contact"),
    (FEED, "Feed of releases and corrections"),
)


class Told(Record):
    """What a page says of itself in its head. path: where it stands. title: no other page has it.

    canonical: the path that search engines keep, where it is not its own. trail: the pages above
    it, names with paths, the first page first. is_kept_out: search engines are asked to leave it.
    linked_data: JSON-LD, made safe to stand within a page.
    """

    path: str
    title: str
    description: str = ""
    canonical: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    is_kept_out: bool = False
    linked_data: str = ""


def page_bytes(
    told: Told, site: Site, edition: Edition, main: Child, *, banner: Child = None
) -> bytes:
    """The whole page. main: what it is for. banner: what must be read before anything else."""
    body = element(
        "body",
        element("a", "Skip to content", href="#main", class_="s-skip"),
        _head_of_page(told, site),
        banner,
        _trail(told),
        element("main", main, id="main", tabindex=-1),
        _foot(told, site, edition),
    )
    return document(head(told, site), body)


def document(head: Html, body: Html) -> bytes:
    return f'<!DOCTYPE html>\n<html lang="en-GB">\n{head}\n{body}\n</html>\n'.encode()


def head(told: Told, site: Site) -> Html:
    """The <head>: what browsers, search engines and those who pass an address on are told."""
    canonical = whole(site.address, told.canonical or told.path) if site.address else None
    shared = {
        "og:type": "website",
        "og:title": told.title,
        "og:description": told.description,
        "og:site_name": site.current.council,
        "og:url": canonical,
        "og:image": whole(site.address, CARD) if site.address else None,
        "og:image:alt": "Marks of ratings: a green circle, an amber diamond and a red triangle",
    }
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("title", text_alone(told.title)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="description", content=told.description) if told.description else None,
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="robots", content="noindex") if told.is_kept_out else None,
        element("link", rel="canonical", href=canonical) if canonical else None,
        element("link", rel="icon", type="image/svg+xml", href=relative(told.path, ICON)),
        element("link", rel="stylesheet", href=relative(told.path, STYLE)),
        element(
            "link",
            rel="alternate",
            type="application/atom+xml",
            title="Releases and corrections",
            href=relative(told.path, FEED),
        ),
        [
            element("meta", property=name, content=value)
            for name, value in shared.items()
            if value and (site.address or name != "og:image:alt")
        ],
        element("script", src=relative(told.path, SCRIPT), defer=True),
        element("script", Html(told.linked_data), type="application/ld+json")
        if told.linked_data
        else None,
    )


def _head_of_page(told: Told, site: Site) -> Html:
    council = element(
        "a",
        element("strong", site.current.council),
        element("span", site.current.plan_title),
        href=relative(told.path, INDEX),
        class_="s-name",
    )
    links = element("ul", [element("li", _link(told, path, name)) for path, name in _MENU])
    sign_in = (
        element("a", "Sign in", href=site.dashboard, class_="s-sign-in") if site.dashboard else None
    )
    menu = element("nav", links, aria_label="Site", class_="s-menu")
    return element(
        "header", element("div", council, sign_in, class_="s-top"), menu, class_="s-head"
    )


def _link(told: Told, path: str, name: str) -> Html:
    here = "page" if path == told.path else None
    return element("a", name, href=relative(told.path, path), aria_current=here)


def _trail(told: Told) -> Html | None:
    """The way down to this page; nothing on the first one."""
    if not told.trail:
        return None
    steps = [
        element("li", element("a", name, href=relative(told.path, path)))
        for name, path in told.trail
    ]
    return element("nav", element("ol", steps), aria_label="You are here", class_="s-trail")


def _foot(told: Told, site: Site, edition: Edition) -> Html:
    """Who publishes this, when the figures were published, when the next come, and whom to ask."""
    said = dict(site.current.how)
    published = (
        f"Figures of {edition.quarter}, release {edition.release.number}, published on "
        f"{edition.day}. {said['Next figures']}"
    )
    links = [
        element("li", element("a", name, href=relative(told.path, path))) for path, name in _FOOT
    ]
    return element(
        "footer",
        element("p", element("strong", site.current.council), ". ", published),
        [
            element("p", element("strong", f"{name}: "), said[name])
            for name in ("Contact", "In another form", "Licence")
        ],
        element("nav", element("ul", links), aria_label="About this site"),
        class_="s-foot",
    )


def title_block(kind: str, title: Child, *below: Child) -> Html:
    """The title of a page, with what is told above and beneath it."""
    above = element("p", kind, class_="s-kind") if kind else None
    return element("div", above, element("h1", title), *below, class_="s-title")


def section(title: str, *content: Child, class_: str = "") -> Html:
    """A section of a page. class_: further classes of it."""
    classes = f"k-section {class_}".strip()
    return element("section", element("h2", title), *content, class_=classes)


def listed(items: list[Html]) -> Html:
    return element("ul", items, class_="s-links")


def data_of_measure(measure_id: str) -> str:
    """Where the figures of a measure stand as CSV."""
    return f"{OF_MEASURES}/{measure_id}.csv"


def size_of(content: bytes) -> str:
    """ "12 kB", "2.1 MB": how long it takes to fetch."""
    size = len(content)
    return f"{max(1, round(size / 1000)):,} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
