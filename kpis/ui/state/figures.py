"""The figures that pages show: one state of plan and store on one day, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from kpis.frames import PerformanceRow
from kpis.model import Plan, Release
from kpis.periods import ReportingPeriod
from kpis.use_cases.figures_as_at import FiguresAsAt


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One state of plan and store on one day, and the frames that follow from it."""

    key: str  # of this state: plan, store, day, release and horizon
    state: FiguresAsAt  # what plan, outturns, release and as_at come from
    plan: Plan
    outturns: pd.DataFrame  # OUTTURNS
    activities: pd.DataFrame  # ACTIVITIES; of a release, as they stood when it was published
    performance: pd.DataFrame  # PERFORMANCE of all `quarters`
    rows: dict[str, tuple[PerformanceRow, ...]]  # the same as named tuples, by quarter id
    quarters: tuple[ReportingPeriod, ...]  # every quarter worked out, earliest first
    choices: tuple[ReportingPeriod, ...]  # those a reader can choose, latest first
    first: ReportingPeriod  # the one shown when none is asked for
    release: Release | None  # whose figures these are; None for the latest
    as_at: datetime  # the moment seen from: what is late or awaited follows from it
    is_full: bool = True  # whether there is a quarter of which most has come in
    # Where several plans are in force one after the other the figures by each; else ().
    of_plans: "tuple[Figures, ...]" = ()

    def until(self, quarter: ReportingPeriod, count: int) -> tuple[ReportingPeriod, ...]:
        """The last `count` quarters up to this one, earliest first; fewer at the beginning."""
        position = self.quarters.index(quarter)
        return self.quarters[max(0, position + 1 - count) : position + 1]
