"""The figures of a return: as its cells hold them, or as somebody answered that they are meant."""

from collections.abc import Mapping
from dataclasses import field

import numpy as np
import pandas as pd

from kpis.model import Measure, Plan
from kpis.model.record import Record
from kpis.readers.asked import Answers
from kpis.readers.raw import RawReturn, TableFound, table_of_row
from kpis.validation.as_meant.fractions import answered_fractions, as_percentages
from kpis.validation.as_meant.points import PointsInDoubt, find_points, with_thousands
from kpis.validation.as_meant.shown import ShownOtherwise, find_shown, with_shown
from kpis.validation.figure_text.expected import NUMERATOR_OR_DENOMINATOR, outturn_in
from kpis.validation.figures import FigureColumn, read_figures
from kpis.validation.text_column import TextColumn


class FiguresAsMeant(Record):
    """texts: columns of texts that were changed by an answer. shown, fractions, points: see
    ReturnTable.
    """

    outturn: FigureColumn
    numerator: FigureColumn
    denominator: FigureColumn
    shown: tuple[ShownOtherwise, ...] = ()
    fractions: tuple[tuple[int, ...], ...] = ()
    points: tuple[PointsInDoubt, ...] = ()
    texts: Mapping[str, TextColumn] = field(default_factory=dict)


def figures_as_meant(
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: Mapping[str, TextColumn],
    measure: np.ndarray,
    plan: Plan,
    answers: Answers,
    stored: pd.DataFrame | None,
) -> FiguresAsMeant:
    """Outturns, numerators and denominators. rows: RAW_ROWS; texts: its columns, gathered.

    measure: positions in plan.measures, -1 where there is none. stored: OUTTURNS, the figures that
    came before; None for files of history, whose points are not asked about.
    """
    columns = _columns(texts, measure, plan)
    shown = _shown(raw, rows, texts, measure, plan, columns, answers)
    fractions = answered_fractions(texts, rows["outturn_cell"], answers)
    points = _points(raw, rows, texts, measure, plan, columns, answers, stored)
    changed = with_thousands(texts, points)
    changed |= with_shown({**texts, **changed}, shown)
    if fractions:
        changed |= as_percentages({**texts, **changed}, columns["outturn"], fractions)
    if changed:
        columns = _columns({**texts, **changed}, measure, plan)
    return FiguresAsMeant(
        outturn=columns["outturn"],
        numerator=columns["numerator"],
        denominator=columns["denominator"],
        shown=shown,
        fractions=fractions,
        points=points,
        texts=changed,
    )


def _columns(
    texts: Mapping[str, TextColumn], measure: np.ndarray, plan: Plan
) -> dict[str, FigureColumn]:
    behind = {name: _behind(name, texts) for name in ("numerator", "denominator")}
    return {"outturn": _outturns(texts, measure, plan)} | behind


def _shown(
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: Mapping[str, TextColumn],
    measure: np.ndarray,
    plan: Plan,
    columns: Mapping[str, FigureColumn],
    answers: Answers,
) -> tuple[ShownOtherwise, ...]:
    """See `find_shown`."""
    if not any(table.shown for table in raw.tables):
        return ()

    def places(name: str, table: TableFound) -> list[str]:
        return _places(name, table, rows)

    def measure_at(position: int) -> Measure | None:
        return plan.measures[measure[position]] if measure[position] >= 0 else None

    return find_shown(raw, texts, places, measure_at, columns, answers)


def _points(
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: Mapping[str, TextColumn],
    measure: np.ndarray,
    plan: Plan,
    columns: Mapping[str, FigureColumn],
    answers: Answers,
    stored: pd.DataFrame | None,
) -> tuple[PointsInDoubt, ...]:
    """See `find_points`."""
    if stored is None:
        return ()

    def places(name: str) -> list[str]:
        of_rows = [
            table_of_row(raw.tables, sheet, row)
            for sheet, row in zip(rows["sheet"], rows["row"], strict=True)
        ]
        cells = {id(table): _places(name, table, rows) for table in raw.tables}
        return [cells[id(table)][position] for position, table in enumerate(of_rows)]

    return find_points(texts, measure, plan, columns, places, stored, answers)


def _places(name: str, table: TableFound, rows: pd.DataFrame) -> list[str]:
    """The cells of a field in every row, as if all were of that table."""
    if name == "outturn":
        return list(rows["outturn_cell"])
    return [table.cell_of(name, row) for row in rows["row"]]


def _outturns(texts: Mapping[str, TextColumn], measure: np.ndarray, plan: Plan) -> FigureColumn:
    of_measures = [
        *(outturn_in(each.unit, each.unit_label) for each in plan.measures),
        outturn_in(None),
    ]
    distinct = list(dict.fromkeys(of_measures))
    numbers = np.array([distinct.index(each) for each in of_measures])[measure]
    return read_figures(texts["outturn"], texts["outturn_kind"], numbers, distinct)


def _behind(name: str, texts: Mapping[str, TextColumn]) -> FigureColumn:
    """The numerators or denominators."""
    all_alike = np.zeros(len(texts[name]), dtype="int64")
    return read_figures(texts[name], texts[f"{name}_kind"], all_alike, [NUMERATOR_OR_DENOMINATOR])
