"""A column of cells understood as figures, each distinct cell once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from kpis.readers.raw import CellKind
from kpis.validation.figure_text.expected import ExpectedFigure
from kpis.validation.text_column import TextColumn, combine
from kpis.validation.values import FigureRead, InDoubt, Problem, read_figure

# A decimal as nearly every cell holds it: it is what it says, whatever the unit.
_PLAIN = r"-?[0-9]{1,14}(?:\.[0-9]+)?"
_KINDS_OF_PLAIN = (CellKind.TEXT, CellKind.NUMBER)


@dataclass(frozen=True, kw_only=True)
class FigureColumn:
    """figures: one per row, NaN where the cell gave none.

    reads: what the cells that are not plain decimals were understood as.
    read_numbers: one per row, its position there; -1 for a plain decimal and for an empty cell.
    """

    figures: np.ndarray
    read_numbers: np.ndarray
    reads: tuple[FigureRead, ...]

    def where(self, condition: Callable[[FigureRead], bool]) -> np.ndarray:
        """The rows whose cell was understood in such a way; never a plain or an empty one."""
        return np.array([*(condition(read) for read in self.reads), False], dtype=bool)[
            self.read_numbers
        ]

    def has(self, problem: Problem) -> np.ndarray:
        return self.where(lambda read: read.problem is problem)

    def advice(self, position: int) -> str:
        return self.reads[self.read_numbers[position]].advice

    @cached_property
    def markers(self) -> np.ndarray:
        """The marker beside each figure, "" for none."""
        return np.array([*(read.marker for read in self.reads), ""], dtype="U1")[self.read_numbers]

    @cached_property
    def percent_sign(self) -> np.ndarray:
        return self.where(lambda read: read.percent_sign)

    @cached_property
    def failed(self) -> np.ndarray:
        """The rows whose cell holds something that could not be taken."""
        return self.where(lambda read: read.problem is not None)

    def in_doubt(self, about: InDoubt) -> np.ndarray:
        """The rows whose figure or marker is to be asked about."""
        return self.where(lambda read: read.in_doubt is about)

    @cached_property
    def has_figure(self) -> np.ndarray:
        """The rows that have a figure."""
        return ~np.isnan(self.figures)


def read_figures(
    texts: TextColumn,
    kinds: TextColumn,
    which_expected: np.ndarray,
    expected: Sequence[ExpectedFigure],
) -> FigureColumn:
    """Understand a column of cells. which_expected: each row's position in `expected`."""
    plain = _plain_decimals(texts)
    of_plain_kind = kinds.where(lambda kind: kind in _KINDS_OF_PLAIN)
    figures = np.where(of_plain_kind, plain, np.nan)
    awkward = np.flatnonzero(np.isnan(figures) & texts.filled)
    read_numbers = np.full(len(texts), -1)
    numbers, first = combine(texts.codes[awkward], kinds.codes[awkward], which_expected[awkward])
    read_numbers[awkward] = numbers
    reads = tuple(
        read_figure(texts[position], kinds[position], expected[which_expected[position]])
        for position in awkward[first].tolist()
    )
    figures[awkward] = np.array([read.value for read in reads])[numbers]
    return FigureColumn(figures=figures, read_numbers=read_numbers, reads=reads)


def _plain_decimals(texts: TextColumn) -> np.ndarray:
    """Each row's figure where its text is a plain decimal, else NaN; cast in bulk."""
    if texts.distinct == [""]:
        return np.full(len(texts), np.nan)
    distinct = pd.Series(texts.distinct, dtype="str")
    plain = distinct.str.fullmatch(_PLAIN).to_numpy(dtype=bool)
    figures = np.full(len(distinct), np.nan)
    figures[plain] = distinct[plain].astype("float64")
    return figures[texts.codes] + 0.0  # -0 is 0
