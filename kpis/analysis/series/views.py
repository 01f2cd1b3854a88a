"""The year so far, the last 12 months and the whole year of a measure, from its own periods.

A board that sees quarters asks "and over the year?". The answer must be the one that the same
cases give when they are counted together, so nothing is averaged: counts and amounts are summed,
a share is the sum of its numerators over the sum of its denominators, and an average a day counts
for as many days as its period has. Whether the cases of several periods are different ones, the
plan says (`adds_up`); of a state at the quarter's end, or of 12 months already, there is no such
figure and the reason is given.

Totals for the year to date hold their year in themselves. The 12 months up to Q2 are then this
year's total, and last year's whole less its total at Q2.

A window has a figure when each period it needs has one, when no break of the series lies in it,
none of them is marked as not comparable, published figures are not mixed with illustrative ones,
and no total to date that is taken off is larger than the one it is taken off.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import isnan, nan
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.figures.averages import weighted_mean, weights
from kpis.analysis.figures.like_for_like import breaks_between, marks_within, mixed
from kpis.analysis.figures.rollup import WEAKEST_FIRST
from kpis.analysis.figures.rows import is_own_whole
from kpis.analysis.figures.states import as_sentence
from kpis.frames import OUTTURNS, VIEWS, OutturnRow
from kpis.model import Basis, Frequency, Marker, Measure, Plan, Unit
from kpis.periods import (
    MONTHS_IN,
    MONTHS_IN_A_YEAR,
    ReportingPeriod,
    financial_year,
    period_containing,
    period_of_id,
    span,
    through,
)
from kpis.plan.adding_rules import ADDED, AMOUNTS


class View(StrEnum):
    YEAR_TO_DATE = "year_to_date"
    ROLLING_12_MONTHS = "rolling_12_months"
    ANNUAL = "annual"


Needed = Sequence[tuple[ReportingPeriod, int]]  # periods and what each counts for: 1 or −1
# Which totals to date only grow within their year; money may be paid back.
_NEVER_FALLS = {
    Unit.COUNT: ("outturn",),
    Unit.TONNES: ("outturn",),
    Unit.PERCENT: ("numerator", "denominator"),
}


def views(plan: Plan, outturns: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """VIEWS of one measure of the plan's own area.

    outturns: OUTTURNS. A view's windows run from the first that has a figure to the latest
    returned period; those in between without one have their reason.
    """
    OUTTURNS.check(outturns)
    rows = outturns[is_own_whole(plan, outturns) & (outturns["measure_id"] == measure.id)]
    rows = rows[rows["frequency"] == measure.frequency.value]
    returned = {period_of_id(row.period_id): row for row in OUTTURNS.rows(rows)}
    window_rows: list[dict[str, Any]] = []
    for view in View:
        reason = why_no_view(plan, measure, view)
        if not reason and not returned:
            reason = "No figures have been returned yet."
        windows = [] if reason else _windows(measure, view, returned)
        if not reason and not windows:
            reason = "No window is complete yet: a period is missing in each."
        window_rows += windows or [_row(measure, view, None, reason, {})]
    return VIEWS.conform(pd.DataFrame(window_rows, columns=list(VIEWS.columns)))


def why_no_view(plan: Plan, measure: Measure, view: View) -> str:
    """Why a measure cannot have a view, a sentence; "" when it can."""
    to_date = measure.basis is Basis.YEAR_TO_DATE
    if measure.id in plan.parts_of:
        return "It has no figures of its own: see its parts."
    if measure.frequency not in ADDED:
        return "Its figures are not returned more than once a year."
    if to_date and view is View.YEAR_TO_DATE:
        return "Its figures are for the year to date as they are returned."
    if to_date and view is View.ANNUAL:
        return ""
    if measure.rolling_months:
        return f"Each figure covers {measure.rolling_months} months already."
    if not measure.adds_up:
        return "Its figures do not add up over several periods: each stands for itself."
    return ""


def _windows(
    measure: Measure, view: View, returned: Mapping[ReportingPeriod, OutturnRow]
) -> list[dict[str, Any]]:
    chain = list(through(min(returned), max(returned)))
    windows: list[dict[str, Any]] = []
    for place, period in enumerate(chain):
        window = _window(period, view)
        if window is None:
            continue
        reason, figure = _figure(measure, _needed(measure, window, chain[: place + 1]), returned)
        if windows or not reason:
            named = {"period_id": (window if view is View.ANNUAL else period).id}
            windows.append(_row(measure, view, window, reason, named | figure))
    return windows


def _window(last: ReportingPeriod, view: View) -> ReportingPeriod | None:
    """The window of a view that ends with a period; None when none does."""
    year = period_containing(last.end, Frequency.YEAR)
    match view:
        case View.ANNUAL:
            return year if last.end == year.end else None
        case View.YEAR_TO_DATE:
            months = last.months_into_year
            kind = Frequency.MONTH if months == 1 else Frequency.SURVEY_WAVE
            return span(kind, year.start, months)
        case _:
            first = last.shift(1 - MONTHS_IN_A_YEAR // last.months)
            return span(Frequency.SURVEY_WAVE, first.start, MONTHS_IN_A_YEAR)


def _figure(
    measure: Measure, needed: Needed, returned: Mapping[ReportingPeriod, OutturnRow]
) -> tuple[str, dict[str, Any]]:
    """Why a window has no figure, or "" and its figure with marker and provenance."""
    reason = _why_none(measure, needed, returned)
    if reason:
        return reason, {}
    rows = [(returned[period], weight) for period, weight in needed]
    if reason := _why_contradictory(measure, rows):
        return reason, {}
    numerator, denominator = (
        sum(getattr(row, name) * weight for row, weight in rows)
        for name in ("numerator", "denominator")
    )
    if measure.unit is Unit.PERCENT:
        if isnan(numerator) or isnan(denominator):
            return "Numerators and denominators are not known for every period.", {}
        if denominator <= 0:
            return "There was no case in the window.", {}
        outturn = 100 * numerator / denominator
    elif measure.unit in AMOUNTS:
        outturn = sum(row.outturn * weight for row, weight in rows)
        numerator = denominator = nan
    else:
        figures = np.array([row.outturn for row, _ in rows])
        outturn = float(weighted_mean(figures, weights(measure, [period for period, _ in needed])))
        numerator = denominator = nan
    return "", {
        "outturn": outturn,
        "numerator": numerator,
        "denominator": denominator,
        "marker": _marker([row.marker for row, _ in rows]),
        "provenance": next(
            kind.value for kind in WEAKEST_FIRST if kind in {row.provenance for row, _ in rows}
        ),
    }


def _why_contradictory(measure: Measure, rows: Sequence[tuple[OutturnRow, int]]) -> str:
    """Why what came on after the total that is taken off is no number of cases; "" when it is."""
    if all(weight > 0 for _, weight in rows):
        return ""
    earlier, later = rows[0][0], rows[1][0]
    if not any(getattr(later, n) < getattr(earlier, n) for n in _NEVER_FALLS.get(measure.unit, ())):
        return ""
    labels = (period_of_id(row.period_id).label for row in (earlier, later))
    return f"The total to date fell from {' to '.join(labels)}, so one of the two is wrong."


def _needed(measure: Measure, window: ReportingPeriod, until: Sequence[ReportingPeriod]) -> Needed:
    """The periods whose figures make that of the window, and with which sign; none too early.

    until: every period from the first returned to the one the window ends with.
    """
    last = until[-1]
    if measure.basis is not Basis.YEAR_TO_DATE:
        count = window.months // MONTHS_IN[measure.frequency]
        return [(period, 1) for period in until[-count:]] if len(until) >= count else []
    begins = period_containing(last.end, Frequency.YEAR).start
    if window.start == begins:
        return [(last, 1)]
    end_of_last_year = last
    while end_of_last_year.end >= begins:
        end_of_last_year = end_of_last_year.shift(-1)
    return [(last.year_before(), -1), (end_of_last_year, 1), (last, 1)]


def _why_none(
    measure: Measure, needed: Needed, returned: Mapping[ReportingPeriod, OutturnRow]
) -> str:
    if not needed:
        return "It begins before the first figure."
    for period, _ in needed:
        row = returned.get(period)
        if row is None:
            return f"Nothing was returned for {period.label}."
        if isnan(row.outturn):
            kind = "withheld" if Marker.CONFIDENTIAL.value in row.marker else "not available"
            return f"The figure for {period.label} is {kind}."
    periods = [period for period, _ in needed]
    if breaks := breaks_between(measure, _begins(measure, periods[0]), periods[-1]):
        at = period_of_id(breaks[0].period)
        return f"The series breaks with {at.label}: {as_sentence(breaks[0].reason)}"
    if marks := marks_within(measure, *periods):
        apart = period_of_id(marks[0].period)
        return f"{apart.label} is not comparable: {as_sentence(marks[0].reason)}"
    if mixed({returned[period].provenance for period in periods}):
        return "Some of its figures are published, others illustrative."
    return ""


def _begins(measure: Measure, first: ReportingPeriod) -> ReportingPeriod:
    """The period with which the cases behind the figures begin: the year, for totals to date."""
    if measure.basis is Basis.YEAR_TO_DATE:
        return financial_year(first.year_start)
    return first


def _marker(markers: Sequence[str]) -> str:
    """Provisional if any is, revised if any is; none of them lacks its figure."""
    carried = (Marker.PROVISIONAL.value, Marker.REVISED.value)
    return "".join(letter for letter in carried if any(letter in marker for marker in markers))


def _row(
    measure: Measure,
    view: View,
    window: ReportingPeriod | None,
    reason: str,
    figure: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "measure_id": measure.id,
        "view": view.value,
        "period_id": "",
        "period_label": window.label if window else "",
        "period_start": pd.Timestamp(window.start) if window else pd.NaT,
        "period_end": pd.Timestamp(window.end) if window else pd.NaT,
        "outturn": nan,
        "numerator": nan,
        "denominator": nan,
        "marker": "",
        "provenance": "",
        "reason": reason,
    } | dict(figure)
