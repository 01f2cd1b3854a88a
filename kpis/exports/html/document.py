"""A document as one page of HTML that needs nothing else: no server, no script, no other file.

It is read on a screen of any width, in the dark, printed, or mailed on. Whatever is typed in it is
text, and the page itself forbids that anything is fetched or run.
"""

from base64 import b64encode
from functools import cache
from importlib.resources import files

from kpis.exports.formats import Look
from kpis.exports.html.blocks import blocks_html
from kpis.exports.html.sections import section_html
from kpis.exports.html.setting import Setting, anchor
from kpis.exports.html.style import style_sheet
from kpis.exports.logos import kind_of_logo
from kpis.markup.elements import Html, element, join, term_list, text_alone
from kpis.reports.blocks import Document, Section

_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
# The fonts of the pages, under the names that the style sheet has for them.
_FONTS = {"Source Sans": "sans.woff2", "Source Serif": "serif.woff2"}


def render(document: Document, look: Look) -> bytes:
    """The page. Raises ExportError where the look's logo cannot be used."""
    keys = {section.key for section in document.walk() if section.key}
    setting = Setting(
        link=lambda key: f"#{anchor(key)}" if key in keys else None, numbers=False, phone=True
    )
    page = element(
        "html",
        _head(document),
        element(
            "body",
            element("a", "Skip to the report", href="#report", class_="k-skip"),
            _title_block(document, look),
            element(
                "div",
                _contents(document),
                element(
                    "main",
                    element("div", blocks_html(document.opening, setting), class_="k-section")
                    if document.opening
                    else None,
                    [section_html(each, setting) for each in document.sections],
                    id="report",
                    tabindex="-1",
                ),
                class_="k-frame",
            ),
            element("footer", element("p", document.running), class_="k-foot"),
            class_="k-report",
        ),
        lang=document.language,
    )
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _head(document: Document) -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_NOTHING_ELSE),
        element("title", text_alone(f"{document.title} – {document.subtitle}")),
        element("meta", name="author", content=document.publisher) if document.publisher else None,
        element("style", Html(_style())),
    )


@cache
def _style() -> str:
    own = (files("kpis.exports.html") / "document.css").read_text(encoding="utf-8")
    return f"{_fonts()}{style_sheet()}\n{own}"


def _fonts() -> str:
    """Both fonts within the page: charts are drawn for their letters, and no machine need have
    them. Those who read Greek or Bengali see these in a font of their own."""
    folder = files("kpis") / "server/fonts"
    return "".join(
        f'@font-face{{font-family:"{name}";font-weight:400 700;src:url(data:font/woff2;base64,'
        f'{b64encode((folder / file).read_bytes()).decode()}) format("woff2")}}\n'
        for name, file in _FONTS.items()
    )


def _title_block(document: Document, look: Look) -> Html:
    return element(
        "header",
        _logo(look.logo),
        element("p", document.subtitle, class_="k-over"),
        element("h1", document.title),
        term_list(document.about),
        class_="k-title-block",
    )


def _logo(logo: bytes) -> Html | None:
    """The logo; whose it is stands beside it in words."""
    kind = kind_of_logo(logo)
    if not kind:
        return None
    source = f"data:{_TYPES[kind]};base64,{b64encode(logo).decode()}"
    return element("img", src=source, alt="", class_="k-logo")


def _contents(document: Document) -> Html | None:
    """Links to every section and to its parts; None where there is but one."""
    if len(document.sections) < 2:
        return None
    return element(
        "nav",
        element("h2", "Contents", id="contents"),
        _links(document.sections),
        aria_labelledby="contents",
        class_="k-contents",
    )


def _links(sections: tuple[Section, ...]) -> Html | None:
    items = [_link(each) for each in sections if each.key]
    return element("ol", items) if items else None


def _link(section: Section) -> Html:
    code = element("span", section.code, class_="k-code") if section.code else None
    name = join(code, " " if code else None, section.title)
    return element(
        "li", element("a", name, href=f"#{anchor(section.key)}"), _links(section.sections)
    )
