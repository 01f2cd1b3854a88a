"""What a measure means, where it comes from and who answers for it."""

from collections.abc import Sequence

from kpis.model import (
    Measure,
    Plan,
)
from kpis.periods import ReportingPeriod
from kpis.reports.parts.definition import definition
from kpis.ui.kit.addresses import link, measure_address, survey_address, theme_address
from kpis.ui.kit.html import Child, Html, element, term_list
from kpis.ui.kit.layout import section, show
from kpis.ui.performance.whose import whose_measure
from kpis.words.statuses import BASIS_WORDS

FEW = 3  # definitions that are shown unfolded


def draw_definitions(plan: Plan, measures: Sequence[Measure]) -> None:
    """The definitions under their outcomes, each to unfold; unfolded where they are few."""
    for outcome in plan.outcomes:
        own = [measure for measure in measures if measure.outcome == outcome.number]
        if not own:
            continue
        section(f"{outcome.number}. {outcome.title}")
        unfolded = len(measures) <= FEW
        folded = [_to_unfold(plan, measure, unfolded=unfolded) for measure in own]
        show(element("div", folded, class_="k-definitions"))


def definition_list(
    plan: Plan,
    measure: Measure,
    quarter: ReportingPeriod | None = None,
    quarter_id: str = "",
) -> Html:
    """Terms and their descriptions; what does not apply is left out.

    quarter: of a report that tells of no break and no new limits of later periods; None = all.
    quarter_id: named in the links, "" to leave it out.
    """
    linked: dict[str, Child] = {
        "Owner": whose_measure(measure, quarter_id),
        "Survey": _survey(plan, measure, quarter_id),
        "Themes": _themes(plan, measure, quarter_id),
    }
    terms = [(term, linked.get(term) or text) for term, text in definition(plan, measure, quarter)]
    return term_list(terms)


def _to_unfold(plan: Plan, measure: Measure, *, unfolded: bool) -> Html:
    title = element("summary", element("span", measure.code, class_="k-code"), measure.title)
    figures = element("p", link(measure_address(measure.id), "See its figures"))
    return element("details", title, definition_list(plan, measure), figures, open=unfolded)


def _survey(plan: Plan, measure: Measure, quarter_id: str) -> Html | None:
    """A link to the survey it is a question of."""
    survey = plan.surveys_by_id.get(measure.survey)
    return None if survey is None else link(survey_address(survey.id, quarter_id), survey.title)


def _themes(plan: Plan, measure: Measure, quarter_id: str) -> Child:
    titles = {theme.id: theme.title for theme in plan.themes}
    if not measure.themes:
        return "Supports every theme"
    return [
        element(
            "div",
            link(theme_address(each.theme, quarter_id), titles[each.theme]),
            f" ({BASIS_WORDS[each.basis]}: {each.reason})",
        )
        for each in measure.themes
    ]
