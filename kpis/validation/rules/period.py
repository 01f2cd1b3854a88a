"""Rules about reporting periods and days of return, as far as the file alone tells."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kpis import errors
from kpis.model import Frequency, Measure
from kpis.period_text import LONGER_PERIOD
from kpis.periods import ReportingPeriod, describe_frequency, period_containing
from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation.garbled.mended_texts import is_garbled
from kpis.validation.issues.base import Issue
from kpis.validation.issues.period import (
    PERIOD_QUESTIONS,
    AmbiguousPeriod,
    DayAfterPlan,
    FuturePeriod,
    OtherSurveyWave,
    UnknownPeriod,
    WrongFrequencyPeriod,
)
from kpis.validation.issues.question import TakenAsAnswered
from kpis.validation.period_column import rhythm_of
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.text_column import positions

_LEFT_OUT = Choice(answer=LEAVE_OUT, label="Leave these figures out")
_COLUMN_LEFT_OUT = Choice(answer=LEAVE_OUT, label="Leave this column out")


def unknown_periods(table: ReturnTable) -> Iterator[RowIssue]:
    """A period is understood for what the measure is returned in, or not at all.

    A header of a wide table stands over many rows and has one issue, whatever they measure.
    """
    for position in positions(table.period.failed):
        if not table.is_history and is_garbled(table.texts["period"][position]):
            continue  # asked about as a garbled text
        error = table.period.reads[table.period.read_numbers[position]].error
        ambiguous = isinstance(error, errors.AmbiguousPeriod)
        kind: type[Issue] = AmbiguousPeriod if ambiguous else UnknownPeriod
        yield _about_period(table, kind, position, explanation=str(error))


def periods_in_doubt(table: ReturnTable) -> Iterator[RowIssue]:
    """What a period of a column means in two ways is asked, once; what was answered is told."""
    by_question: dict[tuple[str, str, str], list[int]] = {}
    for number, read in enumerate(table.period.reads):
        if read.doubt and (read.answered or read.period is None):
            key = (read.doubt.code, read.about, read.answered)
            by_question.setdefault(key, []).append(number)
    for (code, about, answered), numbers in by_question.items():
        rows = table.period.rows_of(numbers).tolist()
        if answered:
            yield _about_period(table, TakenAsAnswered, rows[0], label=answered)
            continue
        doubt = table.period.reads[numbers[0]].doubt
        if doubt is None:
            continue
        figure = table.returned(rows[0])
        yield _about_period(
            table,
            PERIOD_QUESTIONS[code],
            rows[0],
            left_out=rows,
            about=about,
            told=doubt.told,
            choices=(
                *(
                    Choice(
                        answer=reading.answer,
                        label=reading.label,
                        stores=f"{figure} for {reading.period.label}",
                    )
                    for reading in doubt.readings
                ),
                _COLUMN_LEFT_OUT
                if code == LONGER_PERIOD and table.period_is_header(rows[0])
                else _LEFT_OUT,
            ),
        )


def days_after_the_plan(table: ReturnTable) -> Iterator[RowIssue]:
    """A day of a year that the plan does not reach may be a month and a year, mistaken for one."""
    today = table.context.now.date()
    for number, read in enumerate(table.period.reads):
        if not read.after_plan or read.period is None or read.period.end > today:
            continue
        rows = table.period.rows_of([number]).tolist()
        sheet, found = table.texts["sheet"][rows[0]], table.typed(rows[0], "period")
        yield _about_period(
            table,
            DayAfterPlan,
            rows[0],
            left_out=rows,
            about=f"{sheet} {found}",
            told=f"is of {read.period.label}, and the plan ends in {table.plan.last_year}",
            choices=(
                Choice(
                    answer=TAKE,
                    label="The year is right",
                    stores=f"{table.returned(rows[0])} for {read.period.label}",
                ),
                _LEFT_OUT,
            ),
        )


def periods_of_another_frequency(table: ReturnTable) -> Iterator[RowIssue]:
    """A measure is returned for periods of its own length."""
    wrong = (table.period.number >= 0) & ~table.period.fits
    for position in positions(wrong):
        measure = table.plan.measures[table.measure[position]]
        yield table.period_issue(
            WrongFrequencyPeriod,
            position,
            is_a=_described(table.period.period_at(position)),
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


def _described(period: ReportingPeriod) -> str:
    """ "a quarter"; months that are no period of ours are not called the wave of a survey."""
    if period.frequency is Frequency.SURVEY_WAVE:
        return f"a span of {period.months} months"
    return describe_frequency(period.frequency)


def _example(measure: Measure, near: ReportingPeriod) -> str:
    """How a period of the measure is written: of a survey, the plan's own wave."""
    if measure.frequency is Frequency.SURVEY_WAVE:
        return _own_wave(measure, near).label
    return rhythm_of(measure).example_near(near.end)


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
