"""A long CSV in the tidy layout, read column by column without an object for each cell.

What people type has thousands of figures at most and may be laid out in any way; a million comes
from a system's export, which has one record per line below one header. Such a file is given to
Arrow's reader, in whose memory the frames keep their text anyway. Wherever the file is not as
plain as that, this reader declines, and the ordinary one, which takes what people write, reads it.
"""

import csv
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from kpis.cell_addresses import letters_of
from kpis.frames import TEXT
from kpis.readers.files.grid import TextSheet
from kpis.readers.files.invisible import has_invisible
from kpis.readers.raw import (
    FIELDS,
    FIELDS_WITH_KIND,
    RAW_ROWS,
    CellKind,
    Layout,
    TableFound,
    Title,
)
from kpis.readers.tables.beside import with_beside
from kpis.readers.tables.doubts.contradicted_periods import other_periods
from kpis.readers.tables.doubts.cut_figures import DIGITS_ALONE
from kpis.readers.tables.doubts.numbered_rows import may_number_rows
from kpis.readers.tables.doubts.scales import scales_around
from kpis.readers.tables.doubts.titles import titles_of
from kpis.readers.tables.find_table import first_table
from kpis.readers.tables.found_table import Table
from kpis.readers.tables.header_doubts import is_plain
from kpis.readers.tables.headers import is_header_word
from kpis.readers.tables.totals_and_notes import is_total, is_total_of, opens_a_note

_SAMPLE = 1 << 16
_MOST_BLANK = 1_000  # blank lines; a commentary may have some, a system's export no more
_FILLED_IN = ("outturn", "numerator", "denominator", "marker", "commentary")
_KEYS = ("measure", "measure_also", "period", "area", "breakdown", "category")


def read_long_text(content: bytes) -> tuple[pd.DataFrame, TableFound] | None:
    """RAW_ROWS and the table of a tidy, comma-separated UTF-8 file; None for any other file.

    The same rows as `lay_out.lay_out` gives. Blank records, headings and notes are for that one
    to tell of, so a file that has any is not plain.
    """
    if has_invisible(content):
        return None
    blank = content.count(b"\n\n")
    if b"\r" in content:
        blank += content.count(b"\r\n\r\n")
    if blank > _MOST_BLANK:
        return None
    header = _header(content)
    if header is None:
        return None
    table, width, titles = header
    cells = _cells(content, table.header_row, width)
    if (
        cells is None
        or not _only_figures(cells, _of_field(table))
        or _has_totals_or_notes(cells, table)
        or _has_comments_of_digits(cells, table)
    ):
        return None
    rows = _rows(cells, table)
    return with_beside(
        table,
        replace(table.table_found(""), titles=titles),
        rows,
        rows["row"].to_numpy(dtype="int64"),
        lambda column: pd.array(cells[str(column)], dtype=TEXT),
    )


def _header(content: bytes) -> tuple[Table, int, tuple[Title, ...]] | None:
    """The table the first records announce, the cells of its header and what stands above it;
    None when not plain."""
    sample = content[:_SAMPLE].rpartition(b"\n")[0]
    try:
        lines = sample.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return None
    records = list(csv.reader(io.StringIO("\n".join(lines), newline="")))
    sheet = TextSheet(records)
    table = first_table(sheet)
    if table is None or table.layout != Layout.TIDY or "year" in table.headers.columns:
        return None
    if not is_plain(table) or may_number_rows(table) or other_periods(table):
        return None
    read = range(table.header_row + 1, len(records) + 1)
    if scales_around(sheet, (table.top(), table.header_row), table.outturns(), read):
        return None
    header = records[table.header_row - 1]
    if next(csv.reader([lines[table.header_row - 1]])) != header:  # a cell above runs over lines
        return None
    return table, len(header), titles_of(sheet, table, ())


