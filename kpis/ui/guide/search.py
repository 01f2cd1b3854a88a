"""Find measures by the words in their descriptions."""

import streamlit as st

from kpis.model import Measure, Plan
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import show
from kpis.ui.kit.titles import measure_titles
from kpis.ui.kit.told_of import told_of
from kpis.ui.state import narrowing, query_params
from kpis.ui.state.asked_measure import understand_measure
from kpis.words.lists import counted


def choose_measures(plan: Plan) -> list[Measure]:
    """Draw the search and the list, and return the measures found or the one chosen."""
    words, choice, whose_picker = narrowing.places(3.4, 3.2, quarter=False)
    with words:
        wanted = st.text_input(
            "Search titles, definitions, owners and sources",
            key="definitions_search",
            placeholder="for example: waste, survey, Head of Housing",
        )
    with choice:
        chosen = query_params.choose(
            *("measure", "Or choose a measure", measure_titles(plan.measures), "measure"),
            nearest=understand_measure(plan),
        )
    if chosen:
        return [plan.measures_by_id[chosen]]
    whose = narrowing.choose(whose_picker, plan.measures, also=plan.activities)
    measures = [*whose.of(matching(plan, wanted))]
    if wanted or whose.said:
        found = f" with “{wanted}”" if wanted else ""
        parts = any(each.part_of for each in measures)
        what = f"{len(measures)} measures and parts" if parts else counted(len(measures), "measure")
        sentence = told_of(whose, f"{what[0].upper()}{what[1:]}{found}.")
        show(element("p", sentence, class_="k-quiet"))
    return measures


def matching(plan: Plan, text: str) -> list[Measure]:
    """Measures that hold every word of the text somewhere, in plan order; all of them for "".

    Capitals, and a curly or straight apostrophe, make no difference.
    """
    words = _plain(text).split()
    return [
        measure for measure in plan.measures if all(word in _haystack(measure) for word in words)
    ]


def _haystack(measure: Measure) -> str:
    return _plain(
        " ".join(
            (
                measure.code,
                measure.title,
                measure.short_title,
                measure.definition,
                measure.why_it_matters,
                measure.numerator,
                measure.denominator,
                measure.unit_label,
                measure.directorate,
                measure.service,
                measure.team,
                measure.owner,
                measure.source,
                measure.part_label,
                measure.published.publisher if measure.published else "",
            )
        )
    )


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("‘", "'")
