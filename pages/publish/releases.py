"""Sign figures off and publish them: approve submissions, make a release, see earlier ones."""

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.publish.publishing import draw_publishing
from kpis.ui.publish.releases import draw_releases
from kpis.ui.publish.waiting import draw_waiting
from kpis.ui.state import cache
from kpis.ui.state.groups import public_by_group

figures = cache.figures()
plan, store = figures.plan, figures.store

page_head(plan, "Releases")
lead = (
    "A release keeps the approved figures as they stand, under a number, for good. Pages for the "
    "board show the latest release of the quarter they are asked for."
)
show(element("p", lead, class_="k-foot"))
draw_waiting(plan, store)
draw_publishing(plan, store, figures.choices, figures.first, public_by_group(figures))
draw_releases(store)
