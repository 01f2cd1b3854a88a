"""Which of a measure's figures compare with the newest one, and so may speak for what comes.

The chain is followed back from the newest figure. It ends at a series break, at a gap, and where
made-up figures meet published ones (a return may stand beside either). A single period that is
marked as not comparable is stepped over: the figures on both sides of it still compare.
"""

import math
from dataclasses import dataclass

from kpis.analysis.outlook.known import Known
from kpis.model import Measure, Provenance
from kpis.periods import ReportingPeriod, period_of_id


@dataclass(frozen=True, slots=True)
class Chain:
    """Comparable figures without a gap, oldest first; NaN where a period was stepped over."""

    periods: tuple[ReportingPeriod, ...] = ()
    figures: tuple[float, ...] = ()
    illustrative: bool = False

    @property
    def count(self) -> int:
        return sum(not math.isnan(figure) for figure in self.figures)


def chain(measure: Measure, known: Known) -> Chain:
    """The chain that ends with the newest figure that compares with others."""
    usable = [
        period
        for period, figure in known.items()
        if not math.isnan(figure.outturn) and not marked_not_comparable(measure, period)
    ]
    if not usable:
        return Chain()
    periods, kinds = [usable[-1]], {known[usable[-1]].provenance}
    while (before := periods[-1].shift(-1)) in known:
        if broken_between(measure, before, periods[-1]):
            break
        if not marked_not_comparable(measure, before):
            found = known[before]
            if math.isnan(found.outturn) or mixed(kinds | {found.provenance}):
                break
            kinds.add(found.provenance)
        periods.append(before)
    while marked_not_comparable(measure, periods[-1]):
        periods.pop()
    periods.reverse()
    figures = tuple(
        math.nan if marked_not_comparable(measure, period) else known[period].outturn
        for period in periods
    )
    return Chain(tuple(periods), figures, Provenance.ILLUSTRATIVE.value in kinds)


def mixed(kinds: set[str]) -> bool:
    return {Provenance.PUBLISHED.value, Provenance.ILLUSTRATIVE.value} <= kinds


def broken_between(measure: Measure, before: ReportingPeriod, period: ReportingPeriod) -> str:
    """The reason of a series break that keeps two periods from being compared, or ""."""
    return next(
        (
            broken.reason
            for broken in measure.breaks
            if before.start < period_of_id(broken.period).start <= period.end
        ),
        "",
    )


def marked_not_comparable(measure: Measure, period: ReportingPeriod) -> bool:
    """Whether a period, a part of it, or the whole it is part of is marked so."""
    return any(
        marked.start <= period.end and period.start <= marked.end
        for marked in (period_of_id(found.period) for found in measure.not_comparable)
    )
