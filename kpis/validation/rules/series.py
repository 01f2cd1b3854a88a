"""Rules that hold a figure against those before it; `outliers.py` has the arithmetic."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kpis.model import Unit
from kpis.validation.candidates import Candidates, Joined
from kpis.validation.issues.cross_row import FarFromSeries
from kpis.validation.issues.figure import PercentAsFraction, PercentIsFraction
from kpis.validation.outliers import Comparison, Figures, Nature, Series, compare
from kpis.validation.ratios import confirmed_by_ratio, may_be_fraction
from kpis.validation.return_table import Found
from kpis.validation.text_column import positions
from kpis.validation.values import plainly

SHOWN_BEFORE = 4
HUNDREDFOLD = 100.0


def figures_and_their_series(candidates: Candidates) -> Iterator[Found]:
    """A figure is like those before it, or somebody has looked at it twice.

    Where an outturn would fit with its decimal point moved, the issue says so. A percentage of at
    most 1 that would fit a hundredfold is a fraction, which is an error. Where fewer than four
    figures came before, a bare percentage below 1 is told of, unless numerator and denominator
    confirm it.

    What history brings is copied from its source, and rightly uneven: there only a slipped
    decimal point is told of, as a warning.
    """
    table, joined = candidates.table, candidates.joined
    asked = np.flatnonzero(candidates.accepted & table.outturn.given)
    known = _known(candidates)
    comparison = _compare(joined, asked, known)
    if table.is_history:
        yield from _far(joined, asked, known, comparison, ~np.isnan(comparison.slip))
        return
    fraction = may_be_fraction(table)[asked]
    typed_for_percent = fraction & comparison.far & (comparison.slip == HUNDREDFOLD)
    shown_by = {"evidence": "the figures before it", "may_be_right": True}
    for at in positions(typed_for_percent):
        yield _fraction(candidates, PercentIsFraction, asked[at], **shown_by)
    yield from _far(
        candidates.joined, asked, known, comparison, comparison.far & ~typed_for_percent
    )
    unsettled = asked[fraction & (table.outturn.figures[asked] < 1) & ~comparison.enough]
    for position in unsettled[~confirmed_by_ratio(table, unsettled)]:
        yield _fraction(candidates, PercentAsFraction, position)


def _known(candidates: Candidates) -> np.ndarray:
    """Positions of the figures to compare with, the one that counts first under each key.

    What is returned now counts before what is stored, and of several revisions in a file with
    history the last.
    """
    table = candidates.table
    own = np.flatnonzero(candidates.accepted & table.outturn.given)
    if table.is_history:
        returned = table.returned_on[own]
        latest_first = np.where(np.isnat(returned), np.datetime64("9999", "us"), returned)
        own = own[np.argsort(latest_first, kind="stable")[::-1]]
    outturn = candidates.joined.outturn
    stored = len(table) + np.flatnonzero(~np.isnan(outturn[len(table) :]))
    return np.concatenate([own, stored])


def _compare(joined: Joined, asked: np.ndarray, known: np.ndarray) -> Comparison:
    table = joined.table
    units = 10.0 ** -table.of_measure(lambda measure: float(measure.decimals), 0.0)
    nature = Nature(
        percent=table.of_measure(lambda m: m.unit is Unit.PERCENT, False)[asked],
        whole=joined.fact("counts", asked),
        unit=units[asked],
        typed=joined.outturn[asked],
    )
    return compare(_figures(joined, asked), _figures(joined, known), nature)


def _figures(joined: Joined, positions: np.ndarray) -> Figures:
    return Figures(
        series=joined.series[positions],
        month=joined.fact("month", positions),
        value=joined.outturn[positions] / joined.fact("elapsed", positions),
    )


def _far(
    joined: Joined,
    asked: np.ndarray,
    known: np.ndarray,
    comparison: Comparison,
    wanted: np.ndarray,
) -> Iterator[Found]:
    table, at = joined.table, np.flatnonzero(wanted)
    if not len(at):
        return
    before = Series(_figures(joined, known)).before(_figures(joined, asked[at]), SHOWN_BEFORE)
    for position, earlier, slip in zip(
        asked[at].tolist(),
        known[before][:, ::-1].tolist(),
        comparison.slip[at].tolist(),
        strict=True,
    ):
        measure = table.plan.measures[table.measure[position]]
        outturn = float(table.outturn.figures[position])
        yield table.issue(
            FarFromSeries,
            position,
            "outturn",
            outturn=outturn,
            unit=measure.unit,
            decimals=measure.decimals,
            earlier=tuple(
                (float(joined.outturn[each]), joined.period_at(each)) for each in earlier
            ),
            would_fit=outturn * slip,
        )


def _fraction(
    candidates: Candidates, kind: type[PercentAsFraction], position: int, **more: Any
) -> Found:
    value = candidates.table.outturn.figures[position]
    return candidates.table.issue(
        kind,
        position,
        "outturn",
        taken_as=f"{plainly(value)}%",
        instead=plainly(value * 100),
        **more,
    )
