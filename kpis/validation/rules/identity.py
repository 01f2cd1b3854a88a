"""Rules about what a figure is of: which measures are returned when, breakdown."""

from collections.abc import Iterator

from kpis.periods import period_of_id
from kpis.plan.calendar import is_collected, suspension_in
from kpis.validation.issues.identity import (
    IncompleteBreakdown,
    MeasureHasParts,
    MeasureNotIntroduced,
    MeasureRetired,
    MeasureSuspended,
)
from kpis.validation.return_table import ReturnTable, RowIssue, name_of
from kpis.validation.text_column import positions


def measures_with_parts(table: ReturnTable) -> Iterator[RowIssue]:
    """A measure with parts is returned by its parts."""
    has_parts = table.of_measure(lambda measure: measure.id in table.plan.parts_of, False)
    for position in positions(has_parts):
        parts = table.plan.parts_of[table.plan.measures[table.measure[position]].id]
        named = " and ".join(f"{part.code} {name_of(part)}" for part in parts)
        yield table.issue(MeasureHasParts, position, "measure", parts=named)


def measures_not_collected(table: ReturnTable) -> Iterator[RowIssue]:
    """A return gives figures for the quarters a measure is collected in.

    History may reach further back and on: it makes the trend, and nobody was asked for it.
    """
    if table.is_history:
        return
    outside = table.of_pair(lambda pair: not is_collected(pair.measure, pair.quarter), False)
    for position in positions(outside):
        measure, _, quarter = table.pairs[table.pair[position]]
        if measure.introduced and quarter < period_of_id(measure.introduced):
            first = period_of_id(measure.introduced).label
            yield table.period_issue(MeasureNotIntroduced, position, first_quarter=first)
        else:
            last = period_of_id(measure.retired).label
            yield table.period_issue(MeasureRetired, position, last_quarter=last)


def suspended_measures(table: ReturnTable) -> Iterator[RowIssue]:
    """A figure for a quarter in which collection is suspended is kept, but not rated."""
    if table.is_history:
        return
    suspended = table.of_pair(
        lambda pair: suspension_in(pair.measure, pair.quarter) is not None, False
    )
    for position in positions(suspended):
        measure, _, quarter = table.pairs[table.pair[position]]
        suspension = suspension_in(measure, quarter)
        reason = suspension.reason if suspension else ""
        yield table.period_issue(MeasureSuspended, position, reason=reason)


def incomplete_breakdowns(table: ReturnTable) -> Iterator[RowIssue]:
    """A category belongs to a breakdown, and a breakdown has a category."""
    breakdown, category = table.filled("breakdown"), table.filled("category")
    for position in positions(breakdown != category):
        has, lacks = ("breakdown", "category") if breakdown[position] else ("category", "breakdown")
        yield table.issue(IncompleteBreakdown, position, has, lacks=lacks)
