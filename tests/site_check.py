"""A site looked through as a browser would go through it: links, ids, titles, well-formed pages."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from urllib.parse import unquote, urldefrag, urlsplit

import html5lib  # type: ignore[import-untyped]
from lxml import etree

_FETCHED = {"src": None, "href": ("link", "script", "use", "image"), "srcset": None, "poster": None}
NOT_FOUND = "404.html"  # shown at any address, so its links begin at the site's own


def read_page(content: bytes) -> etree._Element:
    """The root of a page. Raises html5lib's ParseError for what is not well-formed."""
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False
    )
    return parser.parse(content, transport_encoding="utf-8").getroot()


class LookedThrough:
    """files: of a site, by path. root: what addresses of it begin with, where none is relative.
    pages: the roots of its pages, by path.
    """

    def __init__(self, files: Mapping[str, bytes], root: str = "/") -> None:
        self.files, self._root = files, root
        self.pages = {
            path: read_page(content) for path, content in files.items() if path.endswith(".html")
        }
        self._ids = {
            path: [each.get("id") for each in page.iter() if each.get("id") is not None]
            for path, page in self.pages.items()
        }

    def faults(self) -> list[str]:
        """A line for each; none where all is well."""
        return [
            *self._links(),
            *self._doubled_ids(),
            *self._doubled_titles(),
            *self._headings(),
            *self._references(),
        ]

    def _links(self) -> Iterator[str]:
        for path, page in self.pages.items():
            for element in page.iter(etree.Element):
                for name in ("href", "src"):
                    address = element.get(name)
                    if address is None:
                        continue
                    yield from self._address(path, element, name, address)

    def _address(
        self, path: str, element: etree._Element, name: str, address: str
    ) -> Iterator[str]:
        parts = urlsplit(address)
        if parts.scheme in ("mailto", "tel"):
            return
        if parts.scheme or parts.netloc:
            tags = _FETCHED[name]
            asks = tags is None or element.tag in tags
            if asks and element.get("rel") != "canonical":
                yield f"{path} asks another site for {address}"
            return
        to, part = urldefrag(address)
        if path == NOT_FOUND:
            target = unquote(to).removeprefix(self._root)
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(to)))
        target = target if to else path
        if target not in self.files:
            yield f"{path} leads to {address}, which is not there"
        elif part and unquote(part) not in self._ids.get(target, ()):
            yield f"{path} leads to {address}, and {target} has no such place"

    def _doubled_ids(self) -> Iterator[str]:
        for path, ids in self._ids.items():
            yield from (f"{path} has the id {id} twice" for id, n in Counter(ids).items() if n > 1)

    def _doubled_titles(self) -> Iterator[str]:
        own = (page for path, page in self.pages.items() if "/documents/" not in path)
        titles = Counter(page.findtext("head/title") for page in own)
        yield from (
            f"{count} pages are called {title}" for title, count in titles.items() if count > 1
        )

    def _headings(self) -> Iterator[str]:
        for path, page in self.pages.items():
            levels = [int(each.tag[1]) for each in page.iter(*(f"h{n}" for n in range(1, 7)))]
            if levels.count(1) != 1 or levels[0] != 1:
                yield f"{path} has not one title that comes first"
            for above, below in pairwise(levels):
                if below > above + 1:
                    yield f"{path} goes from a heading of level {above} to one of {below}"

    def _references(self) -> Iterator[str]:
        """What names another element of its page by its id."""
        for path, page in self.pages.items():
            for element in page.iter(etree.Element):
                named = " ".join(
                    element.get(name, "") for name in ("aria-labelledby", "for")
                ).split()
                yield from (
                    f"{path} names {id}, which is not on it"
                    for id in named
                    if id not in self._ids[path]
                )


def text_of(files: Mapping[str, bytes]) -> str:
    """All that stands in any file, for looking for what must not be there."""
    return "\n".join(content.decode("utf-8", "replace") for content in files.values())
