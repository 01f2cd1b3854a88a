"""Read a file as a mapping says: every figure with the address of its own cell.

What the mapping says stands in for the recognition of headers; everything else is as it is
elsewhere. Cells come as they were typed. What is left out, rows of other areas, totals, rows that
name no measure, is noted, and so is what stands in no cell: a period given by hand, an outturn
worked out from its parts.
"""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from kpis.cell_addresses import letters_of
from kpis.errors import MappingError, UnreadableReturn
from kpis.readers.files.grid import Cell, Column, Grid, TextSheet
from kpis.readers.files.opened_file import Opened, OpenedFile, Part
from kpis.readers.files.seen.unseen import (
    comments_in,
    notes_on_hidden_columns,
    shown_in,
    struck_in,
)
from kpis.readers.files.signature import Form
from kpis.readers.mapping.column_mapping import (
    BESIDE_THE_OUTTURN,
    IGNORE,
    KEYS,
    ColumnMapping,
    Outturns,
)
from kpis.readers.mapping.figures import MappedCells
from kpis.readers.mapping.find_header import periods_headed, place_of_header, row_of_header
from kpis.readers.mapping.wanted_rows import (
    rows_moved_past_filters,
    wanted_rows,
    without_left_out,
)
from kpis.readers.raw import Layout, TableFound
from kpis.readers.tables.decimal_commas import decimal_commas
from kpis.readers.tables.doubts.scales import scales_around
from kpis.readers.tables.headers import find_attribution
from kpis.readers.tables.lay_out import raw_rows
from kpis.readers.tables.ragged_rows import ragged_rows
from kpis.readers.tables.totals_and_notes import is_total, note_on_rows, opens_a_note
from kpis.regardless import regardless_of_case

MOST_CELLS = 100_000  # of figures, blank ones too; as many as a workbook may have in all
_SPARE_ROWS = 40  # below where the header was, in case it has moved down


def read_mapped(
    file: OpenedFile, mapping: ColumnMapping
) -> tuple[pd.DataFrame, TableFound, tuple[str, ...]]:
    """RAW_ROWS, the table and notes of the one table that was mapped.

    Raises MappingError where its header is not found again, UnreadableReturn as ever.
    """
    opened = opened_for(file, mapping)
    place = place_of_header(opened.sheets, mapping)
    if place is None:
        raise MappingError(
            f"{_where(mapping)} the headers of the saved mapping are not found "
            f"({_first_header(mapping)}): point out the header row and the columns once more."
        )
    sheet, top = place
    rows, notes = lay_out_mapped(sheet, mapping, top)
    table = _table(sheet, mapping, top)
    if isinstance(sheet, TextSheet):
        header = range(top, top + mapping.header_rows)
        moved = rows_moved_past_filters(sheet, mapping, header[-1])
        concerned = sorted({*rows["row"], *moved})
        ragged = ragged_rows(sheet.records, header, concerned, moved)
        table = replace(table, ragged=ragged)
    return rows, table, (*opened.notes, *notes)


