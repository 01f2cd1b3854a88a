"""Where each page of a site stands, and how one leads to another.

Every address within a site is relative: its folder can stand anywhere and be opened as it is.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from kpis.reports.parts import keys

INDEX = "index.html"
RELEASES = "releases"
_ALONE = {
    keys.HOME: INDEX,
    keys.EXCEPTIONS: "off-track.html",
    keys.GRID: "measures/index.html",
    keys.THEMES: "themes/index.html",
    keys.DIRECTORATES: "directorates/index.html",
    keys.ACTIVITIES: "activities.html",
    keys.BOROUGH: "borough.html",
    keys.CHANGES: "changes.html",
    keys.METHOD: "how-to-read.html",
}
_FOLDERS = {
    "priority": "priorities",
    "outcome": "outcomes",
    "theme": "themes",
    "directorate": "directorates",
    "measure": "measures",
}
_LONGEST = 80  # characters of a name: a file system takes some 250 bytes
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_]+")


def paths_of(page_keys: Iterable[str]) -> dict[str, str]:
    """Key → path of its page, no two of them the same, whatever a file system makes of case."""
    found: dict[str, str] = {}
    taken = set(_ALONE.values())
    for key in page_keys:
        if key in _ALONE:
            found[key] = _ALONE[key]
            continue
        path = _free(key, taken)
        taken.add(path)
        found[key] = path
    return found


def _free(key: str, taken: set[str]) -> str:
    kind, _, name = key.partition(":")
    short = _NOT_IN_NAMES.sub("-", name.lower())[:_LONGEST].strip("-") or "page"
    path, count = f"{_FOLDERS[kind]}/{short}.html", 1
    while path in taken:
        count += 1
        path = f"{_FOLDERS[kind]}/{short}-{count}.html"
    return path


def folder_of(release: int) -> str:
    """Where the pages of a release stand for good: "releases/3/"."""
    return f"{RELEASES}/{release}/"


def document(release: int, name: str) -> str:
    """Where the whole report of a release stands as one file."""
    return f"{folder_of(release)}documents/{name}"


def embedded(measure_path: str) -> str:
    """The page that has nothing but a measure's chart, to be shown within other pages."""
    return f"embed/{posixpath.basename(measure_path)}"


def relative(start: str, to: str) -> str:
    """How the page at one path leads to another: "../measures/recycling.html"."""
    return quote(posixpath.relpath(to, posixpath.dirname(start) or "."))


def whole(address: str, path: str) -> str:
    """The whole address of a page. address: of the site, without a stroke at its end."""
    shown = path.removesuffix(INDEX) if path == INDEX or path.endswith(f"/{INDEX}") else path
    return f"{address}/{quote(shown)}"


def same_in(paths: Mapping[str, str], key: str) -> str:
    """The page of the same thing in another release; its first page where it has none."""
    return paths.get(key, INDEX)
