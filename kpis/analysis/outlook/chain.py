"""Which of a measure's figures compare with the newest one, and so may speak for what comes.

The chain is followed back from the newest figure. It ends at a series break, at a gap, and where
illustrative figures meet published ones (a return may stand beside either). A single period that is
marked as not comparable is stepped over: the figures on both sides of it still compare.
"""

import math
from dataclasses import dataclass

from kpis.analysis.figures.like_for_like import breaks_between, marks_within, mixed
from kpis.analysis.outlook.known_figures import KnownFigures
from kpis.model import Measure, Provenance
from kpis.periods import ReportingPeriod


@dataclass(frozen=True, slots=True)
class Chain:
    """Comparable figures without a gap, oldest first; NaN where a period was stepped over."""

    periods: tuple[ReportingPeriod, ...] = ()
    figures: tuple[float, ...] = ()
    illustrative: bool = False

    @property
    def count(self) -> int:
        return sum(not math.isnan(figure) for figure in self.figures)


def chain(measure: Measure, figures: KnownFigures) -> Chain:
    """The chain that ends with the newest figure that compares with others."""
    usable = [
        period
        for period, figure in figures.items()
        if not math.isnan(figure.outturn) and not marks_within(measure, period)
    ]
    if not usable:
        return Chain()
    periods, kinds = [usable[-1]], {figures[usable[-1]].provenance}
    while (before := periods[-1].shift(-1)) in figures:
        if breaks_between(measure, before, periods[-1]):
            break
        if not marks_within(measure, before):
            earlier = figures[before]
            if math.isnan(earlier.outturn) or mixed(kinds | {earlier.provenance}):
                break
            kinds.add(earlier.provenance)
        periods.append(before)
    while marks_within(measure, periods[-1]):
        periods.pop()
    periods.reverse()
    chained = tuple(
        math.nan if marks_within(measure, period) else figures[period].outturn for period in periods
    )
    return Chain(tuple(periods), chained, Provenance.ILLUSTRATIVE.value in kinds)
