"""Change the plan: the common acts as forms, all of it as a workbook, and next year's plan."""

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.plan.opened import choose_plan
from kpis.ui.plan.opening import draw_chosen
from kpis.ui.state import cache, seen

plan = cache.plan()
page_head(plan, "Change the plan")
words = (
    "Targets, measures, owners and activities as the plan has them. Nothing is written before you "
    "have seen what would change; every change is in the audit, and releases stay as they were "
    "published."
)
show(element("p", words, class_="k-lead"))
draw_chosen(choose_plan(), seen.store(plan))
