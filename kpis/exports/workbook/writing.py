"""Sheets written by XlsxWriter: texts as texts, figures as numbers, tables as tables."""

from bisect import bisect_right
from typing import Any

from kpis.cell_addresses import CELL_CHARACTERS
from kpis.exports.office.text_size import lines_of, width_of
from kpis.exports.office.texts import shortened, sound
from kpis.exports.workbook.formats import Formats
from kpis.exports.workbook.native_charts import APART, HEIGHT, draw
from kpis.exports.workbook.sheets import Place, Sheet

_CONTENTS_LINK = "Back to the contents"
_LONGEST_HEADER = 255  # of a table's column
_WIDTHS = (10, 40)  # narrowest and widest column, in characters
_FIRST_WIDTH = 54  # of column A, in which the sentences above the table stand
_SIZE = 11 * 96 / 72  # of the font, in pixels
_DIGIT = 8  # pixels, as wide as one of it
_LINE = 15  # points
_PIXELS = 96 / 72  # of a point
_ROW = 20  # pixels, of a row that holds nothing
_BELOW_TITLE = 44  # pixels
_HIGHEST = 409  # points, of a row in Excel


def write(workbook: Any, formats: Formats, sheet: Sheet, table: str, contents: str) -> None:
    """Write a sheet. table: the name of its table. contents: the sheet to lead back to, or ""."""
    worksheet = workbook.add_worksheet(sheet.name)
    told = [*_about(sheet), *sheet.told]
    worksheet.write_string(0, 0, _cell_text(sheet.title), formats.title)
    for row, text in enumerate(told, 1):
        worksheet.write_string(row, 0, _cell_text(text), formats.text)
    row = 1 + len(told)
    if contents:
        _write_place(worksheet, row, 0, Place(_CONTENTS_LINK, to=contents), formats)
        row += 1
    widths = _widths(sheet)
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    worksheet.set_landscape()
    worksheet.set_paper(9)  # A4
    worksheet.fit_to_pages(1, 0)
    if sheet.has_table:
        _write_table(worksheet, formats, sheet, table, row)
        worksheet.repeat_rows(row)
    tops = _set_heights(worksheet, sheet, told, widths, row)
    for number, drawing in enumerate(sheet.drawings):
        beside, offset = _row_at(tops, _BELOW_TITLE + number * (HEIGHT + APART))
        draw(workbook, worksheet, drawing, row + 1, (beside, len(sheet.headers)), offset)


def _about(sheet: Sheet) -> list[str]:
    """What is on the sheet, for who cannot see it at a glance."""
    if not sheet.has_table:
        return []
    empty = " Cells are left empty where there is nothing to show." if sheet.has_empty_cells else ""
    return [f"This sheet contains one table.{empty}"]


def _write_table(worksheet: Any, formats: Formats, sheet: Sheet, name: str, row: int) -> None:
    headers = unlike([_cell_text(text)[:_LONGEST_HEADER] for text in sheet.headers])
    figures = [_is_of_figures(sheet, column) for column in range(len(headers))]
    columns = [
        {"header": text, "header_format": formats.figure_header if right else formats.header}
        for text, right in zip(headers, figures, strict=True)
    ]
    worksheet.add_table(
        row,
        0,
        row + len(sheet.lines),
        len(headers) - 1,
        {
            "name": name,
            "columns": columns,
            "autofilter": False,
            "banded_rows": False,
            "style": "Table Style Light 1",
            "description": _cell_text(sheet.title)[:CELL_CHARACTERS],
        },
    )
    for down, line in enumerate(sheet.lines, row + 1):
        for column, place in enumerate(line):
            _write_place(worksheet, down, column, place, formats)


def _write_place(worksheet: Any, row: int, column: int, place: Place, formats: Formats) -> None:
    """Every text is written as a text: none is a formula, a number or a link by its looks."""
    value, look = place.value, formats.of(place)
    if value is None:
        worksheet.write_blank(row, column, None, look)
    elif not isinstance(value, str):
        worksheet.write_number(row, column, value, look)
    elif place.to:
        target = place.to.replace("'", "''")
        worksheet.write_url(row, column, f"internal:'{target}'!A1", look, _cell_text(value))
    else:
        worksheet.write_string(row, column, _cell_text(value), look)


def unlike(headers: list[str]) -> list[str]:
    """The headers with a number where one stands there already, capitals or not, or has no text."""
    seen: dict[str, int] = {}
    found = []
    for number, text in enumerate(headers, 1):
        free = text.strip() or f"Column {number}"
        while free.casefold() in seen:
            seen[free.casefold()] += 1
            free = f"{free[: _LONGEST_HEADER - 6]} ({seen[free.casefold()]})"
        seen[free.casefold()] = 1
        found.append(free)
    return found


def _is_of_figures(sheet: Sheet, column: int) -> bool:
    return any(line[column].format for line in sheet.lines)


def _widths(sheet: Sheet) -> list[float]:
    """Widths of the columns: of the widest text, where that is not too wide."""
    least, most = _WIDTHS
    return [
        _FIRST_WIDTH
        if not number
        else max(least, min(most, max(map(_width, _texts(sheet, number)), default=0) + 2))
        for number in range(max(1, len(sheet.headers)))
    ]


def _texts(sheet: Sheet, column: int) -> list[str]:
    """The longest words of its header, and its texts."""
    cells = [_shown(line[column]) for line in sheet.lines]
    return [*sheet.headers[column].split(), *(line for text in cells for line in text.split("\n"))]


def _shown(place: Place) -> str:
    if isinstance(place.value, str):
        return place.value
    return "" if place.value is None else f"{place.value:,}%"


def _width(text: str) -> float:
    """The width of a column in which a text fits on one line; Excel counts in digits."""
    return width_of(text, _SIZE, bold=True) / _DIGIT


def _set_heights(
    worksheet: Any, sheet: Sheet, told: list[str], widths: list[float], table_row: int
) -> list[int]:
    """Give each row the height its texts need: not every program finds it by itself, and charts
    beside the table must not move when one does.

    Returns where each row begins, in pixels from the top, and last where what follows does.
    """
    lines = [1.6, *(_lines(text, widths[0]) for text in told)]
    lines += [1] * (table_row - len(lines))
    if sheet.has_table:
        lines.append(max(map(_lines, sheet.headers, widths)))
    lines += [
        max(_lines(_shown(place), width) for place, width in zip(line, widths, strict=True))
        for line in sheet.lines
    ]
    tops = [0]
    for row, count in enumerate(lines):
        height = min(_LINE * count, _HIGHEST)
        worksheet.set_row(row, height)
        tops.append(tops[-1] + int(height * _PIXELS))
    return tops


def _row_at(tops: list[int], at: int) -> tuple[int, int]:
    """The row that lies so many pixels from the top, and how far beneath its beginning that is."""
    if at >= tops[-1]:
        further, offset = divmod(at - tops[-1], _ROW)
        return len(tops) - 1 + further, offset
    row = bisect_right(tops, at) - 1
    return row, at - tops[row]


def _lines(text: str, width: float) -> int:
    return lines_of(text, _SIZE, width * _DIGIT - 3)


def _cell_text(text: str) -> str:
    return shortened(sound(text), CELL_CHARACTERS)
