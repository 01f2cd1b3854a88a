"""The rows of a return that are handed on, in the form every later step takes them."""

import numpy as np
import pandas as pd

from kpis.frames import RETURN_ROWS
from kpis.validation.table import ReturnTable


def return_rows(table: ReturnTable, positions: np.ndarray) -> pd.DataFrame:
    """RETURN_ROWS of the rows at those positions, in that order.

    Each must have a known measure and a period that fits it.
    """
    periods = table.period.periods
    number = table.period.number[positions]
    ids = pd.Series([period.id for period in periods], dtype="str")
    starts = np.array([period.start for period in periods], dtype="datetime64[us]")
    ends = np.array([period.end for period in periods], dtype="datetime64[us]")
    areas = pd.Series(table.area.distinct, dtype="str")
    measures = pd.Series([measure.id for measure in table.plan.measures], dtype="str")
    frequencies = pd.Series([str(period.frequency) for period in periods], dtype="str")
    return RETURN_ROWS.check(
        pd.DataFrame(
            {
                "measure_id": measures.take(table.measure[positions]).array,
                "period_id": ids.take(number).array,
                "area": areas.take(table.area.codes[positions]).array,
                "breakdown": table.rows["breakdown"].array.take(positions),
                "category": table.rows["category"].array.take(positions),
                "frequency": frequencies.take(number).array,
                "period_start": starts[number],
                "period_end": ends[number],
                "outturn": table.outturn.figures[positions],
                "numerator": table.numerator.figures[positions],
                "denominator": table.denominator.figures[positions],
                "marker": pd.Series(table.full_marker[positions], dtype="str").array,
                "commentary": table.rows["commentary"].array.take(positions),
                "sheet": table.rows["sheet"].array.take(positions),
                "cell": table.rows["outturn_cell"].array.take(positions),
                "returned_on": table.returned_on[positions],
            }
        )
    )
