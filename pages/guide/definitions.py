"""Every measure's definition, to search or to reach by its address."""

from kpis.ui.guide.definition import draw_definitions
from kpis.ui.guide.search import choose_measures
from kpis.ui.kit.layout import page_head
from kpis.ui.state import cache

plan = cache.plan()
page_head(plan, "Definitions", of_measures=True)
draw_definitions(plan, choose_measures(plan))
