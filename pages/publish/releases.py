"""The release desk: approve, prepare, review and publish; and for all, what was published."""

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.kit.messages import say_published_plan_is_used
from kpis.ui.publish.desk import draw_desk
from kpis.ui.publish.releases import draw_asked_changes, draw_releases
from kpis.ui.publish.waiting import draw_waiting
from kpis.ui.state import cache, plan_files, seen, visitor

figures = cache.figures(for_readers=True)
store = seen.store(figures.state.own_plan)

page_head(figures.plan, "Releases")
lead = (
    "A release closes one quarter: its approved figures and the plan as it stands, under a number, "
    "for good. Pages for the board show the latest release of the quarter they are asked for."
)
show(element("p", lead, class_="k-foot"))
draw_asked_changes(figures.state.own_plan, store)
if trouble := cache.plan_trouble():
    say_published_plan_is_used(trouble)
else:
    if visitor.approves():
        known = plan_files.chain().known
        draw_waiting(known, seen.store(known))
    if visitor.sees_unpublished():
        draw_desk(figures, seen.store(cache.plan()))
draw_releases(figures, store)
