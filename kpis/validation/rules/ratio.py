"""Rules between an outturn and the numerator and denominator behind it."""

from collections.abc import Iterator

import numpy as np

from kpis.formatting import figure
from kpis.model import Frequency, Provenance
from kpis.validation.groups import positions
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
from kpis.validation.table import Found, ReturnTable
from kpis.validation.values import Problem, plainly

_BEHIND = ("numerator", "denominator")


def ratios_not_a_number(table: ReturnTable) -> Iterator[Found]:
    """A numerator or denominator is a number, suppressed ("<5", [c]) or empty."""
    for name in _BEHIND:
        column = getattr(table, name)
        wrong = column.has(Problem.NOT_A_NUMBER) | column.has(Problem.UNKNOWN_MARKER)
        for position in positions(wrong):
            advice = column.advice(position)
            yield table.issue(RatioNotANumber, position, name, column=name, advice=advice)


def negative_ratios(table: ReturnTable) -> Iterator[Found]:
    """A numerator or denominator is not below 0."""
    for name in _BEHIND:
        for position in positions(getattr(table, name).figures < 0):
            yield table.issue(RatioNegative, position, name, column=name)


def shares_of_nothing(table: ReturnTable) -> Iterator[Found]:
    """Where there were no cases there is no share of them: [z], not 0."""
    nothing = (table.denominator.figures == 0) & table.outturn.given
    for position in positions(nothing):
        yield table.issue(DenominatorZero, position, "denominator")


def numerators_above_denominators(table: ReturnTable) -> Iterator[Found]:
    """A percentage counts some of all, unless its measure may exceed 100%."""
    for position in positions(more_than_all(table)):
        denominator = table.typed(position, "denominator")
        yield table.issue(NumeratorAboveDenominator, position, "numerator", denominator=denominator)


def disagreements(table: ReturnTable) -> Iterator[Found]:
    """Outturn, numerator and denominator agree to one unit in the last published decimal.

    That one unit lets rounding by another rule pass. Surveys and official statistics may be
    weighted, so there the difference is a warning. Where the outturn agrees a hundredfold, a
    fraction was typed for a percentage.
    """
    gives = figure_of_ratio(table)
    compared = ~np.isnan(gives) & table.outturn.given & ~more_than_all(table)
    fraction = may_be_fraction(table) & agree(table, table.outturn.figures * 100, gives)
    survey = table.of_measure(lambda m: m.frequency is Frequency.SURVEY_WAVE, False)
    published = table.context.provenance == Provenance.PUBLISHED
    for position in positions(compared & ~agree(table, table.outturn.figures, gives)):
        measure = table.plan.measures[table.measure[position]]
        shown = figure(gives[position], measure.unit, measure.decimals)
        if fraction[position]:
            value = table.outturn.figures[position]
            yield table.issue(
                PercentIsFraction,
                position,
                "outturn",
                taken_as=f"{plainly(value)}%",
                instead=plainly(value * 100),
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
            gives=shown,
        )
