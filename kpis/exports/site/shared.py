"""The files of a site that are of no single release."""

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from kpis.exports.html.style import style_sheet
from kpis.exports.site.about import NOT_FOUND, about_pages
from kpis.exports.site.facts import Site
from kpis.exports.site.feeds import ROBOTS, SITEMAP, feed, robots, site_map
from kpis.exports.site.release_list import release_list
from kpis.exports.site.search import search_page
from kpis.exports.site.shell import CARD, FEED, ICON, RELEASE_LIST, SCRIPT, SEARCH, STYLE

_OF_NO_MAP = re.compile(r"embed/|releases/\d+/documents/")  # charts alone, and whole reports
# Charts are drawn for the letters of these, and no machine need have them.
_FONTS = ("sans.woff2", "serif.woff2")


def shared_files(site: Site, pages: list[str]) -> dict[str, bytes]:
    """Path → file. pages: the paths of all pages of releases, for the map."""
    made = {
        **about_pages(site),
        SEARCH: search_page(site),
        RELEASE_LIST: release_list(site),
        FEED: feed(site),
        ROBOTS: robots(site),
        **_assets(),
    }
    if site.address:
        own = [path for path in made if path.endswith(".html") and path != NOT_FOUND]
        listed = [path for path in pages if not _OF_NO_MAP.match(path)]
        made[SITEMAP] = site_map(site, sorted((*listed, *own)))
    return made


@cache
def _assets() -> dict[str, bytes]:
    """What all pages share, so that a browser fetches it once."""
    return {
        STYLE: (style_sheet() + _asset("site.css").decode()).encode(),
        SCRIPT: _asset("site.js"),
        ICON: _asset("icon.svg"),
        CARD: _asset("card.png"),
        **{
            f"assets/{name}": (files("kpis") / "server/fonts" / name).read_bytes()
            for name in _FONTS
        },
    }


def _asset(name: str) -> bytes:
    return files("kpis.exports.site").joinpath("assets", name).read_bytes()


def _fonts() -> Traversable:
    return files("kpis") / "server/fonts"
