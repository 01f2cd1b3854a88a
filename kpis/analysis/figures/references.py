"""What figures are held against that no plan holds: earlier figures, other areas', a rank.

Most plans have no such rule: then nothing is looked up. Else the figures of the measures that are
rated so are laid out once, and each figure finds its own. Two figures that do not compare (a break
between them, a period marked, one published and one illustrative) are not held against each other.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, columns_from
from kpis.analysis.figures.like_for_like import break_between, mixed
from kpis.analysis.figures.own_figures import own_figures
from kpis.analysis.figures.rag import Against, needs_others
from kpis.frames import FIGURE, TEXT, WHOLE
from kpis.model import (
    AGAINST_OTHERS,
    ComparatorSet,
    Frequency,
    Measure,
    Plan,
    Polarity,
    Provenance,
    RagRule,
    RatingRule,
    Since,
)
from kpis.periods import ReportingPeriod, period_of_id
from kpis.rounding import round_figure

FEWEST_AREAS = 5  # with fewer, a rank or a median says more about who was compared

FOUND = {
    "reference": FIGURE,  # the other figure; the rank, for a rank; NaN where there is none
    "reference_of": TEXT,  # "England", "Q1 2018/19", "33 London boroughs"
    "reference_missing": TEXT,  # why there is none, a sentence without full stop
    "broken": TEXT,  # why the two figures do not compare, likewise
    "areas": WHOLE,  # ranked, with the plan's own
}
_NOTHING: dict[str, Any] = {
    "reference": np.nan,
    "reference_of": "",
    "reference_missing": "",
    "broken": "",
    "areas": 0,
}
_TO_HOLD = "is known to hold it against"
ILLUSTRATIVE = "one of the two figures is illustrative, the other published"


@dataclass(frozen=True, slots=True)
class _Known:
    """Figures of whole measures by measure, period and area: outturn and provenance."""

    of: dict[tuple[str, str, str], tuple[float, str]]

    def at(self, measure: Measure, period: ReportingPeriod, area: str) -> tuple[float, str]:
        return self.of.get((measure.id, period.id, area), (np.nan, ""))


def references(plan: Plan, outturns: pd.DataFrame) -> Against | None:
    """What finds what figures are held against; None where the plan's rules need nothing.

    outturns: OUTTURNS, or RETURN_ROWS with the provenance of each, as they are known: nothing
        outside them is found. Where a figure stands there twice, the later row counts.
    """
    wanted = needs_others(plan)
    if not wanted:
        return None
    rows = outturns[
        outturns["measure_id"].isin(list(wanted))
        & (outturns["breakdown"] == "")
        & (outturns["category"] == "")
    ]
    known = _Known(dict(_known(plan, rows)))

    @cache
    def found(position: int, period_id: str) -> dict[str, Any]:
        measure = plan.measures[position]
        if position < 0 or measure.id not in wanted or not period_id:
            return _NOTHING
        return _NOTHING | _found(plan, measure, period_of_id(period_id), known)

    def against(measures: np.ndarray, period_ids: np.ndarray) -> Columns:
        pairs = zip(measures.tolist(), period_ids.tolist(), strict=True)
        return columns_from([found(position, period_id) for position, period_id in pairs], FOUND)

    return against


def _known(plan: Plan, rows: pd.DataFrame) -> list[tuple[tuple[str, str, str], tuple[float, str]]]:
    names = ("measure_id", "period_id", "area", "outturn", "provenance")
    native = [
        ((measure_id, period_id, area), (outturn, provenance))
        for measure_id, period_id, area, outturn, provenance in zip(
            *(rows[name].tolist() for name in names), strict=True
        )
    ]
    if not (rows["frequency"] == Frequency.MONTH.value).any():
        return native
    made = own_figures(plan, rows).columns  # the quarters that months make; then a blank
    return native + [
        ((plan.measures[position].id, period_id, plan.area), (outturn, provenance))
        for position, period_id, outturn, provenance in zip(
            *(
                made[name][:-1].tolist()
                for name in ("measure", "period_id", "outturn", "provenance")
            ),
            strict=True,
        )
    ]


def _found(plan: Plan, measure: Measure, period: ReportingPeriod, known: _Known) -> dict[str, Any]:
    rule, year = plan.rule_of(measure), period.financial_year
    if rule.rule in AGAINST_OTHERS and not _is_in_force(plan, measure, year):
        return {"reference_missing": f"{plan.title} rates no figures of {year} by this rule"}
    match rule.rule:
        case RagRule.COMPARATOR:
            return _of_area(plan, measure, period, known, rule.area)
        case RagRule.RANK:
            return _ranked(plan, measure, period, known, _set_of(plan, rule))
        case RagRule.TREND:
            return _earlier(plan, measure, period, known, rule)
        case _:  # an earlier figure may raise a colour, and its want takes none away
            return _earlier(plan, measure, period, known, rule) | {
                "reference_missing": "",
                "broken": "",
            }


def _is_in_force(plan: Plan, measure: Measure, year: str) -> bool:
    """Whether a rule that needs no aims rates a year's figures: one of the plan's, or with aims."""
    return plan.first_year <= year <= plan.last_year or year in measure.aims


def earlier_period(rule: RatingRule, period: ReportingPeriod) -> ReportingPeriod:
    """The period whose figure a trend is held against."""
    return period.year_before() if rule.since is Since.YEAR_BEFORE else period.shift(-1)


def _earlier(
    plan: Plan, measure: Measure, period: ReportingPeriod, known: _Known, rule: RatingRule
) -> dict[str, Any]:
    before = earlier_period(rule, period)
    broken = break_between(measure, before, period)
    return _held_against(plan, measure, (period, before), known, plan.area, before.label, broken)


def _of_area(
    plan: Plan, measure: Measure, period: ReportingPeriod, known: _Known, area: str
) -> dict[str, Any]:
    broken = break_between(measure, period, period)
    return _held_against(plan, measure, (period, period), known, area, area, broken)


def _held_against(
    plan: Plan,
    measure: Measure,
    periods: tuple[ReportingPeriod, ReportingPeriod],
    known: _Known,
    area: str,
    named: str,
    broken: str,
) -> dict[str, Any]:
    """periods: of the figure, and of the other one. named: whose the other one is."""
    period, other = periods
    figure, provenance = known.at(measure, other, area)
    _, own_provenance = known.at(measure, period, plan.area)
    if np.isnan(figure):
        whose = named if area == plan.area else f"{named} for {period.label}"
        return {"reference_of": named, "reference_missing": f"No figure of {whose} {_TO_HOLD}"}
    if not broken and mixed((provenance, own_provenance)):
        broken = ILLUSTRATIVE
    if broken:
        return {"reference_of": named, "broken": broken}
    return {"reference": figure, "reference_of": named}


def _ranked(
    plan: Plan, measure: Measure, period: ReportingPeriod, known: _Known, among: ComparatorSet
) -> dict[str, Any]:
    """The plan's own place among the areas that have a figure of the same period."""
    own, own_provenance = known.at(measure, period, plan.area)
    others = [known.at(measure, period, area) for area in among.areas]
    figures = [(outturn, whence) for outturn, whence in others if not np.isnan(outturn)]
    count = len(figures) + 1
    named = f"{count} {among.title}"
    if np.isnan(own):
        return {"reference_of": named}
    if broken := break_between(measure, period, period):
        return {"reference_of": named, "broken": broken}
    if own_provenance == Provenance.ILLUSTRATIVE and mixed(
        {whence for _, whence in figures} | {own_provenance}
    ):
        return {"reference_of": named, "broken": ILLUSTRATIVE}
    if count < FEWEST_AREAS:
        few = (
            f"Fewer than {FEWEST_AREAS} of the {among.title} have a figure for {period.label} "
            "to hold it against"
        )
        return {"reference_of": among.title, "reference_missing": few}
    sign = -1 if measure.polarity is Polarity.LOWER else 1
    mine = sign * round_figure(own, measure.decimals)
    better = sum(sign * round_figure(outturn, measure.decimals) > mine for outturn, _ in figures)
    return {"reference": better + 1.0, "reference_of": named, "areas": count}


def _set_of(plan: Plan, rule: RatingRule) -> ComparatorSet:
    return next(each for each in plan.comparator_sets if each.id == rule.comparators)
