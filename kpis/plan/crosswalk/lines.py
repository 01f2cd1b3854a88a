"""A measure's line: the ids it had in the plans before, and where it was defined anew.

Figures are stored under the id that a measure had in the plan in force when they were returned,
for good. Read with a plan that continues it, they are that measure's history. Where a plan says
`continued_with_break` its first period begins a new series, in this plan and in all that follow.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kpis.model import ONE_LINE, Continuation, Measure, PlanChange, SeriesBreak
from kpis.periods import ReportingPeriod, period_containing, quarters_of_year
from kpis.plan.crosswalk.links import crosswalk_table, folders_before, plan_table
from kpis.plan.crosswalk.load import table_changes


class _Step(NamedTuple):
    """From one plan to the one before it. first_year: of the later one."""

    first_year: str
    changes: tuple[PlanChange, ...]


def with_lines(
    measures: Iterable[Measure],
    folder: Path,
    first_year: str,
    changes: tuple[PlanChange, ...],
) -> tuple[Measure, ...]:
    """The measures of a plan that follows others, each with its earlier ids and breaks.

    changes: the plan's own; those of the plans before are read as far as they can be.
    """
    steps = [_Step(first_year, changes), *_steps_before(folder)]
    return tuple(_in_line(measure, steps) for measure in measures)


def first_period(measure: Measure, first_year: str) -> ReportingPeriod:
    """The first of a measure's own periods that belongs to a plan: it ends in its first year."""
    begins = quarters_of_year(first_year)[0].start
    period = period_containing(
        begins,
        measure.frequency,
        wave_start_month=measure.wave_start_month or 1,
        wave_months=measure.wave_months or 12,
    )
    return period if period.end >= begins else period.shift(1)  # a wave may be over by then


def _in_line(measure: Measure, steps: Iterable[_Step]) -> Measure:
    earlier: list[str] = []
    breaks: list[SeriesBreak] = []
    name = measure.id
    for step in steps:
        change = _change_to(name, step.changes)
        if change is None:
            continue
        if change.kind not in ONE_LINE or len(change.from_) != 1:
            break
        if change.kind is Continuation.CONTINUED_WITH_BREAK:
            period = first_period(measure, step.first_year).id
            breaks.append(SeriesBreak(period=period, reason=change.reason))
        if change.from_[0] != name:
            name = change.from_[0]
            earlier.append(name)
    if not earlier and not breaks:
        return measure
    own = {each.period for each in measure.breaks}
    new = [each for each in reversed(breaks) if each.period not in own]
    return replace(measure, earlier_ids=tuple(earlier), breaks=(*measure.breaks, *new))


def _change_to(name: str, changes: Iterable[PlanChange]) -> PlanChange | None:
    return next((each for each in changes if name in each.to), None)


def _steps_before(folder: Path) -> Iterator[_Step]:
    """From each plan before to the one before that; a circle ends where it closes."""
    for each in dict.fromkeys(folders_before(folder)):
        first_year = plan_table(each).get("first_year")
        if isinstance(first_year, str):
            yield _Step(first_year, tuple(table_changes(crosswalk_table(each))))
