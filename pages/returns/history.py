"""What was ever submitted, and how any one figure came to be what it is."""

import streamlit as st

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.post.own_line import say_whose
from kpis.ui.returns.history.figure_history import asks_for_a_figure, draw_figure_history
from kpis.ui.returns.history.list import draw_illustrative, draw_submissions
from kpis.ui.returns.progress.choices import choose_whose_returns
from kpis.ui.state import cache, narrowing, plan_files, seen

SUBMISSIONS, FIGURE = "Submissions", "One figure"
_VIEW = "history_view"

plan = plan_files.chain().known  # what was returned to earlier plans, too
store = seen.store(plan)

head, whose_picker = narrowing.places(quarter=False)
with head:
    page_head(cache.plan(), "History")
says_whose = say_whose("the returns")
whose, _ = choose_whose_returns(whose_picker, plan, seen.own_measures(plan))
if _VIEW not in st.session_state:
    st.session_state[_VIEW] = FIGURE if asks_for_a_figure() else SUBMISSIONS
view = st.segmented_control(
    "What to look at",
    [SUBMISSIONS, FIGURE],
    key=_VIEW,
    required=True,
    label_visibility="collapsed",
)
if view == FIGURE:
    draw_figure_history(cache.figures(), store, whose)
else:
    what = "The newest first" if says_whose else "Everything that was ever submitted, newest first"
    lead = f"{what}. Nothing is lost: what is withdrawn stays here."
    show(element("p", lead, class_="k-foot"))
    draw_illustrative(store)
    draw_submissions(cache.figures(), store, whose)
