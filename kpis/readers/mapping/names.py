"""The names of measures that a file uses, for a person to match them to the plan once for all.

And what else stands in a column, for a person to choose the rows that are wanted. Both are read
from the whole of a sheet and not from the rows that are shown of it.
"""

from collections import Counter

from kpis.readers.files.opened_file import OpenedFile, Part, opened_file
from kpis.readers.mapping.apply import opened_for, rows_with_names
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.readers.mapping.find_header import place_of_header
from kpis.readers.tables.find_table import headers_recognised


def names_in(content: bytes | OpenedFile, mapping: ColumnMapping) -> dict[str, int]:
    """What the column of measures says in the rows that are wanted → how many rows, as it stands.

    In the order of the file, also names that are left out. Empty where no column holds the measure
    or the header is not found. Raises UnreadableReturn, and MappingError where no row is wanted.
    """
    column = mapping.column("measure")
    if column is None:
        return {}
    opened = opened_for(opened_file(content), mapping)
    place = place_of_header(opened.sheets, mapping)
    if place is None:
        return {}
    sheet, top = place
    texts = sheet.column(column, rows_with_names(sheet, mapping, top), merged=True).texts
    return dict(Counter(text for text in texts if text))


def texts_in_column(
    content: bytes | OpenedFile, sheet_name: str, column: int, below: int
) -> dict[str, int]:
    """What stands in a column of a sheet below a row → in how many rows; the most frequent first.

    Raises UnreadableReturn.
    """
    opened = opened_file(content).sheets(Part(sheet=sheet_name), promise=headers_recognised)
    for sheet in opened.sheets:
        if sheet.name == sheet_name:
            rows = [number for number in sheet.rows() if number > below]
            texts = sheet.column(column, rows, merged=True).texts
            return dict(Counter(text for text in texts if text).most_common())
    return {}
