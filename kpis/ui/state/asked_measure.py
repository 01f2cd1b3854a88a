"""Which measure an address asks for: by its id, or by its code or title, as people write it.

"measure?measure=5.2" and "?measure=Level of recycling" lead to the measure and then name its id.
"""

import streamlit as st

from kpis.model import Plan
from kpis.plan.lookup import MeasureLookup
from kpis.ui.kit.html import markdown_text
from kpis.ui.state import plan_files

_NAME = "measure"


def understand_measure(plan: Plan) -> str:
    """Put the id of the measure meant into the address; → what else may have been meant.

    "" where it names one, or none at all; a sentence about the nearest where it names none that
    there is, which is for the message of whoever draws the choice.
    """
    asked = st.query_params.get(_NAME, "")
    if not asked or asked in plan.measures_by_id:
        return ""
    lookup = MeasureLookup(plan)
    found = lookup.find(asked)
    if found is not None:
        st.query_params[_NAME] = found.id
        return ""
    words = plan_files.elsewhere(plan, asked) or lookup.nearest_in_words(asked)
    return markdown_text(words)
