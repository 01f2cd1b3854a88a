"""The figures of one measure over time, for its trend chart and the table beside it.

A trend shows everything known, also before and after the plan's years: official statistics
reach further than any plan. Each figure of the council stands beside the aim it was held
against; other areas have figures only, for nobody set them a target. Groups and wards have no
trend here: what may be shown of them is in `breakdown.py`.

A period that was never returned is a row without a figure, so that a line drawn through the
rows breaks where there is a gap instead of bridging it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from kpis.analysis.figures.aims import IN_FORCE, NOTHING
from kpis.analysis.figures.columns import Columns, columns_from, columns_of, take
from kpis.analysis.figures.intervals import intervals_of
from kpis.analysis.figures.like_for_like import is_regular
from kpis.analysis.figures.measures import measure_index
from kpis.analysis.figures.rag import Against
from kpis.analysis.figures.references import references
from kpis.analysis.figures.rows import aims_of_rows, states_of_rows
from kpis.frames import FIGURE, OUTTURNS, SERIES
from kpis.model import COMPARABLE_UNITS, Basis, Measure, Plan
from kpis.periods import ReportingPeriod, period_of_id, through

_FROM_OUTTURNS = {name: kind for name, kind in SERIES.columns.items() if name in OUTTURNS.columns}


def series(
    plan: Plan, measure: Measure, outturns: pd.DataFrame, *, areas: Sequence[str] = ()
) -> pd.DataFrame:
    """SERIES of a whole measure: the plan's own area first, then `areas` in the order given.

    outturns: OUTTURNS. A monthly measure has its months, not its quarters. No rows when nothing
    was returned for it, as for a measure that has parts.
    """
    OUTTURNS.check(outturns)
    of_measure = outturns[
        (outturns["measure_id"] == measure.id)
        & (outturns["breakdown"] == "")
        & (outturns["category"] == "")
    ]
    return _series(plan, measure, of_measure, (plan.area, *areas))


def series_with_comparators(plan: Plan, measure: Measure, outturns: pd.DataFrame) -> pd.DataFrame:
    """SERIES of a measure with the plan's comparators, where their figures compare.

    Counts of other areas follow from their size, so only percentages, rates and averages per head
    are set beside the council's. No rows where the council itself has no figure.
    """
    areas = plan.comparators if measure.unit in COMPARABLE_UNITS else ()
    frame = series(plan, measure, outturns, areas=areas)
    return frame if (frame["area"] == plan.area).any() else frame.iloc[:0]


def _series(
    plan: Plan, measure: Measure, outturns: pd.DataFrame, areas: tuple[str, ...]
) -> pd.DataFrame:
    ranks = {area: rank for rank, area in enumerate(dict.fromkeys(areas))}
    against = references(plan, outturns)
    outturns = outturns[outturns["area"].isin(list(ranks))]
    rows = columns_of(outturns, _FROM_OUTTURNS) | {"returned": np.full(len(outturns), True)}
    rows = _with_gaps(measure, rows)
    area = np.array([ranks[name] for name in rows["area"]], dtype="int64")
    categories, category = np.unique(rows["category"].astype("str"), return_inverse=True)
    line = area * (len(categories) + 1) + category  # one line of a chart: a figure per period
    order = np.lexsort((rows["period_end"], rows["period_start"], line))
    rows, line = take(rows, order), line[order]
    periods = [period_of_id(period_id) for period_id in rows["period_id"]]
    rows["period_label"] = np.array([period.label for period in periods], dtype=object)
    rows["year"] = np.array([period.financial_year for period in periods], dtype=object)
    rows["year_to_date"] = np.full(len(line), measure.basis is Basis.YEAR_TO_DATE)
    rows |= _aims_and_states(plan, measure, rows, against)
    rows |= _intervals(plan, measure, rows)
    rows |= _breaks(measure, line, rows["period_start"])
    return SERIES.of(rows)


def _with_gaps(measure: Measure, rows: Columns) -> Columns:
    """The rows and one without a figure for each period missing between a line's ends."""
    lines: dict[tuple[str, ...], set[str]] = {}
    for *line, period_id in zip(
        rows["area"], rows["breakdown"], rows["category"], rows["period_id"], strict=True
    ):
        lines.setdefault(tuple(line), set()).add(period_id)
    gaps = [
        _gap(measure, period, *line)
        for line, present in lines.items()
        for period in _between_first_and_last(measure, map(period_of_id, present))
        if period.id not in present
    ]
    missing = columns_from(gaps, _FROM_OUTTURNS) | {"returned": np.full(len(gaps), False)}
    return {name: np.concatenate([rows[name], missing[name]]) for name in rows}


def _gap(
    measure: Measure, period: ReportingPeriod, area: str, breakdown: str, category: str
) -> dict[str, object]:
    return {name: np.nan if kind == FIGURE else "" for name, kind in _FROM_OUTTURNS.items()} | {
        "measure_id": measure.id,
        "period_id": period.id,
        "area": area,
        "breakdown": breakdown,
        "category": category,
        "frequency": period.frequency.value,
        "period_start": period.start,
        "period_end": period.end,
    }


def _between_first_and_last(
    measure: Measure, periods: Iterable[ReportingPeriod]
) -> Iterable[ReportingPeriod]:
    """Every period of the measure's own kind from the earliest to the latest of these.

    Periods of another kind, such as the pooled waves of an early survey, belong to no chain.
    """
    regular = [period for period in periods if is_regular(measure, period)]
    if not regular:
        return ()
    return through(min(regular), max(regular))


def _aims_and_states(
    plan: Plan, measure: Measure, rows: Columns, against: Against | None
) -> Columns:
    """The aims in force, the rule and limits that rate each row, and its state: for the plan's own
    whole figures only."""
    position = measure_index(plan).get_loc(measure.id)
    measures = np.full(len(rows["period_id"]), position)
    aims = aims_of_rows(plan, measures, rows["period_end"])
    own = (rows["area"] == plan.area) & (rows["breakdown"] == "") & (rows["category"] == "")
    states = states_of_rows(plan, rows | {"measure": measures}, against)
    rag = states.pop("rag")
    kinds = IN_FORCE | {name: SERIES.columns[name] for name in states}
    columns: Columns = {
        name: np.where(own, values, np.array(NOTHING[kinds[name]], dtype=values.dtype))
        for name, values in (aims | states).items()
        if name in SERIES.columns
    }
    return columns | {"rag": np.where(own & rows["returned"], rag, "")}


def _intervals(plan: Plan, measure: Measure, rows: Columns) -> Columns:
    """The interval of each figure. The usual sample, or number that a figure is of, is that of the
    council's whole figure only; another area's or a category's has to be returned with it."""
    whole = (rows["area"] == plan.area) & (rows["breakdown"] == "")
    asked = np.where(rows["denominator"] > 0, rows["denominator"], 0)
    of_others = asked if measure.sample_size else 0
    return intervals_of(
        measure,
        rows,
        np.where(whole, measure.sample_size, of_others),
        np.where(whole, measure.usual_denominator, 0),
        periods=rows["period_id"],
    )


def _breaks(measure: Measure, line: np.ndarray, starts: np.ndarray) -> Columns:
    """Where a line's figures stop being comparable: at the first row at or after each break."""
    reason = np.full(len(line), "", dtype=object)
    for broken in measure.breaks:
        begins = np.datetime64(period_of_id(broken.period).start)
        crossed = (line[1:] == line[:-1]) & (starts[:-1] < begins) & (starts[1:] >= begins)
        reason[1:][crossed] = broken.reason
    return {"break_before": reason != "", "break_reason": reason}
