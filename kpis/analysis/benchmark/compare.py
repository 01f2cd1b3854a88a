"""How each measure ranks in each comparator set, at the latest period published by a quarter.

The gap is held against the figure of the whole where the set names one (London, England), which
is the publisher's own and not a mean of councils; else against the median of the areas. The gaps
of years before are on the same footing or not given.

A figure of long ago says nothing of how the council stands: nothing is ranked by a period that
ended more than OLD_AFTER_YEARS years before the quarter of the report.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpis.analysis.benchmark.published import OWN, Published, published_figures
from kpis.analysis.benchmark.rank_intervals import FIGURE, rank_intervals, standings
from kpis.analysis.benchmark.ranks import FEWEST_AREAS, goodness, medians, ranks
from kpis.analysis.benchmark.reasons import coverage, is_old, note_on, why_not_ranked, years_old
from kpis.analysis.benchmark.trend import YEARS, gap_trends, trend_in_words
from kpis.analysis.figures.aims import aims_in_force
from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.figures.like_for_like import break_between, marks_within
from kpis.analysis.figures.measures import measure_columns
from kpis.analysis.figures.quarters import quarter_number
from kpis.frames import BENCHMARK
from kpis.model import COMPARABLE_UNITS, ComparatorSet, Marker, Measure, Plan
from kpis.periods import ReportingPeriod, period_of_id, reporting_quarter
from kpis.rounding import round_half_up

_NO_PERIOD = -1


def benchmark(
    plan: Plan,
    outturns: pd.DataFrame,
    quarter: ReportingPeriod,
    *,
    measure_ids: Collection[str] | None = None,
    comparators: Collection[str] | None = None,
) -> pd.DataFrame:
    """BENCHMARK: one row per measure with published figures of others, and comparator set.

    outturns: OUTTURNS. quarter: that of a report; the period compared is the latest reported in
        it or before for which the council's own figure is published and comparable. Months of a
        monthly measure are compared as months. measure_ids: only these. comparators: only these
        sets, by id; None = all.
    Counts follow the size of an area: they have a row that says so, without rank, median or gap.
    Nothing is ranked among fewer than FEWEST_AREAS areas with a figure. No rows when the plan has
    no comparator sets or nothing is published of others.
    """
    published = published_figures(plan, outturns, measure_ids)
    published = published.only(published.columns["reported"] <= quarter_number(quarter))
    compared = np.unique(published.columns["measure"][published.columns["area"] != OWN])
    periods = _periods(plan, published, compared)
    rows = [
        (position, place, row)
        for place, comparator_set in enumerate(plan.comparator_sets)
        if comparators is None or comparator_set.id in comparators
        for position, row in _rows_of_set(plan, published, periods, comparator_set, quarter).items()
    ]
    rows.sort(key=lambda row: row[:2])
    frame = pd.DataFrame([row for *_, row in rows], columns=list(BENCHMARK.columns))
    return BENCHMARK.conform(frame)


@dataclass(frozen=True, slots=True)
class _Periods:
    """Which period of each measure is compared. All but `compared` by position in the plan."""

    compared: np.ndarray  # positions in the plan
    now: np.ndarray  # numbers of periods, _NO_PERIOD where there is none
    earlier: np.ndarray  # the same of each year before, the latest first; none if not comparable
    period: list[ReportingPeriod | None]  # that of `now`
    low: np.ndarray  # the range aimed for when it is reported, rounded as shown
    high: np.ndarray


def _periods(plan: Plan, published: Published, compared: np.ndarray) -> _Periods:
    count = len(plan.measures)
    now, earlier = np.full(count, _NO_PERIOD), np.full((count, YEARS - 1), _NO_PERIOD)
    periods: list[ReportingPeriod | None] = [None] * count
    reported = np.zeros(count, dtype="int64")
    numbers = {period_id: number for number, period_id in enumerate(published.periods)}
    is_own = (published.columns["area"] == OWN) & ~np.isnan(published.columns["outturn"])
    own = take(published.columns, is_own)
    for position in compared.tolist():
        measure = plan.measures[position]
        usable = [
            number
            for number in own["period"][own["measure"] == position].tolist()
            if not marks_within(measure, period_of_id(published.periods[number]))
        ]
        if not usable:
            continue
        now[position] = max(usable)
        period = period_of_id(published.periods[now[position]])
        periods[position] = period
        reported[position] = quarter_number(reporting_quarter(period, measure.arrears))
        year_before = period
        for back in range(YEARS - 1):
            year_before = year_before.year_before()
            if not break_between(measure, year_before, period):
                earlier[position, back] = numbers.get(year_before.id, _NO_PERIOD)
    aims = aims_in_force(plan, np.arange(count), reported)
    decimals = measure_columns(plan)["decimals"]
    low, high = (round_half_up(aims[name], decimals) for name in ("target", "target_upper"))
    return _Periods(compared, now, earlier, periods, low, high)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Every measure beside one comparator set; arrays by position in the plan."""

    now: Columns  # see `_at`
    has_reference: np.ndarray
    gaps: np.ndarray  # to the reference or else the median, one column for each year
    line: Columns  # see `gap_trends`
    own_good: np.ndarray
    ahead: np.ndarray
    places: Sequence[tuple[str, np.ndarray, object]]


