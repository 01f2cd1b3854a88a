"""What keeps figures of one measure from being compared, the same everywhere in analysis.

A break in the series, a mark that a period's figure is not to be compared, a period that is not
of the measure's own kind, and published figures beside illustrative ones.
"""

from collections.abc import Collection

import numpy as np

from kpis.analysis.figures.states import as_clause
from kpis.model import Frequency, Measure, Provenance, SeriesBreak
from kpis.periods import ReportingPeriod, period_of_id


def is_regular(measure: Measure, period: ReportingPeriod) -> bool:
    """Whether a period is of the measure's own frequency and, for a survey, of its own waves."""
    if measure.frequency is Frequency.SURVEY_WAVE and (
        period.start.month != measure.wave_start_month or period.months != measure.wave_months
    ):
        return False
    return period.frequency is measure.frequency


def breaks_between(
    measure: Measure, before: ReportingPeriod, period: ReportingPeriod
) -> list[SeriesBreak]:
    """The breaks that keep a period's figure from being compared with that of one before.

    Also one inside `period`, whose figure mixes old and new. With the same period twice: those
    inside it.
    """
    return [
        broken
        for broken in measure.breaks
        if before.start < period_of_id(broken.period).start <= period.end
    ]


def marks_within(measure: Measure, *periods: ReportingPeriod) -> list[SeriesBreak]:
    """The marks that one of these periods, or a month of it, is not comparable."""
    return [
        marked
        for marked in measure.not_comparable
        if any(_is_within(period_of_id(marked.period), period) for period in periods)
    ]


def break_between(measure: Measure, before: ReportingPeriod, period: ReportingPeriod) -> str:
    """The reason of the last break or mark that keeps two periods from being compared, or ""."""
    breaks = [*breaks_between(measure, before, period), *marks_within(measure, before, period)]
    return as_clause(breaks[-1].reason) if breaks else ""


def mixed(provenance: Collection[str]) -> bool:
    """Whether published figures stand among illustrative ones; a return may stand beside either."""
    return Provenance.PUBLISHED in provenance and Provenance.ILLUSTRATIVE in provenance


def pairs_mixed(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Which pairs have one published and one illustrative figure, by the provenance of each."""
    published, illustrative = Provenance.PUBLISHED.value, Provenance.ILLUSTRATIVE.value
    return ((first == published) & (second == illustrative)) | (
        (first == illustrative) & (second == published)
    )


def _is_within(inner: ReportingPeriod, outer: ReportingPeriod) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
