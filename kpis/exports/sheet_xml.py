"""Sheets that we write ourselves, as the XML of a workbook.

Every text is written as a text (`inlineStr`), never as a formula, whatever it begins with.
"""

from collections.abc import Iterable, Sequence

from kpis.cell_addresses import Place, letters_of, place_of
from kpis.exports.xml_edit import xml_text

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_TEXT = 32_767  # characters Excel has room for in a cell
_LINE = 15  # points
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def place_on_sheet(address: str) -> Place | None:
    """The cell of "D14"; None where it is no address, or beyond what a sheet has."""
    place = place_of(address)
    return place if place and place.row <= LAST_ROW and place.column <= LAST_COLUMN else None


def cell_xml(address: str, value: str | float, style: int) -> str:
    """A cell, also one without a value: ""."""
    if value == "":
        return f'<c r="{address}" s="{style}"/>'
    if not isinstance(value, str):
        return f'<c r="{address}" s="{style}"><v>{value!r}</v></c>'
    text = xml_text(value[:LONGEST_TEXT])
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
