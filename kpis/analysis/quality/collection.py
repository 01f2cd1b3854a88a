"""What did not come, came late, or came without what belongs to it.

A missing return is reported once, as what it is: the latest one is overdue; two or more in a
row and the measure has gone quiet; one that later ones followed is a gap (`sudden_changes.py`).
Returns are due in the plan's years only, and nothing is missing that is suspended or official.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns
from kpis.analysis.figures.rows import is_own_whole
from kpis.analysis.quality.finding import finding, written
from kpis.analysis.quality.kinds import (
    CAME_LATE,
    OVERDUE,
    PROVISIONAL,
    REVIEW,
    STALE,
    UNEXPLAINED,
)
from kpis.analysis.report.first_quarter import quarters_of_plan
from kpis.analysis.report.performance import performance
from kpis.analysis.report.progress import returns_due
from kpis.frames import OUTTURNS, PERFORMANCE, PerformanceRow
from kpis.model import Marker, Measure, Plan, Provenance, RagRule, RagStatus, ReturnState
from kpis.periods import period_of_id, reporting_quarter
from kpis.plan.calendar import dates_of
from kpis.words.days import day_in_words, how_long
from kpis.words.ratings import held_against

Rows = Iterator[dict[str, Any]]


def missing_and_late(plan: Plan, outturns: pd.DataFrame, lines: Columns, as_at: datetime) -> Rows:
    """Measures gone quiet, returns overdue, and returns that came late.

    lines: as `own_lines.own_lines` gives them, for the figure last returned.
    """
    due = returns_due(plan, outturns, quarters_of_plan(plan), as_at)
    order = np.lexsort((due["quarter"], due["measure"]))
    late = due["state"][order] == ReturnState.LATE.value
    # Not yet due is neither come nor missing, so it does not end a run of missing returns.
    settled = order[due["state"][order] != ReturnState.AWAITED.value]
    missing = late[due["state"][order] != ReturnState.AWAITED.value]
    measures = due["measure"][settled]
    for position in np.unique(measures):
        of_measure = measures == position
        run = _trailing(missing[of_measure])
        if run:
            rows = settled[of_measure][-run:]
            yield _not_come(plan.measures[position], lines, position, due, rows)
    came = ~late & (due["days_late"][order] > 0)
    for row in order[came]:
        yield _came_late(plan.measures[due["measure"][row]], due, row)


def provisional(plan: Plan, outturns: pd.DataFrame, as_at: datetime) -> Rows:
    """Figures still marked [p] although their quarter has been published."""
    marked = outturns[
        is_own_whole(plan, outturns) & (outturns["marker"] == Marker.PROVISIONAL.value)
    ]
    for row in OUTTURNS.rows(marked):
        measure = plan.measures_by_id.get(row.measure_id)
        if measure is None:
            continue
        period = period_of_id(row.period_id)
        quarter = reporting_quarter(period, measure.arrears)
        published = dates_of(plan, quarter).published
        if published >= as_at.date():
            continue
        yield finding(
            PROVISIONAL,
            measure,
            period,
            f"{written(measure, row.outturn, row.marker)} for {period.label} is still "
            f"provisional; {quarter.label} was published on {day_in_words(published)}.",
            illustrative=row.provenance == Provenance.ILLUSTRATIVE.value,
        )


def unexplained(plan: Plan, outturns: pd.DataFrame, as_at: datetime) -> Rows:
    """Red figures in the reports of the plan's quarters that came without a word."""
    report = performance(plan, outturns, quarters_of_plan(plan), as_at)
    red = report[(report["rag"] == RagStatus.RED.value) & (report["commentary"] == "")]
    for row in PERFORMANCE.rows(red):
        measure = plan.measures_by_id[row.measure_id]
        yield finding(
            UNEXPLAINED,
            measure,
            period_of_id(row.period_id),
            f"{written(measure, row.outturn, row.marker)} for {row.period_label} is red against "
            f"{_asked(measure, row)}, and no commentary was returned.",
            illustrative=row.provenance == Provenance.ILLUSTRATIVE.value,
        )


def reviews(plan: Plan, as_at: datetime) -> Rows:
    """Measures whose next review was due before today."""
    for measure in plan.measures:
        due = measure.next_review
        if measure.part_of or due is None or due >= as_at.date():
            continue
        before = measure.reviewed_on
        last = f"; it was last reviewed on {day_in_words(before)}" if before else ""
        sentence = f"The definition was to be reviewed by {day_in_words(due)}{last}."
        yield finding(REVIEW, measure, None, sentence)


def _asked(measure: Measure, row: PerformanceRow) -> str:
    """What a red figure was held against: "a minimum expectation of 70%", "55% in England"."""
    if row.rule == RagRule.RANK and (held := held_against(row, row)):
        return f"what its rule asks ({held})"
    if held := held_against(row, row):
        return held
    for name in ("minimum_expectation", "target"):
        bounds = [written(measure, getattr(row, f"{name}{end}")) for end in ("", "_upper")]
        if any(bounds):
            return f"a {name.replace('_', ' ')} of {' to '.join(filter(None, bounds))}"
    return "its target"


def _trailing(missing: np.ndarray) -> int:
    """How many elements at the end are True."""
    others = np.flatnonzero(~missing)
    return len(missing) - (int(others[-1]) + 1 if len(others) else 0)


def _not_come(
    measure: Measure, lines: Columns, position: int, due: Columns, rows: np.ndarray
) -> dict[str, Any]:
    first, last = rows[0], rows[-1]
    period = period_of_id(due["period_id"][first])
    day = day_in_words(due["due_on"][last].astype("datetime64[D]").item())
    if len(rows) == 1:
        late = how_long(int(due["days_late"][last]))
        return finding(
            OVERDUE, measure, period, f"{period.label} was due on {day} and is {late} late."
        )
    returned = np.flatnonzero((lines["measure"] == position) & ~np.isnan(lines["outturn"]))
    run = f"{len(rows)} returns are missing, the last due on {day}."
    if not len(returned):
        return finding(STALE, measure, period, f"Nothing was ever returned: {run}")
    at = returned[-1]
    figure = written(measure, lines["outturn"][at], lines["marker"][at])
    since = period_of_id(lines["period_id"][at]).label
    return finding(
        STALE,
        measure,
        period,
        f"Nothing since {figure} for {since}: {run}",
        illustrative=lines["provenance"][at] == Provenance.ILLUSTRATIVE.value,
    )


def _came_late(measure: Measure, due: Columns, row: int) -> dict[str, Any]:
    period = period_of_id(due["period_id"][row])
    came, asked = (
        due[name][row].astype("datetime64[D]").item() for name in ("returned_on", "due_on")
    )
    return finding(
        CAME_LATE,
        measure,
        period,
        f"{period.label} was due on {day_in_words(asked)} and came on {day_in_words(came)}, "
        f"{how_long(int(due['days_late'][row]))} late.",
        illustrative=due["provenance"][row] == Provenance.ILLUSTRATIVE.value,
    )
