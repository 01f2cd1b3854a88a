"""What shows along a line of figures: gaps, figures that repeat, sudden changes.

A sudden change is judged against the series' own changes, because what is sudden for one measure
is usual for another. The rule is the modified z-score of `kpis.statistics`, taken of the changes.
A series whose changes are mostly nil would have a spread of nil and any change would be sudden, so
the spread is at least one unit of the last published decimal.

A figure that jumps and then falls back is one finding, for it is one figure that stands out.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.figures.like_for_like import pairs_mixed
from kpis.analysis.figures.measures import measure_columns
from kpis.analysis.quality.finding import finding, named, written
from kpis.analysis.quality.kinds import GAP, JUMP, REPEAT
from kpis.analysis.quality.own_lines import before, follows
from kpis.model import Measure, Plan, Provenance, Unit
from kpis.periods import ReportingPeriod, month_number, period_of_id, reporting_quarter, through
from kpis.plan.calendar import is_collected, suspension_in
from kpis.rounding import round_half_up
from kpis.statistics import FAR, centre_and_scale_of_groups, is_far
from kpis.words.figures import difference

FEWEST_CHANGES = 8
REPEATED_AT_LEAST = 4  # periods
DIGITS_THAT_DO_NOT_REPEAT = 100  # a figure of three digits or more, as shown

Rows = Iterator[dict[str, Any]]


def gaps(plan: Plan, lines: Columns) -> Rows:
    """One finding for each run of periods that lie between two returned ones."""
    since = np.diff(lines["start"], prepend=0)
    for row in np.flatnonzero(follows(lines) & (since > lines["step"])):
        measure = plan.measures[lines["measure"][row]]
        earlier, later = (period_of_id(lines["period_id"][at]) for at in (row - 1, row))
        missing = _collected_between(measure, earlier, later)
        if not missing:
            continue
        ends = [
            f"{written(measure, lines['outturn'][at], lines['marker'][at])} in {period.label}"
            for at, period in ((row - 1, earlier), (row, later))
        ]
        yield finding(
            GAP,
            measure,
            missing[0],
            f"Nothing was returned for {named(missing)}, between {ends[0]} and {ends[1]}.",
            illustrative=_illustrative(lines, row) and _illustrative(lines, row - 1),
        )


def repeats(plan: Plan, lines: Columns) -> Rows:
    """One finding for each run of periods that show the same figure."""
    table = take(measure_columns(plan), lines["measure"])
    shown = round_half_up(lines["outturn"], table["decimals"])
    next_to = follows(lines) & (np.diff(lines["start"], prepend=0) == lines["step"])
    same = next_to & (shown == np.roll(shown, 1))
    firsts = np.flatnonzero(~same)
    lengths = np.diff(np.append(firsts, len(shown)))
    digits = np.rint(np.abs(shown) * 10.0 ** table["decimals"])
    full = (table["unit"] == Unit.PERCENT.value) & (shown == 100)
    telling = (digits >= DIGITS_THAT_DO_NOT_REPEAT) & ~full
    for first, length in zip(firsts, lengths, strict=True):
        if length < REPEATED_AT_LEAST or not telling[first]:
            continue
        measure = plan.measures[lines["measure"][first]]
        run = range(first, first + length)
        start, end = (period_of_id(lines["period_id"][at]) for at in (run[0], run[-1]))
        yield finding(
            REPEAT,
            measure,
            start,
            f"{written(measure, lines['outturn'][first])} was returned {length} times in a row, "
            f"from {start.label} to {end.label}.",
            illustrative=all(_illustrative(lines, at) for at in run),
        )


def sudden_changes(plan: Plan, lines: Columns) -> Rows:
    """One finding for each figure that came by a sudden change."""
    change = changes(plan, lines)
    flagged, median, spread = sudden(plan, lines, change)
    earlier = before(lines, lines["back"])
    later = before(lines, -lines["back"])
    came_back = flagged & (later >= 0) & flagged[later] & (change[later] * change < 0)
    to_report = flagged & ~((earlier >= 0) & came_back[earlier])
    for row in np.flatnonzero(to_report):
        measure = plan.measures[lines["measure"][row]]
        period, since = (period_of_id(lines["period_id"][at]) for at in (row, earlier[row]))
        usual = (median[row] - FAR * spread[row], median[row] + FAR * spread[row])
        low, high = (difference(bound, measure.unit, measure.decimals) for bound in usual)
        by = difference(change[row], measure.unit, measure.decimals)
        back = ""
        if came_back[row]:
            after = period_of_id(lines["period_id"][later[row]])
            back = f", and back to {written(measure, lines['outturn'][later[row]])} in "
            back += after.label
        yield finding(
            JUMP,
            measure,
            period,
            f"{written(measure, lines['outturn'][earlier[row]])} in {since.label} became "
            f"{written(measure, lines['outturn'][row])} in {period.label} ({by}){back}. "
            f"Its changes usually lie between {low} and {high}.",
            illustrative=_illustrative(lines, row),
        )


def changes(plan: Plan, lines: Columns) -> np.ndarray:
    """By how much each figure differs from the one it is compared with, in the measure's unit.

    NaN where there is none, where either is no figure, where a break or a period marked not
    comparable lies between them, and between a published and an illustrative figure.
    """
    earlier = before(lines, lines["back"])
    has_earlier = earlier >= 0
    change = np.where(has_earlier, lines["outturn"] - lines["outturn"][earlier], np.nan)
    mixed = pairs_mixed(lines["provenance"], lines["provenance"][earlier])
    return np.where(mixed | _broken(plan, lines, earlier), np.nan, change)


def sudden(
    plan: Plan, lines: Columns, change: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which changes are sudden, and the median and the spread each was held against."""
    measure = lines["measure"]
    count = pd.Series(change).groupby(measure).transform("count").to_numpy()
    median, scale = centre_and_scale_of_groups(change, measure)
    unit = 10.0 ** -measure_columns(plan)["decimals"][measure].astype("float64")
    spread = np.fmax(scale, unit)
    return (count >= FEWEST_CHANGES) & is_far(change, median, spread), median, spread


def _broken(plan: Plan, lines: Columns, earlier: np.ndarray) -> np.ndarray:
    """Where a break lies between a figure and the one it is compared with, or either is marked."""
    broken = np.zeros(len(lines["start"]), dtype=bool)
    ends = lines["start"] + lines["months"]
    for position, measure in enumerate(plan.measures):
        for series_break in measure.breaks:
            begins = month_number(period_of_id(series_break.period).start)
            crossed = (lines["start"][earlier] < begins) & (begins < ends)
            broken |= (lines["measure"] == position) & crossed
        for mark in measure.not_comparable:
            marked = lines["period_id"] == mark.period
            broken |= (lines["measure"] == position) & (marked | marked[earlier])
    return broken


def _collected_between(
    measure: Measure, earlier: ReportingPeriod, later: ReportingPeriod
) -> list[ReportingPeriod]:
    """The periods between two in which the measure was collected."""
    return [
        period
        for period in through(earlier.shift(1), later.shift(-1))
        if is_collected(measure, reported := reporting_quarter(period, measure.arrears))
        and suspension_in(measure, reported) is None
    ]


def _illustrative(lines: Columns, row: Any) -> bool:
    return bool(lines["provenance"][row] == Provenance.ILLUSTRATIVE.value)
