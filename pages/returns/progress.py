"""How far the collection of a quarter has come: who has returned, who is late, whom to remind."""

import streamlit as st

from kpis.analysis.report.progress import is_closed, quarter_collected_now, quarters_collected
from kpis.clock import utc_now
from kpis.plan.calendar import dates_of
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.returns.progress.by_owner import who_table
from kpis.ui.returns.progress.frames import completeness_until, progress_of
from kpis.ui.returns.progress.headline import closed_note, dates, headline, illustrative_note, tiles
from kpis.ui.returns.progress.reminders import draw_reminders
from kpis.ui.returns.progress.timeliness import timeliness_table
from kpis.ui.state import cache, query_params
from kpis.words.lists import counted

figures = cache.figures()
plan, today = figures.plan, utc_now()

head, whose, picker = st.columns([5, 2.4, 1.6], vertical_alignment="bottom")
with head:
    page_head(plan, "Progress of returns")
with whose:
    names = {name: name for name in sorted({measure.directorate for measure in plan.counted})}
    directorate = query_params.choose("directorate", "Directorate", names, "directorate")
with picker:
    quarter, _ = query_params.choose_quarter(
        quarters_collected(plan, today)[::-1],
        quarter_collected_now(plan, figures.outturns, today),
        visit="collected_quarter",
    )

progress = progress_of(figures, quarter)
if directorate is not None:
    progress = progress[progress["directorate"] == directorate]
rows = list(progress.itertuples(index=False))
calendar = dates_of(plan, quarter)

show(illustrative_note(rows))
show(element("p", headline(rows, quarter, directorate or ""), class_="k-lead"))
show(tiles(rows))
show(dates(calendar, today.date()))
if is_closed(plan, quarter, today):
    show(closed_note(quarter, calendar))

if rows:
    section("Whom to remind")
    draw_reminders(plan, figures.store, quarter, progress)

    section("Who has returned what")
    in_links = quarter.id if quarter in figures.choices else ""
    show(who_table(rows, quarter.label, in_links))

recent = completeness_until(figures, quarter, directorate or "")
section(f"Completeness and timeliness, last {counted(len(recent), 'quarter')}")
show(timeliness_table(recent))
