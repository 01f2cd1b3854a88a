"""Sheets that we write ourselves, as the XML of a workbook.

Every text is written as a text (`inlineStr`), never as a formula, whatever it begins with.
"""

from collections.abc import Iterable, Sequence

from kpis.cell_addresses import CELL_CHARACTERS, letters_of
from kpis.exports.xml_edit import xml_text

_LINE = 15  # points
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def cell_xml(address: str, value: str | float, style: int) -> str:
    """A cell, also one without a value: ""."""
    if value == "":
        return f'<c r="{address}" s="{style}"/>'
    if not isinstance(value, str):
        return f'<c r="{address}" s="{style}"><v>{value!r}</v></c>'
    text = xml_text(value[:CELL_CHARACTERS])
    return (
        f'<c r="{address}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{text}</t></is></c>'
    )


def row_xml(number: int, cells: Iterable[tuple[str | float, int]], *, lines: float = 1) -> str:
    """A row of (value, style) from column A on.

    lines: how many of the usual height it needs. Excel fits a row to its texts when it opens a
    file, other programs do not.
    """
    written = (
        cell_xml(f"{letters_of(column)}{number}", value, style)
        for column, (value, style) in enumerate(cells, 1)
    )
    height = f' ht="{lines * _LINE:g}"' if lines > 1 else ""
    return f'<row r="{number}"{height}>{"".join(written)}</row>'


def columns_xml(widths: Sequence[float]) -> str:
    written = (
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, width in enumerate(widths, 1)
    )
    return f"<cols>{''.join(written)}</cols>" if widths else ""
