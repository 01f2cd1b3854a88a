"""One theme of the partnership's plan: its board, its measures and why they belong to it."""

import streamlit as st

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.performance.group import show_group
from kpis.ui.performance.notes import illustrative_banner, small_print
from kpis.ui.performance.themes import rows_of_theme, theme_list, theme_notes, themes_of
from kpis.ui.state import cache, publication, query_params

plan = cache.figures().plan
themes = themes_of(plan)

head = st.container()
choice, picker = st.columns([4, 1], vertical_alignment="bottom")
with choice:
    titles = {theme.id: theme.title for theme in themes}
    chosen = query_params.choose("theme", "Theme", titles, "theme")
shown = publication.choose(picker)
figures, quarter, in_links = shown.figures, shown.quarter, shown.in_links
plan = figures.plan
report = cache.report_of(figures, quarter)

if chosen is None:
    with head:
        page_head(plan, "Themes")
        show(element("p", f"{plan.partnership_plan}: {plan.objective}.", class_="k-quiet k-line"))
    show(illustrative_banner(report.rows))
    show(theme_list(themes, report, in_links))
    show(small_print(plan, report.rows))
    st.stop()

theme = next(found for found in themes if found.id == chosen)
with head:
    page_head(plan, theme.title)
    show(element("p", theme.board, class_="k-quiet k-line"))

measures = rows_of_theme(report, theme.id)
show_group(
    figures,
    measures,
    quarter,
    in_links,
    explained="Beneath each title stands why the measure belongs here: “stated” when the council's "
    "documents say so, “assigned” when this project did.",
    notes=theme_notes(plan, theme.id),
)
