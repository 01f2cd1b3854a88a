"""HTML read back strictly: what is not well-formed is an error."""

import html5lib  # type: ignore[import-untyped]
from lxml import etree

SHELL = '<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>{}</body></html>'
_SVG = "{http://www.w3.org/2000/svg}"


def read(markup: str) -> etree._Element:
    """The body of a page with this in it. Raises html5lib's ParseError for the first fault."""
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False
    )
    tree = parser.parse(SHELL.format(markup))
    return tree.getroot().find("body")


def shown(element: etree._Element) -> str:
    """Its text, with one blank for each stretch of them."""
    return " ".join("".join(element.itertext()).split())


def pictures(element: etree._Element) -> list[etree._Element]:
    return list(element.iter(f"{_SVG}svg"))
