"""One directorate, or one post of it: what is theirs, how it stands, what has not come."""

import streamlit as st

from kpis.analysis.report.latest_figure import latest_of
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.performance.activities.of_directorate import draw_activities_of
from kpis.ui.performance.directorates import (
    directorate_list,
    directorates_of,
    not_come,
    owned_words,
    post_notes,
    rows_of,
)
from kpis.ui.performance.group import show_measures, show_standing
from kpis.ui.performance.opening import open_page
from kpis.ui.performance.overview.movements import off_track
from kpis.ui.performance.posts import PARTS, asked_for, place_of, post_list, ways_to_see
from kpis.ui.performance.sentences import sentences_on_group, verdict_lines, verdicts_on_red
from kpis.ui.performance.small_print import illustrative_banner, small_print
from kpis.ui.performance.take_away import take_away
from kpis.ui.returns.progress.of_directorate import draw_returns
from kpis.ui.state import analyses

head, chosen, shown = open_page(
    "directorate", lambda plan: {name: name for name in directorates_of(plan)}, drops=PARTS
)
plan, report, quarter = shown.plan, shown.report, shown.quarter
whose = asked_for(plan, chosen)

if not whose.said:
    with head:
        page_head(plan, "Directorates", of_measures=True)
    show(illustrative_banner([latest_of(row) for row in report.rows]))
    show(directorate_list(plan, report, shown.in_links))
    show(small_print(plan, report.rows))
    st.stop()

with head:
    page_head(plan, whose.name)
    show(place_of(plan, whose, shown.in_links))
    show(element("p", owned_words(plan, whose), class_="k-quiet k-line"))
show(ways_to_see(plan, whose, shown.in_links))

if rows := rows_of(plan, report, whose):
    insights = analyses.insight_rows(shown.figures, quarter, [row.measure_id for row in rows])
    show_standing(shown, rows)
    show(sentences_on_group(list(insights.values())))
    show(illustrative_banner([latest_of(row) for row in rows]))

    section("Off track")
    verdicts = verdicts_on_red(shown.figures, quarter, rows)
    red = off_track(rows, shown.history, shown.in_links, verdicts=verdicts)
    show(red or element("p", f"No measure here is red at {quarter.label}.", class_="k-quiet"))

    section("Late or awaited")
    waiting = not_come(plan, rows, shown.in_links)
    none = f"Nothing that was due for {quarter.label} is late or awaited."
    show(waiting or element("p", none, class_="k-quiet"))

    if posts := post_list(plan, report, whose, shown.in_links):
        section("By post")
        show(posts)

    show_measures(
        shown,
        rows,
        explained="" if whose.owner else "Beneath each title stands who owns the measure.",
        notes={} if whose.owner else post_notes(plan, whose, shown.in_links),
        verdicts=verdict_lines(insights),
    )
draw_activities_of(shown, whose)
draw_returns(quarter, whose, as_published=shown.figures.release is not None)
take_away(shown, whose.name, whose=whose)
