"""The returns of one directorate, or of a part of it, for those who may read returns."""

from kpis.analysis.report.progress import quarters_collected
from kpis.clock import utc_now
from kpis.model import Whose
from kpis.periods import ReportingPeriod
from kpis.ui.kit.addresses import link, narrowed_address
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import section, show
from kpis.ui.post.own_line import say_whose
from kpis.ui.returns.progress.by_owner import draw_owners
from kpis.ui.returns.progress.frames import progress_rows
from kpis.ui.returns.progress.headline import headline
from kpis.ui.state import cache, seen, visitor


def draw_returns(quarter: ReportingPeriod, whose: Whose, *, as_published: bool) -> None:
    """The section of a quarter's returns as they stand today; none for the public.

    Whoever reads only their own gets these, and no section where nothing here is theirs. There is
    none either for a quarter that was not, or is not yet, collected for the plan. as_published:
    the page shows a release, which nothing of today is to be mixed with: a link leads to it
    instead.
    """
    figures = cache.figures() if visitor.reads_returns() else None
    if figures is None or quarter not in quarters_collected(figures.state.chain, utc_now()):
        return
    figures = cache.by_plan_in_force(figures, quarter)
    own = seen.own_measures(figures.plan)
    here = {each.id for each in whose.of(figures.plan.measures)}
    theirs = tuple(sorted(here if own is None else here.intersection(own)))
    if own is not None and not theirs:
        return
    section("Returns")
    more = link(narrowed_address("progress", whose, quarter.id), "Progress of returns")
    if as_published:
        show(element("p", "How they stand today: ", more, ".", class_="k-foot"))
        return
    say_whose("the returns")
    rows = progress_rows(figures, quarter, theirs)
    words = headline(rows, quarter, whose.name)
    show(element("p", f"As the store stands today: {words[:1].lower()}{words[1:]}"))
    if rows:
        draw_owners(figures, quarter, rows)
    show(element("p", more, " says whom to remind.", class_="k-foot"))