def _cells(content: bytes, header_row: int, width: int) -> pa.Table | None:
    """Every cell below the header, trimmed; None when a record has another number of cells."""
    names = [str(column) for column in range(1, width + 1)]
    try:
        cells = arrow_csv.read_csv(
            pa.BufferReader(content),
            read_options=arrow_csv.ReadOptions(skip_rows=header_row, column_names=names),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return pa.table({name: pc.utf8_trim_whitespace(cells[name]) for name in names})


def _of_field(table: Table) -> dict[str, str]:
    """The name in `cells` of each field's column."""
    return {name: str(column) for name, column in table.headers.columns.items()}


def _only_figures(cells: pa.Table, of_field: dict[str, str]) -> bool:
    """Whether every record holds a part of a figure, or names one in more than a single text."""
    filled = _any(cells, [of_field[name] for name in _FILLED_IN if name in of_field])
    if pc.all(filled).as_py():
        return True
    keyed = _any(cells, [of_field[name] for name in _KEYS if name in of_field])
    named = pc.and_(keyed, pc.greater(_how_many(cells), 1))
    return bool(pc.all(pc.or_(filled, named)).as_py())


def _has_totals_or_notes(cells: pa.Table, table: Table) -> bool:
    """Whether a record is a total, a note or the header once more."""
    of_field = _of_field(table)
    measures = cells[of_field["measure"]]
    if any(is_total(t) or opens_a_note(t) or is_header_word(t) for t in _different(measures)):
        return True
    if "period" in of_field:
        undated = pc.filter(measures, pc.equal(cells[of_field["period"]], ""))
        if any(is_total_of(text, "") for text in _different(undated)):
            return True
    nameless = cells.filter(pc.equal(measures, ""))
    filled = [pc.if_else(pc.equal(column, ""), None, column) for column in nameless.columns]
    return len(nameless) > 0 and any(map(opens_a_note, _different(pc.coalesce(*filled))))


def _different(texts: pa.ChunkedArray) -> list[str]:
    return [text for text in pc.unique(texts).to_pylist() if text]


def _has_comments_of_digits(cells: pa.Table, table: Table) -> bool:
    """Whether a commentary may be the rest of a figure that was cut at its comma."""
    column = table.headers.columns.get("commentary")
    if column is None:
        return False
    return bool(pc.any(pc.match_substring_regex(cells[str(column)], DIGITS_ALONE)).as_py())


def _rows(cells: pa.Table, table: Table) -> pd.DataFrame:
    of_field = _of_field(table)
    first = table.header_row + 1
    numbers = pa.array(np.arange(first, first + len(cells)))
    absent = _repeated("", len(cells))
    columns = {name: cells[of_field[name]] if name in of_field else absent for name in FIELDS}
    for name in FIELDS_WITH_KIND:
        empty = pc.equal(columns[name], "")
        kinds = pc.if_else(empty, CellKind.EMPTY, CellKind.TEXT).cast(pa.large_string())
        columns[f"{name}_kind"] = kinds
    digits = numbers.cast(pa.large_string())
    for name in ("outturn", "period"):
        letters = pa.scalar(letters_of(table.headers.columns[name]), pa.large_string())
        columns[f"{name}_cell"] = pc.binary_join_element_wise(
            letters, digits, pa.scalar("", pa.large_string())
        )
    columns |= {"sheet": absent, "row": numbers}
    return RAW_ROWS.check(
        pd.DataFrame(
            {
                name: pd.array(columns[name], dtype=TEXT) if kind == TEXT else columns[name]
                for name, kind in RAW_ROWS.columns.items()
            }
        )
    )


def _any(cells: pa.Table, names: list[str]) -> pa.Array:
    """Which records have something in any of these columns."""
    filled = pc.not_equal(cells[names[0]], "")
    for name in names[1:]:
        filled = pc.or_(filled, pc.not_equal(cells[name], ""))
    return filled


def _how_many(cells: pa.Table) -> pa.Array:
    """How many cells of each record hold something."""
    count = pc.not_equal(cells[0], "").cast(pa.int64())
    for column in cells.columns[1:]:
        count = pc.add(count, pc.not_equal(column, "").cast(pa.int64()))
    return count


def _repeated(text: str, count: int) -> pa.Array:
    return pa.array([text], pa.large_string()).take(pa.array(np.zeros(count, dtype="int64")))
