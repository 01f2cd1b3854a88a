"""Rules about reporting periods and days of return, as far as the file alone tells."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kpis import errors
from kpis.model import Frequency, Measure
from kpis.periods import (
    ReportingPeriod,
    describe_frequency,
    example_of,
    period_containing,
)
from kpis.validation.issues.base import Issue
from kpis.validation.issues.period import (
    AmbiguousPeriod,
    FuturePeriod,
    OtherSurveyWave,
    UnknownPeriod,
    WrongFrequencyPeriod,
)
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.text_column import positions


def unknown_periods(table: ReturnTable) -> Iterator[RowIssue]:
    """A period is understood for what the measure is returned in, or not at all.

    A header of a wide table stands over many rows and has one issue, whatever they measure.
    """
    for position in positions(table.period.failed):
        error = table.period.reads[table.period.read_numbers[position]].error
        ambiguous = isinstance(error, errors.AmbiguousPeriod)
        kind: type[Issue] = AmbiguousPeriod if ambiguous else UnknownPeriod
        yield _about_period(table, kind, position, explanation=str(error))


def periods_of_another_frequency(table: ReturnTable) -> Iterator[RowIssue]:
    """A measure is returned for periods of its own length."""
    wrong = (table.period.number >= 0) & ~table.period.fits
    for position in positions(wrong):
        measure = table.plan.measures[table.measure[position]]
        yield table.period_issue(
            WrongFrequencyPeriod,
            position,
            is_a=describe_frequency(table.period.period_at(position).frequency),
            should_be=describe_frequency(measure.frequency),
            example=_example(measure, table.period.period_at(position)),
        )


def other_survey_waves(table: ReturnTable) -> Iterator[RowIssue]:
    """A return gives the plan's own waves. Official statistics may pool several years."""
    if table.is_history:
        return
    other = table.of_pair(
        lambda pair: (
            pair.measure.frequency is Frequency.SURVEY_WAVE
            and pair.period != _own_wave(pair.measure, pair.period)
        ),
        False,
    )
    for position in positions(other):
        measure, period, _ = table.pairs[table.pair[position]]
        own = _own_wave(measure, period).label
        yield table.period_issue(OtherSurveyWave, position, own_wave=own)


def future_periods(table: ReturnTable) -> Iterator[RowIssue]:
    """A period has ended, by the day of the check, before it has a figure: also in history."""
    today = table.context.now.date()
    for position in positions(table.of_pair(lambda pair: pair.period.end > today, False)):
        _, period, _ = table.pairs[table.pair[position]]
        yield table.period_issue(FuturePeriod, position, ends_on=period.end)


def _example(measure: Measure, near: ReportingPeriod) -> str:
    """How a period of the measure is written: of a survey, the plan's own wave."""
    if measure.frequency is Frequency.SURVEY_WAVE:
        return _own_wave(measure, near).label
    return example_of(measure.frequency)


def _own_wave(measure: Measure, period: ReportingPeriod) -> ReportingPeriod:
    return period_containing(
        period.end,
        Frequency.SURVEY_WAVE,
        wave_start_month=measure.wave_start_month or 1,
        wave_months=measure.wave_months or 12,
    )


def _about_period(table: ReturnTable, kind: type[Issue], position: int, **more: Any) -> RowIssue:
    """About the text of a period: where it is a header, of no measure in particular."""
    row_issue = table.issue(kind, position, "period", **more)
    if not table.period_is_header(position):
        return row_issue
    return RowIssue(replace(row_issue.issue, measure="", title=""), row_issue.left_out)
