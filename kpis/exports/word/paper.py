"""The document as it is written: headings that links reach, paragraphs, pages on their side."""

from collections.abc import Collection, Sequence
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from kpis.charts.palette import LIGHT
from kpis.exports.office.texts import from_the_right, sound
from kpis.exports.word.links import bookmark
from kpis.exports.word.styles import on_side, room, set_styles
from kpis.reports.blocks import Document

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Paper:
    """A Word document being made. keys: of all parts that links may lead to."""

    def __init__(self, document: Document) -> None:
        import docx

        self.made = docx.Document()
        self.keys: Collection[str] = {each.key for each in document.walk() if each.key}
        self.chart_numbers = count(1)
        self._places = count(1)
        self._place = 0
        self._styles: dict[str, str] = {}  # name → id
        self._is_side = False
        set_styles(self.made, document.language)
        self._set_footer(document.running)

    @property
    def width(self) -> float:
        """Of what stands on the page now, in points."""
        return room(is_side=self._is_side)

    def heading(self, text: str, level: int, key: str = "", *, on_new_page: bool = False) -> None:
        """A heading, at which links to the key arrive."""
        paragraph = self.add(f"Heading {min(level, 4)}")
        paragraph.paragraph_format.page_break_before = on_new_page or None
        place = bookmark(key) if key else ""
        if place:
            paragraph._p.append(self._mark("bookmarkStart", place))
        add_text(paragraph, text)
        if place:
            paragraph._p.append(self._mark("bookmarkEnd"))

    def paragraph(self, text: str, style: str = "Normal", lead: str = "") -> Any:
        """A paragraph. lead: words before it that are set off."""
        paragraph = self.add(style)
        if lead:
            add_text(paragraph, f"{lead} ").bold = True
        add_text(paragraph, text)
        return paragraph

    def add(self, style: str = "Normal") -> Any:
        """An empty paragraph at the end of what is written.

        python-docx looks through the whole document and all its styles for each, which takes half
        of the time that a report of 490 measures takes.
        """
        from docx.oxml import OxmlElement
        from docx.text.paragraph import Paragraph

        element = OxmlElement("w:p")
        if style != "Normal":
            if style not in self._styles:
                self._styles[style] = self.made.styles[style].style_id
            element.style = self._styles[style]
        self._append(element)
        return Paragraph(element, self.made._body)

    def _append(self, element: Any) -> None:
        """Before the properties of the last section, with which a document ends."""
        self.made.element.body[-1].addprevious(element)

    def contents(self, parts: Sequence[tuple[str, str]]) -> None:
        """A list of parts that leads to each. parts: title and key.

        It is a field, so that Word adds the numbers of pages when it is asked to update it; until
        then it has none, for only Word knows where its pages end.
        """
        from docx.shared import Pt

        listed = [(title, key) for title, key in parts if key]
        for number, (title, key) in enumerate(listed):
            paragraph = self.add()
            paragraph.paragraph_format.space_after = Pt(2)
            if number == 0:
                for part in (_field("begin"), _INSTRUCTION, _field("separate")):
                    paragraph._p.append(_run(part))
            text = f'<w:t xml:space="preserve">{escape(sound(title))}</w:t>'
            paragraph._p.append(
                parsed(
                    f'<w:hyperlink w:anchor="{bookmark(key)}" w:history="1">'
                    f'<w:r><w:rPr><w:color w:val="{LIGHT.link[1:]}"/><w:u w:val="single"/></w:rPr>'
                    f"{text}</w:r></w:hyperlink>"
                )
            )
            if number == len(listed) - 1:
                paragraph._p.append(_run(_field("end")))

    def table(self, xml: Any) -> None:
        """A table, with room beneath it."""
        self._append(xml)
        after = self.add()
        after.paragraph_format.space_after = 0
        after.paragraph_format.line_spacing = 0.6

    def turn(self, *, is_side: bool) -> bool:
        """Begin a new page if what follows lies otherwise than what stands before. Returns whether
        it did."""
        if is_side == self._is_side:
            return False
        from docx.enum.section import WD_SECTION

        section = self.made.add_section(WD_SECTION.NEW_PAGE)
        on_side(section, is_side=is_side)
        self._is_side = is_side
        return True

    def _mark(self, kind: str, name: str = "") -> Any:
        if name:
            self._place = next(self._places)
        named = f' w:name="{name}"' if name else ""
        return parsed(f'<w:{kind} w:id="{self._place}"{named}/>')

    def _set_footer(self, running: str) -> None:
        """Whose report it is and the number of the page, at the foot of each."""
        paragraph = self.made.sections[0].footer.paragraphs[0]
        add_text(paragraph, f"{running}, page ".lstrip(", "))
        paragraph._p.append(
            parsed('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )


_INSTRUCTION = '<w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText>'


def _field(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def _run(inner: str) -> Any:
    return parsed(f"<w:r>{inner}</w:r>")


def parsed(xml: str) -> Any:
    """An element of the document, of the namespace that w: stands for."""
    from docx.oxml import parse_xml

    name = xml[1:].split(" ")[0].split(">")[0].rstrip("/")
    return parse_xml(xml.replace(f"<{name}", f'<{name} xmlns:w="{_MAIN}"', 1))


def add_text(paragraph: Any, text: str) -> Any:
    """A run of text, written from the side it is read from."""
    from docx.oxml import OxmlElement

    run = paragraph.add_run(sound(text).replace("\v", "\n"))
    if from_the_right(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    return run
