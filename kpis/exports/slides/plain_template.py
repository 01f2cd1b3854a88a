"""The template of a council that gives none: python-pptx's own, made wide and given our looks."""

from typing import Any

from kpis.charts.palette import LIGHT

WIDE, HIGH = 960, 540  # points: 16 to 9
EDGE = 43
_FONT = "Arial"
_KEPT = ("title", "obj", "titleOnly")  # layouts, by their type
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MAIN = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
# Placeholder type → left, top, width, height in points.
_ON_MASTER = {
    "title": (EDGE, 22, WIDE - 2 * EDGE, 80),
    "body": (EDGE, 108, WIDE - 2 * EDGE, 378),
    "dt": (EDGE, 560, 10, 10),
    "ftr": (EDGE, 500, 740, 24),
    "sldNum": (WIDE - EDGE - 80, 500, 80, 24),
}
_ON_TITLE_SLIDE = {
    "ctrTitle": (EDGE, 90, WIDE - 2 * EDGE, 130),
    "subTitle": (EDGE, 232, WIDE - 2 * EDGE, 246),
}


def plain_template() -> Any:
    """A presentation without slides, with the three layouts that slides are made of."""
    from pptx import Presentation
    from pptx.util import Pt

    made = Presentation()
    made.slide_width, made.slide_height = Pt(WIDE), Pt(HIGH)
    master = made.slide_master
    for layout in list(made.slide_layouts):
        kind = layout._element.get("type")
        if kind not in _KEPT:
            made.slide_layouts.remove(layout)
            continue
        _place(layout, _ON_TITLE_SLIDE if kind == "title" else {})
        _set_subtitles(layout)
        _without_dates(layout)
    _place(master, _ON_MASTER)
    _without_dates(master)
    _set_fonts(master)
    _set_styles(master)
    return made


def _kind(shape: Any) -> str:
    placeholder = shape._element.find(f".//{_MAIN}ph")
    return str(placeholder.get("type", "body")) if placeholder is not None else ""


def _place(holder: Any, places: dict[str, tuple[int, int, int, int]]) -> None:
    from pptx.util import Pt

    for shape in holder.placeholders:
        if place := places.get(_kind(shape)):
            shape.left, shape.top, shape.width, shape.height = map(Pt, place)


def _without_dates(holder: Any) -> None:
    """A date on a slide is the day it is looked at, which is none of the report's days."""
    for shape in list(holder.placeholders):
        if _kind(shape) == "dt":
            shape._element.getparent().remove(shape._element)


def _set_fonts(master: Any) -> None:
    """Fonts and colours of the theme, so that what people add looks like what is there."""
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    theme = master.part.part_related_by(RT.THEME)
    root = etree.fromstring(theme.blob)
    for name in ("majorFont", "minorFont"):
        root.find(f".//{_DRAWING}{name}/{_DRAWING}latin").set("typeface", _FONT)
    accents = (*LIGHT.series,)
    colours = {"dk2": LIGHT.dark_blue, "lt2": LIGHT.panel, "hlink": LIGHT.link}
    colours |= {f"accent{number}": colour for number, colour in enumerate(accents, 1)}
    for name, colour in colours.items():
        slot = root.find(f".//{_DRAWING}clrScheme/{_DRAWING}{name}")
        slot.clear()
        etree.SubElement(slot, f"{_DRAWING}srgbClr").set("val", colour.lstrip("#"))
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_subtitles(layout: Any) -> None:
    """Black and at the left, as everything else: grey is hard to read from afar."""
    for shape in layout.placeholders:
        if _kind(shape) == "subTitle":
            level = shape._element.find(f".//{_DRAWING}lstStyle/{_DRAWING}lvl1pPr")
            level.set("algn", "l")
            run = level.find(f"{_DRAWING}defRPr")
            for colour in run.findall(f"{_DRAWING}solidFill"):
                run.remove(colour)


def _set_styles(master: Any) -> None:
    """Titles bold, at the left and at the bottom of their box; footers of 12 points."""
    title = master._element.find(f".//{_MAIN}titleStyle/{_DRAWING}lvl1pPr")
    title.set("algn", "l")
    run = title.find(f"{_DRAWING}defRPr")
    run.set("sz", "2800")
    run.set("b", "1")
    for shape in master.placeholders:
        kind = _kind(shape)
        body = shape._element.find(f".//{_DRAWING}bodyPr")
        if kind == "title":
            body.set("anchor", "b")
        for place in ("lIns", "rIns"):
            body.set(place, "0")
        if kind in ("ftr", "sldNum"):
            level = shape._element.find(f".//{_DRAWING}lstStyle/{_DRAWING}lvl1pPr")
            level.set("algn", "l" if kind == "ftr" else "r")
            level.find(f"{_DRAWING}defRPr").set("sz", "1200")
