"""Search: a list of everything by kind, which a script narrows by what is typed."""

from itertools import groupby

from kpis.exports.site.addresses import INDEX, relative
from kpis.exports.site.facts import Site
from kpis.exports.site.shell import SEARCH, Told, page_bytes, title_block
from kpis.markup.elements import Html, element
from kpis.reports.pages.measure import KIND as MEASURE
from kpis.reports.pages.page import Page

_MOST_WORDS = 160  # characters of a definition: the first of its words tell it from others
_MOST_IN_ALL = 40_000  # of all of them, so that the page stays small


def search_page(site: Site) -> bytes:
    """The page of the index, as a list that is whole without a script."""
    told = Told(
        path=SEARCH,
        title=f"Search – {site.current.council}",
        description="Every measure, outcome, priority, theme and directorate by name.",
        trail=(("Home", INDEX),),
    )
    listed = sorted((page for page in site.current.pages if page.is_listed), key=_rank)
    words = min(_MOST_WORDS, _MOST_IN_ALL // max(1, len(listed)))
    groups = [
        _group(kind, list(pages), site, words)
        for kind, pages in groupby(listed, key=lambda p: _kind(p))
    ]
    field = element(
        "div",
        element("label", "What are you looking for?", for_="q"),
        element("input", type="search", id="q", name="q", autocomplete="off", spellcheck="false"),
        element("p", role="status", class_="k-small", id="found"),
        class_="s-search",
        hidden=True,  # until the script that answers it runs
    )
    return page_bytes(told, site, site.current, [title_block("", "Search"), field, groups])


def _kind(page: Page) -> str:
    """Without its number: "Outcome 5" is an outcome."""
    return page.kind.rstrip("0123456789 ")


def _rank(page: Page) -> tuple[bool, str]:
    return _kind(page) != MEASURE, _kind(page)


def _group(kind: str, pages: list[Page], site: Site, words: int) -> Html:
    items = [_item(page, site, words) for page in pages]
    title = f"{kind}s" if not kind.endswith("y") else f"{kind[:-1]}ies"
    return element(
        "section",
        element("h2", title),
        element("ul", items, class_="s-index"),
        class_="k-section s-group",
    )


def _item(page: Page, site: Site, words: int) -> Html:
    to = relative(SEARCH, site.current.paths[page.key])
    number = page.kind.removeprefix(_kind(page)).strip()
    code = page.code or number
    return element(
        "li",
        element(
            "a", element("span", code, class_="k-code") if code else None, " ", page.title, href=to
        ),
        data_words=page.words[:words] or None,
    )
