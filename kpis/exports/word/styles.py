"""The looks of a report on paper, as styles that people can change in one place."""

from typing import Any

from kpis.charts.palette import LIGHT

FONT, SIZE = "Arial", 11
EDGE = 57  # points: 2 cm
PAPER = (595.3, 841.9)  # points: A4
PROMPT = "Prompt"  # what only an officer can write
LEAD, QUIET, NOTE, QUOTE = "Lead", "Quiet", "To be noted", "In their own words"
_HEADINGS = {1: (18, 18), 2: (15, 16), 3: (13, 14), 4: (11, 10)}  # size, space before
_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def set_styles(made: Any, language: str) -> None:
    """Give the library's plain document our fonts, headings and page. made: a docx document."""
    from docx.shared import Pt

    _set_language(made, language)
    normal = made.styles["Normal"]
    _set_font(normal, SIZE)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    for level, (size, before) in _HEADINGS.items():
        _set_heading(made.styles[f"Heading {level}"], size, before)
    _set_heading(made.styles["Title"], 24, 0)
    title = made.styles["Title"].element.find(f"{_MAIN}pPr/{_MAIN}pBdr")
    title.getparent().remove(title)  # the library's has a line beneath it
    _set_font(made.styles["Subtitle"], 13)
    _set_font(made.styles["Caption"], 10, bold=True)
    made.styles["Caption"].paragraph_format.keep_with_next = True
    _add(made, LEAD, 12, bold=True)
    _add(made, QUIET, 10)
    _add(made, NOTE, SIZE, edge=LIGHT.concern)
    _add(made, QUOTE, SIZE, edge=LIGHT.rule)
    _add(made, PROMPT, SIZE, edge=LIGHT.dark_pink, bold=True)
    _set_page(made.sections[0])


def on_side(section: Any, *, is_side: bool) -> None:
    """Lay the page of a section on its side, or upright."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    short, long = PAPER
    width, height = (long, short) if is_side else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if is_side else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)


def room(*, is_side: bool) -> float:
    """How wide a table may be, in points."""
    return PAPER[1 if is_side else 0] - 2 * EDGE


def _set_page(section: Any) -> None:
    from docx.shared import Pt

    on_side(section, is_side=False)
    section.left_margin = section.right_margin = Pt(EDGE)
    section.top_margin = section.bottom_margin = Pt(EDGE)
    section.header_distance = section.footer_distance = Pt(28)


def _add(made: Any, name: str, size: float, *, bold: bool = False, edge: str = "") -> None:
    """A style of paragraphs. edge: the colour of a line at their left, "" for none."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.shared import Pt

    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    style.quick_style = True
    _set_font(style, size, bold=bold)
    if edge:
        style.paragraph_format.left_indent = Pt(10)
        border = (
            f'<w:pBdr xmlns:w="{_MAIN[1:-1]}"><w:left w:val="single" w:sz="24" w:space="8" '
            f'w:color="{edge.lstrip("#")}"/></w:pBdr>'
        )
        style.element.get_or_add_pPr().insert(0, parse_xml(border))


def _set_heading(style: Any, size: float, before: float) -> None:
    from docx.shared import Pt

    _set_font(style, size, bold=True, colour=LIGHT.dark_blue)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
    style.paragraph_format.keep_with_next = True


def _set_font(style: Any, size: float, *, bold: bool = False, colour: str = LIGHT.text) -> None:
    """The font by its name, in place of the one of a theme; upright."""
    from docx.shared import Pt, RGBColor

    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = RGBColor(*bytes.fromhex(colour.lstrip("#")))
    fonts = style.element.rPr.find(f"{_MAIN}rFonts")
    for name in [each for each in fonts.attrib if each.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(f"{_MAIN}{script}", FONT)


def _set_language(made: Any, language: str) -> None:
    """What the texts are in, for spelling and for voices."""
    for element in made.styles.element.iter(f"{_MAIN}lang"):
        element.set(f"{_MAIN}val", language)
    for element in made.settings.element.iter(f"{_MAIN}themeFontLang"):
        element.set(f"{_MAIN}val", language)