def _rows_of_set(
    plan: Plan,
    published: Published,
    periods: _Periods,
    comparator_set: ComparatorSet,
    quarter: ReportingPeriod,
) -> dict[int, dict[str, object]]:
    """The rows of one comparator set, by the position of their measures."""
    compared = _compared(plan, published, periods, comparator_set)
    return {
        position: _row(plan, periods, comparator_set, quarter, compared, position)
        for position in periods.compared.tolist()
    }


def _compared(
    plan: Plan, published: Published, periods: _Periods, comparator_set: ComparatorSet
) -> _Compared:
    table = measure_columns(plan)
    now = _at(plan, published, periods.now, comparator_set)
    has_reference = ~np.isnan(now["reference"])
    years = [now, *(_at(plan, published, year, comparator_set) for year in periods.earlier.T)]
    bases = [np.where(has_reference, year["reference"], year["median"]) for year in years]
    gaps = np.column_stack(
        [
            round_half_up(year["own"] - base, table["decimals"])
            for year, base in zip(years, bases, strict=True)
        ]
    )
    bounds = table["polarity"], periods.low, periods.high
    own_good = goodness(now["own"], *bounds)
    return _Compared(
        now=now,
        has_reference=has_reference,
        gaps=gaps,
        line=gap_trends(gaps, table["decimals"]),
        own_good=own_good,
        ahead=own_good > goodness(bases[0], *bounds),
        places=_places(now, table, own_good, bounds),
    )


def _row(
    plan: Plan,
    periods: _Periods,
    comparator_set: ComparatorSet,
    quarter: ReportingPeriod,
    compared: _Compared,
    position: int,
) -> dict[str, object]:
    """A row of BENCHMARK: of the measure at that position."""
    measure, period, now = plan.measures[position], periods.period[position], compared.now
    areas = int(now["areas"][position])
    old = is_old(period, quarter)
    reason = why_not_ranked(
        plan,
        measure,
        comparator_set,
        period,
        areas=areas,
        old=old,
        judged=not np.isnan(compared.own_good[position]),
        has_reference=bool(compared.has_reference[position]),
    )
    is_comparable = period is not None and measure.unit in COMPARABLE_UNITS
    is_ranked = bool(comparator_set.areas) and not reason
    beside = _NOT_COMPARED
    if is_comparable:
        beside = _beside_others(measure, period, comparator_set, compared, position) | {
            "coverage": coverage(measure, comparator_set, period, areas, quarter)
        }
    return {
        "measure_id": measure.id,
        "comparators": comparator_set.id,
        "comparators_title": comparator_set.title,
        "period_id": period.id if period else "",
        "period_label": period.label if period else "",
        "outturn": now["own"][position],
        "areas": areas,
        **{name: value[position] if is_ranked else blank for name, value, blank in compared.places},
        **beside,
        "old": old,
        "years_old": years_old(period, quarter),
        "benchmark_reason": reason,
    }


