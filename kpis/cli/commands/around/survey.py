"""`kpis survey`: a survey as one thing, each question beside the wave before."""

from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import find_survey, open_asked, quarter_of
from kpis.cli.output import print_json, print_table, shortened
from kpis.model import Direction, Plan, RagStatus, Survey
from kpis.periods import ReportingPeriod, period_of_id
from kpis.words.figures import difference, figure, with_marker
from kpis.words.statuses import DIRECTION_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    import pandas as pd

    from kpis.frames import SurveyResultRow, SurveyWaveRow

QUARTERS = 40  # that waves are looked for in: ten years
_NEAR_TENTH = 0.1


@click.command("survey")
@click.argument("survey", required=False, metavar="[SURVEY]", help="its id or title")
@options.figures("the quarter of the report (default: as for status)")
@options.as_json
@options.store_and_plan
def survey(survey: str | None, as_json: bool, asked: options.FiguresAsked) -> int:
    """A survey's questions in its latest wave and the one before.

    How many answered, how sure a result is, and which changes are more than chance. All surveys of
    the plan, where none is named.
    """
    from kpis.analysis.report.performance import performance

    figures = open_asked(asked)
    quarter = quarter_of(asked.period, figures)
    figures = figures.until(quarter)
    plan = figures.plan
    chosen = [find_survey(plan, survey)] if survey else list(plan.surveys)
    quarters = [quarter.shift(-back) for back in reversed(range(QUARTERS))]
    performed = performance(plan, figures.outturns, quarters, figures.as_at)
    known = [_Known(plan, each, performed, quarter) for each in chosen]
    if as_json:
        print_json(
            {
                "period": quarter.id,
                "as_at": figures.as_at if asked.as_at else None,
                "release": asked.release,
                "surveys": [each.document for each in known],
            }
        )
        return 0
    if not known:
        print("The plan has no survey whose questions are measures.")
    for each in known:
        each.print()
    return 0


class _Known:
    """What is known of a survey in the report of a quarter. performed: PERFORMANCE until then."""

    def __init__(
        self, plan: Plan, survey: Survey, performed: "pd.DataFrame", quarter: ReportingPeriod
    ) -> None:
        from kpis.analysis.report.survey import changes_tested, survey_results, survey_waves
        from kpis.frames import SURVEY_RESULTS, SURVEY_WAVES

        self.survey = survey
        self.results = SURVEY_RESULTS.rows(survey_results(plan, survey, performed))
        self.waves = SURVEY_WAVES.rows(survey_waves(plan, survey, performed, quarter))
        self.report = max((row.quarter_id for row in self.results), default="")
        self.tests = changes_tested(performed, self.report)

    @property
    def document(self) -> dict[str, Any]:
        survey = self.survey
        near_half, near_tenth, apart = self._margins()
        return {
            "id": survey.id,
            "title": survey.title,
            "about": survey.about,
            "source": survey.source,
            "directorate": survey.directorate,
            "owner": survey.owner,
            "sample_size": survey.sample_size or None,
            "design_effect": survey.design_effect,
            "design_effect_source": survey.design_effect_source,
            "margin_near_50": near_half,
            "margin_near_10": near_tenth,
            "told_apart_near_50": apart,
            "reported_in": self.report or None,
            "tests": self.tests,
            "waves": [_wave(each) for each in self.waves],
            "questions": [_question(each) for each in self.results],
        }

    def print(self) -> None:
        from kpis.narrative.survey import margin_words, moved_words, people_words

        print(f"{self.survey.title}\n{self.survey.about}")
        for wave in self.waves:
            people = people_words(wave.people_low, wave.people_high, wave.interviews)
            words = filter(None, (f"{wave.returned} of {wave.due} results", people, wave.note))
            print(f"{wave.period_label}: {', '.join(words)}")
            if wave.break_reason:
                print(f"From {wave.period_label} on the method is another. {wave.break_reason}")
        latest = [row for row in self.results if row.quarter_id == self.report != ""]
        report = period_of_id(self.report).label if self.report else ""
        for sentence in (margin_words(*self._margins()), moved_words(latest, self.tests, report)):
            if sentence:
                print(sentence)
        print_table(
            ("Code", "Question", "Wave", "Result", "Before", "Change", "", "Rating"),
            [_line(each) for each in self.results],
        )

    def _margins(self) -> tuple[float, float, float]:
        """Near 50 % and near 10 %, and from where on two waves are told apart; of the latest."""
        from kpis.analysis.report.survey import HALF, change_told_apart, margin

        people, effect = float(self.survey.sample_size or "nan"), self.survey.design_effect
        for wave in self.waves:
            if wave.quarter_id == self.report:
                people, effect = wave.people, wave.design_effect
        return (
            margin(HALF, people, effect),
            margin(_NEAR_TENTH, people, effect),
            change_told_apart(HALF, people, people, effect),
        )


def _wave(wave: "SurveyWaveRow") -> dict[str, Any]:
    return {
        "period": wave.period_id,
        "period_label": wave.period_label,
        "reported_in": wave.quarter_id,
        "due": wave.due,
        "returned": wave.returned,
        "interviews": wave.interviews,
        "people_low": wave.people_low,
        "people_high": wave.people_high,
        "design_effect": wave.design_effect,
        "margin_near_50": wave.margin,
        "note": wave.note,
        "break_reason": wave.break_reason,
    }


def _question(row: "SurveyResultRow") -> dict[str, Any]:
    return {
        "measure": {"id": row.measure_id, "code": row.code, "title": row.title},
        "period": row.period_id or None,
        "outturn": row.outturn,
        "interval_low": row.interval_low,
        "interval_high": row.interval_high,
        "people": row.people,
        "people_returned": row.people_returned,
        "marker": row.marker,
        "target": row.target,
        "minimum_expectation": row.minimum_expectation,
        "rag": row.rag or None,
        "before_period": row.before_period_id or None,
        "before_outturn": row.before_outturn,
        "change": row.change,
        "break_reason": row.break_reason,
        "direction": row.direction or None,
        "direction_reason": row.direction_reason,
        "direction_holds": row.direction_holds,
        "provenance": row.provenance or None,
    }


def _line(row: "SurveyResultRow") -> tuple[str, ...]:
    from kpis.narrative.survey import METHOD_CHANGED

    result = with_marker(figure(row.outturn, row.unit, row.decimals), row.marker)
    moved = DIRECTION_WORDS[Direction(row.direction)] if row.direction else ""
    return (
        row.code,
        shortened(row.short_title or row.title, 40),
        row.period_label,
        result,
        figure(row.before_outturn, row.unit, row.decimals),
        "" if row.break_reason else difference(row.change, row.unit, row.decimals),
        METHOD_CHANGED if row.break_reason else moved,
        STATUS_WORDS[RagStatus(row.rag)] if row.rag else "",
    )
