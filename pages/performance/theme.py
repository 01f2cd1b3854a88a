"""One theme of the partnership's plan: its board, its measures and why they belong to it."""

import streamlit as st

from kpis.analysis.report.latest_figure import latest_of
from kpis.ui.kit.layout import page_head, show
from kpis.ui.performance.group import show_group, show_standing
from kpis.ui.performance.opening import open_page
from kpis.ui.performance.own_words import principles, words_of_theme
from kpis.ui.performance.partnership.of_theme import delivered_by, draw_activities_of_theme
from kpis.ui.performance.sentences import verdict_lines
from kpis.ui.performance.small_print import illustrative_banner, small_print
from kpis.ui.performance.take_away import take_away
from kpis.ui.performance.themes import (
    purpose_of_themes,
    rows_of_theme,
    theme_list,
    theme_notes,
    themes_of,
)
from kpis.ui.state import analyses

head, chosen, shown = open_page(
    "theme", lambda plan: {theme.id: theme.title for theme in themes_of(plan)}, narrows=True
)
plan, report = shown.plan, shown.report
themes = themes_of(plan)

if chosen is None:
    with head:
        page_head(plan, "Themes", of_measures=not plan.themes)
        show(purpose_of_themes(plan))
    show(principles(plan))
    if shown.whose.said:
        show_standing(shown, report.rows)
    show(illustrative_banner([latest_of(row) for row in report.rows]))
    show(theme_list(plan, report, shown.in_links))
    show(small_print(plan, report.rows))
    st.stop()

theme = next(each for each in themes if each.id == chosen)
with head:
    page_head(plan, theme.title)
    show(delivered_by(plan, theme, shown.in_links))
show(words_of_theme(plan, theme))

rows, notes = rows_of_theme(report, theme.id), theme_notes(plan, theme.id)
insights = analyses.insight_rows(shown.figures, shown.quarter, [row.measure_id for row in rows])
show_group(
    shown,
    rows,
    explained="Beneath each title stands why the measure belongs here." if notes else "",
    notes=notes,
    verdicts=verdict_lines(insights),
)
draw_activities_of_theme(shown, theme)
take_away(shown, theme.title, theme=theme.id)
