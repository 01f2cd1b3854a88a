"""The rows of a frame, for whoever writes, says or draws them one by one."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def rows_of(frame: "pd.DataFrame") -> list[Any]:
    """Named tuples with the frame's columns as fields, in their order, without its index.

    A field holds what the frame's contract in `kpis.frames` says of its column: text is str,
    figures are float, times pandas Timestamps or NaT. The types of pandas know a field only as
    some scalar, which would have every reader of one prove what the contract has settled.
    """
    return list(frame.itertuples(index=False))
