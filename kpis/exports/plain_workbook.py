"""A workbook made of nothing but cells: what a CSV or an old workbook is handed back as.

A text stays the text it was: 007 keeps its noughts, and what begins with = is no formula, not
even once somebody has edited the cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from kpis.cell_addresses import SHEET_COLUMNS, SHEET_ROWS, letters_of
from kpis.errors import UsageError
from kpis.exports.marked_styles import (
    MAIN,
    PLAIN_QUOTED,
    PLAIN_STYLES,
    PLAIN_TEXT,
    STYLES_TYPE,
)
from kpis.exports.package import OFFICE, RELATIONS, TYPES, new_package
from kpis.exports.sheet_xml import SHEET_TYPE, cell_xml
from kpis.exports.xml_edit import xml_value
from kpis.formulas import looks_like_a_formula

MOST_CELLS = 1_000_000
LONGEST_NAME = 31  # of a sheet
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """The cells of a sheet, row by row from the first; "" where one is empty. Texts or numbers.

    name: as the issues name it, "" for the only sheet of a CSV.
    """

    name: str
    rows: Sequence[Sequence[str | float]]


def plain_workbook(sheets: Sequence[PlainSheet], names: Sequence[str]) -> bytes:
    """An .xlsx of these sheets under these names (`sheet_names`).

    Raises UsageError when a sheet is larger than a workbook can hold.
    """
    parts = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name={xml_value(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="/{part}"/>'
        for number, part in enumerate(parts, 1)
    )
    typed = "".join(f'<Override PartName="/{part}" ContentType="{SHEET_TYPE}"/>' for part in parts)
    _refuse_too_large(sheets)
    return new_package(
        [
            (
                "[Content_Types].xml",
                f'{_XML}<Types xmlns="{TYPES}"><Default Extension="rels" '
                f'ContentType="{_RELATIONS_TYPE}"/><Default Extension="xml" '
                'ContentType="application/xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{_WORKBOOK_TYPE}"/>'
                f'<Override PartName="/xl/styles.xml" ContentType="{STYLES_TYPE}"/>{typed}</Types>',
            ),
            (
                "_rels/.rels",
                f'{_XML}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
                f'Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
            ),
            (
                "xl/workbook.xml",
                f'{_XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
                "</workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                f'{_XML}<Relationships xmlns="{RELATIONS}">{related}<Relationship Id="rIdStyles" '
                f'Type="{OFFICE}/styles" Target="/xl/styles.xml"/></Relationships>',
            ),
            ("xl/styles.xml", PLAIN_STYLES),
            *((part, _sheet(sheet)) for part, sheet in zip(parts, sheets, strict=True)),
        ]
    )


def sheet_names(titles: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Names a workbook can have for its sheets, as near to these titles as may be.

    They are of at most 31 characters as Excel counts, without [ ] : * ? / \\ and unlike each other
    and those taken, capitals or not; Excel keeps "History" for itself.
    """
    used = {name.casefold() for name in taken} | {"history"}
    names = []
    for name in titles:
        plain = name.translate(_NOT_IN_A_NAME).strip(" '")
        whole = _cut(plain, LONGEST_NAME).rstrip(" '") or "Return"
        free = whole
        for number in count(2):
            if free.casefold() not in used:
                break
            ending = f" ({number})"
            free = _cut(whole, LONGEST_NAME - len(ending)) + ending
        used.add(free.casefold())
        names.append(free)
    return names


def _cut(text: str, most: int) -> str:
    """As much of a text as Excel counts as so many characters: an emoji is two."""
    units = text.encode("utf-16-le", errors="surrogatepass")
    return units[: 2 * most].decode("utf-16-le", errors="ignore")


def _refuse_too_large(sheets: Sequence[PlainSheet]) -> None:
    cells = sum(len(row) for sheet in sheets for row in sheet.rows)
    rows = max((len(sheet.rows) for sheet in sheets), default=0)
    columns = max((len(row) for sheet in sheets for row in sheet.rows), default=0)
    if cells > MOST_CELLS or rows > SHEET_ROWS or columns > SHEET_COLUMNS:
        raise UsageError(
            f"The file has {cells:,} cells, too many to be handed back as a marked workbook of "
            f"at most {MOST_CELLS:,}: mend it by the list of issues."
        )


def _sheet(sheet: PlainSheet) -> str:
    letters = [letters_of(number) for number in range(1, max(map(len, sheet.rows), default=0) + 1)]
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        cells = "".join(
            cell_xml(f"{letter}{number}", value, _style(value))
            for letter, value in zip(letters, row, strict=False)
            if value != ""
        )
        if cells:
            rows.append(f'<row r="{number}">{cells}</row>')
    return f'{_XML}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def _style(value: str | float) -> int:
    if not isinstance(value, str):
        return 0
    return PLAIN_QUOTED if looks_like_a_formula(value) else PLAIN_TEXT
