"""What is said of a measure that is red, and of one whose colour changed."""

import math

from kpis.analysis.report.latest_figure import latest_of
from kpis.frames import PerformanceRow, RatingChangeRow
from kpis.model import Polarity
from kpis.rounding import round_figure
from kpis.words.figures import figure
from kpis.words.report.shown import minimum_text, outturn_against_target


def off_track_facts(row: PerformanceRow) -> str:
    """ "61.0% against a target of 70.0%; at least 65.0% was expected." Of the latest figure, which
    says when it was measured where that was in an earlier quarter. row: of PERFORMANCE.
    """
    latest = latest_of(row)
    facts = outturn_against_target(latest)
    if row.carried_forward:
        facts = f"Last measured: {facts} ({latest.period_label})"
    if row.polarity == Polarity.RANGE or math.isnan(latest.minimum_expectation):
        return f"{facts}."
    bound = "at most" if row.polarity == Polarity.LOWER else "at least"
    return f"{facts}; {bound} {minimum_text(latest)} was expected."


def changed_facts(row: RatingChangeRow) -> str:
    """ "61.0% against a target of 70.0%; was 72.0% in Q1 2019/20." And what the target was then,
    where that is another. row: of RATING_CHANGES, of which something was rated before.
    """
    was = figure(row.outturn_before, row.unit, row.decimals)
    facts = f"{outturn_against_target(row)}; was {was} in {row.period_before}"
    if _target_moved(row):
        facts += f", when the target was {figure(row.target_before, row.unit, row.decimals)}"
    return f"{facts}."


def _target_moved(row: RatingChangeRow) -> bool:
    """Whether the target differs from the one before, to the digits shown."""
    if math.isnan(row.target) or math.isnan(row.target_before):
        return False
    return round_figure(row.target, row.decimals) != round_figure(row.target_before, row.decimals)
