"""The process that opens an .xls, .xlsb or .ods file, and may die of it.

calamine allocates a whole sheet from its first cell to its last: a cell in the far corner asks
for half a terabyte, which ends the process it runs in, without an exception. So it runs here,
with a limit on memory, started and read by `legacy.py`.

Takes the file on standard input and, as its first argument, what is wanted of it:

    {"only": name of a sheet or null for all, "first_rows": number or null for all}

Writes one JSON document on standard output, with rows and columns from 1 and dates as
{"date": text}:

    {"sheets": [{"name", "hidden", "rows": {row: {column: value}},
                 "merged": [[first row, last row, first column]]}]}
    {"problem": "password" | "too_many" | "damaged"}
    {"problem": "far", "where": [sheet, row, column]}

Nothing of the package that takes long to import is used.
"""

import contextlib
import json
import sys
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

from kpis.readers.files.cell_text import date_text


def main() -> None:
    part = json.loads(sys.argv[1])
    most_memory, *most = map(int, sys.argv[2:])
    _limit_memory(most_memory)
    json.dump(_answer(sys.stdin.buffer.read(), part, *most), sys.stdout)


def _limit_memory(most: int) -> None:
    with contextlib.suppress(ImportError):  # not on Windows, where the time limit has to do
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _answer(
    content: bytes, part: dict[str, Any], most_cells: int, most_rows: int, most_columns: int
) -> dict[str, Any]:
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(BytesIO(content))
        visible = python_calamine.SheetVisibleEnum.Visible
        sheets = []
        for about in workbook.sheets_metadata:
            if about.visible != visible:
                sheets.append({"name": about.name, "hidden": True, "rows": {}, "merged": []})
                continue
            if part["only"] not in (None, about.name):
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            # Asked for the rows of an empty sheet, or of one with a far cell, calamine panics.
            last_row, last_column = (place + 1 for place in sheet.end or (-1, -1))
            if last_row > most_rows or last_column > most_columns:
                return {"problem": "far", "where": [about.name, last_row, last_column]}
            first_rows = part["first_rows"]
            rows = (
                _rows(sheet.to_python(skip_empty_area=False, nrows=first_rows)) if last_row else {}
            )
            merged = [
                [top + 1, bottom + 1, left + 1]
                for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
            ]
            most_cells -= sum(map(len, rows.values()))
            most_cells -= sum(bottom - top for top, bottom, _ in merged)
            if most_cells < 0:
                return {"problem": "too_many"}
            sheets.append({"name": about.name, "hidden": False, "rows": rows, "merged": merged})
    except python_calamine.PasswordError:
        return {"problem": "password"}
    except (python_calamine.CalamineError, OSError, ValueError, MemoryError):
        return {"problem": "damaged"}
    return {"sheets": sheets}


def _rows(grid: list[list[Any]]) -> dict[int, dict[int, Any]]:
    rows = {}
    for number, values in enumerate(grid, 1):
        row = {column: _plain(value) for column, value in enumerate(values, 1) if value != ""}
        if row:
            rows[number] = row
    return rows


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return {"date": date_text(value)}
    return str(value) if isinstance(value, (time, timedelta)) else value


if __name__ == "__main__":
    main()
