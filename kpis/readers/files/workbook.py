"""Sheets of an .xlsx workbook, cell by cell, by openpyxl.

openpyxl tells an error value from a blank, 23% from 0.23 and a date from a number. It is used as
it reads for reading only: loading a workbook in full would also build every chart, pivot table,
picture, link and comment, each of which can be broken or huge in a file whose figures are sound.
What that leaves out (hidden rows, merged cells, formulas without a value) is found by the scan
that runs first anyway. openpyxl is imported here, when a workbook is read: a CSV need not wait.
"""

import posixpath
import re
import warnings
import zipfile
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from kpis.cell_addresses import Place, place_of
from kpis.errors import UnreadableReturn
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.cell_text import date_text, number_text
from kpis.readers.files.grid import Cell, Row, SparseSheet, WorkbookRead, sparse_sheet
from kpis.readers.files.guard import DAMAGED
from kpis.readers.files.mended_parts import with_mended_parts
from kpis.readers.files.seen.cells_seen import NOUGHTS
from kpis.readers.files.seen.comments import comments_of
from kpis.readers.files.seen.number_formats import (
    NOTHING_SHOWN,
    hides_texts,
    is_percentage,
    shown_otherwise,
    shows_month,
    shows_year,
)
from kpis.readers.files.seen.out_of_sight import looks_by_rules, styles_out_of_sight
from kpis.readers.files.seen.rich_text import STROKE, RaisedTexts, bare_if_struck, raised_texts
from kpis.readers.files.text_limit import TextLimit
from kpis.readers.files.workbook_limits import ORDINARY, Limits, NotPlain
from kpis.readers.files.workbook_scan import SheetFacts, scan_workbook

# A program that wrote formulas without working them out leaves word that Excel shall do so.
_WAITS = re.compile(rb"<(?:\w+:)?calcPr\b[^<>]*\bfullCalcOnLoad\s*=\s*[\"'](?:1|true)[\"']")
_BOOK, _ORDER_OF_CALCULATION = "xl/workbook.xml", "xl/calcChain.xml"

MAX_SHEETS = 200  # each is searched for a table, which takes time though it holds little


def read_workbook(
    content: bytes,
    only: str | None = None,
    first_rows: int | None = None,
    limits: Limits = ORDINARY,
) -> WorkbookRead:
    """Every visible worksheet, or the one of that name; their first rows where a number is given.

    Raises UnreadableReturn when what is wanted of the workbook will not open safely, NotPlain when
    it holds more than limits that only tell it from a small and plain one.
    """
    try:
        return _read(content, only, first_rows, limits)
    except (UnreadableReturn, NotPlain, MemoryError):
        raise
    except Exception as error:  # openpyxl and zipfile answer a damaged file in many ways
        return _read_mended(content, only, first_rows, limits, error)


def _read_mended(
    content: bytes, only: str | None, first_rows: int | None, limits: Limits, fault: Exception
) -> WorkbookRead:
    """The same of a workbook that Excel opens and openpyxl does not."""
    try:
        if mended := with_mended_parts(content):
            return _read(mended, only, first_rows, limits)
    except (UnreadableReturn, NotPlain, MemoryError):
        raise
    except Exception as error:
        raise UnreadableReturn(DAMAGED) from error
    raise UnreadableReturn(DAMAGED) from fault


def _read(content: bytes, only: str | None, first_rows: int | None, limits: Limits) -> WorkbookRead:
    from kpis.readers.files.lean_workbook import open_workbook

    with zipfile.ZipFile(BytesIO(content)) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions it does not keep: none matters to us
        # Of a sheet that is not wanted openpyxl reads what stands before its first row.
        facts = scan_workbook(archive, first_rows if only is None else 0, limits=limits)
        _check_parts(facts)
        book = open_workbook(BytesIO(content))
        # Any: where a sheet stands in the file is no part of its public types.
        shown: list[Any] = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets_read = [sheet for sheet in shown if only in (None, sheet.title)]
        if only is not None:
            paths = {sheet._worksheet_path for sheet in sheets_read}
            facts |= scan_workbook(archive, first_rows, paths, limits)
        if any(of_member.zeros for of_member in facts.values()) and _waits(archive):
            for of_member in facts.values():
                of_member.uncalculated |= of_member.zeros
        raised = {
            member: raised_texts(archive.read(member)) for member in facts if facts[member].raised
        }
        for texts in raised.values():
            _write_raised(shown, texts.shared)
        limit, looks = TextLimit(), _Looks.of(book)
        return WorkbookRead(
            sheets=tuple(
                _sheet(
                    sheet,
                    facts[sheet._worksheet_path],
                    first_rows,
                    limit,
                    looks,
                    raised.get(sheet._worksheet_path, RaisedTexts()).in_cells,
                    _comments(archive, sheet._worksheet_path, facts, first_rows),
                )
                for sheet in sheets_read
            ),
            hidden_sheets=tuple(sheet.title for sheet in book.worksheets if sheet not in shown),
        )


