"""How are we doing, what moved since last quarter and why, what is off track: on one screen."""

import streamlit as st

from kpis.analysis.report.latest_figure import is_carried, latest_of
from kpis.narrative.position import headline_sentence, reported_sentence
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.kit.told_of import told_of
from kpis.ui.performance.overview.grid import LENGTH, grid_of, key
from kpis.ui.performance.overview.movements import changed_colour, off_track
from kpis.ui.performance.overview.outcome_marks import outcome_marks
from kpis.ui.performance.overview.tiles import tiles
from kpis.ui.performance.sentences import sentences_on_quarter, verdicts_on_red
from kpis.ui.performance.small_print import illustrative_banner, small_print
from kpis.ui.performance.take_away import take_away
from kpis.ui.state import narrowing, publication

head, whose_picker, picker = narrowing.places()
shown = publication.choose(picker, whose_picker)
with head:
    page_head(shown.plan, "How are we doing?", of_measures=True)
figures, quarter, in_links = shown.figures, shown.quarter, shown.in_links
plan, report, rows = shown.plan, shown.report, shown.rows

show(illustrative_banner([latest_of(row) for row in report.rows]))
show(element("p", told_of(shown.whose, headline_sentence(plan, report.now)), class_="k-lead"))
show(tiles(plan, report.now, report.before, quarter.shift(-1).label))
if reported := reported_sentence(report.now, quarter.label):
    show(element("p", reported, class_="k-foot"))
show(sentences_on_quarter(figures, quarter, [row.measure_id for row in report.rows]))

left, right = st.container(key="pair_outcomes").columns([6, 5], gap="large")
with left:
    section("By outcome")
    show(outcome_marks(plan, report.rows, in_links, quarter.label))
with right:
    section("What changed colour")
    show(element("p", "Compared with the last time each was measured.", class_="k-foot"))
    for movement in ("worse", "better"):
        show(element("h3", f"Now {movement}", class_="k-subhead"))
        nothing = element("p", f"No measure is rated {movement} than before.", class_="k-quiet")
        show(changed_colour(report.moved, movement, in_links) or nothing)

section("Off track")
off_track_place = st.container()

section(f"Every measure in the last {LENGTH} quarters")
recent = figures.until(quarter, LENGTH)
in_grid = [row for earlier in recent for row in rows[earlier.id]]
show(key({row.latest_rag for row in in_grid}, carried=any(map(is_carried, in_grid))))
show(grid_of(figures, quarter, shown.whose, in_links, rows))
show(small_print(plan, report.rows))
take_away(shown, "How are we doing?")

with off_track_place:  # last: its verdicts wait for the outlook, and nothing else has to
    verdicts = verdicts_on_red(figures, quarter, report.rows)
    red = off_track(report.rows, shown.history, in_links, verdicts=verdicts)
    show(red or element("p", f"No measure is red at {quarter.label}.", class_="k-quiet"))
