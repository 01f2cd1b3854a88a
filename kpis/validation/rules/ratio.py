"""Rules between an outturn and the numerator and denominator behind it."""

from collections.abc import Iterator

import numpy as np

from kpis.model import Frequency, Provenance
from kpis.validation.issues.figure import PercentIsFraction
from kpis.validation.issues.ratio import (
    DenominatorZero,
    NumeratorAboveDenominator,
    OutturnDisagreesWithParts,
    OutturnMayDisagreeWithParts,
    RatioNegative,
    RatioNotANumber,
)
from kpis.validation.ratios import agree, figure_of_ratio, may_be_fraction, more_than_all
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.text_column import positions
from kpis.validation.values import Problem, plainly
from kpis.words.figures import figure

_BEHIND = ("numerator", "denominator")


def ratios_not_a_number(table: ReturnTable) -> Iterator[RowIssue]:
    """A numerator or denominator is a number, suppressed ("<5", [c]) or empty."""
    for name in _BEHIND:
        column = getattr(table, name)
        wrong = column.has(Problem.NOT_A_NUMBER) | column.has(Problem.UNKNOWN_MARKER)
        for position in positions(wrong):
            advice = column.advice(position)
            yield table.issue(RatioNotANumber, position, name, column=name, advice=advice)


def negative_ratios(table: ReturnTable) -> Iterator[RowIssue]:
    """A numerator or denominator is not below 0."""
    for name in _BEHIND:
        for position in positions(getattr(table, name).figures < 0):
            yield table.issue(RatioNegative, position, name, column=name)


def shares_of_nothing(table: ReturnTable) -> Iterator[RowIssue]:
    """Where there were no cases there is no share of them: [z], not 0."""
    nothing = (table.denominator.figures == 0) & table.outturn.has_figure
    for position in positions(nothing):
        yield table.issue(DenominatorZero, position, "denominator")


def numerators_above_denominators(table: ReturnTable) -> Iterator[RowIssue]:
    """A percentage counts some of all, unless its measure may exceed 100%."""
    for position in positions(more_than_all(table)):
        denominator = table.typed(position, "denominator")
        yield table.issue(NumeratorAboveDenominator, position, "numerator", denominator=denominator)


def disagreements(table: ReturnTable) -> Iterator[RowIssue]:
    """Outturn, numerator and denominator agree to one unit in the last published decimal.

    That one unit lets rounding by another rule pass. Surveys and official statistics may be
    weighted, so there the difference is a warning. Where the outturn agrees a hundredfold, a
    fraction was typed for a percentage.
    """
    complete = table.numerator.has_figure & table.denominator.has_figure & table.outturn.has_figure
    rows = np.flatnonzero(complete & ~more_than_all(table))
    gives, outturn = figure_of_ratio(table, rows), table.outturn.figures[rows]
    fraction = may_be_fraction(table)[rows] & agree(table, rows, outturn * 100, gives)
    survey = table.of_measure(lambda m: m.frequency is Frequency.SURVEY_WAVE, False)
    published = table.context.provenance == Provenance.PUBLISHED
    for at in positions(~np.isnan(gives) & ~agree(table, rows, outturn, gives)):
        position = int(rows[at])
        measure = table.plan.measures[table.measure[position]]
        if fraction[at]:
            yield table.issue(
                PercentIsFraction,
                position,
                "outturn",
                taken_as=f"{plainly(outturn[at])}%",
                instead=plainly(outturn[at] * 100),
                evidence="its numerator and denominator",
            )
            continue
        weighted = survey[position] or published
        yield table.issue(
            OutturnMayDisagreeWithParts if weighted else OutturnDisagreesWithParts,
            position,
            "outturn",
            numerator=table.typed(position, "numerator"),
            denominator=table.typed(position, "denominator"),
            gives=figure(gives[at], measure.unit, measure.decimals),
        )
