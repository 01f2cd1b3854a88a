"""What was read of a workbook as plain data, and back: how it passes from one process to another.

JSON, which can do nothing to whoever reads it: the other process has been given files that nobody
trusts. A cell that many rows show, or a text that many cells share, passes once.

    {"cells": [[text, kind], ...], "hidden_sheets": [...],
     "sheets": [{"name", "hidden_rows", "hidden_columns", "cells": rows, "merged_down": rows,
                 "shown": [[row, column, text], ...], "struck": [[row, column], ...],
                 "comments": [[row, column, text], ...],
                 "merged": [[first row, last row, first column], ...]}]}

rows is [[row, column, number of a cell, column, number of a cell, ...], ...].
"""

import json
from typing import Any

from kpis.cell_addresses import Place
from kpis.readers.cell_kind import CellKind
from kpis.readers.files.grid import Cell, Row, SparseSheet, WorkbookRead

_KINDS = {kind.value: kind for kind in CellKind}


def to_bytes(book: WorkbookRead) -> bytes:
    numbers: dict[Cell, int] = {}
    return dumped(
        {
            "sheets": [
                {
                    "name": sheet.name,
                    "hidden_rows": sorted(sheet.hidden_rows),
                    "hidden_columns": sorted(sheet.hidden_columns),
                    "shown": [[*place, text] for place, text in sheet.shown.items()],
                    "struck": sorted(sheet.struck),
                    "comments": [[*place, text] for place, text in sheet.comments.items()],
                    "merged": list(sheet.merged),
                    "cells": _packed(sheet.cells, numbers),
                    "merged_down": _packed(sheet.merged_down, numbers),
                }
                for sheet in book.sheets
            ],
            "hidden_sheets": book.hidden_sheets,
            "cells": list(numbers),
        }
    )


def dumped(answer: dict[str, Any]) -> bytes:
    # Half of a character is no text, and yet a cell can hold it.
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")


def of_plain(answer: dict[str, Any]) -> WorkbookRead:
    """The sheets of the answer that `to_bytes` made, its JSON loaded."""
    cells = [Cell(text, _KINDS[kind], *rest) for text, kind, *rest in answer["cells"]]
    sheets = [
        SparseSheet(
            name=sheet["name"],
            cells=_unpacked(sheet["cells"], cells),
            merged_down=_unpacked(sheet["merged_down"], cells),
            hidden_rows=frozenset(sheet["hidden_rows"]),
            hidden_columns=frozenset(sheet["hidden_columns"]),
            shown={Place(row, column): text for row, column, text in sheet["shown"]},
            struck=frozenset(Place(*place) for place in sheet["struck"]),
            comments={Place(row, column): text for row, column, text in sheet["comments"]},
            merged=tuple((first, last, column) for first, last, column in sheet["merged"]),
        )
        for sheet in answer["sheets"]
    ]
    return WorkbookRead(tuple(sheets), tuple(answer["hidden_sheets"]))


def _packed(rows: dict[int, Row], numbers: dict[Cell, int]) -> list[list[int]]:
    packed = []
    for number, row in rows.items():
        line = [number]
        for column, cell in row.items():
            line += (column, numbers.setdefault(cell, len(numbers)))
        packed.append(line)
    return packed


def _unpacked(rows: list[list[int]], cells: list[Cell]) -> dict[int, Row]:
    return {
        line[0]: {
            column: cells[number] for column, number in zip(line[1::2], line[2::2], strict=True)
        }
        for line in rows
    }
