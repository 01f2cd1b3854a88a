"""Mails of releases: who gets them, and what became of each."""

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.publish.mail_log import draw_mails
from kpis.ui.publish.subscribing import draw_subscribing
from kpis.ui.state import cache, seen, visitor

plan = cache.plan()
store = seen.store(plan)

page_head(plan, "Mails")
lead = (
    "When a release is published, whoever subscribed gets a mail: how things are, what changed and "
    "why, and where to read on. Nothing is in it that is not published."
)
show(element("p", lead, class_="k-foot"))
draw_subscribing(plan, store)
if visitor.manages_mails():
    draw_mails(store)
