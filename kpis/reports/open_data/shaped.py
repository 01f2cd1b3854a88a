"""A frame brought into the shape of a table of open data."""

from typing import Any, cast

import pandas as pd

from kpis.model import Release
from kpis.reports.open_data.columns import Column, Holds, Table

_KINDS = {
    Holds.TEXT: "str",
    Holds.NUMBER: "float64",
    Holds.WHOLE: "Int64",
    Holds.YES_NO: "boolean",
    Holds.DAY: "datetime64[us]",
    Holds.TIME: "datetime64[us]",
}


def shaped(frame: pd.DataFrame, table: Table, release: Release | None = None) -> pd.DataFrame:
    """The columns of a table, in their order and kinds; further ones are left out.

    A column that the frame does not have is empty. release: fills the columns that say which
    release a row was published with; None for a table that has none of them.
    """
    given = {"release": release.number, "published_at": release.published_at} if release else {}
    columns = {column.name: _column(frame, column, given) for column in table.columns}
    return pd.DataFrame(columns).reset_index(drop=True)


def _column(frame: pd.DataFrame, column: Column, given: dict[str, object]) -> "pd.Series[Any]":
    kind: Any = _KINDS[column.holds]
    length = range(len(frame))
    if column.name in given:
        return cast("pd.Series[Any]", pd.Series(given[column.name], index=length, dtype=kind))
    if column.name not in frame:
        empty = "" if kind == "str" else None
        return pd.Series(empty, index=length, dtype=kind)
    found = frame[column.name].reset_index(drop=True)
    if kind == "str":
        return found.astype(object).where(found.notna(), "").astype("str")
    return found.astype(kind)
