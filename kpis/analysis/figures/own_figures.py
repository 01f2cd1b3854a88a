"""The council's own whole-measure figures, ready to be looked up by measure and period.

A report asks for the same figures several times over: the figure due, the one before, the one a
year ago, the newest. So they are laid out once as columns with a blank row at the end, and each
question is one look-up of positions: -1, "not there", falls on the blank row.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpis.analysis.figures.averages import days_of_months, is_average_a_day
from kpis.analysis.figures.columns import Columns, columns_of, take
from kpis.analysis.figures.measures import measure_columns, places_in_plan
from kpis.analysis.figures.per_plan import per_plan
from kpis.analysis.figures.quarters import LATER_THAN_ANY, quarter_numbers
from kpis.analysis.figures.report_columns import Report, ReportColumn
from kpis.analysis.figures.rollup import roll_up
from kpis.analysis.figures.rows import is_own_whole, reported_in
from kpis.model import Frequency, Plan

# What is looked up, and what stands where there is no figure.
_BLANKS: dict[ReportColumn, object] = {
    "outturn": np.nan,
    "numerator": np.nan,
    "denominator": np.nan,
    "marker": "",
    "commentary": "",
    "provenance": "",
    "submission_id": "",
    "first_known_at": np.datetime64("NaT", "us"),
}
# Where a figure belongs: position of its measure in the plan, number of the quarter it ends in.
_PLACES: dict[ReportColumn, object] = {
    "period_id": "",
    "frequency": "",
    "measure": -1,
    "quarter": -1,
}
_OF_NEWEST: tuple[ReportColumn, ...] = ("period_id", "quarter", "outturn", "marker", "provenance")
_READ = ("measure_id", "period_id", "period_end", "frequency", *_BLANKS)


def key_of(measure_id: str, period_id: str) -> str:
    return f"{measure_id} {period_id}"


@dataclass(frozen=True)
class Figures:
    columns: Columns  # of _BLANKS and _PLACES, one element per figure, then the blank one
    keys: pd.Index  # `key_of` each figure
    newest_keys: np.ndarray  # measure and reporting quarter as one number, rising from -1
    newest_rows: np.ndarray  # the figure at each of them; the blank one first
    incomplete: dict[str, int]  # months returned of quarters that lack some, by `key_of`

    def at(self, keys: np.ndarray) -> Report:
        """The figures with these keys, in this order; blanks where there is none.

        outturn, numerator, denominator, marker, commentary, provenance, submission_id,
        first_known_at; `returned` is True where there is a figure, or a marker in its place.
        """
        rows = self.rows_of(keys)
        figures: Report = {name: self.columns[name][rows] for name in _BLANKS}
        return figures | {"returned": rows >= 0}

    def rows_of(self, keys: np.ndarray) -> np.ndarray:
        """Where the figures with these keys stand; -1 where there is none."""
        # An Index of objects: of a bare array pandas would first find out what it holds.
        return self.keys.get_indexer(pd.Index(keys, dtype="object"))

    def newest(self, measures: np.ndarray, quarters: np.ndarray) -> Columns:
        """The newest figure reported in or before a quarter, never one withheld; or blanks.

        measures: positions in the plan; quarters: their numbers. Returns period_id, outturn,
        marker, provenance, and quarter: the number of the one its period ends in, -1 for none.
        """
        wanted = measures * LATER_THAN_ANY + quarters
        before = np.searchsorted(self.newest_keys, wanted, side="right") - 1
        has_figure = self.newest_keys[before] >= measures * LATER_THAN_ANY
        rows = np.where(has_figure, self.newest_rows[before], -1)
        return {name: self.columns[name][rows] for name in _OF_NEWEST}


def own_figures(plan: Plan, outturns: pd.DataFrame) -> Figures:
    """The figures of the plan's own area for whole measures, months made into quarters.

    outturns: OUTTURNS. Comparators, breakdowns and measures the plan does not have are left
    out, and so are figures of a monthly measure that are not months.
    """
    columns = columns_of(outturns, _READ, is_own_whole(plan, outturns))
    columns["measure"] = places_in_plan(plan, columns["measure_id"])
    of_months = columns["frequency"] == Frequency.MONTH.value
    monthly = np.append(_monthly(plan), False)[columns["measure"]]
    in_plan = columns["measure"] >= 0
    singles = take(columns, in_plan & ~monthly)
    months = take(columns, in_plan & monthly & of_months)
    quarter_value = measure_columns(plan)["quarter_value"][months["measure"]]
    by_days = _average_a_day(plan)[months["measure"]]
    weight = np.where(by_days, days_of_months(months["period_end"]), 1)
    quarters, incomplete = roll_up(months, quarter_value, weight)
    quarters["frequency"] = np.full(len(quarters["outturn"]), Frequency.QUARTER.value, dtype=object)
    figures = {name: np.concatenate([singles[name], quarters[name]]) for name in columns}
    figures["quarter"] = quarter_numbers(figures["period_end"])
    return Figures(
        columns={
            name: np.append(figures[name], np.array([blank], dtype=figures[name].dtype))
            for name, blank in (_PLACES | _BLANKS).items()
        },
        keys=pd.Index(figures["measure_id"] + " " + figures["period_id"], dtype="object"),
        incomplete=incomplete,
        **_newest(plan, figures),
    )


@per_plan
def _monthly(plan: Plan) -> np.ndarray:
    return measure_columns(plan)["frequency"] == Frequency.MONTH.value


@per_plan
def _average_a_day(plan: Plan) -> np.ndarray:
    return np.array([is_average_a_day(measure) for measure in plan.measures], dtype=bool)


def _newest(plan: Plan, figures: Columns) -> Columns:
    reported = reported_in(plan, figures["measure"], figures["period_end"])
    keys = figures["measure"] * LATER_THAN_ANY + reported
    order = np.lexsort((figures["period_end"], keys))
    order = order[~np.isnan(figures["outturn"][order])]
    return {
        "newest_keys": np.concatenate([[-1], keys[order]]),
        "newest_rows": np.concatenate([[-1], order]),
    }
