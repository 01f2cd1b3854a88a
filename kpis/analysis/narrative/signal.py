"""The control chart in words: usual variation, or more than chance and by which rule."""

from kpis.analysis.narrative.claim import Clause, Row
from kpis.analysis.narrative.words import (
    number,
    period_adjective,
    period_noun,
    period_words,
    shown,
    shown_with_unit,
)
from kpis.model import Basis
from kpis.periods import ReportingPeriod, period_of_id

COMMON = "common_cause"
_FOR_BETTER_OR_WORSE = {
    "special_cause_improvement": ", and for the better",
    "special_cause_concern": ", and for the worse",
}
_COLUMNS = (
    "variation",
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
)


def is_special(row: Row) -> bool:
    """Whether the latest point shows more than chance; False where nothing is told."""
    return row.variation not in ("", COMMON)


def signal(row: Row) -> Clause | None:
    """What the control chart says of the latest point; None where it may not say anything."""
    if not row.variation or not row.spc_period_id:
        return None
    period = period_of_id(row.spc_period_id)
    if row.variation == COMMON:
        return Clause(f"{_subject(row, period)} is within the usual variation", _COLUMNS)
    chance = f"which is more than chance{_FOR_BETTER_OR_WORSE.get(row.variation, '')}"
    return Clause(f"{_rule(row, period)}, {chance}", _COLUMNS)


def _rule(row: Row, period: ReportingPeriod) -> str:
    """Which rule the point breaks. The names are those of NHSRplotthedots."""
    figures = f"{period_adjective(period)} figures"
    upper = "Above" in row.special_cause or "Increasing" in row.special_cause
    match row.special_cause.split()[0]:
        case "Above" | "Below":
            limit = shown(row, row.upl if upper else row.lpl)
            beyond = f" (limit {limit})" if limit != shown(row, row.spc_value) else ""
            side = "higher" if upper else "lower"
            return f"{_subject(row, period)} is {side} than usual variation explains{beyond}"
        case "2":
            limit = f"the {'upper' if upper else 'lower'} limit of what is usual"
            return f"two of the last three {figures} lie near or beyond {limit}"
        case "7" if "Trend" in row.special_cause:
            way = "risen" if upper else "fallen"
            return f"the last {number(row.spc_run)} {figures} have {way} one after the other"
        case _:
            side = "above" if upper else "below"
            return (
                f"the last {number(row.spc_run)} {figures} are all {side} "
                f"their average of {shown(row, row.mean)}"
            )


def _subject(row: Row, period: ReportingPeriod) -> str:
    """ "it", or which figure the chart's latest point is where that is not the one reported."""
    written = shown_with_unit(row, row.spc_value)
    to_date = row.basis == Basis.YEAR_TO_DATE
    if not row.period_id and period.id == row.latest_period_id and not to_date:
        return "that figure"
    if period.id != row.period_id:
        noun = period_noun(period)
        which = "result" if noun == "survey" else "figure"
        when = period_words(period.id)
        return f"the latest {period_adjective(period)} {which}, {written} for {when},"
    if to_date:
        return f"the {period_noun(period)}'s own figure of {written}"
    return "it"
