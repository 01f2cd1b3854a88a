"""Cells of a return typed right before it is stored: the file with them, and what was there."""

import re
from collections.abc import Iterable, Mapping

from kpis.cell_addresses import place_on_sheet
from kpis.errors import UsageError
from kpis.exports.mended_copy import mended_csv, mended_workbook
from kpis.formulas import looks_like_a_formula
from kpis.readers.files.grid import Grid, TextSheet
from kpis.readers.files.opened_file import OpenedFile
from kpis.readers.files.signature import Form
from kpis.readers.mapping.apply import cut_for
from kpis.readers.tables.find_table import headers_recognised
from kpis.store import MendedCell
from kpis.use_cases.mappings import MappingUsed
from kpis.validation.values import as_shown

_NUMBER = re.compile(r"[-+−]?[\d\s.,]+%?")
LONGEST_TYPED = 500  # characters of one cell


def can_be_mended(file: OpenedFile) -> bool:
    """Whether its cells can be typed anew: of a CSV or an .xlsx; others are only read."""
    return file.form in (Form.TEXT, Form.XLSX)


def mended_return(
    file: OpenedFile,
    typed: Mapping[tuple[str, str], str],
    mapping: MappingUsed | None = None,
) -> tuple[bytes, tuple[MendedCell, ...]]:
    """The bytes of the file with cells typed anew, and each of them with what stood there.

    typed: (sheet, cell) → text; sheet "" in a CSV. A CSV with a stated separator loses the line
    that states it. Raises UsageError for a file or a cell that cannot be typed anew,
    UnreadableReturn where the workbook cannot be edited.
    """
    if not can_be_mended(file):
        raise UsageError("Only a CSV or an .xlsx workbook can be mended here: mend it and save it.")
    for (_, cell), text in typed.items():
        if len(text) > LONGEST_TYPED:
            raise UsageError(f"{cell} has more than {LONGEST_TYPED} characters: shorten it.")
        if looks_like_a_formula(text) and not _NUMBER.fullmatch(text):
            raise UsageError(f"{cell} begins like a formula: type the figure or the words alone.")
    by_name = _sheets(file, mapping)
    cells = tuple(
        MendedCell(sheet=sheet, cell=cell, before=_text_in(by_name, sheet, cell), after=text)
        for (sheet, cell), text in typed.items()
    )
    if file.form is Form.XLSX:
        return mended_workbook(file.content, typed), cells
    records = [sheet.records for sheet in by_name.values() if isinstance(sheet, TextSheet)]
    return mended_csv(records[0], typed), cells


def texts_of(
    file: OpenedFile, places: Iterable[tuple[str, str]], mapping: MappingUsed | None = None
) -> dict[tuple[str, str], str]:
    """What a person sees in these cells, by (sheet, cell); "" in one that is empty or not there."""
    sheets = _sheets(file, mapping)
    return {place: _text_in(sheets, *place) for place in places}


def joined(
    earlier: tuple[MendedCell, ...], later: tuple[MendedCell, ...]
) -> tuple[MendedCell, ...]:
    """Cells mended one time and then again, each with what stood there first; unchanged ones go."""
    first = {(each.sheet, each.cell): each.before for each in (*later, *earlier)}
    last = {(each.sheet, each.cell): each.after for each in (*earlier, *later)}
    return tuple(
        MendedCell(sheet=sheet, cell=cell, before=first[sheet, cell], after=after)
        for (sheet, cell), after in last.items()
        if first[sheet, cell] != after
    )


def _sheets(file: OpenedFile, mapping: MappingUsed | None) -> dict[str, Grid]:
    opened = file.sheets(promise=cut_for(mapping.mapping) if mapping else headers_recognised)
    return {sheet.name: sheet for sheet in opened.sheets}


def _text_in(sheets: Mapping[str, Grid], sheet: str, cell: str) -> str:
    place = place_on_sheet(cell)
    if place is None or sheet not in sheets:
        return ""
    found = sheets[sheet].row(place.row).get(place.column)
    return as_shown(found.text, found.kind) if found else ""
