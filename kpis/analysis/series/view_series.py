"""A view of a measure as a SERIES, so that whatever draws or tells a trend takes it as it is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kpis.analysis.figures.intervals import intervals_of
from kpis.analysis.figures.rows import aims_of_rows
from kpis.analysis.series.views import View
from kpis.frames import FIGURE, SERIES, TEXT, VIEWS
from kpis.model import Basis, Measure, Plan
from kpis.periods import ReportingPeriod, period_of_id

_AIMS = ("target", "minimum_expectation", "target_upper", "minimum_expectation_upper")


def view_series(plan: Plan, measure: Measure, views: pd.DataFrame, view: View) -> pd.DataFrame:
    """SERIES of one view. views: VIEWS of the measure. No rows when it cannot be had.

    A window stands at the last of its periods, a year over itself, and is called what it covers.
    The commentary of a window without a figure is why it has none. Only the year's total of a
    year-to-date measure has aims: those of single periods are not those of several together.
    """
    VIEWS.check(views)
    windows = views[(views["view"] == view) & (views["period_id"] != "")].reset_index(drop=True)
    periods = [period_of_id(period_id) for period_id in windows["period_id"]]
    blank = {FIGURE: np.nan, TEXT: ""}
    rows = pd.DataFrame(
        {name: blank.get(kind, False) for name, kind in SERIES.columns.items()},
        index=windows.index,
    ).assign(
        measure_id=measure.id,
        area=plan.area,
        period_id=windows["period_id"],
        period_label=windows["period_label"],
        frequency=[period.frequency.value for period in periods],
        period_start=pd.to_datetime([period.start for period in periods]),
        period_end=pd.to_datetime([period.end for period in periods]),
        year=[period.financial_year for period in periods],
        year_to_date=view is View.YEAR_TO_DATE,
        returned=windows["outturn"].notna(),
        commentary=windows["reason"],
        **{
            name: windows[name]
            for name in ("outturn", "numerator", "denominator", "marker", "provenance")
        },
        **_breaks(measure, periods),
    )
    if view is View.ANNUAL and measure.basis is Basis.YEAR_TO_DATE:
        position = plan.measures.index(measure)
        aims = aims_of_rows(
            plan, np.full(len(rows), position), rows["period_end"].to_numpy("datetime64[us]")
        )
        rows = rows.assign(**{name: aims[name] for name in (*_AIMS, "target_illustrative")})
    return SERIES.conform(rows.assign(**_intervals(measure, rows)))


def _intervals(measure: Measure, rows: pd.DataFrame) -> dict[str, np.ndarray]:
    figures = {
        name: rows[name].to_numpy("float64") for name in ("outturn", "numerator", "denominator")
    }
    intervals = intervals_of(
        measure,
        figures,
        np.full(len(rows), measure.sample_size),
        periods=rows["period_id"].tolist(),
    )
    return {name: values for name, values in intervals.items() if name in SERIES.columns}


def _breaks(
    measure: Measure, periods: Sequence[ReportingPeriod]
) -> dict[str, list[bool] | list[str]]:
    """Marked at the first window that ends after each break."""
    reasons = [""] * len(periods)
    starts = [period.start for period in periods]
    for broken in measure.breaks:
        at = period_of_id(broken.period)
        crossed = [
            place
            for place in range(1, len(starts))
            if starts[place - 1] < at.start <= starts[place]
        ]
        for place in crossed:
            reasons[place] = f"From {at.label}: {broken.reason}"
    return {"break_before": [bool(reason) for reason in reasons], "break_reason": list(reasons)}
