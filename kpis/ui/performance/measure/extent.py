"""How far the parts of a measure's page reach: up to the quarter shown or, when asked, to today.

What stands in the report of a quarter must not change with what became known later, so by default
nothing later is on the page. Who wants to know how it went on turns a switch; then the address
says so (`?today=1`), a banner stands above everything it touches and a label at each part of it.
The head of the page stays what the quarter's report says.
"""

from dataclasses import dataclass

from kpis.model import Measure
from kpis.periods import ReportingPeriod
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.state import analyses, query_params
from kpis.ui.state.figures import Figures
from kpis.ui.state.publication import Shown

PARAMETER = "today"  # of the address: ?today=1
SWITCH = "Show what is known today"


@dataclass(frozen=True, slots=True)
class Extent:
    """figures: what the parts show. seen_from: the quarter from which outlook, rank and groups are
    seen, the report's or, known today, the one that can hold the latest figure.

    report: the quarter of the page. today: whether more is shown than its report can hold.
    """

    figures: Figures
    seen_from: ReportingPeriod
    report: ReportingPeriod
    today: bool = False

    def of(self, measure: Measure) -> Measure:
        """The measure with the annotations that are shown."""
        return self.figures.plan.measures_by_id[measure.id]

    def section(self, title: str) -> None:
        """The heading of a part and, where more is shown than the report can hold, its label."""
        section(title)
        show(self.label)

    @property
    def label(self) -> Html | None:
        if not self.today:
            return None
        words = f", not only up to {self.report.label}."
        return element("p", element("strong", "Known today"), words, class_="k-today")

    def file_name(self, name: str) -> str:
        """The name of a download without its ending, which says so when it holds more."""
        return f"{name}-known-today" if self.today else name


def choose_extent(shown: Shown, measure: Measure) -> Extent:
    """Draw the switch where more is known today of the measure or its parts; tell what holds."""
    until = Extent(shown.figures, shown.quarter, shown.quarter)
    if shown.figures.release:
        # What is known today may not be approved: a page of a release has the banner's link to it.
        return until
    everything = shown.known_today()
    if measure.id not in everything.plan.measures_by_id or not analyses.is_more_known(
        shown.figures, everything, measure.id
    ):
        return until
    if not query_params.switch(PARAMETER, SWITCH):
        words = f"This page stops at {shown.quarter.label}. More is known today."
        show(element("p", words, class_="k-quiet k-line"))
        return until
    show(
        element(
            "p",
            element("strong", "You see what is known today. "),
            f"Charts, tables and downloads below go beyond the report of {shown.quarter.label}.",
            class_="k-note k-today-banner",
        )
    )
    seen_from = analyses.known_until(everything, shown.quarter, measure.id)
    return Extent(everything, seen_from, shown.quarter, today=True)
