"""The points of a control chart as they are drawn: where they stand, of what kind, in stretches."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import pandas as pd

from kpis.charts.control.symbols import LOOKS
from kpis.charts.lines import is_illustrative
from kpis.charts.rows import SPC_POINTS, SpcPointRow
from kpis.frames import MEASURE_SPC
from kpis.model import Baseline, Basis, ChartKind, Frequency, Measure, SeriesBreak, Unit
from kpis.periods import period_of_id
from kpis.words.control_charts import USUAL

_PERIODS = {
    Frequency.MONTH: "months",
    Frequency.QUARTER: "quarters",
    Frequency.HALF_YEAR: "half-years",
    Frequency.YEAR: "years",
}


def points_of(spc: pd.DataFrame, measure: Measure) -> tuple[SpcPointRow, ...]:
    """The rows with a value and, besides, where they stand in time."""
    MEASURE_SPC.check(spc)
    with_value = spc[spc["value"].notna()]
    periods = [period_of_id(period_id) for period_id in with_value["period_id"]]
    return SPC_POINTS.rows(
        with_value.assign(
            outturn=with_value["value"],
            period_start=[pd.Timestamp(period.start) for period in periods],
            period_end=[pd.Timestamp(period.end) for period in periods],
            frequency=measure.frequency.value,
        )
    )


def as_charted(measure: Measure, rows: Sequence[SpcPointRow]) -> Measure:
    """The measure in the unit of its chart: periods between events, where it is one of these."""
    if not rows or rows[-1].chart != ChartKind.G:
        return measure
    noun = _PERIODS.get(measure.frequency, "periods")
    return replace(
        measure,
        unit=Unit.COUNT,
        unit_label=f"{noun} since the one before",
        decimals=0,
        basis=Basis.PERIOD,
    )


def varies(stretch: Sequence[SpcPointRow]) -> bool:
    """Whether the limits of a stretch move from point to point."""
    first = stretch[0]
    return any(
        (row.mean, row.lpl_shown, row.upl_shown) != (first.mean, first.lpl_shown, first.upl_shown)
        for row in stretch
    )


def stretches_of(rows: Sequence[SpcPointRow]) -> list[list[SpcPointRow]]:
    """The points by what they are held against: one mean and one pair of limits each."""
    return [list(stretch) for _, stretch in groupby(rows, key=lambda row: row.rebase_group)]


def kind_of(row: SpcPointRow) -> str:
    """How a point is shown: where limits may not be drawn, nothing is said of it."""
    return str(row.point_type) if row.limits_shown and row.point_type in LOOKS else USUAL


def kinds_of(rows: Sequence[SpcPointRow]) -> list[str]:
    """The kinds of point that occur, usual variation first."""
    present = {kind_of(row) for row in rows}
    return [kind for kind in LOOKS if kind in present]


def rebase_reasons(rows: Sequence[SpcPointRow], measure: Measure) -> list[str]:
    """Why the limits of each stretch but the first were recalculated: the plan's reason for a
    break or a baseline, that illustrative figures meet others, or ""."""
    planned: list[SeriesBreak | Baseline] = [*measure.breaks, *measure.baselines]
    reasons_of_stretches = []
    for before, after in zip(stretches := stretches_of(rows), stretches[1:], strict=False):
        reasons = [
            broken.reason
            for broken in planned
            if before[-1].period_start
            < pd.Timestamp(period_of_id(broken.period).start)
            <= after[0].period_start
        ]
        if not reasons and is_illustrative(before[-1]) != is_illustrative(after[0]):
            reasons = ["Illustrative and other figures are never held against each other."]
        reasons_of_stretches.append(reasons[-1] if reasons else "")
    return reasons_of_stretches
