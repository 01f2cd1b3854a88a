"""What analysis says of the measures of a report, as `kpis status --json` tells it.

Apart from the figures and ratings themselves, because those are asked for by scripts that want
them at once: the outlook alone takes longer than all the rest together.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kpis.model import Plan
from kpis.periods import ReportingPeriod

if TYPE_CHECKING:
    import pandas as pd

    from kpis.frames import InsightsRow


CHANCE_DECIMALS = 2  # chances are given in whole per cent: more would be made up

# Names in the document, and the columns of INSIGHTS that hold them.
OUTLOOK = {
    "period": "outlook_period_id",
    "outlook": "outlook",
    "low_80": "outlook_low",
    "high_80": "outlook_high",
    "target": "outlook_target",
    "target_upper": "outlook_target_upper",
    "aims_of": "outlook_aims_of",
    "minimum_expectation": "outlook_minimum",
    "minimum_expectation_upper": "outlook_minimum_upper",
    "chance_target": "chance_target",
    "chance_minimum": "chance_minimum",
    "method": "outlook_method",
    "reason": "outlook_reason",
    "illustrative": "outlook_illustrative",
}
_SPC = {
    "period": "spc_period_id",
    "value": "spc_value",
    "centre": "mean",
    "lower_limit": "lpl",
    "upper_limit": "upl",
    "lower_limit_shown": "lpl_shown",
    "upper_limit_shown": "upl_shown",
    "variation": "variation",
    "special_cause": "special_cause",
    "assurance": "assurance",
    "reason": "spc_reason",
    "illustrative": "spc_illustrative",
    "chart": "spc_chart",
    "chart_reason": "spc_chart_reason",
}
_BENCHMARK = {
    name: f"benchmark_{name}"
    for name in (
        "comparators",
        "title",
        "period_id",
        "outturn",
        "areas",
        "rank",
        "tied",
        "rank_low",
        "rank_high",
        "rank_unknown",
        "standing",
        "median",
        "reference_area",
        "reference",
        "gap",
        "gap_better",
        "gap_before",
        "gap_direction",
        "gap_direction_reason",
        "provisional",
        "note",
        "coverage",
        "years_old",
        "reason",
    )
}
_INEQUALITY = {
    name: f"inequality_{name}"
    for name in (
        "breakdown",
        "period_id",
        "best",
        "best_outturn",
        "worst",
        "worst_outturn",
        "gap",
        "gap_low",
        "gap_high",
        "gap_direction",
        "groups",
        "withheld",
        "illustrative",
    )
}


def analysed(
    plan: Plan,
    outturns: "pd.DataFrame",
    quarter: ReportingPeriod,
    as_at: datetime,
    performed: "pd.DataFrame",
    *,
    of_one_outcome: bool,
) -> dict[str, Any]:
    """What the document says of measures beyond their figures.

    performed: PERFORMANCE of the quarter and the one before, of these measures alone.
    sentences: on the quarter, or on the outcome; outcomes: the number and sentences of each;
    measures: by id, what is to stand in the row of each.
    """
    from kpis.analysis.insights import insights
    from kpis.frames import INSIGHTS, PERFORMANCE
    from kpis.narrative import outcome_sentences, quarter_sentences

    ids = list(dict.fromkeys(performed["measure_id"]))
    frame = insights(plan, outturns, quarter, as_at, performed=performed, measure_ids=ids)
    rows = INSIGHTS.rows(frame)
    before = PERFORMANCE.rows(performed[performed["quarter_id"] != quarter.id])
    whole = outcome_sentences(rows) if of_one_outcome else quarter_sentences(rows, before=before)
    by_outcome = {
        number: outcome_sentences([row for row in rows if row.outcome == number])
        for number in dict.fromkeys(row.outcome for row in rows)
    }
    return {
        "sentences": [claim.text for claim in whole],
        "outcomes": [
            {"number": number, "sentences": [claim.text for claim in claims]}
            for number, claims in by_outcome.items()
        ],
        "measures": {row.measure_id: _measure(row) for row in rows},
    }


def _measure(row: "InsightsRow") -> dict[str, Any]:
    """Parts of which nothing can be said are there too, with the reason."""
    from kpis.narrative import measure_sentences, verdict

    return {
        "verdict": verdict(row),
        "sentences": [claim.text for claim in measure_sentences(row)],
        "variation": row.variation or None,
        "assurance": row.assurance or None,
        "spc": rounded_columns(row, _SPC, row.decimals),
        "outlook": rounded_columns(row, OUTLOOK, row.decimals),
        "rank": row.benchmark_rank or None,
        "benchmark": rounded_columns(row, _BENCHMARK, row.decimals)
        if row.benchmark_comparators
        else None,
        "inequality": rounded_columns(row, _INEQUALITY, row.decimals)
        if row.inequality_breakdown
        else None,
    }


def rounded_columns(row: object, names: Mapping[str, str], decimals: int) -> dict[str, Any]:
    """These columns, figures rounded as shown; null for what there is none of."""
    from kpis.rounding import round_figure

    document: dict[str, Any] = {}
    for name, column in names.items():
        value = getattr(row, column)
        if isinstance(value, float):
            chance = column.startswith("chance_")
            value = round_figure(value, CHANCE_DECIMALS if chance else decimals)
        document[name.removesuffix("_id")] = None if value == "" else value
    return document
