"""The council's own whole-measure figures in the order of time: one line per measure.

What is judged along a line (gaps, repeats, sudden changes) needs each figure beside the one a
period before. A period is the number of its first month and a line advances by a fixed number of
months, so that "the period before" is a look-up and never a loop. Periods of another kind than
the measure's own, such as the pooled waves of an early survey, belong to no line.
"""

import numpy as np
import pandas as pd

from kpis.analysis.figures.columns import Columns, columns_from, columns_of, take
from kpis.analysis.figures.measures import places_in_plan
from kpis.analysis.figures.per_plan import per_plan
from kpis.analysis.figures.quarters import month_numbers
from kpis.analysis.figures.rows import is_own_whole
from kpis.frames import TEXT, WHOLE
from kpis.model import Basis, Frequency, Plan
from kpis.periods import MONTHS_IN, MONTHS_IN_A_YEAR

_WIDER_THAN_ANY = 1_000_000  # months: measure × this + month is one key
_READ = (
    "measure_id",
    "period_id",
    "period_start",
    "period_end",
    "frequency",
    "outturn",
    "numerator",
    "denominator",
    "marker",
    "provenance",
)


def own_lines(plan: Plan, outturns: pd.DataFrame) -> Columns:
    """Figures of the plan's own area and whole measures, by measure, then time.

    outturns: OUTTURNS. Returns its columns _READ and measure (position in the plan), start
    (month, counted), step (months from one period to the next) and back (months to the period a
    figure is compared with: a year for year-to-date figures, else a step).
    """
    columns = columns_of(outturns, _READ, is_own_whole(plan, outturns))
    measure = places_in_plan(plan, columns["measure_id"])
    columns["measure"] = measure
    columns["start"] = month_numbers(columns["period_start"])
    columns["months"] = month_numbers(columns["period_end"]) - columns["start"] + 1
    nature = {
        name: np.append(values, np.array([0], dtype=values.dtype))[measure]
        for name, values in _nature(plan).items()
    }
    columns |= {"step": nature["step"], "back": nature["back"]}
    month_of_year = columns["start"] % MONTHS_IN_A_YEAR + 1
    regular = (
        (measure >= 0)
        & (columns["frequency"] == nature["kind"])
        & (columns["months"] == nature["length"])
        & ((nature["first_month"] == 0) | (month_of_year == nature["first_month"]))
    )
    lines = take(columns, regular)
    return take(lines, np.lexsort((lines["start"], lines["measure"])))


def before(lines: Columns, months: np.ndarray) -> np.ndarray:
    """The position of the figure so many months before each one, -1 where there is none."""
    keys = lines["measure"] * _WIDER_THAN_ANY + lines["start"]
    return pd.Index(keys).get_indexer(keys - months)


def follows(lines: Columns) -> np.ndarray:
    """Where a figure has the one above it in the same line; False for the first of each line."""
    same = np.zeros(len(lines["measure"]), dtype=bool)
    same[1:] = lines["measure"][1:] == lines["measure"][:-1]
    return same


@per_plan
def _nature(plan: Plan) -> Columns:
    """Of each measure: its kind of period, its length, first month and both steps, in months."""
    rows = [
        {
            "kind": measure.frequency.value,
            "length": _length(measure.frequency, measure.wave_months),
            "first_month": measure.wave_start_month,
            "step": MONTHS_IN.get(measure.frequency, MONTHS_IN_A_YEAR),
            "back": MONTHS_IN_A_YEAR
            if measure.basis is Basis.YEAR_TO_DATE
            else MONTHS_IN.get(measure.frequency, MONTHS_IN_A_YEAR),
        }
        for measure in plan.measures
    ]
    whole = dict.fromkeys(("length", "first_month", "step", "back"), WHOLE)
    return columns_from(rows, {"kind": TEXT} | whole)


def _length(frequency: Frequency, wave_months: int) -> int:
    return MONTHS_IN.get(frequency, wave_months)
