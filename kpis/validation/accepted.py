"""The rows of a return that are handed on, in the form every later step takes them."""

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from kpis.frames import RETURN_ROWS
from kpis.model import Marker
from kpis.validation.table import ReturnTable

_MARKERS = ["", *(marker.value for marker in Marker)]


def return_rows(table: ReturnTable, positions: np.ndarray) -> pd.DataFrame:
    """RETURN_ROWS of the rows at those positions, in that order.

    Each must have a known measure and a period that fits it.
    """
    everything = len(positions) == len(table)

    def text(name: str) -> ExtensionArray:
        column = table.rows[name].array
        return column if everything else column.take(positions)

    periods = table.period.periods
    number = table.period.number[positions]
    ids = pd.Series([period.id for period in periods], dtype="str")
    starts = np.array([period.start for period in periods], dtype="datetime64[us]")
    ends = np.array([period.end for period in periods], dtype="datetime64[us]")
    areas = pd.Series(table.area.distinct, dtype="str")
    measures = pd.Series([measure.id for measure in table.plan.measures], dtype="str")
    frequencies = pd.Series([str(period.frequency) for period in periods], dtype="str")
    markers = pd.Series(_MARKERS, dtype="str")
    return RETURN_ROWS.check(
        pd.DataFrame(
            {
                "measure_id": measures.take(table.measure[positions]).array,
                "period_id": ids.take(number).array,
                "area": areas.take(table.area.codes[positions]).array,
                "breakdown": text("breakdown"),
                "category": text("category"),
                "frequency": frequencies.take(number).array,
                "period_start": starts[number],
                "period_end": ends[number],
                "outturn": table.outturn.figures[positions],
                "numerator": table.numerator.figures[positions],
                "denominator": table.denominator.figures[positions],
                "marker": markers.take(_marker_numbers(table.full_marker[positions])).array,
                "commentary": text("commentary"),
                "sheet": text("sheet"),
                "cell": text("outturn_cell"),
                "returned_on": table.returned_on[positions],
            }
        )
    )


def _marker_numbers(letters: np.ndarray) -> np.ndarray:
    """Positions in _MARKERS."""
    return np.select([letters == letter for letter in _MARKERS[1:]], range(1, len(_MARKERS)), 0)