def lay_out_mapped(
    sheet: Grid, mapping: ColumnMapping, top: int
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """RAW_ROWS of the figures below a header, and notes. top: the first row of the header.

    Raises MappingError where no row is wanted, UnreadableReturn where more are than any return
    has.
    """
    below = [number for number in sheet.rows() if number >= top + mapping.header_rows]
    numbers, of_filters = wanted_rows(sheet, mapping, below)
    numbers, of_names = without_left_out(sheet, mapping, numbers)
    if len(numbers) * len(mapping.figure_columns) > MOST_CELLS:
        raise UnreadableReturn(
            f"The mapping asks for more than {MOST_CELLS:,} cells of figures: name the rows that "
            "belong to the return, for instance those of the council's own area."
        )
    cells, of_commas = _mapped_cells(sheet, mapping, top, numbers)
    positions, passed_over = _rows_with_figures(sheet, cells)
    numbered_figures = [
        (numbers[position], cells.figure(position, column))
        for position in positions
        for column, figures in cells.figures.items()
        if len(cells.figures) == 1 or figures.texts[position]
    ]
    names = numbered_figures[0][1] if numbered_figures else {}
    rows = raw_rows(
        sheet.name,
        [row for row, _ in numbered_figures],
        {name: [figure[name] for _, figure in numbered_figures] for name in names},
    )
    hidden = sorted(sheet.hidden_rows.intersection(rows["row"]))
    notes = (*_notes_of_mapping(mapping), *of_filters, *of_names, *passed_over, *of_commas)
    of_mapping = map(letters_of, sorted({*cells.places.values(), *cells.figures}))
    return rows, (
        *notes,
        *note_on_rows(hidden, "hidden: read like the others"),
        *notes_on_hidden_columns(sheet, of_mapping),
    )


def _mapped_cells(
    sheet: Grid, mapping: ColumnMapping, top: int, numbers: list[int]
) -> tuple[MappedCells, tuple[str, ...]]:
    """The cells of these rows that a mapping names, and notes on their decimal commas."""
    places = {
        name: column for name in (*KEYS, *BESIDE_THE_OUTTURN) if (column := mapping.column(name))
    }
    fields = {
        name: sheet.column(column, numbers, merged=name in KEYS) for name, column in places.items()
    }
    if mapping.names:
        fields["measure"] = _named_as_in_the_plan(fields["measure"], mapping)
    figures = {column: sheet.column(column, numbers) for column in mapping.figure_columns}
    parts = [name for name in ("numerator", "denominator") if name in fields]
    commas = decimal_commas(
        Cell(*each)
        for column in (*figures.values(), *(fields[name] for name in parts))
        for each in zip(*column, strict=True)
    )
    cells = MappedCells(
        mapping,
        rows=numbers,
        places=places,
        fields=fields | {name: commas.settled_column(fields[name]) for name in parts},
        figures={column: commas.settled_column(each) for column, each in figures.items()},
        headed=periods_headed(sheet, top, mapping.header_rows, list(mapping.figure_columns)),
    )
    return cells, commas.notes


def rows_with_names(sheet: Grid, mapping: ColumnMapping, top: int) -> list[int]:
    """The rows below a header that pass the filters and hold a figure. Raises MappingError."""
    below = [number for number in sheet.rows() if number >= top + mapping.header_rows]
    wanted, _ = wanted_rows(sheet, mapping, below)
    texts = [sheet.column(column, wanted).texts for column in mapping.figure_columns]
    return [
        row for row, figures in zip(wanted, zip(*texts, strict=True), strict=True) if any(figures)
    ]


def cut_for(mapping: ColumnMapping) -> Callable[[Grid], int]:
    """How likely the top of a CSV is cut as it was when it was mapped: see `OpenedFile.sheets`."""

    def promise(sheet: Grid) -> int:
        return int(row_of_header(sheet, mapping) is not None)

    return promise


def opened_for(file: OpenedFile, mapping: ColumnMapping) -> Opened:
    """The sheet that was mapped; another one that fits where there is none of its name.

    Raises UnreadableReturn.
    """
    promise = cut_for(mapping)
    opened = file.sheets(Part(sheet=mapping.sheet), promise=promise)
    if any(row_of_header(sheet, mapping) for sheet in opened.sheets) or file.form is Form.TEXT:
        return opened
    tops = file.sheets(Part(rows=mapping.header_row + _SPARE_ROWS), promise=promise)
    place = place_of_header(tops.sheets, mapping)
    if place is None:
        return tops
    return file.sheets(Part(sheet=place[0].name), promise=promise)


def _named_as_in_the_plan(measures: Column, mapping: ColumnMapping) -> Column:
    """A column of measures with the plan's names in place of the file's own."""
    meant = {
        text: mapping.names.get(regardless_of_case(text)) or text
        for text in dict.fromkeys(measures.texts)
    }
    return Column([meant[text] for text in measures.texts], measures.kinds)


def _rows_with_figures(sheet: Grid, cells: MappedCells) -> tuple[list[int], tuple[str, ...]]:
    """The positions of rows that hold a figure, and notes on those passed over."""
    mapping = cells.mapping
    columns = [each.texts for each in cells.figures.values()]
    if mapping.column("outturn"):
        columns += [cells.fields[n].texts for n in BESIDE_THE_OUTTURN if n in cells.fields]
    keys = [name for name in ("measure", "area") if name in cells.fields]
    positions: list[int] = []
    totals: list[int] = []
    nameless: list[int] = []
    notes: list[int] = []
    for position, row in enumerate(cells.rows):
        named = [cells.fields[name].texts[position] for name in keys]
        if not any(texts[position] for texts in columns):
            notes.append(row)
        elif any(map(is_total, named)):
            totals.append(row)
        elif not all(named):
            first = next(iter(sheet.row(row).values()))
            (notes if opens_a_note(first.text) else nameless).append(row)
        else:
            positions.append(position)
    missing = " or no ".join(keys)
    return positions, (
        *note_on_rows(totals, "a total: not read, since its parts are"),
        *note_on_rows(nameless, f"with figures but no {missing}: not read"),
        *note_on_rows(notes, "without a figure: read as headings or notes"),
    )


def _notes_of_mapping(mapping: ColumnMapping) -> tuple[str, ...]:
    """Notes on what no cell says, for it was said of an earlier file and may not hold."""
    notes = []
    if mapping.periods_named:
        named = ", ".join(mapping.periods_named)
        notes.append(f"The mapping itself says the period, {named}: check that it still holds.")
    if mapping.outturns is Outturns.FROM_PARTS:
        notes.append("Outturns are worked out: the numerator as a percentage of the denominator.")
    if mapping.outturns is Outturns.SHARES:
        notes.append("Figures are read as shares: 0.56 as 56%.")
    return tuple(notes)


def _table(sheet: Grid, mapping: ColumnMapping, top: int) -> TableFound:
    named = {
        name: column
        for column, name in sorted(mapping.columns.items())
        if name != IGNORE and ":" not in name
    }
    headers = dict(zip(mapping.watched, mapping.headers, strict=True))
    header_row = top + mapping.header_rows - 1
    words = {column: cell.text for column, cell in sheet.row(header_row).items()}
    return TableFound(
        sheet=sheet.name,
        layout=Layout.MAPPED,
        header_row=header_row,
        columns={name: letters_of(column) for name, column in named.items()},
        headers={name: headers[column] for name, column in named.items()},
        attribution=tuple(
            (words[column], f"{letters_of(column)}{header_row}")
            for column in find_attribution(words)
        ),
        # Of rows that are not wanted nothing is read, nor of notes between and below them.
        scales=scales_around(sheet, (top, header_row + 1), mapping.figure_columns, ()),
        shown=shown_in(sheet),
        struck=struck_in(sheet),
        comments=comments_in(sheet),
    )


def _where(mapping: ColumnMapping) -> str:
    return f"In sheet {mapping.sheet!r}" if mapping.sheet else "In this file"


def _first_header(mapping: ColumnMapping) -> str:
    """The first header that should be there, with its place."""
    column, header = next(
        (column, header)
        for column, header in zip(mapping.watched, mapping.headers, strict=True)
        if header.strip()
    )
    return f"{' '.join(header.split())!r} above column {letters_of(column)}"
