"""What the figures say, in the sentences that `kpis.analysis.narrative` makes of them."""

from collections.abc import Sequence

from kpis.analysis.narrative import Claim, measure_sentences
from kpis.model import Measure
from kpis.periods import ReportingPeriod
from kpis.ui import analysed, cache
from kpis.ui.html import Html, element


def told_of(figures: cache.Figures, quarter: ReportingPeriod, measure: Measure) -> Html | None:
    """The sentences on a counted measure, seen from a quarter's report."""
    row = analysed.insight_rows(figures, quarter, [measure.id]).get(measure.id)
    return sentences(measure_sentences(row)) if row is not None else None


def sentences(claims: Sequence[Claim]) -> Html | None:
    """Claims as one paragraph; None for none."""
    if not claims:
        return None
    return element("p", " ".join(claim.text for claim in claims), class_="k-lead k-told")
