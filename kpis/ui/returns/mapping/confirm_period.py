"""A mapping kept from an earlier file may name the period itself: then a person is asked again.

Next quarter's file has the same headers, so the mapping fits it, and its figures would be taken
for those of the quarter before.
"""

import streamlit as st

from kpis.errors import MappingError
from kpis.ui.kit.html import markdown_text
from kpis.ui.returns.mapping import in_use
from kpis.ui.returns.mapping.in_use import Used
from kpis.ui.returns.uploads import Waiting

LONGEST_PERIOD = 60


def asks_period(used: Used | None) -> bool:
    """Whether the period of a file comes from a mapping that nobody has confirmed for it."""
    return bool(used and used.saved_at is not None and used.mapping.periods_named)


def draw_period(file: Waiting, used: Used) -> None:
    """The period the mapping names, to be confirmed or replaced; several where it names several."""
    named = used.mapping.periods_named
    st.warning(
        "No column of this file says the period. The mapping does, and it was made for an earlier "
        f"file: {markdown_text(', '.join(named))}. Confirm or change it before you submit."
    )
    with st.form(f"period_{file.key}", border=False):
        given = {
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
        told = st.form_submit_button("This is the period", key=f"period_told_{file.key}")
    if not told:
        return
    try:
        in_use.use(file, used.mapping.for_periods(given))
    except MappingError as error:
        st.error(markdown_text(str(error)))
        return
    st.rerun()
