"""Columns without a frame around them: what the steps of a report hand to each other.

A report of fifty rows takes a hundred small steps, and a pandas column costs more to fetch than
fifty figures to compare. So a frame is opened once, worked on as numpy arrays, and made again
once: text is object, figures float64, times datetime64[us]. All arrays of one set of columns
have one length and one order.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from kpis.frames import TEXT

Columns = dict[str, np.ndarray]
Name = TypeVar("Name", bound=str)


def columns_from(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, str]) -> Columns:
    """Rows as columns of these kinds (the dtypes of `kpis.frames`); None is NaN in a figure."""
    return {
        name: np.array([row[name] for row in rows], dtype=object if kind == TEXT else kind)
        for name, kind in kinds.items()
    }


def columns_of(frame: pd.DataFrame, names: Iterable[str], rows: pd.Series | None = None) -> Columns:
    """These columns of a frame, or of its rows where `rows` is True; text as objects."""
    picked = slice(None) if rows is None else rows.to_numpy()
    columns = {name: frame[name].array[picked] for name in names}
    return {
        name: values.to_numpy(dtype=object if values.dtype == "str" else None)
        for name, values in columns.items()
    }


def take(columns: dict[Name, np.ndarray], rows: Any) -> dict[Name, np.ndarray]:
    """The rows at these positions, or where these are True; or the values of a single row."""
    return {name: values[rows] for name, values in columns.items()}


def select(
    conditions: list[np.ndarray], choices: list[np.ndarray | str], otherwise: object
) -> np.ndarray:
    """`np.select` for text: the first condition that holds decides; objects, not fixed width."""
    chosen = np.full(len(conditions[0]), "", dtype=object)
    chosen[:] = otherwise
    for condition, choice in zip(reversed(conditions), reversed(choices), strict=True):
        chosen[condition] = choice if isinstance(choice, str) else choice[condition]
    return chosen
