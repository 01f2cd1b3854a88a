"""Where the header that a mapping was made on stands in another file, if it stands there at all.

A further file has a few more title rows, a sheet named after its own quarter, a footnote on
another column. Columns do not move in silence: where a header cell is missing or stands in
another column the mapping does not fit, and a person looks at the file again.
"""

from collections.abc import Collection, Mapping, Sequence

from kpis.readers.files.grid import Grid, TextSheet
from kpis.readers.mapping.column_mapping import (
    IGNORE,
    PERIOD_OF_HEADER,
    ColumnMapping,
    Outturns,
)
from kpis.readers.mapping.preview import SheetPreview
from kpis.readers.tables.headers import plain
from kpis.readers.tables.period_headers import PeriodColumn, period_columns
from kpis.regardless import regardless_of_case

ROWS_SEARCHED = 80  # from the top, for a header that has moved


def mapping_of(
    sheet: SheetPreview,
    *,
    header_row: int,
    columns: Mapping[int, str],
    header_rows: int = 1,
    fixed: Mapping[str, str] | None = None,
    rows: Mapping[int, str | Collection[str]] | None = None,
    names: Mapping[str, str] | None = None,
    marks: Mapping[str, str] | None = None,
    outturns: Outturns = Outturns.AS_TYPED,
) -> ColumnMapping:
    """The mapping of a sheet as a person described it, with the headers that stand there.

    rows, names: as in `ColumnMapping`, names as the sheet has them; one text may stand by itself.
    Raises MappingError, one sentence, where it could give no figure.
    """
    watched = {column for column, name in columns.items() if name != IGNORE} | set(rows or {})
    return ColumnMapping(
        sheet=sheet.name,
        header_row=header_row,
        header_rows=header_rows,
        columns=dict(columns),
        headers=headers_of(grid_of(sheet), header_row, header_rows, sorted(watched)),
        fixed=dict(fixed or {}),
        rows={
            column: (texts,) if isinstance(texts, str) else tuple(texts)
            for column, texts in (rows or {}).items()
        },
        names={regardless_of_case(name): measure for name, measure in (names or {}).items()},
        marks={sign.strip().lower(): marker for sign, marker in (marks or {}).items()},
        outturns=outturns,
    )


def fits(mapping: ColumnMapping, sheets: Sequence[SheetPreview]) -> bool:
    """Whether the mapped header cells are found again in one of these sheets."""
    return place_of_header([grid_of(sheet) for sheet in sheets], mapping) is not None


def place_of_header(sheets: Sequence[Grid], mapping: ColumnMapping) -> tuple[Grid, int] | None:
    """The sheet a mapping fits and the first row of its header there; None where it fits none.

    The header may have moved up or down, and the sheet may have another name if only one fits.
    """
    by_name = [sheet for sheet in sheets if sheet.name == mapping.sheet]
    for sheet in by_name:
        if row := row_of_header(sheet, mapping):
            return sheet, row
    others = [sheet for sheet in sheets if sheet.name != mapping.sheet]
    places = [(sheet, row) for sheet in others if (row := row_of_header(sheet, mapping))]
    return places[0] if len(places) == 1 else None


def row_of_header(sheet: Grid, mapping: ColumnMapping) -> int | None:
    """The first row of the header that was mapped, looked for where it was and then from the top.

    Case, line breaks and footnote digits are passed over, as they are everywhere in headers.
    """
    searched = range(1, ROWS_SEARCHED + 1)
    for row in (mapping.header_row, *(row for row in searched if row != mapping.header_row)):
        if _is_header(sheet, row, mapping):
            return row
    return None


def headers_of(sheet: Grid, top: int, rows: int, columns: Sequence[int]) -> tuple[str, ...]:
    """The texts that head these columns, those of several rows joined by " / "."""
    numbers = range(top, top + rows)
    above = [sheet.row(number) for number in numbers]
    return tuple(
        " / ".join(row[column].text for row in above if column in row) for column in columns
    )


def periods_headed(
    sheet: Grid, top: int, rows: int, columns: Sequence[int]
) -> dict[int, PeriodColumn]:
    """The period that heads each of these columns; those that none heads are left out.

    A year above a quarter is read with it. A period in an upper row heads the columns to its
    right as well, up to the next cell that holds something.
    """
    headed: dict[int, PeriodColumn] = {}
    for number in range(top, top + rows):
        row = sheet.row(number)
        above = sheet.row(number - 1) if number > top else None
        own = {period.column: period for period in period_columns(number, row, above)}
        for column in columns:
            nearest = column
            if number < top + rows - 1:
                nearest = max((each for each in row if each <= column), default=column)
            if nearest in own:
                headed[column] = own[nearest]
    return headed


def grid_of(sheet: SheetPreview) -> Grid:
    return TextSheet(sheet.rows, name=sheet.name)


def _is_header(sheet: Grid, row: int, mapping: ColumnMapping) -> bool:
    texts = headers_of(sheet, row, mapping.header_rows, mapping.watched)
    by_header = [c for c in mapping.watched if mapping.columns.get(c) == PERIOD_OF_HEADER]
    for column, text, mapped in zip(mapping.watched, texts, mapping.headers, strict=True):
        if column not in by_header and _bare(text) != _bare(mapped):
            return False
    return not by_header or (
        len(periods_headed(sheet, row, mapping.header_rows, by_header)) == len(by_header)
    )


def _bare(header: str) -> str:
    return plain(header, with_brackets=True)
