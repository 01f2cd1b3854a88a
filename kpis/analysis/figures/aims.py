"""What the plan asks of each measure in each quarter: target, minimum expectation, exceptions.

A figure is held against the aim of its own period, unless its measure says otherwise
(`kpis.plan.aims_asked`). Within the year a profile gives each quarter its own value: for a
year-to-date measure, which held against the target of the whole year would be red until March,
and for a target that changes.

The table is dense (every measure in every quarter of reporting) so that a row is found by counting.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, columns_from, take
from kpis.analysis.figures.per_plan import per_plan
from kpis.analysis.figures.quarters import quarter_number
from kpis.frames import FIGURE, TEXT, YES_NO, Frame
from kpis.model import Aim, AimsOf, Measure, Plan
from kpis.periods import (
    ReportingPeriod,
    financial_year,
    period_of_id,
    quarters_of_year,
    reporting_quarter,
    slashed,
)
from kpis.plan.aims_asked import aim_in, aim_quarter, is_proposed
from kpis.plan.calendar import not_comparable_in, suspension_in

IN_FORCE = {
    "target": FIGURE,
    "minimum_expectation": FIGURE,
    "target_upper": FIGURE,  # Polarity.RANGE only
    "minimum_expectation_upper": FIGURE,
    "band_green": FIGURE,  # the limits of RagRule.BANDS
    "band_amber": FIGURE,
    "band_green_upper": FIGURE,
    "band_amber_upper": FIGURE,
    "baseline": FIGURE,  # of RagRule.BASELINE
    "target_illustrative": YES_NO,
    "proposed": YES_NO,  # there is an aim, not agreed, which asks nothing
    "aims_of": TEXT,  # id of the financial year whose aim it is: "2018-19"; also where none is set
    "not_comparable": TEXT,  # why figures must not be held against the target
    "suspended": TEXT,  # why the measure is not collected in this quarter
}
AIMS: Frame[object] = Frame("aims", {"measure_id": TEXT, "quarter_id": TEXT} | IN_FORCE)
NOTHING = {FIGURE: np.nan, YES_NO: False, TEXT: ""}


def aims(plan: Plan) -> pd.DataFrame:
    """AIMS of every measure and part in every quarter, by measure in plan order, then quarter.

    The quarter is the one a figure is reported in. They run from the first to the last financial
    year that the plan or any of its aims, suspensions or marks is reported in. Figures are NaN
    where nothing is set.
    """
    return AIMS.conform(pd.DataFrame(_columns(plan)))


def aims_in_force(plan: Plan, measures: np.ndarray, quarters: np.ndarray) -> Columns:
    """The aim for each pair of a measure and the quarter it is reported in.

    measures: positions in the plan, -1 for one it does not have; quarters: their numbers.
    Returns the columns IN_FORCE; NaN, False and "" where the plan sets nothing.
    """
    table = _with_nothing_last(plan)
    first, count = quarter_number(_quarters(plan)[0]), len(_quarters(plan))
    position = quarters - first
    in_table = (measures >= 0) & (position >= 0) & (position < count)
    return take(table, np.where(in_table, measures * count + position, -1))


@per_plan
def _with_nothing_last(plan: Plan) -> Columns:
    """The table and one row more at its end, which -1 finds: nothing is set."""
    table = _columns(plan)
    return {
        name: np.append(table[name], np.array([NOTHING[kind]], dtype=table[name].dtype))
        for name, kind in IN_FORCE.items()
    }


@per_plan
def _columns(plan: Plan) -> Columns:
    quarters = _quarters(plan)
    rows = [row for measure in plan.measures for row in _rows(measure, quarters)]
    return columns_from(rows, AIMS.columns)


@per_plan
def _quarters(plan: Plan) -> tuple[ReportingPeriod, ...]:
    years = {plan.first_year, plan.last_year}
    for measure in plan.measures:
        for year in measure.aims:
            years.update(_years_of_reports(measure, year))
        for suspension in measure.suspensions:
            for quarter_id in filter(None, (suspension.since, suspension.until)):
                years.add(period_of_id(quarter_id).financial_year)
        for marked in measure.not_comparable:
            reported = reporting_quarter(period_of_id(marked.period), measure.arrears)
            years.add(reported.financial_year)
    starts = [int(year[:4]) for year in years]
    return tuple(
        quarter
        for start in range(min(starts), max(starts) + 1)
        for quarter in quarters_of_year(slashed(start))
    )


def _years_of_reports(measure: Measure, year: str) -> set[str]:
    """The financial years in which figures that an aim's year is asked of are reported."""
    first, *_, last = quarters_of_year(year)
    if measure.aims_of is AimsOf.REPORTING_YEAR:
        return {year}
    return {quarter.shift(measure.arrears).financial_year for quarter in (first, last)}


def _rows(measure: Measure, quarters: tuple[ReportingPeriod, ...]) -> Iterator[dict[str, object]]:
    """The row of a measure in each quarter. What holds for all of a year is looked up once."""
    of_years: dict[str, tuple[Aim, dict[str, object]]] = {}
    for quarter in quarters:
        asked = aim_quarter(measure, quarter)
        year = asked.financial_year
        if year not in of_years:
            of_years[year] = _of_year(measure, year, asked)
        aim, of_year = of_years[year]
        suspension = suspension_in(measure, quarter)
        yield of_year | {
            "quarter_id": quarter.id,
            "target": _at(asked, aim.target, aim.target_profile),
            "minimum_expectation": _at(asked, aim.minimum_expectation, aim.minimum_profile),
            "band_green": _at(asked, aim.green_limit, aim.green_profile),
            "band_amber": _at(asked, aim.amber_limit, aim.amber_profile),
            "not_comparable": aim.not_comparable or not_comparable_in(measure, quarter),
            "suspended": suspension.reason if suspension else "",
        }


def _of_year(measure: Measure, year: str, asked: ReportingPeriod) -> tuple[Aim, dict[str, object]]:
    """A year's aim, and what of its rows is the same in each quarter. asked: one of the year."""
    aim = aim_in(measure, year) or Aim(year=year, target=None)
    return aim, {
        "measure_id": measure.id,
        "target_upper": aim.target_upper,
        "minimum_expectation_upper": aim.minimum_expectation_upper,
        "band_green_upper": aim.green_limit_upper,
        "band_amber_upper": aim.amber_limit_upper,
        "baseline": aim.baseline,
        "target_illustrative": aim.illustrative,
        "proposed": is_proposed(measure, year),
        "aims_of": financial_year(asked.year_start).id,
    }


def _at(
    quarter: ReportingPeriod, of_year: float | None, profile: tuple[float, ...]
) -> float | None:
    return profile[quarter.quarter - 1] if profile else of_year