def _waits(archive: zipfile.ZipFile) -> bool:
    """Whether a program wrote the formulas, and 0 in place of what they come to.

    XlsxWriter and its like do. Excel does not ask for that, and lists what it has calculated.
    """
    names = set(archive.namelist())
    if _BOOK not in names or _ORDER_OF_CALCULATION in names:
        return False
    return bool(_WAITS.search(archive.read(_BOOK)))


def _check_parts(facts: dict[str, SheetFacts]) -> None:
    """Count the sheets, and how often they name the same part, before openpyxl looks at each."""
    for member, its_facts in facts.items():
        sheets = its_facts.sheet_ids
        if len(sheets) > MAX_SHEETS:
            raise UnreadableReturn(
                f"The workbook has {len(sheets):,} sheets and a return may have "
                f"{MAX_SHEETS}: send only the sheets with figures."
            )
        if sheets:
            folder, beside = posixpath.dirname(member), _beside(member, facts)
            parts = [_part(folder, target) for key, target in beside.targets if key in sheets]
            if len(set(sheets)) < len(sheets) or len(set(parts)) < len(parts):
                raise UnreadableReturn(
                    "The workbook has several sheets that are one and the same. No spreadsheet "
                    "program writes that: copy the table into a new workbook and send that."
                )


def _beside(member: str, facts: dict[str, SheetFacts]) -> SheetFacts:
    """Of the member that says what another leads to."""
    folder, name = posixpath.split(member)
    return facts.get(f"{folder}/_rels/{name}.rels".lstrip("/"), SheetFacts())


def _comments(
    archive: zipfile.ZipFile, member: str, facts: dict[str, SheetFacts], first_rows: int | None
) -> dict[Place, str]:
    """The comments on the cells of a sheet, of its first rows where a number is given."""
    folder = posixpath.dirname(member)
    named = dict.fromkeys(_part(folder, target) for target in _beside(member, facts).comments)
    there = [archive.read(name) for name in named if name in archive.namelist()]
    return {
        place: text
        for place, text in comments_of(there, place_of).items()
        if first_rows is None or place.row <= first_rows
    }


