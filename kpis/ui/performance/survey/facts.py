"""What a survey is: who is asked, when, how many, and how sure its results are."""

from kpis.analysis.report.survey import SurveyReport
from kpis.frames import SurveyWaveRow
from kpis.model import Plan, Survey
from kpis.narrative.survey import margin_words, moved_words, people_words
from kpis.periods import period_of_id
from kpis.ui.kit.addresses import directorate_address, link, survey_address
from kpis.ui.kit.html import Child, Html, element, term_list
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.lists import counted


def survey_facts(survey: Survey, seen: SurveyReport, quarter_id: str) -> Html:
    """Terms and their descriptions. quarter_id: named in the links, "" to leave it out."""
    terms: list[tuple[str, Child]] = [
        ("Who is asked", survey.about),
        ("Latest wave", _latest(seen)),
        ("How many answered", _people(survey, seen)),
        ("How sure that is", margin_words(*seen.margins)),
        ("Design effect", _design_effect(survey, seen.latest_wave)),
        (
            "Returned by",
            [
                f"{survey.owner}, ",
                link(directorate_address(survey.directorate, quarter_id), survey.directorate),
            ],
        ),
        ("Source", survey.source),
    ]
    return term_list(terms)


def questions_words(plan: Plan, survey: Survey) -> str:
    """ "13 measures are questions of this survey; one of them is returned for 4 groups."."""
    measures = [each for each in plan.questions_of(survey.id) if not each.part_of]
    are = "is a question" if len(measures) == 1 else "are questions"
    words = f"{counted(len(measures), 'measure')} {are} of this survey"
    grouped = [plan.parts_of[each.id] for each in measures if each.id in plan.parts_of]
    groups = sum(map(len, grouped))
    if grouped:
        some = "one of them is" if len(grouped) == 1 else f"{len(grouped)} of them are"
        words += f"; {some} returned for {counted(groups, 'group')}"
    return f"{words}."


def moved_lead(seen: SurveyReport) -> Html | None:
    """What changed since the wave before, in a sentence or two; None where nothing is known."""
    if not seen.quarter_id:
        return None
    words = moved_words(seen.latest, seen.tests, period_of_id(seen.quarter_id).label)
    return element("p", words, class_="k-lead") if words else None


def survey_list(plan: Plan, quarter_id: str) -> Html:
    """A table of the surveys of a plan."""
    names = ("Survey", "Who is asked", "Measures")
    lines = [
        row(
            row_header(link(survey_address(each.id, quarter_id), each.title)),
            cell(each.about, label=names[1]),
            cell(
                str(sum(not m.part_of for m in plan.questions_of(each.id))),
                class_="k-figure",
                label=names[2],
            ),
        )
        for each in plan.surveys
    ]
    head = row(column(names[0]), column(names[1]), column(names[2], class_="k-figure"))
    return table(
        "Surveys whose questions are measures of the plan.", head, lines, class_="k-measures"
    )


def _latest(seen: SurveyReport) -> str:
    wave = seen.latest_wave
    if wave is None:
        return "No result is known yet."
    came = f"{wave.returned} of {wave.due}" if wave.due else str(wave.returned)
    return (
        f"{wave.period_label}, reported in {period_of_id(wave.quarter_id).label}: {came} results."
    )


def _people(survey: Survey, seen: SurveyReport) -> str:
    wave = seen.latest_wave
    known = people_words(wave.people_low, wave.people_high, wave.interviews) if wave else ""
    usual = f"about {survey.sample_size:,} usually" if survey.sample_size else ""
    if known:
        return f"{known} ({usual})." if usual else f"{known}."
    return f"{usual.capitalize()}." if usual else ""


def _design_effect(survey: Survey, wave: SurveyWaveRow | None) -> str:
    """That of the latest wave, where it has one of its own, beside the usual one."""
    effect = wave.design_effect if wave else survey.design_effect
    if effect <= 1:
        return ""
    usual = f" in the latest wave, {survey.design_effect:g} usually"
    usual = "" if effect == survey.design_effect else usual
    return (
        f"{effect:g}{usual}: so many times as many people had to be asked as of a random "
        f"sample that tells as much. {survey.design_effect_source}"
    )
