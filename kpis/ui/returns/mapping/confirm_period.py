"""A mapping kept from an earlier file may name the period itself: then a person is asked again.

Next quarter's file has the same headers, so the mapping fits it, and its figures would be taken
for those of the quarter before.
"""

import streamlit as st

from kpis.errors import MappingError
from kpis.ui.kit.html import markdown_text
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.returns.mapping import in_use
from kpis.ui.returns.uploads import Waiting
from kpis.use_cases.mappings import MappingUsed

LONGEST_PERIOD = 60


def draw_period(file: Waiting, used: MappingUsed) -> None:
    """The period the mapping names, to be confirmed or replaced; several where it names several."""
    named = used.unconfirmed_periods
    st.warning(
        "No column of this file says the period. The mapping does, and it was made for an earlier "
        f"file: {markdown_text(', '.join(named))}. Confirm or change it before you submit."
    )
    with st.form(f"period_{file.key}", border=False):
        periods = {
            period: st.text_input(
                "The figures in this file are of the period"
                if len(named) == 1
                else f"The figures kept as {markdown_text(period)} are of the period",
                value=period,
                max_chars=LONGEST_PERIOD,
                key=f"period_{number}_{file.key}",
            )
            for number, period in enumerate(named)
        }
        confirmed = st.form_submit_button("This is the period", key=f"period_told_{file.key}")
    if not confirmed:
        return
    try:
        in_use.use(file, used.mapping.for_periods(periods))
    except MappingError as error:
        st.error(markdown_text(sentence_of(error)))
        return
    st.rerun()
