"""Rules about one figure and its marker: is it a figure at all, and can the measure have it?"""

from collections.abc import Iterator

import numpy as np

from kpis.model import MARKERS_WITHOUT_A_FIGURE, MAY_BE_BELOW_ZERO, Marker, Unit
from kpis.readers.raw import CellKind
from kpis.validation.figure_text.markers import describe_markers
from kpis.validation.issues.figure import (
    CountNotWhole,
    ErrorCell,
    FormulaNotCalculated,
    MarkerContradiction,
    MarkerWithFigure,
    OutOfRange,
    OutturnMissing,
    OutturnNotANumber,
    RowLeftEmpty,
    UnknownMarker,
)
from kpis.validation.ratios import figure_of_ratio
from kpis.validation.return_table import ReturnTable, RowIssue, name_of
from kpis.validation.rules.points import waiting_counts
from kpis.validation.text_column import positions
from kpis.validation.values import Problem
from kpis.words.figures import figure
from kpis.words.statuses import MARKER_MEANINGS

FIGURES = ("outturn", "numerator", "denominator")


def error_cells(table: ReturnTable) -> Iterator[RowIssue]:
    """No cell that is read holds an Excel error."""
    for name in FIGURES:
        for position in positions(getattr(table, name).has(Problem.ERROR_CELL)):
            yield table.issue(ErrorCell, position, name, column=name)
    for name in ("period", "returned_on"):
        for position in positions(_of_kind(table, name, CellKind.ERROR)):
            yield table.issue(ErrorCell, position, name, column=name.replace("_", " "))


def formulas_not_calculated(table: ReturnTable) -> Iterator[RowIssue]:
    """No cell that is read holds a formula without its result."""
    for name in FIGURES:
        for position in positions(getattr(table, name).has(Problem.NOT_CALCULATED)):
            yield table.issue(FormulaNotCalculated, position, name, column=name)
    for name in ("period", "returned_on"):
        for position in positions(_of_kind(table, name, CellKind.NO_VALUE)):
            yield table.issue(FormulaNotCalculated, position, name, column=name.replace("_", " "))


def outturns_not_a_number(table: ReturnTable) -> Iterator[RowIssue]:
    """An outturn is a number, a marker that stands for none, or both."""
    for position in positions(table.outturn.has(Problem.NOT_A_NUMBER)):
        advice = table.outturn.advice(position)
        yield table.issue(OutturnNotANumber, position, "outturn", advice=advice)


def missing_outturns(table: ReturnTable) -> Iterator[RowIssue]:
    """A row with a numerator, a commentary or a marker has an outturn.

    It is not worked out from numerator and denominator: whoever returns a figure answers for it.
    The issue says what they give.
    """
    no_figure = ~table.outturn.has_figure & ~table.outturn.failed
    rows = np.flatnonzero(no_figure & ~table.marked(*MARKERS_WITHOUT_A_FIGURE))
    for position, gives in zip(rows.tolist(), figure_of_ratio(table, rows), strict=True):
        measure = table.measure_at(position)
        would_be = figure(gives, measure.unit, measure.decimals) if measure else ""
        yield table.issue(OutturnMissing, position, "outturn", would_be=would_be)


def rows_left_empty(table: ReturnTable) -> Iterator[RowIssue]:
    """A row that names a measure returns something for it.

    The template lists measures whether they are returned or not: the reader passes over its empty
    rows, and what was due is reported by `missing.measures_due_but_missing`.
    """
    columns = (table.blank[name] for name in ("measure", "sheet", "outturn_cell"))
    for text, sheet, cell in zip(*columns, strict=True):
        if measure := table.find_measure(text):
            yield RowIssue(
                RowLeftEmpty(sheet=sheet, cell=cell, measure=measure.code, title=name_of(measure))
            )


def unknown_markers(table: ReturnTable) -> Iterator[RowIssue]:
    """A marker is one of those of model.Marker."""
    for position in positions(table.outturn.has(Problem.UNKNOWN_MARKER)):
        advice = table.outturn.advice(position)
        yield table.issue(UnknownMarker, position, "outturn", advice=advice)
    advice = f"Use one of {describe_markers()}."
    for position in positions(table.filled("marker") & (table.marker == "")):
        yield table.issue(UnknownMarker, position, "marker", advice=advice)


def contradicting_markers(table: ReturnTable) -> Iterator[RowIssue]:
    """The marker column and a marker beside the outturn say the same."""
    in_outturn = table.outturn.markers
    for position in positions(
        (table.marker != "") & (in_outturn != "") & (table.marker != in_outturn)
    ):
        yield table.issue(MarkerContradiction, position, "marker", other=in_outturn[position])


def markers_with_a_figure(table: ReturnTable) -> Iterator[RowIssue]:
    """[c], [x] and [z] stand in the place of a figure.

    Nor may a figure that is suppressed or not available be worked out from both its numerator and
    its denominator; with [z] these may be given, as in 0 of 0.
    """
    with_figure = table.marked(*MARKERS_WITHOUT_A_FIGURE) & table.outturn.has_figure
    hidden = table.marked(Marker.CONFIDENTIAL, Marker.NOT_AVAILABLE)
    both = table.numerator.has_figure & table.denominator.has_figure
    for position in positions(with_figure | (hidden & both)):
        marker = Marker(table.full_marker[position])
        shown_by = (
            "an outturn"
            if with_figure[position]
            else "both a numerator and a denominator, which give it away"
        )
        yield table.issue(
            MarkerWithFigure,
            position,
            "outturn",
            marker=marker.value,
            meaning=MARKER_MEANINGS[marker],
            shown_by=shown_by,
        )


def out_of_range(table: ReturnTable) -> Iterator[RowIssue]:
    """An outturn is one its unit and its measure can have.

    A percentage lies between 0 and 100, or the measure's own maximum. Counts, rates, days, tonnes
    and averages are not below 0; amounts of money and indices may be. Counts are whole. Above its
    maximum no measure goes.
    In history that holds for the plan's own area: figures of comparators may be of a region or the
    nation, so that neither their size nor whether they are whole says anything.
    """
    values = table.outturn.figures
    percent = table.of_measure(lambda m: m.unit is Unit.PERCENT, False)
    strict = table.own_area | (not table.is_history)
    maximum = table.of_measure(lambda m: np.nan if m.maximum is None else m.maximum, np.nan)
    maximum = np.where(strict, maximum, np.nan)
    highest = np.where(percent & np.isnan(maximum), 100.0, maximum)
    lowest = table.of_measure(lambda m: -np.inf if m.unit in MAY_BE_BELOW_ZERO else 0.0, -np.inf)
    for position in positions((values < lowest) | (values > highest)):
        measure = table.plan.measures[table.measure[position]]
        if values[position] < lowest[position]:
            limit = "cannot be below 0"
        else:
            limit = f"cannot be above {figure(highest[position], measure.unit, measure.decimals)}"
        yield table.issue(OutOfRange, position, "outturn", limit=limit)
    count = table.of_measure(lambda m: m.unit is Unit.COUNT, False) & strict
    not_whole = count & table.outturn.has_figure & (values != np.floor(values)) & (values >= 0)
    not_whole &= ~waiting_counts(table)
    for position in positions(not_whole):
        yield table.issue(CountNotWhole, position, "outturn")


def _of_kind(table: ReturnTable, name: str, kind: str) -> np.ndarray:
    return table.texts[f"{name}_kind"].where(lambda each: each == kind)
