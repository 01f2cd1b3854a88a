"""The figures of each measure that may be compared as a series, in their order.

A line through figures that do not compare is worse than none. So totals to date are taken apart
into each period's own amount, figures that mix two definitions or are marked as comparable with
nothing are left out, and what remains is numbered by chapters: a new one begins at every break.
"""

import numpy as np

from kpis.analysis.figures.columns import Columns, take
from kpis.analysis.figures.like_for_like import break_between, is_regular
from kpis.analysis.figures.measures import measure_columns
from kpis.analysis.figures.own_figures import Figures
from kpis.analysis.figures.per_plan import per_plan
from kpis.analysis.figures.quarters import LATER_THAN_ANY
from kpis.analysis.figures.rollup import MONTHS_IN_A_QUARTER
from kpis.model import Basis, Frequency, Measure, Plan, Provenance, Unit
from kpis.periods import MONTHS_IN, MONTHS_IN_A_YEAR, period_of_id

_ADD_UP = [unit.value for unit in (Unit.COUNT, Unit.POUNDS, Unit.DAYS, Unit.TONNES)]
LEFT_OUT = -1  # in place of a chapter
_READ = ("measure", "quarter", "period_id", "frequency", "outturn", "provenance")


def adds_up(units: np.ndarray) -> np.ndarray:
    """Whether totals in these units are the sums of their parts, as counts are and shares not."""
    return np.isin(units.astype("U"), _ADD_UP)


def comparable_figures(plan: Plan, figures: Figures) -> Columns:
    """The plan's own figures that compare, by measure and time; a row of no measure (-1) first.

    figures: of the whole plan; the months of monthly measures are quarters there.
    Returns key (measure and quarter as one number, rising), measure (position in the plan),
    quarter (number of that in which the period ends), period_id, amount (the figure, or of a
    total to date the period's own amount), illustrative and published (bool: whether a figure
    behind the amount is), chapter (how many breaks lie before it). Left out: periods without a
    figure or not of the measure's own kind, those a break falls into, those marked as not
    comparable,
    and own amounts that cannot be told: of shares, or where the total before is missing or does
    not compare.
    """
    found = {name: figures.columns[name] for name in _READ}
    key = found["measure"] * LATER_THAN_ANY + found["quarter"]
    order = np.argsort(key, kind="stable")
    order = order[found["measure"][order] >= 0]
    found = take(found | {"key": key}, order)
    table = measure_columns(plan)
    frequency = table["frequency"][found["measure"]]
    # The figures of a monthly measure are its quarters here.
    kinds = np.where(frequency == Frequency.MONTH.value, Frequency.QUARTER.value, frequency)
    found["chapter"] = chapters_of(plan, found, kinds)
    found = take(found, found["chapter"] != LEFT_OUT)
    lengths = np.maximum(months_in_periods(plan), MONTHS_IN_A_QUARTER)
    found |= own_amounts(plan, found, found["quarter"] * MONTHS_IN_A_QUARTER, lengths)
    shares_to_date = (table["basis"] == Basis.YEAR_TO_DATE.value) & ~adds_up(table["unit"])
    kept = np.flatnonzero(~np.isnan(found["amount"]) & ~shares_to_date[found["measure"]])
    none = {"period_id": "", "amount": np.nan, "illustrative": False, "published": False}
    return {
        name: np.concatenate([np.array([none.get(name, -1)], found[name].dtype), found[name][kept]])
        for name in ("key", "measure", "quarter", "chapter", *none)
    }


def chapters_of(plan: Plan, found: Columns, kinds: np.ndarray) -> np.ndarray:
    """How many breaks of its measure lie before each figure, or LEFT_OUT.

    found: measure (rising), period_id and frequency. kinds: the frequency each is to have.
    """
    chapters = np.where(found["frequency"] == kinds, 0, LEFT_OUT)
    starts = np.searchsorted(found["measure"], np.arange(len(plan.measures) + 1))
    for place, measure in enumerate(plan.measures):
        waves = measure.frequency is Frequency.SURVEY_WAVE
        if waves or measure.breaks or measure.not_comparable:
            for row in range(starts[place], starts[place + 1]):
                if chapters[row] != LEFT_OUT:
                    chapters[row] = _chapter(measure, found["period_id"][row])
    return chapters


def _chapter(measure: Measure, period_id: str) -> int:
    period = period_of_id(period_id)
    if not (measure.frequency is Frequency.MONTH or is_regular(measure, period)):
        return LEFT_OUT
    if break_between(measure, period, period):
        return LEFT_OUT
    return sum(period_of_id(broken.period).start <= period.start for broken in measure.breaks)


def own_amounts(plan: Plan, found: Columns, ends: np.ndarray, lengths: np.ndarray) -> Columns:
    """amount, illustrative and published of figures, with totals to date made into own amounts.

    found: figures that compare, by measure and time: measure, chapter, outturn and provenance.
    ends: the last months of their periods, counted so that a financial year ends with a whole
    dozen. lengths: of a measure's periods, in months, by its position in the plan. The amount is
    NaN where the total before is missing, of another chapter, or made up beside a published one.
    """
    length = lengths[found["measure"]]
    to_date = (measure_columns(plan)["basis"] == Basis.YEAR_TO_DATE.value)[found["measure"]]
    less = to_date & (ends % MONTHS_IN_A_YEAR != length)  # its year's first is its own amount
    before = np.maximum(np.arange(len(ends)) - 1, 0)
    illustrative, published = (
        kind | (less & kind[before])
        for kind in (
            found["provenance"] == Provenance.ILLUSTRATIVE.value,
            found["provenance"] == Provenance.PUBLISHED.value,
        )
    )
    known = (ends - ends[before] == length) & ~(illustrative & published)
    for name in ("measure", "chapter"):
        known &= found[name] == found[name][before]
    amount = np.where(known, found["outturn"] - found["outturn"][before], np.nan)
    return {
        "amount": np.where(less, amount, found["outturn"]),
        "illustrative": illustrative,
        "published": published,
    }


@per_plan
def months_in_periods(plan: Plan) -> np.ndarray:
    """How many months the periods of each measure have; 12 for those of yearly surveys."""
    return np.array([MONTHS_IN.get(m.frequency, MONTHS_IN_A_YEAR) for m in plan.measures])