# What is said of a measure that cannot be compared, in the place of `_beside_others`.
_NOT_COMPARED: dict[str, object] = {
    "median": np.nan,
    "reference_area": "",
    "reference": np.nan,
    "gap": np.nan,
    "gap_better": False,
    "gap_before": np.nan,
    "gap_direction": "",
    "gap_direction_reason": "",
    "provisional": False,
    "note": "",
    "coverage": "",
}


def _beside_others(
    measure: Measure,
    period: ReportingPeriod | None,
    comparator_set: ComparatorSet,
    compared: _Compared,
    position: int,
) -> dict[str, object]:
    now, gap = compared.now, compared.gaps[position]
    has_gap = period is not None and not np.isnan(gap[0])
    trend = ("", "")
    if period and has_gap:
        trend = trend_in_words(measure, period, compared.line, position)
    return {
        "median": now["median"][position],
        "reference_area": comparator_set.reference if compared.has_reference[position] else "",
        "reference": now["reference"][position],
        "gap": gap[0],
        "gap_better": bool(compared.ahead[position]),
        "gap_before": gap[1],
        "gap_direction": str(trend[0]),
        "gap_direction_reason": trend[1],
        "provisional": bool(now["provisional"][position]),
        "note": note_on(measure),
    }


def _at(
    plan: Plan, published: Published, period: np.ndarray, comparator_set: ComparatorSet
) -> Columns:
    """What there is of a set at each measure's period; by position in the plan.

    own, reference (NaN where there is none), median (NaN with too few areas), areas (how many
    have a figure), provisional; and the figures of the areas, the council's among them: outturn,
    numerator, denominator, area and group (the position of their measure).
    """
    groups = len(plan.measures)
    area, measure, values = (published.columns[name] for name in ("area", "measure", "outturn"))
    at_period = ~np.isnan(values) & (published.columns["period"] == period[measure])
    of_set = at_period & np.isin(area, [OWN, *published.numbers_of(comparator_set.areas)])
    of_whole = at_period & np.isin(area, published.numbers_of([comparator_set.reference]))
    own, reference = np.full(groups, np.nan), np.full(groups, np.nan)
    for figures, rows in ((own, at_period & (area == OWN)), (reference, of_whole)):
        figures[measure[rows]] = values[rows]
    areas = np.bincount(measure[of_set], minlength=groups)
    middle = medians(measure[of_set], values[of_set], groups)
    used = np.flatnonzero(of_set | of_whole)
    marked = [Marker.PROVISIONAL.value in mark for mark in published.columns["marker"][used]]
    return {
        "own": own,
        "reference": reference,
        "median": np.where(
            areas >= FEWEST_AREAS,
            round_half_up(middle, measure_columns(plan)["decimals"]),
            np.nan,
        ),
        "areas": areas,
        "provisional": np.bincount(measure[used], weights=marked, minlength=groups) > 0,
        "group": measure[of_set],
        "area": area[of_set],
        **{name: published.columns[name][of_set] for name in FIGURE},
    }


def _places(
    now: Columns, table: Columns, own_good: np.ndarray, bounds: tuple[np.ndarray, ...]
) -> list[tuple[str, np.ndarray, object]]:
    """The council's rank, with whom it is shared, and what chance makes of it.

    By position in the plan; each column with what stands there where nothing is ranked.
    """
    groups, is_own = len(own_good), now["area"] == OWN
    figures = {name: now[name] for name in ("group", *FIGURE)}
    others = take(figures, ~is_own)
    own = {name: np.full(groups, np.nan) for name in FIGURE}
    for name in FIGURE:
        own[name][now["group"][is_own]] = now[name][is_own]
    group = others["group"]
    good = goodness(others["outturn"], *(bound[group] for bound in bounds))
    better = np.sign(good - own_good[group])
    ahead, level = (np.bincount(group[better == side], minlength=groups) for side in (1, 0))
    interval = rank_intervals(own, others, table, better)
    return [
        ("rank", ranks(ahead), 0),
        ("tied", level, 0),
        ("rank_low", interval["low"], 0),
        ("rank_high", interval["high"], 0),
        ("rank_unknown", interval["unknown"], ""),
        ("standing", standings(interval["low"], interval["high"], now["areas"]), ""),
    ]
