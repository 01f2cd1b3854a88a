"""The cells of a table on a slide, written as DrawingML.

python-pptx sets a cell property by property, which takes a thousandth of a second for each; a
report of 490 measures has forty thousand cells.
"""

from typing import Any
from xml.sax.saxutils import escape

from kpis.charts.palette import LIGHT
from kpis.exports.office.texts import from_the_right, sound
from kpis.exports.slides.table_rows import ABOVE, MARGIN, SIZE, Line, Piece, SetCell

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid": the looks are our own
_POINT = 12_700
_INSETS = (
    f'marL="{MARGIN * _POINT}" marR="{MARGIN * _POINT}" '
    f'marT="{ABOVE * _POINT}" marB="{ABOVE * _POINT}" anchor="ctr"'
)


def fill(table: Any, piece: Piece, language: str) -> None:
    """Make of an empty table the piece, its first row marked as header.

    table: its element, as python-pptx made it.
    """
    from pptx.oxml import parse_xml

    headers = tuple(SetCell(text, text, is_strong=True) for text in piece.headers)
    columns = "".join(f'<a:gridCol w="{_units(width)}"/>' for width in piece.widths)
    rows = "".join(
        _row(line, height, language)
        for line, height in zip((headers, *piece.lines), piece.heights, strict=True)
    )
    made = parse_xml(
        f'<a:tbl xmlns:a="{_MAIN}"><a:tblPr firstRow="1"><a:tableStyleId>{_NO_STYLE}'
        f"</a:tableStyleId></a:tblPr><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
    )
    table.getparent().replace(table, made)


def _row(line: Line, height: float, language: str) -> str:
    cells = "".join(_cell(cell, language) for cell in line)
    return f'<a:tr h="{_units(height)}">{cells}</a:tr>'


def _cell(cell: SetCell, language: str) -> str:
    """A cell with a hairline beneath it; a rating of this quarter with its colour behind it."""
    rating = LIGHT.rag.get(cell.status) if cell.status else None
    ink, ground = (rating.letter, rating.area) if rating else (LIGHT.text, "")
    bold = ' b="1"' if cell.is_heading or cell.is_strong or rating else ""
    aligned = ' algn="r"' if cell.is_figure else ' algn="ctr"' if cell.is_sign else ""
    read = ' rtl="1"' if from_the_right(cell.shown) else ""
    run = f'lang="{language}" sz="{SIZE * 100}"{bold}'
    text = escape(sound(cell.shown).replace("\n", " "))
    said = f"<a:r><a:rPr {run}>{_solid(ink)}</a:rPr><a:t>{text}</a:t></a:r>" if text else ""
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr{aligned}{read}/>{said}"
        f"<a:endParaRPr {run}/></a:p></a:txBody>"
        f'<a:tcPr {_INSETS}><a:lnB w="6350">{_solid(LIGHT.rule)}</a:lnB>'
        f"{_solid(ground) if ground else '<a:noFill/>'}</a:tcPr></a:tc>"
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'


def _units(points: float) -> int:
    return round(points * _POINT)
