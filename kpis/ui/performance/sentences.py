"""What the figures say, in the sentences that `kpis.narrative` makes of them."""

from collections.abc import Mapping, Sequence

from kpis.frames import InsightsRow
from kpis.narrative import Claim, ClaimKind, measure_sentences, outcome_sentences
from kpis.narrative.signal import is_opposed
from kpis.periods import ReportingPeriod
from kpis.ui.kit.html import Html, element
from kpis.ui.performance.signal_icons import assurance, variation
from kpis.ui.state import analyses
from kpis.ui.state.figures import Figures
from kpis.words.chances import chance_words
from kpis.words.figures import is_known

_BEYOND_COUNTS = (ClaimKind.DIRECTIONS, ClaimKind.SIGNALS)


def sentences_on_measure(row: InsightsRow | None) -> Html | None:
    """The sentences on a counted measure. row: of INSIGHTS, None for a measure without one."""
    return paragraph(measure_sentences(row)) if row is not None else None


def sentences_on_group(rows: Sequence[InsightsRow]) -> Html | None:
    """What moved in a group, what stands out by more than chance, which targets are unlikely.

    rows: of INSIGHTS. How many stand where is said by the page itself.
    """
    return paragraph([claim for claim in outcome_sentences(rows) if claim.kind in _BEYOND_COUNTS])


def sentences_on_quarter(figures: Figures, quarter: ReportingPeriod) -> Html | None:
    """What moved in a quarter's whole report, and what stands out. The outlook is left out."""
    ids = [measure.id for measure in figures.plan.measures]
    rows = analyses.insight_rows(figures, quarter, ids, whole=False)
    return sentences_on_group(list(rows.values()))


def signal_lines(rows: Mapping[str, InsightsRow]) -> dict[str, Html]:
    """The line of each measure that has one, by measure id. rows: of INSIGHTS."""
    lines = {measure_id: signal_line(row) for measure_id, row in rows.items()}
    return {measure_id: line for measure_id, line in lines.items() if line}


def signal_line(row: InsightsRow) -> Html | None:
    """Both icons of a measure and the chance of meeting its target; None for none of them.

    row: of INSIGHTS.
    """
    marks = [
        variation(row.variation, row.special_cause, chart=row.spc_chart, opposed=is_opposed(row)),
        assurance(row.assurance, row.polarity),
    ]
    if is_known(row.chance_target):
        chance = chance_words(row.chance_target)
        when = f"that {row.outlook_period_label} will meet its target"
        marks.append(element("span", f"Outlook: {chance} {when}.", class_="k-signal-outlook"))
    shown = [mark for mark in marks if mark]
    return element("div", shown, class_="k-signal-line") if shown else None


def paragraph(claims: Sequence[Claim]) -> Html | None:
    """Claims as one paragraph; None for none."""
    if not claims:
        return None
    return element("p", " ".join(claim.text for claim in claims), class_="k-lead k-told")
