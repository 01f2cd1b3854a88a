"""The rows of a return that are handed on, in the form every later step takes them."""

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from kpis.frames import RETURN_ROWS
from kpis.model import Marker
from kpis.validation.return_table import ReturnTable

_MARKERS = ["", *(marker.value for marker in Marker)]


def return_rows(table: ReturnTable, positions: np.ndarray) -> pd.DataFrame:
    """RETURN_ROWS of the rows at those positions, which are ascending and each there once.

    Each row must have a known measure and a period that fits it.
    """
    everything = len(positions) == len(table)

    def typed(name: str) -> ExtensionArray:
        column = table.rows[name].array
        return column if everything else column.take(positions)

    periods = table.period.periods
    period = table.period.number[positions]
    starts = np.array([each.start for each in periods], dtype="datetime64[us]")
    ends = np.array([each.end for each in periods], dtype="datetime64[us]")
    breakdown, category = table.texts["breakdown"], table.texts["category"]
    return RETURN_ROWS.check(
        pd.DataFrame(
            {
                "measure_id": _texts(
                    [measure.id for measure in table.plan.measures], table.measure[positions]
                ),
                "period_id": _texts([each.id for each in periods], period),
                "area": _texts(table.area.distinct, table.area.codes[positions]),
                "breakdown": _texts(breakdown.distinct, breakdown.codes[positions]),
                "category": _texts(category.distinct, category.codes[positions]),
                "frequency": _texts([str(each.frequency) for each in periods], period),
                "period_start": starts[period],
                "period_end": ends[period],
                "outturn": table.outturn.figures[positions],
                "numerator": table.numerator.figures[positions],
                "denominator": table.denominator.figures[positions],
                "marker": _texts(_MARKERS, _marker_numbers(table.full_marker[positions])),
                "commentary": typed("commentary"),
                "sheet": typed("sheet"),
                "cell": typed("outturn_cell"),
                "returned_on": table.returned_on[positions],
            },
            copy=False,  # made here, but for texts, which never change
        )
    )


def _texts(distinct: list[str], numbers: np.ndarray) -> ExtensionArray:
    return pd.array(distinct, dtype="str").take(numbers)


def _marker_numbers(letters: np.ndarray) -> np.ndarray:
    """Positions in _MARKERS."""
    return np.select([letters == letter for letter in _MARKERS[1:]], range(1, len(_MARKERS)), 0)
