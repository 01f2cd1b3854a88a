"""A column of cells understood as figures, each distinct cell once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from kpis.readers.raw import CellKind
from kpis.validation.text_column import TextColumn, combine
from kpis.validation.values import Asked, FigureRead, Problem, read_figure

# A decimal as nearly every cell holds it: it is what it says, whatever the unit.
_PLAIN = r"-?[0-9]{1,14}(?:\.[0-9]+)?"
_KINDS_OF_PLAIN = (CellKind.TEXT, CellKind.NUMBER)


@dataclass(frozen=True, kw_only=True)
class FigureColumn:
    """figures: one per row, NaN where the cell gave none.

    reads: what the cells that are not plain decimals were understood as; `which` points there,
    -1 for a plain decimal and for an empty cell.
    """

    figures: np.ndarray
    which: np.ndarray
    reads: tuple[FigureRead, ...]

    def where(self, wanted: Callable[[FigureRead], bool]) -> np.ndarray:
        """The rows whose cell was understood in such a way; never a plain or an empty one."""
        return np.array([*(wanted(read) for read in self.reads), False], dtype=bool)[self.which]

    def has(self, problem: Problem) -> np.ndarray:
        return self.where(lambda read: read.problem is problem)

    def advice(self, position: int) -> str:
        return self.reads[self.which[position]].advice

    @cached_property
    def markers(self) -> np.ndarray:
        """The marker beside each figure, "" for none."""
        return np.array([*(read.marker for read in self.reads), ""], dtype="U1")[self.which]

    @cached_property
    def percent_sign(self) -> np.ndarray:
        return self.where(lambda read: read.percent_sign)

    @cached_property
    def failed(self) -> np.ndarray:
        """The rows whose cell holds something that could not be taken."""
        return self.where(lambda read: read.problem is not None)

    @cached_property
    def given(self) -> np.ndarray:
        """The rows that have a figure."""
        return ~np.isnan(self.figures)


def read_figures(
    texts: TextColumn, kinds: TextColumn, asked: np.ndarray, kinds_asked: Sequence[Asked]
) -> FigureColumn:
    """Understand a column of cells. asked: each row's position in `kinds_asked`."""
    plain = _plain_decimals(texts)
    of_plain_kind = kinds.where(lambda kind: kind in _KINDS_OF_PLAIN)
    figures = np.where(of_plain_kind, plain, np.nan)
    awkward = np.flatnonzero(np.isnan(figures) & texts.filled)
    which = np.full(len(texts), -1)
    numbers, first = combine(texts.codes[awkward], kinds.codes[awkward], asked[awkward])
    which[awkward] = numbers
    reads = tuple(
        read_figure(texts[position], kinds[position], kinds_asked[asked[position]])
        for position in awkward[first].tolist()
    )
    figures[awkward] = np.array([read.value for read in reads])[numbers]
    return FigureColumn(figures=figures, which=which, reads=reads)


def _plain_decimals(texts: TextColumn) -> np.ndarray:
    """Each row's figure where its text is a plain decimal, else NaN; cast in bulk."""
    if texts.distinct == [""]:
        return np.full(len(texts), np.nan)
    distinct = pd.Series(texts.distinct, dtype="str")
    plain = distinct.str.fullmatch(_PLAIN).to_numpy(dtype=bool)
    figures = np.full(len(distinct), np.nan)
    figures[plain] = distinct[plain].astype("float64")
    return figures[texts.codes] + 0.0  # -0 is 0
