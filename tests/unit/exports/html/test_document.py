"""A report as one page of HTML: whole, in order, and in need of nothing else."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from kpis.errors import ExportError
from kpis.exports.formats import Format, Look, render
from kpis.reports.blocks import Cell, Column, Document, Paragraph, Row, Section, Table
from tests.unit.exports.said import first_unsaid, texts_in, together

MOST_BYTES = 2_000_000
HOSTILE = "#let x <b id=evil> [c](//evil.example) &amp; $y$ =1+1 </style><script>evil()</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"


class Page(HTMLParser):
    """What a page is made of: its text without styles, and every element with its attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._within: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._within.append(tag)

    def handle_endtag(self, tag):
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self._within:
            self.said.append(data)

    @property
    def text(self) -> str:
        return together("".join(self.said))

    def values(self, attribute: str) -> list[str]:
        return [str(has[attribute]) for _, has in self.elements if attribute in has]

    def named(self, *tags: str) -> list[tuple[str, dict[str, str | None]]]:
        return [(tag, has) for tag, has in self.elements if tag in tags]


@pytest.fixture(scope="module")
def html(second_pack: Document) -> bytes:
    return render(second_pack, Format.HTML)


@pytest.fixture(scope="module")
def page(html: bytes) -> Page:
    return Page(html)


def small(*blocks, title="Report", sections=()) -> Document:
    return Document(
        title=title,
        subtitle="Northmere, Plan",
        about=(("Council", "Northmere"),),
        sections=sections or (Section(title="How", key="how", blocks=blocks),),
        running="Northmere",
    )


def test_it_says_everything_that_the_document_says_in_its_order(page, second_pack):
    texts = [text for _, texts in texts_in(second_pack, by_cell=True) for text in texts]
    assert len(texts) > 2_000
    assert first_unsaid(texts, page.text) == ""


def test_it_needs_no_other_file_and_forbids_to_fetch_one(html, page):
    assert not re.search(rb"(src|href)=.?(https?:)?//", html)
    assert set(re.findall(rb"url\((.{5})", html)) == {b"data:"}
    assert "@import" not in html.decode()
    assert not page.named("script", "link", "iframe", "object")
    (policy,) = [has for _, has in page.named("meta") if "http-equiv" in has]
    assert str(policy["content"]).startswith("default-src 'none'")


def test_every_link_leads_to_a_part_of_the_page_and_every_part_has_a_name_of_its_own(page):
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    links = [str(has["href"]) for _, has in page.named("a")]
    assert len(links) > 150
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_the_contents_lead_to_every_section_with_a_name(page, second_pack):
    contents = {str(has["href"]) for _, has in page.named("a")}
    assert {
        f"#{section.key.replace(':', '-')}" for section in second_pack.walk() if section.key
    } <= (contents)


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.named("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_say_what_they_are_of_and_what_their_heads_are_of(page):
    tables, captions = page.named("table"), page.named("caption")
    assert len(tables) == len(captions) > 50
    assert all(has.get("scope") for _, has in page.named("th"))


def test_the_page_says_its_language_and_leads_past_its_contents(page, second_pack):
    assert page.elements[0] == ("html", {"lang": second_pack.language})
    first = page.named("a")[0][1]["href"]
    assert first == "#report"
    assert [tag for tag, has in page.elements if has.get("id") == "report"] == ["main"]


def test_a_pack_of_49_measures_can_be_mailed(html):
    assert len(html) <= MOST_BYTES


def test_the_same_document_makes_the_same_bytes(html, second_pack):
    assert render(second_pack, Format.HTML) == html


def test_markup_in_titles_notes_and_names_comes_out_as_text():
    table = Table(
        name="t",
        caption=HOSTILE,
        columns=(Column(title=HOSTILE),),
        rows=(Row(cells=(Cell(text=HOSTILE, note=HOSTILE),)),),
    )
    page = Page(render(small(table, Paragraph(text=HOSTILE), title=HOSTILE), Format.HTML))
    assert page.text.count(together(HOSTILE)) == 7  # in the page's own title too
    assert "evil" not in page.values("id")
    assert not page.named("script", "b")


def test_text_from_right_to_left_ends_where_it_does():
    page = Page(render(small(Paragraph(text="\u202eשלום 7")), Format.HTML))
    assert page.named("bdi")
    assert "\u202e" not in page.text


def test_a_report_without_a_measure_has_no_contents():
    page = Page(render(small(Paragraph(text="There is no measure in this report.")), Format.HTML))
    assert "Thereisnomeasureinthisreport." in page.text
    assert not page.named("nav")


def test_a_logo_stands_within_the_page_and_one_that_cannot_be_used_is_told():
    page = Page(render(small(), Format.HTML, Look(logo=SVG)))
    ((_, logo),) = page.named("img")
    assert str(logo["src"]).startswith("data:image/svg+xml;base64,")
    assert logo["alt"] == ""
    with pytest.raises(ExportError, match=r"40\.0 MB"):
        render(small(), Format.HTML, Look(logo=SVG + b" " * 40_000_000))
