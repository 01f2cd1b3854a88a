"""What does not look right in the figures that stand, by kind, with what to do about it."""

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, show
from kpis.ui.kit.told_of import told_of
from kpis.ui.post.own_line import say_whose
from kpis.ui.returns.progress import frames
from kpis.ui.returns.progress.choices import choose_whose_returns
from kpis.ui.returns.progress.quality_list import (
    draw_download,
    draw_findings,
    illustrative_findings,
    kinds_table,
    quality_headline,
)
from kpis.ui.state import cache, narrowing, seen

figures = cache.figures()
plan = figures.plan
own = seen.own_measures(plan)

head, whose_picker = narrowing.places(quarter=False)
with head:
    page_head(plan, "Data quality", of_measures=True)
    say_whose("what is returned")
whose, theirs = choose_whose_returns(whose_picker, plan, own)
findings = frames.findings(figures, theirs)

show(illustrative_findings(findings))
show(element("p", told_of(whose, quality_headline(findings)), class_="k-lead"))
show(kinds_table(findings))
whose_figures = (
    f"Only figures of {plan.area} are looked at; comparators are other people's. A finding is "
    "a question to the owner, not a verdict."
)
show(element("p", whose_figures, class_="k-foot"))
draw_download(findings)
draw_findings(findings)
