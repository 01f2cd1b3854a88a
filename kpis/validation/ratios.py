"""What a numerator and a denominator give, in the unit of their measure."""

import numpy as np

from kpis.model import Unit
from kpis.plan.ratio import scale_of
from kpis.rounding import round_half_up
from kpis.validation.return_table import ReturnTable


def figure_of_ratio(table: ReturnTable, rows: np.ndarray) -> np.ndarray:
    """The outturn numerator and denominator give, rounded to the measure's decimals.

    rows: positions; one figure for each. NaN where one of the two is missing or below 0, the
    denominator is 0, or the measure is no ratio.
    """
    scale = table.of_measure(scale_of, np.nan)[rows]
    above, below = table.numerator.figures[rows], table.denominator.figures[rows]
    usable = (above >= 0) & (below > 0)
    gives = np.full(len(rows), np.nan)
    np.divide(above * scale, below, out=gives, where=usable)
    return round_half_up(gives, _decimals(table, rows))


def agree(
    table: ReturnTable, rows: np.ndarray, outturn: np.ndarray, gives: np.ndarray
) -> np.ndarray:
    """Whether two figures of each row differ by at most one unit in the last published decimal.

    False where either is NaN. gives: rounded, as `figure_of_ratio` returns it.
    """
    decimals = _decimals(table, rows)
    units_apart = (round_half_up(outturn, decimals) - gives) * 10.0**decimals
    return np.abs(np.rint(units_apart)) <= 1


def confirmed_by_ratio(table: ReturnTable, rows: np.ndarray) -> np.ndarray:
    """Whether numerator and denominator give the outturn each row has."""
    return agree(table, rows, table.outturn.figures[rows], figure_of_ratio(table, rows))


def more_than_all(table: ReturnTable) -> np.ndarray:
    """Rows that count more than there are: a percentage of above 100 that may not be so."""
    of_all = table.of_measure(
        lambda m: m.unit is Unit.PERCENT and (m.maximum is None or m.maximum <= 100), False
    )
    above, below = table.numerator.figures, table.denominator.figures
    return of_all & (below > 0) & (above > below)


def may_be_fraction(table: ReturnTable) -> np.ndarray:
    """Rows whose percentage is a bare number above 0 and up to 1, so that it may be a fraction."""
    percent = table.of_measure(lambda measure: measure.unit is Unit.PERCENT, False)
    values = table.outturn.figures
    return percent & ~table.outturn.percent_sign & (values > 0) & (values <= 1)


def _decimals(table: ReturnTable, rows: np.ndarray) -> np.ndarray:
    return table.of_measure(lambda measure: measure.decimals, 0)[rows]
