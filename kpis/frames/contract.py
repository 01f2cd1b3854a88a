"""What a frame promises: its columns in their order, and their types.

A frame with no rows still has all its columns in their types: `empty()` makes one. `check()` is
called where a frame is handed over, so a fault shows where it was made.
"""

import inspect
from collections import namedtuple
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Generic, TypeVar, cast, get_type_hints

import numpy as np
import pandas as pd

from kpis.errors import FrameError

TEXT: Final = "str"
FIGURE: Final = "float64"
WHOLE: Final = "int64"
YES_NO: Final = "bool"
TIME: Final = "datetime64[us]"
_KINDS = {str: TEXT, float: FIGURE, int: WHOLE, bool: YES_NO, pd.Timestamp: TIME}
Row_co = TypeVar("Row_co", covariant=True)


@cache
def _dtype(kind: str) -> Any:
    return pd.api.types.pandas_dtype(kind)


@cache
def _no_rows(columns: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    # Arrays, not Series, whose many indexes would take three times as long to agree.
    return pd.DataFrame({name: pd.array([], _dtype(kind)) for name, kind in columns})


@cache
def _row_type(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns, rename=True)


@dataclass(frozen=True, slots=True)
class Frame(Generic[Row_co]):
    """The contract of one kind of frame. `columns` maps each name to its dtype, in order.

    Its rows are of type Row_co for whoever goes through them one by one (`frame_of_rows`).
    """

    name: str
    columns: dict[str, str]

    def empty(self) -> pd.DataFrame:
        return _no_rows(tuple(self.columns.items())).copy()

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with exactly these columns, in order and cast; a new RangeIndex.

        Missing text becomes "". Raises FrameError when a column is missing or will not cast.
        """
        self._require(frame.columns)
        frame = frame.reset_index(drop=True)
        cast = {}
        for name, kind in self.columns.items():
            column = frame[name]
            if kind == TEXT and column.array.isna().any():
                column = column.astype(object).where(column.notna(), "")
            try:
                cast[name] = column if column.dtype == kind else column.astype(_dtype(kind))
            except (TypeError, ValueError) as error:
                raise FrameError(f"{self.name}.{name} is not {kind}: {error}") from error
        return pd.DataFrame(cast, index=frame.index, copy=False)

    def of(self, columns: Mapping[Any, np.ndarray]) -> pd.DataFrame:
        """The frame of these arrays, of one length each, text as objects; further ones left out.

        What `conform` gives for a frame of them, at a third of the cost: all text is converted
        in one piece. Raises FrameError when a column is missing or will not cast.
        """
        self._require(columns)
        texts = [name for name, kind in self.columns.items() if kind == TEXT]
        joined = np.concatenate([columns[name] for name in texts]) if texts else np.array([])
        pool = pd.array(joined.astype(object), dtype=TEXT)
        if pool.isna().any():
            pool = pool.fillna("")
        length = len(pool) // max(len(texts), 1)
        made: dict[str, Any] = {
            name: pool[place * length : (place + 1) * length] for place, name in enumerate(texts)
        }
        for name, kind in self.columns.items():
            if kind == TEXT:
                continue
            try:
                with np.errstate(invalid="raise"):
                    made[name] = columns[name].astype(kind)
            except (TypeError, ValueError, FloatingPointError) as error:
                raise FrameError(f"{self.name}.{name} is not {kind}: {error}") from error
        return pd.DataFrame({name: made[name] for name in self.columns}, copy=False)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same frame, if it keeps the contract. Further columns are allowed.

        Raises FrameError naming the columns that are missing or of another type.
        """
        self._require(frame.columns)
        found = dict(zip(frame.columns, frame.dtypes.array, strict=True))
        wrong = [
            f"{name} is {found[name]}, not {kind}"
            for name, kind in self.columns.items()
            if found[name] != _dtype(kind)
        ]
        if wrong:
            raise FrameError(f"{self.name}: {'; '.join(wrong)}.")
        return frame

    def rows(self, frame: pd.DataFrame) -> tuple[Row_co, ...]:
        """The rows of a frame that keeps the contract, as named tuples; () for none.

        Raises FrameError when a column is missing.
        """
        self._require(frame.columns)
        # A whole column becomes values at once, a third of the cost of one after the other.
        columns = [column.tolist() for _, column in frame.items()]
        make = _row_type(tuple(map(str, frame.columns)))
        return cast(tuple[Row_co, ...], tuple(map(make, *columns)) if columns else ())

    def _require(self, names: Iterable[str]) -> None:
        present = set(names)
        missing = [name for name in self.columns if name not in present]
        if missing:
            raise FrameError(f"{self.name} lacks {', '.join(missing)}.")


def frame_of_rows(name: str, row: type[Row_co]) -> Frame[Row_co]:
    """The contract of frames with such rows: a column for each attribute a class declares.

    row: a class of annotations only, those of its base classes first, from left to right. None is
        ever made: rows are named tuples that have these attributes, and a class says so to
        readers and to the type check.
    """
    return Frame(name, {column: _KINDS[kind] for column, kind in _attributes(row).items()})


def _attributes(row: type) -> dict[str, Any]:
    own: dict[str, Any] = {}
    for base in row.__bases__:
        own |= _attributes(base)
    hints = get_type_hints(row)
    return own | {name: hints[name] for name in inspect.get_annotations(row)}
