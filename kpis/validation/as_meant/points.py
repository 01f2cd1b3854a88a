"""Figures whose point may divide thousands, as it does on computers of other countries: 12.345.

A point before three digits is a decimal point here and a mark of thousands elsewhere, and a system
or a spreadsheet that is set up so writes 12.345 for 12,345. Nobody is asked where a decimal point
is plain: the measure publishes three decimals or more, cannot be as large (a percentage), or its
figures before this one are of the same size; or it publishes decimals, and others in the file have
a point that can only be a decimal one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpis.cell_addresses import letters_in
from kpis.model import Measure, Plan, Unit
from kpis.model.record import Record
from kpis.readers.asked import Answers
from kpis.readers.raw import CellKind
from kpis.validation.figures import FigureColumn
from kpis.validation.issues.shown import PointOrThousands
from kpis.validation.text_column import TextColumn

THOUSANDS = "thousands"  # the answer by which the point is no decimal one

_DECIMALS = 3
_SAME_SIZE = 30  # times as large, or as small, as the figures before
# A unit or a marker may stand behind it; a scale, as in 12.345m, makes it another figure.
_IN_DOUBT = re.compile(r"(?:\[\w+\]\s*)?[-+−–(£\s]*(?P<number>[1-9]\d{0,2}\.\d{3})(?![\d.,]).*")
_DECIMAL = re.compile(r"[-+−–(£\s]*(?:0?\.\d+|\d+\.\d{4,}|\d{4,}\.\d+|(?P<few>\d+\.\d{1,2}))\D*")


class PointsInDoubt(Record):
    """Figures of one column. positions: of the rows. found: the first, as it is typed. whole: they
    count whole things, so that no decimal point can be meant. taken: somebody answered that the
    point divides thousands.
    """

    name: str
    positions: tuple[int, ...]
    found: str
    whole: bool
    about: str
    taken: bool = False


def find_points(
    texts: Mapping[str, TextColumn],
    measure: np.ndarray,
    plan: Plan,
    columns: Mapping[str, FigureColumn],
    places: Callable[[str], Sequence[str]],
    stored: pd.DataFrame,
    answers: Answers,
) -> tuple[PointsInDoubt, ...]:
    """The figures in doubt, by column; () in nearly every file.

    measure: positions in plan.measures, -1 for none. places: the addresses of a field's cells.
    stored: OUTTURNS, the figures that came before.
    """
    found: list[PointsInDoubt] = []
    for name, column in columns.items():
        doubtful = _doubtful(name, column, texts, measure, plan)
        if not doubtful:
            continue
        settled = _Settled(texts, measure, plan, stored)
        open_ones = [p for p in doubtful if not (name == "outturn" and settled.decimal(p, column))]
        found += _grouped(open_ones, name, texts, measure, plan, places(name), answers)
    return tuple(found)


def with_thousands(
    texts: Mapping[str, TextColumn], found: Sequence[PointsInDoubt]
) -> dict[str, TextColumn]:
    """The texts without their points, where somebody answered that these divide thousands."""
    changed: dict[str, TextColumn] = {}
    for each in found:
        if each.taken:
            column = changed.get(each.name, texts[each.name])
            changed[each.name] = column.replaced(
                {position: column[position].replace(".", "", 1) for position in each.positions}
            )
    return changed


def _doubtful(
    name: str,
    column: FigureColumn,
    texts: Mapping[str, TextColumn],
    measure: np.ndarray,
    plan: Plan,
) -> list[int]:
    """Positions of the figures that are written so. Few texts of a long file are looked at."""
    size = np.abs(column.figures)
    most = np.array([*(_largest(name, each) for each in plan.measures), 0.0])[measure]
    may_be = np.flatnonzero((size >= 1) & (size < 1000) & (1000 * size <= most))
    codes, kinds = texts[name].codes, texts[f"{name}_kind"]
    written = {
        code: float(match["number"])
        for code in np.unique(codes[may_be]).tolist()
        if (match := _IN_DOUBT.fullmatch(texts[name].distinct[code]))
    }
    written_so = may_be[np.isin(codes[may_be], list(written))] if written else may_be[:0]
    return [
        position
        for position in written_so.tolist()
        if written.get(codes[position]) == size[position]
        and kinds[position] in (CellKind.TEXT, CellKind.NUMBER)
    ]


def _largest(name: str, measure: Measure) -> float:
    """What a figure of a measure may be at most; 0 where a point is a decimal one anyway."""
    if name != "outturn":
        return np.inf
    if measure.unit is Unit.PERCENT or measure.decimals >= _DECIMALS:
        return 0.0
    return np.inf if measure.maximum is None else measure.maximum


@dataclass(frozen=True, slots=True)
class _Settled:
    """What says that a point is a decimal one."""

    texts: Mapping[str, TextColumn]
    measure: np.ndarray
    plan: Plan
    stored: pd.DataFrame

    def decimal(self, position: int, column: FigureColumn) -> bool:
        of = self.plan.measures[self.measure[position]]
        if of.unit is Unit.COUNT:
            return False
        before = self.stored["outturn"][self.stored["measure_id"] == of.id].abs().median()
        if before > 0:
            return bool(before / _SAME_SIZE <= abs(column.figures[position]) <= before * _SAME_SIZE)
        return of.decimals > 0 and self._points_are_decimal()

    def _points_are_decimal(self) -> bool:
        """Whether the file has an outturn whose point can be no other.

        A workbook that holds 9.5 as a number may have taken it from 9.500.
        """
        outturns, kinds = self.texts["outturn"], self.texts["outturn_kind"]
        percent = np.array([*(m.unit is Unit.PERCENT for m in self.plan.measures), False])
        plain = percent[self.measure] & outturns.where(lambda text: "." in text)
        of_text = kinds.where(lambda kind: kind == CellKind.TEXT)
        plain |= of_text & outturns.where(_DECIMAL.fullmatch)
        plain |= outturns.where(lambda text: (m := _DECIMAL.fullmatch(text)) and not m["few"])
        return bool(plain.any())


def _grouped(
    found: Sequence[int],
    name: str,
    texts: Mapping[str, TextColumn],
    measure: np.ndarray,
    plan: Plan,
    places: Sequence[str],
    answers: Answers,
) -> list[PointsInDoubt]:
    groups: dict[tuple[str, str, bool], list[int]] = {}
    for position in found:
        unit = plan.measures[measure[position]].unit
        whole = name == "outturn" and unit is Unit.COUNT
        key = (texts["sheet"][position], letters_in(places[position]), whole)
        groups.setdefault(key, []).append(position)
    made = []
    for (sheet, letters, whole), alike in groups.items():
        first = alike[0]
        about = f"{sheet} {letters}: {texts[name][first]} in {places[first]}, {len(alike)}"
        made.append(
            PointsInDoubt(
                name=name,
                positions=tuple(alike),
                found=texts[name][first],
                whole=whole,
                about=about,
                taken=answers.to(PointOrThousands.code, about) == THOUSANDS,
            )
        )
    return made
