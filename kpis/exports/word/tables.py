"""Tables of a report on paper, written as WordprocessingML: headers repeat, no row is cut."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kpis.charts.palette import LIGHT
from kpis.exports.office.column_widths import column_widths
from kpis.exports.office.texts import cell_words, from_the_right, mark_sign, sound
from kpis.exports.word.links import bookmark
from kpis.model import RagStatus
from kpis.reports.blocks import Cell, Column, Mark, Table

SIZE = 9  # points
_INSET = 4  # points, left and right of a text
_TWENTIETHS = 20  # of a point, in which Word counts
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Written:
    """A cell as it is written. to: the key of what it leads to, "" for nothing."""

    text: str
    status: RagStatus | None = None
    is_figure: bool = False
    is_strong: bool = False
    is_sign: bool = False
    to: str = ""


def table_xml(table: Table, width: float, keys: Collection[str]) -> Any:
    """A table of the document. width: in points. keys: what a cell may lead to."""
    headers = [f"{column.title} {column.group}".strip() for column in table.columns]
    lines = []
    for row in table.rows:
        if row.is_group:
            first = Written(row.cells[0].text, is_strong=True, to=_known(row.cells[0].to, keys))
            lines.append([first, *[Written("")] * (len(headers) - 1)])
        else:
            lines.append(
                [_written(*each, keys) for each in zip(row.cells, table.columns, strict=True)]
            )
    headings = [row.cells[0].text for row in table.rows if row.is_group]
    return lines_xml(headers, lines, width, table.caption, headings)


def lines_xml(
    headers: Sequence[str],
    lines: Sequence[Sequence[Written]],
    width: float,
    described: str,
    headings: Sequence[str] = (),
) -> Any:
    """A table of these lines. described: its text alternative. headings: texts of the first column
    that may take more lines than others."""
    from docx.oxml import parse_xml

    columns = [
        [header, *(line[number].text for line in lines if line[number].text not in headings)]
        for number, header in enumerate(headers)
    ]
    widths = column_widths(columns, width, SIZE, 2 * _INSET, headings)
    grid = "".join(f'<w:gridCol w:w="{_units(each)}"/>' for each in widths)
    head = _row([Written(text, is_strong=True) for text in headers], widths, is_header=True)
    rows = "".join(_row(line, widths) for line in lines)
    title = quoteattr(sound(described))
    return parse_xml(
        f'<w:tbl xmlns:w="{_MAIN}"><w:tblPr><w:tblW w:w="{_units(sum(widths))}" w:type="dxa"/>'
        f'{_BORDERS}<w:tblLayout w:type="fixed"/>{_MARGINS}'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={title}/><w:tblDescription w:val={title}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _written(cell: Cell, column: Column, keys: Collection[str]) -> Written:
    mark = cell.mark
    status = _set_off(mark)
    if column.is_mark and mark is not None:
        return Written(mark_sign(mark), status, is_sign=True)
    return Written(cell_words(cell), status, column.is_figure, to=_known(cell.to, keys))


def _set_off(mark: Mark | None) -> RagStatus | None:
    """The rating whose colour stands behind it: one made in this very quarter."""
    return mark.status if mark and not mark.carried and mark.status in LIGHT.rag else None


def _known(key: str, keys: Collection[str]) -> str:
    return key if key in keys else ""


def _row(line: Sequence[Written], widths: Sequence[float], *, is_header: bool = False) -> str:
    header = "<w:tblHeader/>" if is_header else ""
    cells = "".join(map(_cell, line, widths))
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _cell(cell: Written, width: float) -> str:
    fill = LIGHT.rag[cell.status] if cell.status else None
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{_hex(fill.area)}"/>' if fill else ""
    side = "right" if cell.is_figure else "center" if cell.is_sign else ""
    aligned = f'<w:jc w:val="{side}"/>' if side else ""
    read = "<w:bidi/>" if from_the_right(cell.text) else ""
    keep = "<w:keepNext/>" if cell.is_strong else ""
    ink = fill.letter if fill else LIGHT.link if cell.to else LIGHT.text
    bold = "<w:b/>" if cell.is_strong or fill else ""
    looks = f'<w:rPr>{bold}<w:color w:val="{_hex(ink)}"/><w:sz w:val="{2 * SIZE}"/></w:rPr>'
    text = escape(sound(cell.text).replace("\n", " "))
    run = f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    if cell.to and text:
        run = f'<w:hyperlink w:anchor="{bookmark(cell.to)}" w:history="1">{run}</w:hyperlink>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_units(width)}" w:type="dxa"/>{ground}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>{keep}{read}'
        f'<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>{aligned}</w:pPr>'
        f"{run}</w:p></w:tc>"
    )


def _hex(colour: str) -> str:
    return colour.lstrip("#")


def _units(points: float) -> int:
    return round(points * _TWENTIETHS)


_LINE = f'w:val="single" w:sz="4" w:space="0" w:color="{_hex(LIGHT.rule)}"'
_BORDERS = f"<w:tblBorders><w:top {_LINE}/><w:bottom {_LINE}/><w:insideH {_LINE}/></w:tblBorders>"
_MARGINS = (
    f'<w:tblCellMar><w:left w:w="{_units(_INSET)}" w:type="dxa"/>'
    f'<w:right w:w="{_units(_INSET)}" w:type="dxa"/></w:tblCellMar>'
)
