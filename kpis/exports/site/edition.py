"""The pages of a release: those of the newest at the first addresses, of each in its own folder."""

from html import escape

from kpis.exports.html.blocks import blocks_html
from kpis.exports.html.charts import chart
from kpis.exports.html.sections import section_html
from kpis.exports.html.setting import Setting
from kpis.exports.site.addresses import INDEX, embedded, folder_of, relative, same_in, whole
from kpis.exports.site.addresses import document as document_at
from kpis.exports.site.facts import Edition, Site
from kpis.exports.site.shell import (
    Told,
    data_of_measure,
    document,
    head,
    listed,
    page_bytes,
    section,
    size_of,
    title_block,
)
from kpis.markup.elements import Child, Html, element
from kpis.model import Release, ReleaseStanding
from kpis.reports.blocks import Chart, Paragraph, Tone
from kpis.reports.pages.measure import KIND as MEASURE
from kpis.reports.pages.page import Page
from kpis.reports.parts import keys
from kpis.words.report.release_standing import STANDING_WORDS, standing_sentence

_NAMED = {
    "html": "web page",
    "pdf": "PDF",
    "pptx": "set of slides",
    "xlsx": "workbook",
    "docx": "Word document",
}
_ELSEWHERE = "Take it elsewhere"
_FOR_SCREENS = "s-screen"  # nothing that paper can do


Drawn = dict[tuple[int, int], Html]  # as `Setting` has it


def edition_files(edition: Edition, site: Site) -> dict[str, bytes]:
    """Path → file: the pages of a release in its folder, where they stay, and its documents.

    Those of the current one stand at the first addresses too, where the next release takes their
    place, with its charts alone to be shown within other pages.
    """
    number, drawn = edition.release.number, Drawn()
    files = {document_at(number, name): held for name, held in edition.documents.items()}
    files |= _pages(edition, site, drawn, kept=True)
    if edition is site.current:
        files |= _pages(edition, site, drawn, kept=False)
    return files


def _pages(edition: Edition, site: Site, drawn: Drawn, *, kept: bool) -> dict[str, bytes]:
    folder = folder_of(edition.release.number) if kept else ""
    by_key = {page.key: page for page in edition.pages}
    files = {}
    for page in edition.pages:
        path = folder + edition.paths[page.key]
        files[path] = _page(page, path, by_key, edition, site, drawn, kept=kept)
        if not kept and (shown := chart_of(page)):
            own = embedded(path)
            files[own] = _embedded(page, shown, own, path, edition, site, drawn)
    return files


def chart_of(page: Page) -> Chart | None:
    """The chart of a measure's page; None where it has none."""
    if page.kind != MEASURE:
        return None
    return next((block for block in page.opening if isinstance(block, Chart)), None)


def _page(
    page: Page,
    path: str,
    by_key: dict[str, Page],
    edition: Edition,
    site: Site,
    drawn: Drawn,
    *,
    kept: bool,
) -> bytes:
    folder = folder_of(edition.release.number) if kept else ""

    def link(key: str) -> str | None:
        found = edition.paths.get(key)
        return relative(path, folder + found) if found else None

    setting = Setting(link=link, hover=True, drawn=drawn)
    told = Told(
        path=path,
        title=_title(page, edition, site, kept=kept),
        description=page.summary,
        canonical=edition.paths[page.key] if _is_newest(edition, site) else path,
        trail=_trail(page, by_key, edition, folder, kept=kept),
    )
    main = [
        title_block(page.kind, _named(page), _published(edition, path, page, kept=kept)),
        element("div", blocks_html(page.opening, setting, 2), class_="k-section s-opening"),
        [section_html(each, setting) for each in page.sections],
        _further(page, path, edition, site, kept=kept),
    ]
    stands = site.standing(edition.release).kind is not ReleaseStanding.WITHDRAWN
    banner = None if stands and not kept else standing_banner(edition.release, site, path, page.key)
    return page_bytes(told, site, edition, main, banner=banner)


def _named(page: Page) -> list[Child]:
    return [element("span", page.code, class_="k-code") if page.code else None, " ", page.title]


def _is_newest(edition: Edition, site: Site) -> bool:
    return edition.release.number == site.current.release.number


def _title(page: Page, edition: Edition, site: Site, *, kept: bool) -> str:
    """No other page of the site has it."""
    kind = f"{page.kind}: " if page.kind and page.kind != MEASURE and page.key != keys.HOME else ""
    of = f"{edition.quarter}, release {edition.release.number}" if kept else edition.quarter
    return f"{kind}{page.name} – {of} – {site.current.council}"


def _trail(
    page: Page, by_key: dict[str, Page], edition: Edition, folder: str, *, kept: bool
) -> tuple[tuple[str, str], ...]:
    """The pages above it, the first one first."""
    above = []
    key = page.parent
    while key in by_key:
        above.append((_in_trail(by_key[key], edition, kept=kept), folder + edition.paths[key]))
        key = by_key[key].parent
    releases = [("Releases", "releases/index.html")] if kept else []
    return (*releases, *reversed(above))


def _in_trail(page: Page, edition: Edition, *, kept: bool) -> str:
    """By its number where it has one, for titles are long."""
    if page.key == keys.HOME:
        return edition.quarter if kept else "Home"
    return page.kind if page.kind[-1:].isdigit() else page.name


