"""What programs read of a site: the feed of releases, the map of its pages, who may crawl it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from kpis.charts.svg.write import text_of
from kpis.exports.site.addresses import INDEX, folder_of, whole
from kpis.exports.site.facts import Site
from kpis.exports.site.shell import FEED
from kpis.model import Release
from kpis.periods import period_of_id
from kpis.words.report.release_standing import ended, withdrawn_sentence

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'


def feed(site: Site) -> bytes:
    """Atom: an entry for each release, and a further one for each that was withdrawn.

    An entry keeps its id wherever the site stands, so no reader is told of a release twice.
    """
    entries = sorted(_entries(site), reverse=True)
    title = f"{site.current.council}: releases and corrections"
    parts = [
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
        f"<title>{text_of(title)}</title>",
        f"<id>{_id(site, 'feed')}</id>",
        f"<updated>{entries[0][0]}</updated>",
        f"<author><name>{text_of(site.current.council)}</name></author>",
        f'<link rel="alternate" type="text/html" href={_href(site, INDEX)}/>',
        f'<link rel="self" href={_href(site, FEED)}/>' if site.address else "",
        *(entry for _, entry in entries),
        "</feed>\n",
    ]
    return (_XML + "\n".join(filter(None, parts))).encode()


def _entries(site: Site) -> Iterator[tuple[str, str]]:
    """When each happened, with its entry."""
    for release in site.releases:
        label = period_of_id(release.quarter_id).label
        name = f"{label}, release {release.number}"
        title = f"Correction: {name}" if release.reason else f"Published: {name}"
        said = " ".join(filter(None, map(ended, (release.reason, release.note))))
        yield _entry(site, release, "published", title, said, release.published_at)
        if release.withdrawn_at is not None:
            words = withdrawn_sentence(release)
            yield _entry(
                site, release, "withdrawn", f"Withdrawn: {name}", words, release.withdrawn_at
            )


def _entry(
    site: Site, release: Release, act: str, title: str, said: str, at: datetime
) -> tuple[str, str]:
    when = _time(at)
    page = folder_of(release.number) + INDEX
    parts = (
        "<entry>",
        f"<title>{text_of(title)}</title>",
        f"<id>{_id(site, f'{act} {_time(release.published_at)} {release.number}')}</id>",
        f"<updated>{when}</updated>",
        f"<published>{when}</published>",
        f'<link rel="alternate" type="text/html" href={_href(site, page)}/>',
        f"<summary>{text_of(said or title)}</summary>",
        "</entry>",
    )
    return when, "\n".join(parts)


def site_map(site: Site, pages: Iterable[str]) -> bytes:
    """Every page that search engines may list. pages: their paths. The address must be known."""
    changed = site.current.release.published_at.date().isoformat()
    lines = [
        f"<url><loc>{text_of(whole(site.address, path))}</loc><lastmod>{changed}</lastmod></url>"
        if not path.startswith("releases/")
        else f"<url><loc>{text_of(whole(site.address, path))}</loc></url>"
        for path in pages
    ]
    start = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return (_XML + "\n".join([start, *lines, "</urlset>\n"])).encode()


def robots(site: Site) -> bytes:
    """Everything may be read by programs; where the map is, once the address is known."""
    lines = ["User-agent: *", "Allow: /"]
    lines += [f"Sitemap: {whole(site.address, SITEMAP)}"] if site.address else []
    return ("\n".join(lines) + "\n").encode()


def _href(site: Site, path: str) -> str:
    return f'"{text_of(whole(site.address, path) if site.address else path)}"'


def _id(site: Site, what: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{site.current.council}|{what}')}"


def _time(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat() + "Z"
