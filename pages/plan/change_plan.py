"""Change the plan: the common acts as forms, and all of it as a workbook."""

from kpis.ui.kit.layout import page_head
from kpis.ui.plan.opening import draw_chosen
from kpis.ui.state import cache, seen

plan = cache.plan()
store = seen.store(plan)
page_head(plan, "Change the plan")
draw_chosen(plan, store)
