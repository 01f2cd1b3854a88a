"""`kpis survey`: a survey as one thing, each question beside the wave before."""

from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import find_survey, open_asked, quarter_of
from kpis.cli.output import print_json, print_table, shortened
from kpis.model import Direction, RagStatus
from kpis.periods import period_of_id
from kpis.words.figures import difference, figure, with_marker
from kpis.words.statuses import DIRECTION_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from kpis.analysis.report.survey import SurveyReport
    from kpis.frames import SurveyResultRow, SurveyWaveRow

QUARTERS = 40  # that waves are looked for in: ten years


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
    from kpis.analysis.report.survey import survey_report

    figures = open_asked(asked)
    quarter = quarter_of(asked.period, figures)
    figures = figures.until(quarter)
    plan = figures.plan
    chosen = [find_survey(plan, survey)] if survey else list(plan.surveys)
    quarters = [quarter.shift(-back) for back in reversed(range(QUARTERS))]
    performed = performance(plan, figures.outturns, quarters, figures.as_at)
    known = [survey_report(plan, each, performed, quarter) for each in chosen]
    if as_json:
        print_json(
            {
                "period": quarter.id,
                "as_at": figures.as_at if asked.as_at else None,
                "release": asked.release,
                "surveys": [_document(each) for each in known],
            }
        )
        return 0
    if not known:
        print("The plan has no survey whose questions are measures.")
    for each in known:
        _print(each)
    return 0


def _document(known: "SurveyReport") -> dict[str, Any]:
    survey = known.survey
    near_half, near_tenth, apart = known.margins
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
        "reported_in": known.quarter_id or None,
        "tests": known.tests,
        "waves": [_wave(each) for each in known.waves],
        "questions": [_question(each) for each in known.results],
    }


def _print(known: "SurveyReport") -> None:
    from kpis.narrative.survey import margin_words, moved_words, people_words

    print(f"{known.survey.title}\n{known.survey.about}")
    for wave in known.waves:
        people = people_words(wave.people_low, wave.people_high, wave.interviews)
        words = filter(None, (f"{wave.returned} of {wave.due} results", people, wave.note))
        print(f"{wave.period_label}: {', '.join(words)}")
        if wave.break_reason:
            print(f"From {wave.period_label} on the method is another. {wave.break_reason}")
    report = period_of_id(known.quarter_id).label if known.quarter_id else ""
    moved = moved_words(known.latest, known.tests, report)
    for sentence in filter(None, (margin_words(*known.margins), moved)):
        print(sentence)
    print_table(
        ("Code", "Question", "Wave", "Result", "Before", "Change", "", "Rating"),
        [_line(each) for each in known.results],
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
