"""Rules that hold a figure against those before it; `outliers.py` has the arithmetic."""

from collections.abc import Iterator

import numpy as np

from kpis.model import Unit
from kpis.validation.candidates import Candidates, Joined
from kpis.validation.issues.cross_row import FarFromSeries
from kpis.validation.issues.figure import PercentIsFraction
from kpis.validation.outliers import Comparison, Figures, Nature, Series, compare
from kpis.validation.ratios import may_be_fraction
from kpis.validation.return_table import RowIssue
from kpis.validation.rules.shown import fractions_or_percentages, may_be_fractions
from kpis.validation.text_column import positions
from kpis.validation.values import plainly

SHOWN_BEFORE = 4
HUNDREDFOLD = 100.0


def figures_and_their_series(candidates: Candidates) -> Iterator[RowIssue]:
    """A figure is like those before it, or somebody has looked at it twice.

    Where an outturn would fit with its decimal point moved, the issue says so. A percentage of at
    most 1 that would fit a hundredfold is a fraction, which is an error. Where fewer than four
    figures came before, a bare percentage that may be a fraction is a question: see
    `fractions_or_percentages`.

    What history brings is copied from its source, and rightly uneven: there only a slipped
    decimal point is reported, as a warning.
    """
    table, joined = candidates.table, candidates.joined
    judged = np.flatnonzero(candidates.accepted & table.outturn.has_figure)
    known_rows = _known_figures(candidates)
    comparison = _compare(joined, judged, known_rows)
    if table.is_history:
        yield from _far(joined, judged, known_rows, comparison, ~np.isnan(comparison.slip))
        return
    fits_hundredfold = comparison.far & (comparison.slip == HUNDREDFOLD)
    typed_for_percent = may_be_fraction(table)[judged] & fits_hundredfold
    for at in positions(typed_for_percent):
        yield _fraction(candidates, judged[at])
    unsettled = ~comparison.enough | (comparison.far & ~typed_for_percent)
    asked = may_be_fractions(table, judged[unsettled], judged[fits_hundredfold])
    named = typed_for_percent | np.isin(judged, asked)
    yield from _far(candidates.joined, judged, known_rows, comparison, comparison.far & ~named)
    yield from fractions_or_percentages(table, asked)


def _known_figures(candidates: Candidates) -> np.ndarray:
    """Positions of the figures to compare with, the one that counts first under each key.

    What is returned now counts before what is stored, and of several revisions in a file with
    history the last.
    """
    table = candidates.table
    own = np.flatnonzero(candidates.accepted & table.outturn.has_figure)
    if table.is_history:
        returned = table.returned_on[own]
        latest_first = np.where(np.isnat(returned), np.datetime64("9999", "us"), returned)
        own = own[np.argsort(latest_first, kind="stable")[::-1]]
    outturn = candidates.joined.outturn
    stored = len(table) + np.flatnonzero(~np.isnan(outturn[len(table) :]))
    return np.concatenate([own, stored])


def _compare(joined: Joined, judged: np.ndarray, known_rows: np.ndarray) -> Comparison:
    table = joined.table
    units = 10.0 ** -table.of_measure(lambda measure: float(measure.decimals), 0.0)
    nature = Nature(
        percent=table.of_measure(lambda m: m.unit is Unit.PERCENT, False)[judged],
        whole=joined.fact("counts", judged),
        unit=units[judged],
        typed=joined.outturn[judged],
    )
    return compare(_figures(joined, judged), _figures(joined, known_rows), nature)


def _figures(joined: Joined, positions: np.ndarray) -> Figures:
    return Figures(
        series=joined.series[positions],
        month=joined.fact("month", positions),
        value=joined.outturn[positions] / joined.fact("elapsed", positions),
    )


def _far(
    joined: Joined,
    judged: np.ndarray,
    known_rows: np.ndarray,
    comparison: Comparison,
    is_far: np.ndarray,
) -> Iterator[RowIssue]:
    table, at = joined.table, np.flatnonzero(is_far)
    if not len(at):
        return
    by_group = table.filled("breakdown")
    before = Series(_figures(joined, known_rows)).before(_figures(joined, judged[at]), SHOWN_BEFORE)
    for position, earlier, slip in zip(
        judged[at].tolist(),
        known_rows[before][:, ::-1].tolist(),
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
            # Those of a group may be small counts, and a page says this to whoever has the file.
            earlier=()
            if by_group[position]
            else tuple((float(joined.outturn[each]), joined.period_at(each)) for each in earlier),
            would_fit=outturn * slip,
        )


def _fraction(candidates: Candidates, position: int) -> RowIssue:
    value = candidates.table.outturn.figures[position]
    return candidates.table.issue(
        PercentIsFraction,
        position,
        "outturn",
        taken_as=f"{plainly(value)}%",
        instead=plainly(value * 100),
        evidence="the figures before it",
        may_be_right=True,
    )
