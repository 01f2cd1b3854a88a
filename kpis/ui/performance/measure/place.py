"""Where in the plan a measure stands, and whose it is."""

from kpis.model import Measure
from kpis.plan.partnership.partners import partners_in_words
from kpis.ui.kit.addresses import link, measure_address, outcome_address, survey_address
from kpis.ui.kit.html import Html, element
from kpis.ui.performance.partnership.business import boards_in_words
from kpis.ui.performance.whose import whose_measure
from kpis.ui.state.publication import Shown


def place_in_plan(shown: Shown, measure: Measure) -> Html:
    """Its outcome, the measure it is a part of, who owns it, and whose business it is."""
    plan, in_links = shown.plan, shown.in_links
    outcome = next(each for each in plan.outcomes if each.number == measure.outcome)
    words: list[Html | str] = [
        link(outcome_address(outcome.number, in_links), f"Outcome {outcome.number}"),
        f": {outcome.title}.",
    ]
    if measure.part_of:
        whole = plan.measures_by_id[measure.part_of]
        words += [" A part of ", link(measure_address(whole.id, in_links), whole.title), "."]
    if survey := plan.surveys_by_id.get(measure.survey):
        to_survey = link(survey_address(survey.id, in_links), survey.title)
        words += [" A question of the ", to_survey, "."]
    words += [" Owned by ", whose_measure(measure, in_links), "."]
    for more in (boards_in_words(plan, measure, in_links), partners_in_words(plan, measure)):
        words += [" ", more] if more else []
    return element("p", words, class_="k-quiet k-line")
