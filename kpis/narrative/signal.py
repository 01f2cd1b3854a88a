"""The control chart in words: usual variation, or more than chance and by which rule."""

from kpis.frames import InsightsRow
from kpis.model import RATED, Basis, ChartKind, Direction, RagStatus
from kpis.narrative.claim import Clause
from kpis.narrative.running_text import (
    number,
    period_adjective,
    period_noun,
    period_words,
    shown,
    shown_with_unit,
)
from kpis.periods import ReportingPeriod, period_of_id
from kpis.words.figures import is_known

COMMON = "common_cause"
DIRECTIONS = ("direction_year", "direction_previous", "direction_long")
CONTRARY: dict[str, str] = {
    "special_cause_improvement": Direction.WORSENING,
    "special_cause_concern": Direction.IMPROVING,
}
_BETTER_OR_WORSE = {
    "special_cause_improvement": "better than usual",
    "special_cause_concern": "worse than usual",
}
_LATELY = {
    "special_cause_improvement": "improving lately",
    "special_cause_concern": "getting worse lately",
}
_RANGE: dict[str, str] = {
    ChartKind.SEASONAL: "its usual range for the time of year",
    ChartKind.RESIDUAL: "the range that the figures before led to expect",
    ChartKind.SEASONAL_RESIDUAL: "the range that season and the figures before led to expect",
}
_FOLLOWING = (ChartKind.RESIDUAL, ChartKind.SEASONAL_RESIDUAL)
# What good news is never told without.
_BUT: dict[str, str] = {
    RagStatus.AMBER: ", but it is rated amber",
    RagStatus.RED: ", but it is rated red",
}
_COLUMNS = (
    "variation",
    "spc_chart",
    "special_cause",
    "spc_period_id",
    "spc_value",
    "spc_run",
    "mean",
    "lpl",
    "upl",
    "decimals",
    "unit",
    "unit_label",
    "basis",
    "period_id",
    "latest_period_id",
    "outturn",
    "rag",
    "latest_rag",
    *DIRECTIONS,
)


def is_special(row: InsightsRow) -> bool:
    """Whether the latest point shows more than chance; False where it says nothing."""
    return row.variation not in ("", COMMON)


def is_trend(row: InsightsRow) -> bool:
    """Whether the latest points rise or fall one after the other, wherever they lie."""
    return "Trend" in row.special_cause


def opposite_direction(row: InsightsRow) -> str:
    """Which of DIRECTIONS goes against the signal; "" where there is none, or no signal.

    A figure may have fallen from last year's and yet stand above its average of many years. Both
    is so, and the first is what readers see as its direction. The first clear one decides: against
    a year earlier, else against the period before, else over the longer run.
    """
    ways = (Direction.IMPROVING, Direction.WORSENING)
    clear = next((name for name in DIRECTIONS if getattr(row, name) in ways), "")
    return clear if clear and getattr(row, clear) == CONTRARY.get(row.variation) else ""


def is_opposed(row: InsightsRow) -> bool:
    """Whether "for the better" or "for the worse" would contradict the direction beside it."""
    return bool(opposite_direction(row))


def signal(row: InsightsRow) -> list[Clause]:
    """What the control chart says of the latest point; [] where it may not say anything."""
    if not row.variation or not row.spc_period_id:
        return []
    period = period_of_id(row.spc_period_id)
    if row.variation == COMMON and row.spc_chart in _FOLLOWING:
        return []  # each figure is held against the one before, which says nothing of a change
    if row.spc_chart == ChartKind.G:
        return [Clause(_of_rare_events(row), _COLUMNS)]
    if row.variation == COMMON:
        return [Clause(f"{_subject(row, period)} is within its usual ups and downs", _COLUMNS)]
    return [Clause(_rule(row, period), _COLUMNS), Clause(f"that is {_way(row)}", _COLUMNS)]


def _way(row: InsightsRow) -> str:
    """ "more than chance: better than usual, but it is rated red"."""
    way = (_LATELY if is_trend(row) else _BETTER_OR_WORSE).get(row.variation)
    if not way:
        return "more than chance"
    still = "still " if is_opposed(row) and not is_trend(row) else ""
    improved = row.variation == "special_cause_improvement"
    but = _BUT.get(rating_of(row), "") if improved else ""
    return f"more than chance: {still}{way}{but}"


def rating_of(row: InsightsRow) -> str:
    """The rating beside which news is told: of this report, else of the latest figure known."""
    return str(row.rag if row.rag in RATED else row.latest_rag)


def _of_rare_events(row: InsightsRow) -> str:
    """What the time between rare events says; its value is no figure of the measure."""
    if row.variation == COMMON:
        return "such events come as far apart as usual"
    kind = "less often" if row.special_cause.startswith("Long") else "more often"
    return f"such events have lately come {kind} than chance explains"


def _rule(row: InsightsRow, period: ReportingPeriod) -> str:
    """Which rule the point breaks. The names are those of NHSRplotthedots."""
    figures = f"{period_adjective(period)} figures"
    upper = "Above" in row.special_cause or "Increasing" in row.special_cause
    side = "above" if upper else "below"
    match row.special_cause.split()[0]:
        case "Above" | "Below":
            limit = shown(row, row.upl if upper else row.lpl)
            held = _RANGE.get(row.spc_chart, "its usual range")
            if limit == shown(row, row.spc_value):
                return f"{_subject(row, period)} is just {side} {held}"
            return f"{_subject(row, period)} is {side} {held} (limit {limit})"
        case "2":
            limit = f"the {'upper' if upper else 'lower'} limit of their usual range"
            return f"two of the last three {figures} lie near or beyond {limit}"
        case "7" if is_trend(row):
            way = "risen" if upper else "fallen"
            apart = ", season apart" if row.spc_chart == ChartKind.SEASONAL else ""
            return f"the last {number(row.spc_run)} {figures} have {way} one after the other{apart}"
        case _ if row.spc_chart == ChartKind.SEASONAL:
            return (
                f"the last {number(row.spc_run)} {figures} are all {side} what is usual for their "
                "time of year"
            )
        case _:
            return (
                f"the last {number(row.spc_run)} {figures} are all {side} "
                f"their average of {shown(row, row.mean)}"
            )


def _subject(row: InsightsRow, period: ReportingPeriod) -> str:
    """ "it", or which figure the chart's latest point is where that is not the one reported."""
    written = shown_with_unit(row, row.spc_value)
    to_date = row.basis == Basis.YEAR_TO_DATE
    if not is_known(row.outturn) and period.id == row.latest_period_id and not to_date:
        return "that figure"
    if period.id != row.period_id:
        noun = period_noun(period)
        result = "result" if noun == "survey" else "figure"
        when = period_words(period.id)
        return f"the latest {period_adjective(period)} {result}, {written} for {when},"
    if to_date:
        return f"the {period_noun(period)}'s own figure of {written}"
    return "it"
