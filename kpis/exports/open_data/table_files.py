"""A table of open data as a file: CSV as RFC 4180 has it, and Parquet.

CSV: UTF-8 without a byte order mark, one header row of the columns' names, lines that end with CR
and LF, days and times as ISO 8601 has them, nothing for what is missing. Figures stand with the
decimals they are published with. Text stays as it is, also where a spreadsheet would take it for a
formula: what is changed for one program is wrong for all others, and the description says so.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from kpis.reports.open_data.columns import Column, Holds, Table
from kpis.reports.open_data.tables import ROUNDED


def csv_of(frame: pd.DataFrame, table: Table, decimals: Mapping[str, int] | None = None) -> bytes:
    """A table as CSV; of no rows the header alone.

    frame: as in `DataSet.tables`. decimals: by id of each measure, of a table whose figures are
    rounded; None where numbers stand as they are.
    """
    return csv_of_rows(rows_of(frame, table, decimals), table)


def rows_of(
    frame: pd.DataFrame, table: Table, decimals: Mapping[str, int] | None = None
) -> list[tuple[str, ...]]:
    """The rows of a table as CSV has them, cell by cell."""
    return list(zip(*(_cells(frame, each, decimals) for each in table.columns), strict=True))


def csv_of_rows(rows: Iterable[tuple[str, ...]], table: Table) -> bytes:
    """Some of these rows as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)  # lines end with CR and LF
    writer.writerow(table.names)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def parquet_of(frame: pd.DataFrame, table: Table) -> bytes:
    """The same as Parquet: days as days, times in UTC, figures rounded as published."""
    kept = {}
    for column in table.columns:
        cells = frame[column.name]
        if column.holds is Holds.DAY:
            cells = cells.dt.date.where(cells.notna(), None)
        elif column.holds is Holds.TIME:
            cells = cells.dt.tz_localize("UTC")
        kept[column.name] = cells
    file = io.BytesIO()
    pd.DataFrame(kept).to_parquet(file, engine="pyarrow", index=False, compression="zstd")
    return file.getvalue()


def _cells(frame: pd.DataFrame, column: Column, decimals: Mapping[str, int] | None) -> list[str]:
    cells = frame[column.name]
    if column.name in ROUNDED and decimals is not None:
        return [
            "" if value != value else f"{value:.{decimals[measure]}f}"
            for value, measure in zip(cells.tolist(), frame["measure"].tolist(), strict=True)
        ]
    write = _WRITERS.get(column.holds)
    if write is None:
        texts: list[str] = cells.tolist()
        return texts
    places, values = pd.factorize(cells)  # what is missing has the place -1: the last
    written = [*map(write, values), ""]
    return [written[place] for place in places.tolist()]


def _number(value: float) -> str:
    """The shortest text that is this number, without a point that says nothing."""
    return repr(float(value)).removesuffix(".0")


_WRITERS: dict[Holds, Callable[[Any], str]] = {
    Holds.NUMBER: _number,
    Holds.WHOLE: lambda value: str(int(value)),
    Holds.YES_NO: lambda value: "true" if value else "false",
    Holds.DAY: lambda value: f"{value:%Y-%m-%d}",
    Holds.TIME: lambda value: f"{value:%Y-%m-%dT%H:%M:%S}Z",
}
