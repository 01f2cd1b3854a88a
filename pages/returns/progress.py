"""How far the collection of a quarter has come: who has returned, who is late, whom to remind."""

from kpis.ui.kit.layout import page_head, section
from kpis.ui.post.own_line import say_whose
from kpis.ui.returns.progress.by_owner import draw_owners
from kpis.ui.returns.progress.choices import choose_collected_quarter, choose_whose_returns
from kpis.ui.returns.progress.frames import progress_of, progress_rows
from kpis.ui.returns.progress.headline import draw_summary
from kpis.ui.returns.progress.reminders import draw_reminders
from kpis.ui.returns.progress.surveys import draw_surveys
from kpis.ui.returns.progress.timeliness import draw_timeliness
from kpis.ui.state import cache, narrowing, seen

head, whose_picker, picker = narrowing.places()
with picker:
    quarter = choose_collected_quarter(cache.figures())
figures = cache.by_plan_in_force(cache.figures(), quarter)
plan = figures.plan
own = seen.own_measures(plan)

with head:
    page_head(plan, "Progress of returns", of_measures=True)
    say_whose("the returns")
whose, theirs = choose_whose_returns(whose_picker, plan, own)

rows = progress_rows(figures, quarter, theirs)

draw_summary(plan, quarter, rows, whose.name)
if rows:
    draw_surveys(plan, quarter, rows)
    section("Whom to remind")
    draw_reminders(plan, quarter, progress_of(figures, quarter, theirs))
    section("Who has returned what")
    draw_owners(figures, quarter, rows)
draw_timeliness(figures, quarter, theirs)
