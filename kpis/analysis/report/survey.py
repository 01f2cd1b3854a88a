"""A survey as one thing: its questions in the latest wave beside the wave before, and its waves.

Figures, ratings, directions and tests are those of the reports of their quarters, so that no page
says of a question what another does not. What is added is what belongs to the survey as a whole:
by how much a result may differ by chance, and from which wave on the method is another.

The margin of a result is 1.96 √(deff p (1 − p) / n) of n people asked, deff being the design effect
(Kish 1965, Survey Sampling, section 8.2). It is widest at 50 %, and there the interval of a single
figure (`intervals.py`, Wilson score) is the same to a few hundredths of a point. Two waves differ
by more than chance explains from 1.96 √(deff p (1 − p) (1/n1 + 1/n2)) on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan, nan, sqrt
from typing import Any

import pandas as pd

from kpis.analysis.figures.intervals import Z_AT_95_PERCENT
from kpis.analysis.figures.like_for_like import break_between
from kpis.frames import (
    PERFORMANCE,
    SURVEY_RESULTS,
    SURVEY_WAVES,
    PerformanceRow,
    SurveyResultRow,
    SurveyWaveRow,
)
from kpis.model import Measure, Plan, Survey
from kpis.periods import ReportingPeriod, period_of_id, reporting_quarter
from kpis.plan.calendar import due_in
from kpis.rounding import round_figure

HALF = 0.5  # of all who answer: where the margin is widest
TENTH = 0.1
_OF_REPORT = (
    *("measure_id", "code", "part_of", "title", "short_title", "unit", "decimals", "polarity"),
    *("quarter_id", "period_id", "period_label", "outturn", "interval_low", "interval_high"),
    *("marker", "provenance", "target", "minimum_expectation", "rag", "rag_reason"),
)
_NOTHING = dict.fromkeys(SURVEY_RESULTS.columns, "") | {
    **dict.fromkeys(("outturn", "interval_low", "interval_high", "people", "target"), nan),
    **dict.fromkeys(("minimum_expectation", "before_outturn", "before_low", "before_high"), nan),
    "change": nan,
    "people_returned": False,
    "direction_holds": False,
}


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """A survey as the report of a quarter can tell of it.

    results: its questions in their latest wave. waves: newest first. quarter_id: of the report that
    has the latest wave, "" for none; tests: made in it.
    """

    survey: Survey
    results: tuple[SurveyResultRow, ...]
    waves: tuple[SurveyWaveRow, ...]
    quarter_id: str
    tests: int

    @property
    def latest(self) -> tuple[SurveyResultRow, ...]:
        """The results of the latest wave: not those of questions it has no figure of."""
        return tuple(row for row in self.results if row.quarter_id == self.quarter_id != "")

    @property
    def latest_wave(self) -> SurveyWaveRow | None:
        return next((each for each in self.waves if each.quarter_id == self.quarter_id), None)

    @property
    def margins(self) -> tuple[float, float, float]:
        """Near 50 % and near 10 %, and from where on two waves near 50 % are told apart.

        In percentage points, of the latest wave; without one of the usual sample.
        """
        wave = self.latest_wave
        people = wave.people if wave else float(self.survey.sample_size or nan)
        effect = wave.design_effect if wave else self.survey.design_effect
        return (
            margin(HALF, people, effect),
            margin(TENTH, people, effect),
            change_told_apart(HALF, people, people, effect),
        )


def survey_report(
    plan: Plan, survey: Survey, performance: pd.DataFrame, quarter: ReportingPeriod
) -> SurveyReport:
    """What the report of a quarter tells of a survey. performance: PERFORMANCE until then."""
    results = SURVEY_RESULTS.rows(survey_results(plan, survey, performance))
    waves = SURVEY_WAVES.rows(survey_waves(plan, survey, performance, quarter))
    latest = max((row.quarter_id for row in results), default="")
    return SurveyReport(survey, results, waves, latest, changes_tested(performance, latest))


def margin(share: float, people: float, design_effect: float = 1.0) -> float:
    """How far a result may lie from the truth by chance at 95 %, in percentage points.

    share: of all who answered, 0 to 1. NaN where nobody knows how many answered.
    """
    if isnan(people) or people <= 0:
        return nan
    return 100 * Z_AT_95_PERCENT * sqrt(design_effect * share * (1 - share) / people)


def change_told_apart(
    share: float, people: float, people_before: float, design_effect: float = 1.0
) -> float:
    """By how many percentage points two results near a share must differ to be told apart."""
    one, other = (margin(share, number, design_effect) for number in (people, people_before))
    return sqrt(one**2 + other**2)


def survey_results(plan: Plan, survey: Survey, performance: pd.DataFrame) -> pd.DataFrame:
    """SURVEY_RESULTS: a row for each question and part that is returned, in plan order.

    performance: PERFORMANCE of the quarters up to the one it is seen from. A question of which no
    figure is known keeps its row, with nothing in it.
    """
    rows = _figures_of(survey, plan, performance)
    made = [_result(each, rows.get(each.id, ())) for each in _returned(plan, survey)]
    return SURVEY_RESULTS.conform(pd.DataFrame(made, columns=list(SURVEY_RESULTS.columns)))


def survey_waves(
    plan: Plan, survey: Survey, performance: pd.DataFrame, quarter: ReportingPeriod
) -> pd.DataFrame:
    """SURVEY_WAVES: those with a figure and those the plan tells of, newest first.

    quarter: from whose report it is seen. A wave that is reported later is none yet.
    """
    rows = _figures_of(survey, plan, performance)
    figures = [row for of_measure in rows.values() for row in of_measure]
    told = {each.period: each for each in survey.waves}
    by_id = {each: period_of_id(each) for each in {row.period_id for row in figures} | set(told)}
    known = [
        period
        for period in sorted(by_id.values(), reverse=True)
        if reporting_quarter(period, survey.arrears) <= quarter
    ]
    made = [
        _wave(plan, survey, each, [r for r in figures if r.period_id == each.id]) for each in known
    ]
    return SURVEY_WAVES.conform(pd.DataFrame(made, columns=list(SURVEY_WAVES.columns)))


def changes_tested(performance: pd.DataFrame, quarter_id: str) -> int:
    """How many changes since the period before the report of a quarter tests, of all measures."""
    of_quarter = performance[performance["quarter_id"] == quarter_id]
    return int(of_quarter["direction_previous_p"].notna().sum())


def _returned(plan: Plan, survey: Survey) -> list[Measure]:
    return [each for each in plan.counted if each.survey == survey.id]


def _figures_of(
    survey: Survey, plan: Plan, performance: pd.DataFrame
) -> dict[str, list[PerformanceRow]]:
    """By question the rows of reports that have a figure, earliest first."""
    ids = [each.id for each in _returned(plan, survey)]
    asked = performance[
        performance["measure_id"].isin(ids) & performance["outturn"].notna().to_numpy()
    ]
    rows: dict[str, list[PerformanceRow]] = {}
    for row in sorted(PERFORMANCE.rows(asked), key=lambda row: period_of_id(row.period_id)):
        rows.setdefault(row.measure_id, []).append(row)
    return rows


def _result(measure: Measure, rows: Sequence[PerformanceRow]) -> dict[str, Any]:
    of_measure = {name: getattr(measure, name) for name in ("code", "part_of", "title")}
    of_measure |= {"measure_id": measure.id, "short_title": measure.short_title}
    of_measure |= {"unit": measure.unit.value, "decimals": measure.decimals}
    of_measure["polarity"] = measure.polarity.value
    if not rows:
        return _NOTHING | of_measure
    latest, before = rows[-1], rows[-2] if len(rows) > 1 else None
    returned = latest.denominator > 0
    people = latest.denominator if returned else float(measure.sample_size or nan)
    result = {name: getattr(latest, name) for name in _OF_REPORT} | {
        "people": people,
        "people_returned": bool(returned),
        "direction": latest.direction_previous,
        "direction_reason": latest.direction_previous_reason,
        "direction_holds": latest.direction_previous_holds,
    }
    return _NOTHING | result | (_beside(measure, latest, before) if before else {})


def _beside(measure: Measure, latest: PerformanceRow, before: PerformanceRow) -> dict[str, Any]:
    """What the wave before adds."""
    now, then = (round_figure(each.outturn, measure.decimals) for each in (latest, before))
    periods = (period_of_id(before.period_id), period_of_id(latest.period_id))
    return {
        "before_period_id": before.period_id,
        "before_label": before.period_label,
        "before_outturn": before.outturn,
        "before_low": before.interval_low,
        "before_high": before.interval_high,
        "change": round_figure(now - then, measure.decimals),
        "break_reason": break_between(measure, *periods),
    }


def _wave(
    plan: Plan, survey: Survey, period: ReportingPeriod, figures: Iterable[PerformanceRow]
) -> dict[str, Any]:
    told = next((each for each in survey.waves if each.period == period.id), None)
    quarter = reporting_quarter(period, survey.arrears)
    due = [measure for measure, _ in due_in(plan, quarter) if measure.survey == survey.id]
    of_all = {each.id for each in due if each.sample_size == survey.sample_size}
    rows = list(figures)
    people = [row.denominator for row in rows if row.measure_id in of_all and row.denominator > 0]
    effect = (told.design_effect if told else 0.0) or survey.design_effect
    interviews = float(told.interviews) if told and told.interviews else nan
    asked = interviews
    if isnan(asked):
        usual = float(survey.sample_size or nan) if rows else nan
        asked = sum(people) / len(people) if people else usual
    return {
        "period_id": period.id,
        "period_label": period.label,
        "quarter_id": quarter.id,
        "due": len(due),
        "returned": len(rows),
        "interviews": interviews,
        "people_low": min(people, default=nan),
        "people_high": max(people, default=nan),
        "people": asked,
        "design_effect": effect,
        "margin": margin(HALF, asked, effect),
        "note": told.note if told else "",
        "break_reason": told.break_reason if told else "",
    }
