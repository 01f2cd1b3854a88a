"""What the figures say, in the sentences that `kpis.narrative` makes of them."""

from collections.abc import Mapping, Sequence

from kpis.frames import InsightsRow, PerformanceRow
from kpis.model import RagStatus
from kpis.narrative import Claim, ClaimKind, measure_sentences, outcome_sentences, verdict
from kpis.periods import ReportingPeriod
from kpis.ui.kit.html import Html, element
from kpis.ui.state import analyses
from kpis.ui.state.figures import Figures
from kpis.words.figures import is_known

_BEYOND_COUNTS = (ClaimKind.DIRECTIONS, ClaimKind.SIGNALS)


def sentences_on_measure(row: InsightsRow | None) -> Html | None:
    """The sentences on a counted measure. row: of INSIGHTS, None for a measure without one."""
    return paragraph(measure_sentences(row)) if row is not None else None


def verdict_on_measure(row: InsightsRow | None) -> Html | None:
    """The verdict on a counted measure: the first thing to read. row: as above."""
    return element("p", verdict(row), class_="k-verdict k-verdict-head") if row else None


def verdicts_on_red(
    figures: Figures, quarter: ReportingPeriod, rows: Sequence[PerformanceRow]
) -> dict[str, str]:
    """The verdicts on those rows of a report whose latest rating is red, by measure id."""
    red = [row.measure_id for row in rows if row.latest_rag == RagStatus.RED]
    insights = analyses.insight_rows(figures, quarter, red) if red else {}
    return {measure_id: verdict(row) for measure_id, row in insights.items()}


def sentences_on_group(rows: Sequence[InsightsRow]) -> Html | None:
    """What moved in a group, what stands out by more than chance, which targets are unlikely.

    rows: of INSIGHTS. How many stand where is said by the page itself.
    """
    return paragraph([claim for claim in outcome_sentences(rows) if claim.kind in _BEYOND_COUNTS])


def sentences_on_quarter(
    figures: Figures, quarter: ReportingPeriod, ids: Sequence[str]
) -> Html | None:
    """What moved in a quarter's whole report, and what stands out. The outlook is left out.

    ids: of the measures of the report.
    """
    rows = analyses.insight_rows(figures, quarter, ids, whole=False)
    return sentences_on_group(list(rows.values()))


def verdict_lines(rows: Mapping[str, InsightsRow]) -> dict[str, Html]:
    """The verdict beneath the figures of each measure, by measure id. rows: of INSIGHTS.

    Of a measure without a figure of this report, and of which nothing is foreseen, there is none:
    its row says why. Nor is there of one that is rated by its parts, which have their own.
    """
    return {
        measure_id: element("p", verdict(row), class_="k-verdict")
        for measure_id, row in rows.items()
        if row.rag != RagStatus.SEE_PARTS and (is_known(row.outturn) or is_known(row.chance_target))
    }


def paragraph(claims: Sequence[Claim]) -> Html | None:
    """Claims as one paragraph; None for none."""
    if not claims:
        return None
    return element("p", " ".join(claim.text for claim in claims), class_="k-lead k-told")
