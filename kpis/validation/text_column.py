"""Rows that agree, as one number per group: what lets a check ask each distinct thing once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

_MOST = 2**62  # numbers of combinations stay below what an int64 holds
_FEW_TO_A_ROW = 4  # possible combinations to each row, up to where an array of all is kept


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of texts: `distinct` ones, and for each row the position of its text there."""

    codes: np.ndarray
    distinct: list[str]

    @classmethod
    def of(cls, texts: ExtensionArray) -> "TextColumn":
        codes, distinct = texts.factorize()
        return cls(codes, distinct.to_numpy(dtype=object).tolist())

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, position: int) -> str:
        return self.distinct[self.codes[position]]

    @property
    def filled(self) -> np.ndarray:
        """The rows that have a text."""
        empty = self.distinct.index("") if "" in self.distinct else -1
        return self.codes != empty

    def where(self, condition: Callable[[str], object]) -> np.ndarray:
        """The rows whose text meets a condition."""
        return self.meaning(lambda text: bool(condition(text)), "bool")

    def meaning(self, of: Callable[[str], object], kind: str = "object") -> np.ndarray:
        """What each row's text means, as an array of that dtype; asked once per distinct text."""
        return np.array([of(text) for text in self.distinct], dtype=kind)[self.codes]

    def renamed(self, names: Iterable[str]) -> "TextColumn":
        """The column with another name for each distinct text; two may become one."""
        names = list(names)
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        codes = np.array([numbers[name] for name in names], dtype="int64")[self.codes]
        return TextColumn(codes, list(numbers))

    def replaced(self, texts: Mapping[int, str]) -> "TextColumn":
        """The column with other texts in some rows. texts: by position."""
        distinct = list(self.distinct)
        numbers = {text: number for number, text in enumerate(distinct)}
        codes = self.codes.copy()
        for position, text in texts.items():
            if text not in numbers:
                numbers[text] = len(distinct)
                distinct.append(text)
            codes[position] = numbers[text]
        return TextColumn(codes, distinct)

    def numbers_of(self, texts: ExtensionArray) -> np.ndarray:
        """The codes of further texts; those that do not stand here get numbers of their own."""
        others = TextColumn.of(texts)
        numbers = {name: number for number, name in enumerate(self.distinct)}
        return others.meaning(lambda text: numbers.setdefault(text, len(numbers)), "int64")


def combine(*columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number the distinct combinations of numbers over several columns of equal length.

    Returns (number of each row's combination, counted in order of first appearance; position of
    the first row of each combination).
    """
    combined, size = np.zeros(len(columns[0]), dtype="int64"), 1
    for column in columns if len(combined) else ():
        lowest = int(column.min())
        span = int(column.max()) - lowest + 1
        if span == 1:  # one number in all rows tells none from another
            continue
        if span * size >= _MOST:
            column, combined = pd.factorize(column)[0], pd.factorize(combined)[0]
            lowest, span, size = 0, int(column.max()) + 1, int(combined.max()) + 1
        combined = combined * span + (column - lowest)
        size *= span
    if size <= _FEW_TO_A_ROW * len(combined):
        return _numbered(combined, size)
    codes, _ = pd.factorize(combined)
    first = np.flatnonzero(np.diff(np.maximum.accumulate(codes), prepend=-1))
    return codes, first


def _numbered(values: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """What `combine` returns, of numbers below a size that an array of can be kept: each is looked
    up in its place, which takes a third of the time."""
    first_of = np.full(size, -1)
    first_of[values[::-1]] = np.arange(len(values) - 1, -1, -1)  # the last one set stays: the first
    is_first = np.zeros(len(values), dtype=bool)
    is_first[first_of[first_of >= 0]] = True
    first = np.flatnonzero(is_first)
    number_of = np.empty(size, dtype="int64")
    number_of[values[first]] = np.arange(len(first))
    return number_of[values], first


def positions(mask: np.ndarray) -> list[int]:
    """Where a mask is true, as plain numbers."""
    return list(np.flatnonzero(mask).tolist())
