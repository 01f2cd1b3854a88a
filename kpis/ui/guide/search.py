"""Find measures by the words in their descriptions."""

import streamlit as st

from kpis.model import Measure, Plan
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import show
from kpis.ui.kit.titles import measure_titles
from kpis.ui.state import query_params
from kpis.words.lists import counted


def choose_measures(plan: Plan) -> list[Measure]:
    """Draw the search and the list, and return the measures found or the one chosen."""
    words, choice = st.columns(2)
    with words:
        wanted = st.text_input(
            "Search titles, definitions, owners and sources",
            key="definitions_search",
            placeholder="for example: waste, survey, Head of Housing",
        )
    with choice:
        chosen = query_params.choose(
            "measure", "Or choose a measure", measure_titles(plan.measures), "measure"
        )
    if chosen:
        return [plan.measures_by_id[chosen]]
    measures = matching(plan, wanted)
    if wanted:
        sentence = f"{counted(len(measures), 'measure')} with “{wanted}”.".capitalize()
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