def _published(edition: Edition, path: str, page: Page, *, kept: bool) -> Html:
    """Of when it is, when it was published, and where it stands for good."""
    number = edition.release.number
    said = f"{edition.quarter}, release {number}, published on {edition.day}."
    if kept:
        return element("p", said, class_="s-published")
    stays = folder_of(number) + edition.paths[page.key]
    link = element("a", "This page as it stays", href=relative(path, stays))
    return element("p", said, " ", link, ".", class_="s-published")


def standing_banner(release: Release, site: Site, path: str, key: str = keys.HOME) -> Html:
    """How a release stands today, with the way to what is newest."""
    release = site.release(release.number)
    standing = site.standing(release)
    links: list[Child] = []
    current = site.current
    if standing.by and standing.by.number != current.release.number:
        to = folder_of(standing.by.number) + INDEX
        links.append(_way(f"Release {standing.by.number}", path, to))
    newest = current.release.number == release.number
    name = "This page at the address of the newest" if newest else "This page in the newest release"
    links.append(_way(name, path, same_in(current.paths, key)))
    word = STANDING_WORDS[standing.kind]
    doubtful = standing.kind in (ReleaseStanding.CORRECTED, ReleaseStanding.WITHDRAWN)
    return element(
        "aside",
        element(
            "p",
            element("strong", f"Release {release.number}: {word}. "),
            standing_sentence(release, standing),
        ),
        element("p", [each for link in links for each in (link, " ")]),
        class_=f"s-standing s-standing-{standing.kind.value}{' s-doubtful' if doubtful else ''}",
        aria_label="How this release stands",
    )


def _way(name: str, path: str, to: str) -> Html:
    return element("a", name, href=relative(path, to))


def _further(page: Page, path: str, edition: Edition, site: Site, *, kept: bool) -> Child:
    """On the first page more ways in; on a measure's how to take it elsewhere."""
    if page.key == keys.HOME:
        return [_documents(path, edition), _ways_in(path, edition, kept=kept)]
    if kept or page.kind != MEASURE:
        return None
    data = data_of_measure(page.key.partition(":")[2])
    links = []
    if data in site.data_files:
        words = "Every figure of this measure, as CSV"
        links.append(element("li", element("a", words, href=relative(path, data), download=True)))
    if not chart_of(page):
        return section(_ELSEWHERE, listed(links), class_=_FOR_SCREENS) if links else None
    own = embedded(path)
    links.append(element("li", element("a", "This chart alone", href=relative(path, own))))
    if not site.address:
        return section(_ELSEWHERE, listed(links), class_=_FOR_SCREENS)
    frame = (
        f'<iframe src="{whole(site.address, own)}" title="{escape(page.name)}" '
        'width="100%" height="520"></iframe>'
    )
    return section(
        _ELSEWHERE,
        listed(links),
        element("p", "To show this chart within another page:", class_="k-prose"),
        element("pre", element("code", frame), class_="s-code", tabindex=0),
        class_=_FOR_SCREENS,
    )


def _ways_in(path: str, edition: Edition, *, kept: bool) -> Html:
    folder = folder_of(edition.release.number) if kept else ""
    named = (
        (keys.EXCEPTIONS, "Everything off track, with why and what is done"),
        (keys.GRID, "Every measure"),
        (keys.THEMES, "By theme"),
        (keys.DIRECTORATES, "By directorate"),
        (keys.ACTIVITIES, "What the council said it would do"),
        (keys.CHANGES, "What changed since the report before"),
    )
    items = [
        element("li", element("a", words, href=relative(path, folder + edition.paths[key])))
        for key, words in named
        if key in edition.paths
    ]
    return section("More", element("ul", items, class_="s-links"), class_=_FOR_SCREENS)


def _documents(path: str, edition: Edition) -> Html | None:
    """The whole report as one file, in each format it is given in."""
    number = edition.release.number
    items = [
        element(
            "li",
            element(
                "a",
                f"The report as one {_NAMED.get(name.rpartition('.')[2], 'file')}",
                href=relative(path, document_at(number, name)),
                download=True,
            ),
            f" ({size_of(content)})",
        )
        for name, content in edition.documents.items()
    ]
    return section("To print or to keep", listed(items), class_=_FOR_SCREENS) if items else None


def _embedded(
    page: Page, shown: Chart, own: str, path: str, edition: Edition, site: Site, drawn: Drawn
) -> bytes:
    """A page with a chart and whose it is, and nothing else."""
    told = Told(
        path=own,
        title=f"Chart: {page.name} – {edition.quarter} – {site.current.council}",
        description=page.summary,
        canonical=path,
        is_kept_out=True,
    )
    source = element(
        "p",
        f"{site.current.council}, {edition.quarter}, published on {edition.day}. ",
        element("a", "All about this measure", href=relative(own, path), target="_top"),
        class_="s-published",
    )
    notes = [
        each for each in page.opening if isinstance(each, Paragraph) and each.tone is Tone.NOTE
    ]
    main = element(
        "main",
        element("h1", _named(page)),
        chart(shown, Setting(hover=True, numbers=False, drawn=drawn)),
        blocks_html(notes, Setting()),
        source,
        id="main",
        class_="s-embedded",
    )
    return document(head(told, site), element("body", main, class_="s-bare"))