def _part(folder: str, target: str) -> str:
    """The member that a relationship names, as openpyxl finds it."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(folder, target))


def _write_raised(sheets: list[Any], raised: dict[int, str]) -> None:
    """Put texts with raised digits in the place of the bare ones, which all sheets share."""
    shared = sheets[0]._shared_strings if sheets else []
    for number, text in raised.items():
        if number < len(shared):
            shared[number] = text


def _sheet(
    sheet: Any,
    facts: SheetFacts,
    first_rows: int | None,
    limit: TextLimit,
    looks: "_Looks",
    raised: dict[str, str],
    comments: dict[Place, str],
) -> SparseSheet:
    if facts.fault:
        raise UnreadableReturn(
            f"Sheet {sheet.title!r} has {facts.fault}. No spreadsheet program writes that: copy "
            "the table into a new workbook, or save it as CSV, and send that."
        )
    cells, shown, struck = _cells(sheet, facts, first_rows, limit, looks, raised)
    if facts.uncalculated:
        cells = _with_formulas(sheet.title, cells, facts.uncalculated, limit)
    return sparse_sheet(
        sheet.title,
        cells,
        facts.merged,
        facts.hidden_rows,
        facts.hidden_columns,
        shown,
        struck,
        comments,
        limit=limit,
    )


def _cells(
    sheet: Any,
    facts: SheetFacts,
    first_rows: int | None,
    limit: TextLimit,
    looks: "_Looks",
    raised: dict[str, str],
) -> tuple[dict[int, Row], dict[Place, str], list[Place]]:
    """The cells of a sheet, what they show otherwise, and those that are struck through."""
    from kpis.readers.files.lean_workbook import cells_of

    cells: dict[int, Row] = {}
    shown: dict[Place, str] = {}
    struck: list[Place] = []
    by_rules = looks_by_rules(sheet.parent, facts.looks_by_value)
    for cell in cells_of(sheet, first_rows):
        if content := _cell(cell, limit):
            place = Place(cell.row, cell.column)
            if raised and (text := raised.get(place.address)):
                content = Cell(text.strip(), CellKind.TEXT)
            bare = bare_if_struck(content.text) if STROKE in content.text else ""
            if bare:
                content = Cell(bare, content.kind)
            if bare or cell._style_id in looks.struck:
                struck.append(place)
            cells.setdefault(cell.row, {})[cell.column] = content
            if cell._style_id in looks.out_of_sight or (content in NOUGHTS and facts.hides_noughts):
                shown[place] = NOTHING_SHOWN
            elif otherwise := (
                by_rules(place, cell, content.text)
                or _shown(content, cell, hiding=looks.hides_texts)
            ):
                shown[place] = otherwise
    return cells, shown, struck


class _Looks(NamedTuple):
    """What is asked of the styles of all cells, once for a workbook. struck, out_of_sight: numbers
    of styles. hides_texts: whether some format hides texts.
    """

    struck: frozenset[int]
    out_of_sight: frozenset[int]
    hides_texts: bool

    @classmethod
    def of(cls, book: Any) -> "_Looks":
        hiding = any(map(hides_texts, book._number_formats))
        return cls(_struck_styles(book), styles_out_of_sight(book), hiding)


def _struck_styles(book: Any) -> frozenset[int]:
    """The styles of cells that are struck through as a whole, by number."""
    struck = {number for number, font in enumerate(book._fonts) if font.strike}
    if not struck:
        return frozenset()  # nearly always
    return frozenset(
        number for number, style in enumerate(book._cell_styles) if style.fontId in struck
    )


def _cell(cell: Any, limit: TextLimit) -> Cell | None:
    """What a cell of openpyxl holds, None where it is empty or blank."""
    value = cell.value
    match value:
        case None:
            return None
        case bool():
            return Cell(str(value).upper(), CellKind.BOOLEAN)
        case int() | float():
            percent = is_percentage(cell.number_format)
            return Cell(number_text(value), CellKind.PERCENT if percent else CellKind.NUMBER)
        case str():
            text = _decoded(value)
            limit.count(cell.parent.title, cell.row, cell.column, text)
            kind = CellKind.ERROR if cell.data_type == "e" else CellKind.TEXT
            return Cell(text, kind) if (text := text.strip()) else None
        case date() if shows_year(cell.number_format):
            return Cell(f"{value.year}", CellKind.TEXT)
        case date():
            kind = CellKind.MONTH if shows_month(cell.number_format) else CellKind.DATE
            return Cell(date_text(value), kind)
        case _:  # a time of day or a length of time
            return Cell(str(value), CellKind.TEXT)


def _shown(content: Cell, cell: Any, *, hiding: bool) -> str:
    """See `Grid.shown`; "" where a cell simply shows what it holds."""
    match content.kind:
        case CellKind.NUMBER | CellKind.PERCENT:
            return shown_otherwise(content.text, cell.number_format)
        case CellKind.TEXT:
            return NOTHING_SHOWN if hiding and hides_texts(cell.number_format) else ""
    return ""


def _decoded(text: str) -> str:
    """Undo how Excel writes characters that XML cannot hold: "_x000D_" for a carriage return."""
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    return unescape(text)


def _with_formulas(
    name: str, cells: dict[int, Row], uncalculated: dict[str, str], limit: TextLimit
) -> dict[int, Row]:
    """The cells and, in their places among them, the formulas that have no value."""
    for address, formula in uncalculated.items():
        if place := place_of(address):
            row, column = place
            limit.count(name, row, column, formula)
            cells.setdefault(row, {})[column] = Cell(formula, CellKind.NO_VALUE)
    return {number: dict(sorted(cells[number].items())) for number in sorted(cells)}
