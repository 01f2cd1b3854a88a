"""Hand frames to the database and take them back, cast once to the contracts of `kpis.frames`.

For more than a few rows both ways lead over Arrow: pandas 3 holds text as Arrow does, so nothing
is copied value by value. NaN becomes NULL and NULL becomes NaN on the way. Beyond this module
nothing sees a database type.
"""

from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from kpis.frames import FIGURE, TEXT, TIME, WHOLE, YES_NO, Frame

_ARROW_TYPES = {
    TEXT: pa.large_string(),
    FIGURE: pa.float64(),
    WHOLE: pa.int64(),
    YES_NO: pa.bool_(),
    TIME: pa.timestamp("us"),
}

# Rows that the database keeps and works on together. Handed over in parts of that size, a million
# are stored in half the time.
ROW_GROUP = 122_880
# Rows of a frame that is handed over as it is. The first table of Arrow that the database is given
# makes it import more of Arrow than a command that checks one return has time for.
FEW = 10_000


def frame_of(
    contract: Frame[Any],
    connection: duckdb.DuckDBPyConnection,
    query: str,
    parameters: dict[str, Any] | None = None,
    *,
    rising: str = "",
) -> pd.DataFrame:
    """The result of a query that has the columns of the contract.

    rising: a further column to put the rows in order by. The database gives them in the order
    of storing nearly always but does not promise it, and sorting wide rows there takes as long
    as finding them.
    """
    table = connection.execute(query, parameters or {}).to_arrow_table()
    if not table.num_rows:
        return contract.empty()  # no columns to cast, which of a young store is most answers
    if rising and (np.diff(table[rising].to_numpy()) < 0).any():
        table = table.sort_by(rising)
    schema = pa.schema([(name, _ARROW_TYPES[kind]) for name, kind in contract.columns.items()])
    return contract.check(table.select(schema.names).cast(schema).to_pandas())


def register(
    connection: duckdb.DuckDBPyConnection, name: str, contract: Frame[Any], rows: pd.DataFrame
) -> None:
    """Let SQL on this connection read the frame's columns, and `position`, its rows from 1.

    Raises FrameError when the frame breaks its contract.
    """
    columns = contract.check(rows)[list(contract.columns)]
    position = np.arange(1, len(rows) + 1)
    if len(rows) <= FEW:
        connection.register(name, columns.assign(position=position))
        return
    table = pa.Table.from_pandas(columns, preserve_index=False)
    table = table.append_column("position", pa.array(position))
    batches = table.to_batches(max_chunksize=ROW_GROUP)
    connection.register(name, pa.Table.from_batches(batches, table.schema))
