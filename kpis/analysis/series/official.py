"""The official figures that are held of a measure: of the council's area, and beside it.

Only published figures are among them, never one that a service returned or that is made up. So
they may reach further back, or less far, than the measure's own series.
"""

from dataclasses import dataclass

import pandas as pd

from kpis.analysis.series.measure_series import series
from kpis.frames import SERIES, SeriesRow
from kpis.model import COMPARABLE_UNITS, Measure, Plan, Provenance


@dataclass(frozen=True, slots=True)
class OfficialFigures:
    """own: rows of SERIES of the plan's own area with a figure, oldest first, at least one.

    compared: for each comparator that has one, its figure of the same period as the latest of the
    own area, else its latest before that. None for counts, which follow from an area's size.
    """

    measure: Measure
    own: tuple[SeriesRow, ...]
    compared: tuple[SeriesRow, ...]

    @property
    def latest(self) -> SeriesRow:
        return self.own[-1]


def official_figures(
    plan: Plan, measure: Measure, outturns: pd.DataFrame
) -> OfficialFigures | None:
    """What is published of a measure; None where nothing is of the plan's own area.

    outturns: OUTTURNS, of other measures too.
    """
    published = outturns[
        (outturns["measure_id"] == measure.id)
        & (outturns["provenance"] == Provenance.PUBLISHED.value)
    ]
    areas = plan.comparators if measure.unit in COMPARABLE_UNITS else ()
    known = [
        row
        for row in SERIES.rows(series(plan, measure, published, areas=areas))
        if row.outturn == row.outturn
    ]
    own = tuple(row for row in known if row.area == plan.area)
    if not own:
        return None
    compared = []
    for area in areas:
        rows = [row for row in known if row.area == area and row.period_end <= own[-1].period_end]
        if rows:
            compared.append(rows[-1])
    return OfficialFigures(measure, own, tuple(compared))
