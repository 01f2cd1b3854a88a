"""The figures of a return: as its cells hold them, or as somebody answered that they are meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from kpis.model import Measure, Plan
from kpis.readers.asked import Answers
from kpis.readers.raw import RawReturn, TableFound
from kpis.validation.as_meant.fractions import answered_fractions, as_percentages
from kpis.validation.as_meant.shown import ShownOtherwise, find_shown, with_shown
from kpis.validation.figures import FigureColumn, read_figures
from kpis.validation.text_column import TextColumn
from kpis.validation.values import NUMERATOR_OR_DENOMINATOR, outturn_in


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresAsMeant:
    """texts: columns of texts that were changed by an answer. shown, fractions: see ReturnTable."""

    outturn: FigureColumn
    numerator: FigureColumn
    denominator: FigureColumn
    shown: tuple[ShownOtherwise, ...] = ()
    fractions: tuple[tuple[int, ...], ...] = ()
    texts: Mapping[str, TextColumn] = field(default_factory=dict)


def figures_as_meant(
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: Mapping[str, TextColumn],
    measure: np.ndarray,
    plan: Plan,
    answers: Answers,
) -> FiguresAsMeant:
    """Outturns, numerators and denominators. rows: RAW_ROWS; texts: its columns, gathered.

    measure: positions in plan.measures, -1 where there is none.
    """
    columns = _columns(texts, measure, plan)
    shown = _shown(raw, rows, texts, measure, plan, columns, answers)
    fractions = answered_fractions(texts, rows["outturn_cell"], answers)
    changed = with_shown(texts, shown)
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
        if name == "outturn":
            return rows["outturn_cell"].tolist()
        letters = table.columns.get(name, "")
        return [f"{letters}{row}" if letters else "" for row in rows["row"]]

    def measure_at(position: int) -> Measure | None:
        return plan.measures[measure[position]] if measure[position] >= 0 else None

    return find_shown(raw, texts, places, measure_at, columns, answers)


def _outturns(texts: Mapping[str, TextColumn], measure: np.ndarray, plan: Plan) -> FigureColumn:
    of_measures = [*(outturn_in(each.unit) for each in plan.measures), outturn_in(None)]
    distinct = list(dict.fromkeys(of_measures))
    numbers = np.array([distinct.index(each) for each in of_measures])[measure]
    return read_figures(texts["outturn"], texts["outturn_kind"], numbers, distinct)


def _behind(name: str, texts: Mapping[str, TextColumn]) -> FigureColumn:
    """The numerators or denominators."""
    all_alike = np.zeros(len(texts[name]), dtype="int64")
    return read_figures(texts[name], texts[f"{name}_kind"], all_alike, [NUMERATOR_OR_DENOMINATOR])
