"""The template to send out: choose a quarter and a directorate, take the workbook away."""

from functools import partial

import streamlit as st

from kpis.analysis.first_quarter import quarters_of_plan
from kpis.model import Plan
from kpis.plan.calendar import dates_of, due_in
from kpis.readers.template import template_name
from kpis.returns import template_for
from kpis.store import Store
from kpis.ui import cache
from kpis.ui.html import element
from kpis.ui.layout import show
from kpis.ui.returns.issue_table import figures

EVERYONE = "All directorates"
_QUARTER = "template_quarter"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_panel(plan: Plan, store: Store) -> None:
    """The template offered first is for the quarter after the one the dashboard shows first."""
    quarters = {quarter.id: quarter for quarter in reversed(quarters_of_plan(plan))}
    if st.session_state.get(_QUARTER) not in quarters:  # asked once: it needs every figure
        first = cache.figures().first
        following = first.shift(1)
        st.session_state[_QUARTER] = (following if following.id in quarters else first).id
    which, whose = st.columns([2, 3])
    with which:
        st.selectbox(
            "Quarter",
            list(quarters),
            format_func=lambda quarter_id: quarters[quarter_id].label,
            key=_QUARTER,
        )
    quarter = quarters[st.session_state[_QUARTER]]
    due = due_in(plan, quarter)
    if not due:
        show(element("p", f"Nothing is due in {quarter.label}.", class_="k-quiet"))
        return
    with whose:
        directorate = st.selectbox(
            "Directorate",
            [EVERYONE, *sorted({measure.directorate for measure, _ in due})],
            key="template_directorate",
        )
    wanted = "" if directorate == EVERYONE else directorate
    asked = sum(1 for measure, _ in due if wanted in ("", measure.directorate))
    st.download_button(
        f"Download the template for {quarter.label}",
        partial(template_for, store, plan, quarter, wanted),
        file_name=template_name(quarter, wanted),
        mime=XLSX,
        on_click="ignore",
        key="template_download",
    )
    day = dates_of(plan, quarter).due
    show(
        element(
            "p",
            f"It asks for {figures(asked)}, due on {day.day} {day:%B %Y}, and shows the last four "
            "of each.",
            class_="k-foot",
        )
    )
